import type { JsonObject } from '@picket/arm';
import { bodyFor, type DesiredResource, kindsInOrder, metadataOf } from '@picket/bundle';
import { resourceIdOf } from './addresses.ts';
import { repository, scope } from './content.test-support.ts';
import type { LiveMetadata, LiveResource, LiveTable, LiveWorkspace } from './live.ts';
import { planChanges } from './plan.ts';

const analytics: readonly LiveTable[] = [{ name: 'SigninLogs', plan: 'Analytics' }];

export function emptyWorkspace(tables: readonly LiveTable[] = analytics): LiveWorkspace {
  return { id: scope.id, kinds: kindsInOrder, resources: [], metadata: [], tables };
}

/** A workspace as it is after these resources were deployed by a repository. */
export function workspaceWith(
  desired: readonly DesiredResource[],
  options: { readonly by?: string; readonly tables?: readonly LiveTable[] } = {},
): LiveWorkspace {
  const { by = repository, tables } = options;
  const empty = emptyWorkspace(tables);
  const open = {
    ...empty,
    tables: desired.flatMap((item) => item.tables.map((name) => ({ name, plan: 'Analytics' }))),
  };
  const hashed = planChanges({ workspace: open, desired, repository: by }).changes.flatMap(
    (change) => change.desired ?? [],
  );
  return { ...empty, resources: hashed.map(shown), metadata: hashed.map((resource) => markOf(resource, by)) };
}

/** Without its marks: as if somebody had made the items in the portal. */
export function unmarked(workspace: LiveWorkspace): LiveWorkspace {
  return { ...workspace, metadata: [] };
}

/** With members of one item changed in the portal. */
export function edited(workspace: LiveWorkspace, name: string, properties: JsonObject): LiveWorkspace {
  const resources = workspace.resources.map((resource) => {
    if (resource.name !== name) return resource;
    const before = resource.body.properties as JsonObject;
    return {
      ...resource,
      etag: '"2"',
      body: { ...resource.body, etag: '"2"', properties: { ...before, ...properties } },
    };
  });
  return { ...workspace, resources };
}

export function without(workspace: LiveWorkspace, name: string): LiveWorkspace {
  return { ...workspace, resources: workspace.resources.filter((resource) => resource.name !== name) };
}

function shown(resource: DesiredResource): LiveResource {
  const { kind, name, type } = resource;
  const body = bodyFor(resource, { workspace: scope.id, location: scope.location });
  const envelope = { id: resourceIdOf(scope.id, kind, name), name, type, etag: '"1"' };
  return { kind, name, etag: '"1"', body: { ...envelope, ...body } };
}

function markOf(resource: DesiredResource, by: string): LiveMetadata {
  const { name, body } = metadataOf(resource, scope.id, by);
  const parentId = resourceIdOf(scope.id, resource.kind, resource.name);
  return { name, etag: '"1"', parentId, body: { name, etag: '"1"', ...body } };
}
