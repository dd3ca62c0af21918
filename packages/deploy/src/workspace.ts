import type { DeploymentScope } from '@picket/arm';
import type { Target } from '@picket/model';

/** A workspace as ARM addresses it. */
export interface WorkspaceScope extends DeploymentScope {
  readonly workspace: string;
  /** `/subscriptions/…/resourceGroups/…/providers/Microsoft.OperationalInsights/workspaces/…`. */
  readonly id: string;
}

/** The address of the embedded workspace: no Azure subscription has this id. */
const localWorkspace = {
  tenantId: '00000000-0000-0000-0000-000000000000',
  subscriptionId: '00000000-0000-0000-0000-000000000000',
  resourceGroup: 'picket',
  workspace: 'local',
  location: 'local',
} as const;

/** Where a target's resources lie. The location matters only where a template asks for it. */
export function workspaceOf(target: Target): WorkspaceScope {
  const parts =
    target.kind === 'local'
      ? localWorkspace
      : {
          tenantId: target.tenant,
          subscriptionId: target.subscription,
          resourceGroup: target.resourceGroup,
          workspace: target.workspace,
          location: target.location ?? 'westeurope',
        };
  return { ...parts, id: workspaceId(parts.subscriptionId, parts.resourceGroup, parts.workspace) };
}

export function workspaceId(subscriptionId: string, resourceGroup: string, workspace: string): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.OperationalInsights/workspaces/${workspace}`;
}

/** ARM compares resource ids without regard to letter case. */
export function sameId(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** The workspace's own name, for a person. */
export function workspaceName(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
