import { apiVersions, kinds, metadataType, type ResourceKind } from '@picket/bundle';

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

/** The type of a kind, as the last part of ids and addresses below the workspace. */
function typeOf(kind: ResourceKind): string {
  return kind === 'metadata' ? metadataType : kinds[kind].type;
}

/** Id of a resource that extends the workspace. */
export function resourceIdOf(workspace: string, kind: ResourceKind, name: string): string {
  return `${workspace}/providers/${typeOf(kind)}/${name}`;
}

export function listUrl(workspace: string, kind: ResourceKind): string {
  return `${workspace}/providers/${typeOf(kind)}?api-version=${readVersion}`;
}

export function resourceUrl(workspace: string, kind: ResourceKind, name: string, apiVersion: string): string {
  return `${workspace}/providers/${typeOf(kind)}/${encodeURIComponent(name)}?api-version=${apiVersion}`;
}
