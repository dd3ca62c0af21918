import type { Tier } from '../shape.ts';

/** Source: Azure/bicep-types-az, generated/securityinsights, August 2026. */
export const securityInsightsVersions: Readonly<Record<string, Tier>> = {
  '2025-10-01-preview': 'preview',
  '2025-09-01': 'stable',
  '2025-07-01-preview': 'preview',
};

/** Source: Azure/bicep-types-az, generated/applicationinsights, August 2026; both have the same body. */
export const insightsVersions: Readonly<Record<string, Tier>> = { '2023-06-01': 'stable', '2022-04-01': 'stable' };

/** Source: Azure/bicep-types-az, generated/operationalinsights, August 2026. */
export const operationalInsightsVersions: Readonly<Record<string, Tier>> = {
  '2026-03-01': 'stable',
  '2025-07-01': 'stable',
};
