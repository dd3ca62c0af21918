import type { Refusal } from './answer.ts';
import type { ResourcePath } from './call.ts';
import type { ResourceKind } from './kinds/kind.ts';
import { refusals } from './refusals.ts';
import { type WorkspaceScope, workspaceId } from './scope.ts';

/** Refuses a path whose subscription or resource group is not the emulated one. */
export function checkGroup(path: ResourcePath, scope: WorkspaceScope): Refusal | undefined {
  const { subscriptionId = '', resourceGroup } = path;
  if (!same(subscriptionId, scope.subscriptionId)) return refusals.subscriptionNotFound({ id: subscriptionId });
  if (resourceGroup !== undefined && !same(resourceGroup, scope.resourceGroup))
    return refusals.resourceGroupNotFound({ name: resourceGroup });
  return undefined;
}

/** Refuses a resource that does not lie in the emulated workspace, or in its resource group where its kind lies there. */
export function checkParent(
  path: ResourcePath,
  { type, scope: place }: Pick<ResourceKind, 'type' | 'scope'>,
  verb: string,
  scope: WorkspaceScope,
): Refusal | undefined {
  const group = checkGroup(path, scope);
  if (group) return group;
  const [workspace] = path.providers;
  const step = workspace?.steps[0];
  const inWorkspace =
    workspace &&
    step?.name !== undefined &&
    same(`${workspace.namespace}/${step.type}`, 'Microsoft.OperationalInsights/workspaces') &&
    same(step.name, scope.workspace);
  const isRight =
    place === 'resourceGroup' ? path.providers.length === 1 && path.resourceGroup !== undefined : inWorkspace;
  if (isRight) return undefined;
  const parent = workspaceId({ ...scope, workspace: step?.name ?? '' });
  return refusals.parentNotFound({ verb, type, parent });
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
