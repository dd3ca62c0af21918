import type { DesiredResource } from './bundle-types.ts';

export type ContentKind = DesiredResource['kind'];

/**
 * API versions of Microsoft.SecurityInsights (August 2026): the newest stable one, and the newest preview for what stable
 * lacks. Source: Azure/bicep-types-az, Microsoft.SecurityInsights.
 */
export const apiVersions = { stable: '2025-09-01', preview: '2025-10-01-preview' } as const;

/** The newest version of Microsoft.Insights/workbooks that is no preview. Source: Azure/bicep-types-az, Microsoft.Insights. */
export const workbookVersion = '2023-06-01';

interface Kind {
  readonly type: string;
  /** What it hangs on: the workspace, as Sentinel's own types, or the resource group that the workspace lies in. */
  readonly scope: 'workspace' | 'resourceGroup';
  /** What metadata calls such an item; metadata resources are named after it, as Sentinel's own tools do. */
  readonly metadataKind: string;
  /** Place in templates and plans: what others build on comes first. */
  readonly rank: number;
}

export const kinds: Readonly<Record<ContentKind, Kind>> = {
  connector: {
    type: 'Microsoft.SecurityInsights/dataConnectorDefinitions',
    scope: 'workspace',
    metadataKind: 'DataConnector',
    rank: 0,
  },
  rule: { type: 'Microsoft.SecurityInsights/alertRules', scope: 'workspace', metadataKind: 'AnalyticsRule', rank: 1 },
  workbook: { type: 'Microsoft.Insights/workbooks', scope: 'resourceGroup', metadataKind: 'Workbook', rank: 2 },
};

/** The kinds in the order in which they are deployed. */
export const kindsInOrder: readonly ContentKind[] = (Object.keys(kinds) as ContentKind[]).sort(
  (a, b) => kinds[a].rank - kinds[b].rank,
);

/** Where a kind hangs for a workspace: the workspace's own id, or that of its resource group. */
export function scopeIdOf(kind: ContentKind, workspace: string): string {
  return kinds[kind].scope === 'workspace'
    ? workspace
    : workspace.replace(/\/providers\/[^/]+\/workspaces\/[^/]+$/i, '');
}

export const metadataType = 'Microsoft.SecurityInsights/metadata';
