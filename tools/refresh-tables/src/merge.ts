import type { Column, ColumnType, DocumentedTable, TableText } from '@picket/tables';
import type { TableList } from './table-list.ts';

/** What a list says otherwise than the facts did. */
export interface TableDifference {
  readonly table: string;
  /** True when the facts did not know the table. */
  readonly isNew: boolean;
  readonly added: readonly Column[];
  readonly retyped: readonly { readonly name: string; readonly from: ColumnType; readonly to: ColumnType }[];
  readonly removed: readonly Column[];
  /** Columns that the list lacks and the facts keep. */
  readonly missing: readonly Column[];
}

export interface Merged {
  readonly tables: TableText;
  readonly differences: readonly TableDifference[];
}

/**
 * The facts after a list. New tables and columns come in and types follow the list. A column that the list lacks stays,
 * unless `remove`: a workspace lists what it has received a schema for, and hides some columns that queries may use.
 * A table that the list lacks always stays: workspaces have only the tables of their solutions. Pure.
 */
export function mergeList(facts: TableText, list: TableList, { remove }: { readonly remove: boolean }): Merged {
  const source = sourceNumber(facts, list);
  const known = new Map(facts.tables.map((table) => [table.name, table]));
  const standard = new Map(facts.standard.map((column) => [column.name, column.type]));
  const differences: TableDifference[] = [];
  for (const [name, listed] of list.tables) {
    const before = known.get(name);
    const difference = compare(name, before, listed, standard, remove);
    const { added, retyped, removed, missing, isNew } = difference;
    const changes = added.length + retyped.length + removed.length > 0 || isNew;
    if (changes || missing.length > 0) differences.push(difference);
    if (changes) known.set(name, { name, source, columns: columnsAfter(before?.columns ?? [], difference) });
  }
  const tables = [...known.values()];
  const used = tables.some((table) => table.source === facts.sources.length);
  const sources = used ? [...facts.sources, list.provenance] : facts.sources;
  return { tables: { ...facts, sources, tables }, differences: differences.sort(byTable) };
}

function compare(
  table: string,
  before: DocumentedTable | undefined,
  listed: readonly Column[],
  standard: ReadonlyMap<string, ColumnType>,
  remove: boolean,
): TableDifference {
  const documented = new Map(before?.columns.map((column) => [column.name, column]));
  const names = new Set(listed.map((column) => column.name));
  const added = listed.filter(({ name, type }) => !documented.has(name) && standard.get(name) !== type);
  const retyped = listed.flatMap(({ name, type }) => {
    const from = documented.get(name)?.type;
    return from === undefined || from === type ? [] : [{ name, from, to: type }];
  });
  const gone = [...documented.values()].filter(({ name }) => !names.has(name) && !standard.has(name));
  return {
    table,
    isNew: before === undefined,
    added,
    retyped,
    removed: remove ? gone : [],
    missing: remove ? [] : gone,
  };
}

function columnsAfter(before: readonly Column[], { added, retyped, removed }: TableDifference): readonly Column[] {
  const types = new Map(retyped.map(({ name, to }) => [name, to]));
  const gone = new Set(removed.map(({ name }) => name));
  const kept = before.filter(({ name }) => !gone.has(name));
  const now = [...kept, ...added].map((column) => {
    const type = added.includes(column) ? undefined : types.get(column.name);
    return type === undefined ? column : { ...column, type };
  });
  return now.sort((a, b) => {
    const [left, right] = [sortKey(a.name), sortKey(b.name)];
    return left < right ? -1 : left > right ? 1 : 0;
  });
}

/** As the documentation orders columns: by letter whatever the case, those with an underscore last. */
function sortKey(name: string): string {
  return name.startsWith('_') ? `~${name.toLowerCase()}` : name.toLowerCase();
}

function sourceNumber(facts: TableText, { provenance }: TableList): number {
  const at = facts.sources.findIndex((s) => s.source === provenance.source && s.date === provenance.date);
  return at < 0 ? facts.sources.length : at;
}

function byTable(a: TableDifference, b: TableDifference): number {
  return a.table < b.table ? -1 : a.table > b.table ? 1 : 0;
}
