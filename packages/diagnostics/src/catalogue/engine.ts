import { entry } from '../entry.ts';

/** What the engine does not run. It refuses by name rather than give an answer that Microsoft's engine might not give. */
export const engineProblems = {
  ENG101: entry<{ what: string }>({
    severity: 'error',
    title: 'not evaluated',
    message: (p) => `${p.what} is not evaluated on this machine`,
    hint: () => 'the query may be right; write this part another way to run it here, or run it in the workspace',
  }),
  ENG102: entry<{ what: string; why: string }>({
    severity: 'error',
    title: 'value that is not evaluated',
    message: (p) => `${p.what} met a value that is not evaluated on this machine: ${p.why}`,
  }),
  ENG103: entry<{ what: string }>({
    severity: 'error',
    title: 'rows without an order',
    message: (p) => `${p.what} needs rows in an order`,
    hint: () => "put 'sort by' or 'serialize' before it",
  }),
  ENG104: entry<{ table: string }>({
    severity: 'error',
    title: 'no rows for the table',
    message: (p) => `no rows were given for the table ${p.table}`,
    hint: (p) => `give a file named ${p.table}.jsonl`,
  }),
  ENG105: entry<{ said: string; near?: string | undefined }>({
    severity: 'error',
    title: 'query that the analyser refuses',
    message: (p) => p.said,
    hint: (p) => (p.near === undefined ? undefined : `did you mean '${p.near}'?`),
  }),
  ENG106: entry<{ column: string }>({
    severity: 'error',
    title: 'row with a column that its table does not have',
    message: (p) => `the table has no column '${p.column}'`,
  }),
  ENG107: entry<{ said: string }>({
    severity: 'error',
    title: 'row that cannot be read',
    message: (p) => p.said,
  }),
  ENG108: entry<{ table: string }>({
    severity: 'error',
    title: 'file of a table that is not known',
    message: (p) => `no table is called '${p.table}', so the file's columns have no types`,
    hint: () =>
      'name the file after a documented table: SigninLogs.jsonl, or give Parquet or a query answer, which name their types',
  }),
  ENG109: entry<{ file: string }>({
    severity: 'error',
    title: 'form of data that is not read',
    message: (p) => `${p.file} is in a form that is not read`,
    hint: () => 'give JSON (.json), JSON lines (.jsonl, .ndjson), CSV (.csv), each also as .gz, or Parquet (.parquet)',
  }),
  ENG131: entry<{ file: string; why: string }>({
    severity: 'error',
    title: 'data file that is broken',
    message: (p) => `${p.file} cannot be read: ${p.why}`,
    hint: () => 'export it again',
  }),
  ENG132: entry<{ file: string; table: string }>({
    severity: 'error',
    title: 'records as Entra ID streams them',
    message: (p) => `${p.file} holds records as Entra ID streams them, which do not have the columns of ${p.table}`,
    hint: () => 'export the table from Log Analytics, where the records have become rows',
  }),
  ENG133: entry<{ count: number; file: string }>({
    severity: 'error',
    title: 'more problems in the data',
    message: (p) => `${p.count} more problems were found in ${p.file}`,
  }),
  ENG134: entry<{ file: string; column: string; type: string; wanted: string }>({
    severity: 'error',
    title: 'column of another type than its table says',
    message: (p) => `${p.file} has the column '${p.column}' as ${p.type}, and the table says ${p.wanted}`,
  }),
  ENG135: entry<{ file: string; plain: string }>({
    severity: 'error',
    title: 'data file that is there twice',
    message: (p) => `${p.file} stands beside ${p.plain}, and would give the same rows again`,
    hint: () => 'remove one of them, or number the parts of a table: SigninLogs.1.jsonl, SigninLogs.2.jsonl.gz',
  }),
  ENG136: entry<{ file: string; other: string }>({
    severity: 'error',
    title: 'two data files of the same name',
    message: (p) => `${p.file} and ${p.other} are named after the same thing, of which there is one file`,
    hint: () => 'remove one of them',
  }),
  ENG111: entry<{ address: string; file: string }>({
    severity: 'error',
    title: 'no data for externaldata',
    message: (p) => `no data was given for ${p.address}, and nothing is fetched`,
    hint: (p) => `give a file named externaldata/${p.file}`,
  }),
  ENG112: entry<{ alias: string }>({
    severity: 'error',
    title: 'no items for the watchlist',
    message: (p) => `no items were given for the watchlist ${p.alias}`,
    hint: (p) => `give a file named watchlists/${p.alias}.csv, with a column SearchKey if the query reads it`,
  }),
  ENG113: entry<{ name: string }>({
    severity: 'error',
    title: 'no rows for the function',
    message: (p) => `no rows were given for the function ${p.name}, whose body is not known here`,
    hint: (p) => `give its rows in a file named ${p.name}.jsonl`,
  }),
  ENG114: entry<{ what: string }>({
    severity: 'warning',
    title: 'data that was not given',
    message: (p) => `no rows were given for ${p.what}, which counts as empty`,
  }),
  ENG115: entry<Record<never, never>>({
    severity: 'error',
    title: 'no locations of addresses',
    message: () => 'no locations were given for geo_info_from_ip_address(), and none come with Picket',
    hint: () => 'give a file named geo_info_from_ip_address.csv: network, country, state, city, latitude, longitude',
  }),
  ENG119: entry<{ names: string }>({
    severity: 'error',
    title: 'functions that call each other in a circle',
    message: (p) => `functions call each other in a circle: ${p.names}`,
  }),
};
