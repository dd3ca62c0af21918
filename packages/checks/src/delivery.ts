import { categoryOfTable, logCategory } from '@picket/tables';

/**
 * Tables that Sentinel, the workspace or its agents fill, or that many connectors share, so that no entry of
 * requiredDataConnectors has to name them.
 */
const withoutConnector = new Set(
  [
    'Anomalies',
    'AzureDiagnostics',
    'AzureMetrics',
    'ASimAuditEventLogs',
    'ASimAuthenticationEventLogs',
    'ASimDhcpEventLogs',
    'ASimDnsActivityLogs',
    'ASimFileEventLogs',
    'ASimNetworkSessionLogs',
    'ASimProcessEventLogs',
    'ASimRegistryEventLogs',
    'ASimUserManagementActivityLogs',
    'ASimWebSessionLogs',
    'BehaviorAnalytics',
    'ConfidentialWatchlist',
    'Event',
    'Heartbeat',
    'HuntingBookmark',
    'IdentityInfo',
    'LAQueryLogs',
    'Operation',
    'Perf',
    'SecurityAlert',
    'SecurityIncident',
    'SentinelAudit',
    'SentinelHealth',
    'ThreatIntelIndicators',
    'ThreatIntelObjects',
    'ThreatIntelligenceIndicator',
    'Usage',
    'UserAccessAnalytics',
    'UserPeerAnalytics',
    'W3CIISLog',
    'Watchlist',
  ].map((table) => table.toLowerCase()),
);

/** Tables of Microsoft's own Entra connector (Azure-Sentinel, template_AzureActiveDirectory.JSON, 2026-08). */
const entraTables = [
  'SigninLogs',
  'AuditLogs',
  'AADNonInteractiveUserSignInLogs',
  'AADServicePrincipalSignInLogs',
  'AADManagedIdentitySignInLogs',
  'AADProvisioningLogs',
  'ADFSSignInLogs',
  'AADUserRiskEvents',
  'AADRiskyUsers',
  'NetworkAccessTraffic',
  'AADRiskyServicePrincipals',
  'AADServicePrincipalRiskEvents',
];

/** Which of Microsoft's connectors delivers a table, for the tables where there is just one. */
const connectors = new Map<string, string>([
  ...entraTables.map((table) => [table.toLowerCase(), 'AzureActiveDirectory'] as const),
  ['officeactivity', 'Office365'],
]);

/** The table that a data type of requiredDataConnectors means: `SecurityAlert (ASC)` → SecurityAlert, `SignInLogs` → SigninLogs. */
export function tableOfDataType(dataType: string): string {
  const name = dataType.replace(/\s*\(.*$/, '').trim();
  return logCategory(name)?.table ?? name;
}

export function needsConnector(table: string): boolean {
  return !withoutConnector.has(table.toLowerCase());
}

/** True for the tables whose delivery is known for sure: Entra ID's categories and the Office log. */
export function isDeliveryKnown(table: string): boolean {
  return connectors.has(table.toLowerCase()) || categoryOfTable(table) !== undefined;
}

export function microsoftConnectorOf(table: string): string | undefined {
  return connectors.get(table.toLowerCase());
}
