import { entry } from '../entry.ts';

/** What a connector definition must say beyond its form (connector.ts). */
export const connectorContentProblems = {
  CON201: entry<{ found: readonly string[] }>({
    severity: 'error',
    title: 'the connectivity query does not answer with IsConnected',
    message: (p) =>
      `the connectivity query must return a bool column IsConnected; it returns ${p.found.length > 0 ? p.found.join(', ') : 'no column'}`,
    hint: () => 'end it with | summarize LastLog = max(TimeGenerated) | project IsConnected = LastLog > ago(7d)',
  }),
  CON202: entry<{ table: string; reads: readonly string[] }>({
    severity: 'error',
    title: "the query does not read the connector's table",
    message: (p) =>
      `the query reads ${p.reads.length > 0 ? p.reads.join(', ') : 'no table'}, but the connector is about ${p.table}`,
  }),
  CON203: entry<{ dataType: string; table: string }>({
    severity: 'error',
    title: "a data type that is not the connector's table",
    message: (p) => `the data type is called '${p.dataType}', but the connector delivers ${p.table}`,
    hint: (p) => `write ${p.table}`,
  }),
  CON204: entry({
    severity: 'error',
    title: 'the query for the last event returns no time',
    message: () => 'lastDataReceivedQuery must return the time of the newest row in a datetime column',
    hint: () => 'write | summarize Time = max(TimeGenerated) | where isnotempty(Time)',
  }),
  CON205: entry<{ category: string; near?: string | undefined }>({
    severity: 'error',
    title: 'no such log category',
    message: (p) => `Microsoft Entra ID has no log category '${p.category}'`,
    hint: (p) => (p.near ? `did you mean '${p.near}'?` : undefined),
  }),
  CON206: entry<{ category: string; table: string; right: string }>({
    severity: 'error',
    title: 'the category fills another table',
    message: (p) => `the log category ${p.category} fills the table ${p.right}, not ${p.table}`,
    hint: (p) => `write table: ${p.right}`,
  }),
  CON207: entry<{ category: string; setting: string }>({
    severity: 'error',
    title: 'the diagnostic setting routes another category',
    message: (p) => `the connector is about ${p.category}, but its diagnostic setting routes ${p.setting}`,
    hint: (p) => `write category: ${p.category}`,
  }),
  CON208: entry<{ category: string; resource: string; right: string }>({
    severity: 'error',
    title: 'the category has another kind of diagnostic setting',
    message: (p) => `${p.category} is routed by ${p.right}, not by ${p.resource}`,
    hint: (p) => `write resource: ${p.right}`,
  }),
  CON209: entry<{ roles: readonly string[]; category: string }>({
    severity: 'warning',
    title: 'a role that is needed is not named',
    message: (p) =>
      `routing ${p.category} needs the Entra role ${p.roles.join(' and ')}, which permissions does not name`,
  }),
  CON210: entry<{ missing: readonly string[] }>({
    severity: 'warning',
    title: 'a right on the workspace is not named',
    message: (p) =>
      `connecting needs the right to ${p.missing.join(' and ')} on the workspace, which permissions does not name`,
  }),
  CON211: entry<{ field: string; package: string; connector: string }>({
    severity: 'error',
    title: 'connector and package disagree',
    message: (p) => `the connector's ${p.field} is ${p.connector}, but the package says ${p.package}`,
  }),
  CON212: entry<{ id: string }>({
    severity: 'error',
    title: 'two connectors with one id',
    message: (p) => `the id '${p.id}' is already used by another connector`,
  }),
};
