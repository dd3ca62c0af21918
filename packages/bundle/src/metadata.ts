import { formatResourceId, type JsonObject } from '@picket/arm';
import { invariant } from '@picket/diagnostics';
import type { DesiredResource } from './bundle-types.ts';
import { type ContentKind, kinds, scopeIdOf } from './kinds.ts';

/** Sentinel's own tools name metadata after the kind and the item: `analyticsrule-<guid>`. */
export function metadataName(kind: ContentKind, name: string): string {
  return `${kinds[kind].metadataKind.toLowerCase()}-${name}`;
}

/**
 * The mark that a deployed item carries: whose it is (`source`) and what was deployed (`version`, `customVersion`).
 * `workspace` is the workspace's resource id, `repository` what the repository calls itself.
 * Source: Microsoft.SecurityInsights 2025-09-01, metadata; customVersion is documented as free text.
 */
export function metadataOf(
  resource: DesiredResource,
  workspace: string,
  repository: string,
): { readonly name: string; readonly body: JsonObject } {
  const parentId = formatResourceId({
    scope: scopeIdOf(resource.kind, workspace),
    type: resource.type,
    name: resource.name,
  });
  invariant(parentId !== undefined, `'${resource.name}' is no resource name`);
  return { name: metadataName(resource.kind, resource.name), body: metadataBody(resource, parentId, repository) };
}

/** The same with the id of the item as given: a template writes it as an expression. */
export function metadataBody(resource: DesiredResource, parentId: string, repository: string): JsonObject {
  return {
    properties: {
      contentId: resource.name,
      parentId,
      kind: kinds[resource.kind].metadataKind,
      version: resource.version,
      source: { kind: 'SourceRepository', name: repository, sourceId: repository },
      customVersion: resource.hash,
    },
  };
}
