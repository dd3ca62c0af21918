import { apiVersions, kinds, metadataType, type ResourceKind, scopeIdOf, workbookVersion } from '@picket/bundle';

/**
 * Reading takes the newest preview version, because an older version leaves out what it does not know: stable 2025-09-01
 * lists no NRT rule and shows neither subTechniques nor sentinelEntitiesMappings, so a portal edit of them would be missed.
 * Source: Azure/bicep-types-az, Microsoft.SecurityInsights 2025-09-01 and 2025-10-01-preview, August 2026.
 */
export const readVersion = apiVersions.preview;
/** Metadata has the same members in both versions. */
export const metadataVersion = apiVersions.stable;
export const tablesVersion = '2025-07-01';
export const deploymentsVersion = '2021-04-01';

/** Workbooks come without what they show unless it is asked for, and their lists are by category. */
const content = '&canFetchContent=true';

/** Where the resources of a kind lie for a workspace, with a slash behind. */
function folderOf(workspace: string, kind: ResourceKind): string {
  return kind === 'metadata'
    ? `${workspace}/providers/${metadataType}/`
    : `${scopeIdOf(kind, workspace)}/providers/${kinds[kind].type}/`;
}

/** The version by which a resource of a kind is read and deleted. */
function versionOf(kind: ResourceKind): string {
  return kind === 'workbook' ? workbookVersion : readVersion;
}

/** Id of a resource that extends the workspace, or lies beside it. */
export function resourceIdOf(workspace: string, kind: ResourceKind, name: string): string {
  return `${folderOf(workspace, kind)}${name}`;
}

export function listUrl(workspace: string, kind: ResourceKind): string {
  const options = kind === 'workbook' ? `&category=sentinel${content}` : '';
  return `${folderOf(workspace, kind).slice(0, -1)}?api-version=${versionOf(kind)}${options}`;
}

/** Where a resource is read whole. */
export function readUrl(workspace: string, kind: ResourceKind, name: string): string {
  return `${resourceUrl(workspace, kind, name, versionOf(kind))}${kind === 'workbook' ? content : ''}`;
}

/** Where a resource is deleted. */
export function deleteUrl(workspace: string, kind: ResourceKind, name: string): string {
  return resourceUrl(workspace, kind, name, versionOf(kind));
}

export function resourceUrl(workspace: string, kind: ResourceKind, name: string, apiVersion: string): string {
  return `${folderOf(workspace, kind)}${encodeURIComponent(name)}?api-version=${apiVersion}`;
}
