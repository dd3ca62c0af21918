import { type Checked, type Diagnostic, diagnostic } from '@picket/diagnostics';
import { type Column, type ColumnType, isPlainName, type Provenance } from '@picket/tables';
import type { WorkspaceTable } from './workspace-tables.ts';

/** Tables and their columns as one source gives them, in KQL's types. */
export interface TableList {
  readonly provenance: Provenance;
  readonly tables: ReadonlyMap<string, readonly Column[]>;
  /** Tables and columns left out because they are the workspace's own, not Microsoft's. */
  readonly leftOut: readonly string[];
}

/** A table as written by a source: type names are still the source's own. */
export interface WrittenTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/**
 * The type names of sources, in lower case. Those of the tables API: boolean, dateTime, dynamic, guid, int, long, real,
 * string (Microsoft Learn, "Tables - REST API (Azure Log Analytics)", ColumnTypeEnum); the rest are KQL's own and their
 * aliases (Microsoft Learn, "Scalar data types").
 */
const typeNames: ReadonlyMap<string, ColumnType> = new Map([
  ['boolean', 'bool'],
  ['bool', 'bool'],
  ['int', 'int'],
  ['long', 'long'],
  ['real', 'real'],
  ['double', 'real'],
  ['decimal', 'decimal'],
  ['string', 'string'],
  ['datetime', 'datetime'],
  ['date', 'datetime'],
  ['timespan', 'timespan'],
  ['time', 'timespan'],
  ['guid', 'guid'],
  ['uuid', 'guid'],
  ['uniqueid', 'guid'],
  ['dynamic', 'dynamic'],
]);

/** Custom tables, and what a search job or a restore leaves behind. */
const ownTable = /_(?:CL|SRCH|RST)$/;
/** Custom columns that a workspace added to a table of Microsoft's. */
const ownColumn = /_CF$/;

/** What a workspace's list says of Microsoft's tables. Problems: TBL901 for an unknown type, TBL902 for a broken entry. */
export function listOfWorkspace(
  tables: readonly WorkspaceTable[],
  provenance: Provenance,
  file: string,
): Checked<TableList> {
  const leftOut: string[] = [];
  const written = tables.flatMap((table): WrittenTable[] => {
    const { name, tableType, columns } = table;
    if (ownTable.test(name) || (tableType !== undefined && tableType !== 'Microsoft')) {
      leftOut.push(name);
      return [];
    }
    const kept = columns.filter((column) => !ownColumn.test(column.name));
    for (const column of columns) if (!kept.includes(column)) leftOut.push(`${name}.${column.name}`);
    // A list may name tables without their columns: that says nothing about the columns.
    return kept.length === 0 ? [] : [{ name, columns: kept }];
  });
  const checked = listOfWritten(written, provenance, file);
  return checked.value ? { ...checked, value: { ...checked.value, leftOut } } : checked;
}

/** Turns the source's type names into KQL's. Either all of the list is good, or there is no value. */
export function listOfWritten(
  written: readonly WrittenTable[],
  provenance: Provenance,
  file: string,
): Checked<TableList> {
  const problems: Diagnostic[] = [];
  const tables = new Map<string, readonly Column[]>();
  const start = { line: 1, column: 1 };
  const at = { file, start, end: start };
  const broken = (why: string) => problems.push(diagnostic('TBL902', { why }, at));
  for (const { name, columns } of written) {
    if (!isPlainName(name)) broken(`'${name}' is not a table name`);
    if (tables.has(name)) broken(`table ${name} is listed twice`);
    const read = new Map<string, Column>();
    for (const column of columns) {
      const type = typeNames.get(column.type.toLowerCase());
      if (!isPlainName(column.name)) broken(`'${column.name}' of table ${name} is not a column name`);
      else if (!type) problems.push(diagnostic('TBL901', { table: name, column: column.name, type: column.type }, at));
      else if (read.has(column.name) && read.get(column.name)?.type !== type) {
        broken(`column ${column.name} of table ${name} is listed twice, with two types`);
      } else read.set(column.name, { name: column.name, type });
    }
    tables.set(name, [...read.values()]);
  }
  return problems.length > 0 ? { problems } : { value: { provenance, tables, leftOut: [] }, problems };
}
