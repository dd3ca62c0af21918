import type { Declarations } from '@picket/kql';
import { type Column, logCategories, type TableSchema, tableNames, tableSchema } from '@picket/tables';

/** The tables that exist in the workspace. KQL's table names are case-sensitive. */
export interface WorkspaceTables {
  /** In the order of their names. */
  readonly names: readonly string[];
  readonly has: (name: string) => boolean;
  readonly schema: (name: string) => TableSchema | undefined;
}

/** Tables that most workspaces with Sentinel have besides the Entra ID logs: they come with Sentinel, Azure or Defender. */
const commonTables = [
  'AlertEvidence',
  'AlertInfo',
  'Anomalies',
  'AzureActivity',
  'AzureDiagnostics',
  'BehaviorAnalytics',
  'CloudAppEvents',
  'CommonSecurityLog',
  'DeviceEvents',
  'DeviceFileEvents',
  'DeviceInfo',
  'DeviceLogonEvents',
  'DeviceNetworkEvents',
  'DeviceProcessEvents',
  'EmailEvents',
  'EmailUrlInfo',
  'Event',
  'Heartbeat',
  'HuntingBookmark',
  'IdentityDirectoryEvents',
  'IdentityInfo',
  'IdentityLogonEvents',
  'IntuneAuditLogs',
  'LAQueryLogs',
  'OfficeActivity',
  'Operation',
  'SecurityAlert',
  'SecurityEvent',
  'SecurityIncident',
  'SentinelAudit',
  'SentinelHealth',
  'Syslog',
  'ThreatIntelIndicators',
  'ThreatIntelObjects',
  'ThreatIntelligenceIndicator',
  'UrlClickEvents',
  'Usage',
  'UserAccessAnalytics',
  'UserPeerAnalytics',
  'Watchlist',
  'WindowsEvent',
];

/** The tables named, or by default those of every Entra ID log category and the common ones; declared tables exist always. */
export function workspaceTables(
  named: readonly string[] | undefined,
  declared: Declarations['tables'],
): WorkspaceTables {
  const documented = new Set(tableNames());
  const chosen =
    named ?? [...logCategories().map(({ table }) => table), ...commonTables].filter((name) => documented.has(name));
  const names = [...new Set([...chosen, ...Object.keys(declared)])].sort();
  const known = new Set(names);
  return {
    names,
    has: (name) => known.has(name),
    schema: (name) => {
      const columns = Object.hasOwn(declared, name) ? declared[name] : undefined;
      if (!columns) return tableSchema(name);
      const own = Object.entries(columns).map(([column, type]): Column => ({ name: column, type }));
      return { name, columns: own };
    },
  };
}
