import { entry } from '../entry.ts';

/** The tables that a query reads. TBL9xx belongs to refreshing the table data. */
export const tableProblems = {
  TBL101: entry<{ text: string }>({
    severity: 'error',
    title: 'the query searches every table',
    message: (p) => `'${p.text}' reads all tables of the workspace, which Sentinel refuses in a rule`,
    hint: () => 'name the tables',
  }),
  TBL102: entry<{ count: number }>({
    severity: 'error',
    title: 'too many workspaces',
    message: (p) => `the query reads ${p.count} other workspaces; a rule may read 20 at most`,
  }),
  TBL103: entry<{ function: string }>({
    severity: 'error',
    title: 'a query to Azure Data Explorer',
    message: (p) => `${p.function}() reaches into Azure Data Explorer, which Sentinel does not support in a rule`,
  }),
  TBL201: entry<{ table: string }>({
    severity: 'warning',
    title: 'a table that requiredDataConnectors leaves out',
    message: (p) => `the query reads ${p.table}, but requiredDataConnectors does not list it`,
    hint: (p) => `add ${p.table} to the dataTypes of the connector that delivers it`,
  }),
  TBL202: entry<{ dataType: string; near?: string | undefined }>({
    severity: 'warning',
    title: 'a listed table that the query does not read',
    message: (p) => `requiredDataConnectors lists ${p.dataType}, but the query does not read it`,
    hint: (p) => (p.near ? `the query reads ${p.near}` : undefined),
  }),
  TBL203: entry<{ connectorId: string; dataType: string; right: string }>({
    severity: 'warning',
    title: 'the table comes from another connector',
    message: (p) => `${p.dataType} is delivered by the connector ${p.right}, not by ${p.connectorId}`,
    hint: (p) => `write connectorId: ${p.right}`,
  }),
  TBL901: entry<{ table: string; column: string; type: string }>({
    severity: 'error',
    title: 'a column type that KQL does not have',
    message: (p) => `${p.table}.${p.column} is listed with the type '${p.type}', which stands for no type of KQL`,
    hint: () => 'nothing was written; if the type is new, add it to the type names of tools/refresh-tables',
  }),
  TBL902: entry<{ why: string }>({
    severity: 'error',
    title: 'facts that cannot be read',
    message: (p) => `the facts cannot be read: ${p.why}`,
    hint: () => 'nothing was written; the forms are described in tools/refresh-tables/README.md',
  }),
  TBL903: entry<{ what: string; why: string }>({
    severity: 'error',
    title: 'a fact points at nothing',
    message: (p) => `${p.what}: ${p.why}`,
    hint: () => 'nothing was written; correct the fact, or what it points at',
  }),
  TBL904: entry<{ why: string }>({
    severity: 'error',
    title: 'the table list of a workspace cannot be read',
    message: (p) => `the workspace's table list cannot be read: ${p.why}`,
    hint: () => 'nothing was written; reading needs the role Log Analytics Reader on the workspace',
  }),
  TBL905: entry<{ file: string; done: string }>({
    severity: 'error',
    title: 'a file of facts cannot be read or written',
    message: (p) => `${p.file} cannot be ${p.done}`,
  }),
};
