import type { DesiredResource } from './bundle-types.ts';

export type ContentKind = DesiredResource['kind'];

/**
 * API versions of Microsoft.SecurityInsights (August 2026): the newest stable one, and the newest preview for what stable
 * lacks. Source: Azure/bicep-types-az, Microsoft.SecurityInsights.
 */
export const apiVersions = { stable: '2025-09-01', preview: '2025-10-01-preview' } as const;

interface Kind {
  /** Type below the workspace. */
  readonly type: string;
  /** What metadata calls such an item; metadata resources are named after it, as Sentinel's own tools do. */
  readonly metadataKind: string;
  /** Place in templates and plans: what others build on comes first. */
  readonly rank: number;
}

export const kinds: Readonly<Record<ContentKind, Kind>> = {
  connector: { type: 'Microsoft.SecurityInsights/dataConnectorDefinitions', metadataKind: 'DataConnector', rank: 0 },
  rule: { type: 'Microsoft.SecurityInsights/alertRules', metadataKind: 'AnalyticsRule', rank: 1 },
};

export const metadataType = 'Microsoft.SecurityInsights/metadata';
