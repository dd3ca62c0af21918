import { type SqlValue, sqlName, sqlNames } from '../../functions/sql-form.ts';
import { ingestionColumn } from '../../plan/ingestion-time.ts';
import type { Rel } from '../../plan/plan.ts';
import { columnsOfTable, type SqlSource } from '../../store/push-down.ts';
import { whereClause } from '../../store/where-clause.ts';
import type { Row } from '../../values/cell.ts';
import type { TableRel } from '../windowed.ts';
import { baseColumns, type Columns } from './columns.ts';
import type { Lookups } from './lookups.ts';

/**
 * SQL rows that hold, for whatever run of a query, the rows that a relation may have in it: to each of them there is a
 * row with the same values in the columns that are known, and the run is within the moments of it. There may be others.
 * Columns that are not known have no SQL.
 */
export interface MayRows extends Columns {
  readonly from: string;
  readonly where: readonly string[];
  /** Undefined where the head of the pipe is seen whole by each run. */
  readonly times?: Times;
  /** True when to different rows of a run there are different rows here, so that they can be counted. */
  readonly isCounted: boolean;
  /** What no two rows of a run have in common. */
  readonly key?: string;
  /** SQL for values, as the column "v", among which are all that a column of `base` has: cheaper than to ask the rows. */
  readonly domain?: (name: string) => string | undefined;
}

/** SQL texts, in ticks, of what is known of the moments of runs that have a row, and of the row that it comes from at the head of its pipe. */
export interface Times {
  /** The first and the last moment. */
  readonly from: string;
  readonly until: string;
  /** The time that the window goes by. */
  readonly at: string;
  /** When it came in. */
  readonly ingested: string;
  /** How far apart two rows of one run may be by that time. */
  readonly span: bigint;
}

/** What the relations of a query are turned into SQL with. */
export interface MayContext extends SqlSource {
  /** What stands in the cut query for a table. */
  readonly cut: ReadonlyMap<TableRel, TableRel>;
  readonly by: 'generated' | 'ingested';
  readonly reach: bigint;
  /** The rows of a relation that are the same in every run. */
  readonly fixed: (rel: Rel) => readonly Row[] | undefined;
  readonly lookUp: Lookups['lookUp'];
  /** A condition on the time by which the window goes: rows of other times are left out. */
  readonly near?: (at: string) => string;
}

/** The rows of a table, as far as a run sees them. */
export function tableRows(rel: TableRel, context: MayContext): MayRows {
  const { name, columns } = rel;
  const dynamics = new Set(columns.flatMap((column) => (column.type === 'dynamic' ? [column.name] : [])));
  const json = (column: string): string | undefined => {
    if (!dynamics.has(column)) return undefined;
    const text = context.columnSql(name, column);
    return text === undefined ? 'NULL' : `${rowName}.${text}`;
  };
  const stored = columnsOfTable(name, columns, context);
  const all = baseColumns((column) => qualified(stored(column), context.columnSql(name, column)), json);
  if (!context.has(name)) return { ...all, from: '(SELECT 1 WHERE FALSE)', where: [], times: noTimes, isCounted: true };
  const rows: MayRows = { ...all, from: `${sqlName(name)} AS ${rowName}`, where: [], isCounted: true };
  if (context.cut.get(rel) === rel || !context.cut.has(rel)) return rows;
  const timeOf = (column: string): string => `${rowName}.${context.columnSql(name, column) ?? sqlName(column)}`;
  const [generated, ingested] = [timeOf('TimeGenerated'), timeOf(ingestionColumn.name)];
  const { by, reach } = context;
  const at = by === 'generated' ? generated : ingested;
  // What is generated or comes in at the very moment by which the window goes is for later runs.
  const after = `(${at} + 1)`;
  const from = by === 'generated' ? `greatest(${after}, ${ingested})` : after;
  return {
    ...rows,
    where: [`${at} IS NOT NULL`, ...(context.near ? [context.near(at)] : [])],
    times: { from, until: `(${at} + ${reach})`, at, ingested, span: reach },
  };
}

/** The row at hand. A name by itself may mean another thing to SQL: within a sub-query "User" is who asks. */
const rowName = '"$t"';
const ofRow = (name: string): string => `${rowName}.${sqlName(name)}`;

function qualified(value: SqlValue | undefined, text: string | undefined): SqlValue | undefined {
  return value && text !== undefined && value.text === text ? { ...value, text: `${rowName}.${text}` } : value;
}

/** The moments of no rows. */
export const noTimes: Times = { from: 'NULL', until: 'NULL', at: 'NULL', ingested: 'NULL', span: 0n };

/** All rows of several relations, with the columns that are known in each of them. */
export function unitedRows(parts: readonly MayRows[], columns: Rel['columns'], wanted: ReadonlySet<string>): MayRows {
  const shown = columns.filter(({ name }) => wanted.has(name) && parts.every((each) => isKnown(name, each)));
  const texts = parts.map(({ key: _, ...rows }) => selectSql(rows, shown));
  return {
    ...selected(`(${texts.join(' UNION ALL ')})`, shown, (name) =>
      parts.every((each) => each.column(name)?.isAscii === true),
    ),
    ...timesOfAll(parts),
    isCounted: parts.every(({ isCounted }) => isCounted),
  };
}

export const isKnown = (name: string, { column, json }: Pick<Columns, 'column' | 'json'>): boolean =>
  column(name) !== undefined || json(name) !== undefined;

/** What a selection hands on beside its columns. */
export const handedOn = ({ times, key }: MayRows): Pick<MayRows, 'times' | 'key'> => ({
  ...(times ? { times: { ...selectedTimes, span: times.span } } : {}),
  ...(key === undefined ? {} : { key: ofRow('$key') }),
});

export const keyName = sqlName('$key');
const timeNames = {
  from: sqlName('$from'),
  until: sqlName('$until'),
  at: sqlName('$at'),
  ingested: sqlName('$ingested'),
};
const selectedTimes = { from: ofRow('$from'), until: ofRow('$until'), at: ofRow('$at'), ingested: ofRow('$ingested') };

/** The SQL of a column, or its JSON text. */
export const textOf = (name: string, { column, json }: Pick<Columns, 'column' | 'json'>): string =>
  column(name)?.text ?? json(name) ?? 'NULL';

/** Rows with some columns by their names, and with their times. */
export function selectSql(rows: MayRows, shown: Rel['columns'], extra: readonly string[] = []): string {
  const { from, where, times, key } = rows;
  const names = sqlNames(shown);
  const texts = shown.map(({ name }) => `${textOf(name, rows)} AS ${names.get(name)}`);
  if (times) {
    texts.push(
      `${times.from} AS ${timeNames.from}`,
      `${times.until} AS ${timeNames.until}`,
      `${times.at} AS ${timeNames.at}`,
      `${times.ingested} AS ${timeNames.ingested}`,
    );
  }
  if (key !== undefined) texts.push(`${key} AS ${keyName}`);
  return `SELECT ${[...texts, ...extra].join(', ') || '1'} FROM ${from}${whereClause(where)}`;
}

/** What was selected so, to go on with. */
export function selected(
  from: string,
  shown: Rel['columns'],
  isAscii: (name: string) => boolean,
): Pick<MayRows, 'from' | 'where' | keyof Columns> {
  const types = new Map(shown.map(({ name, type }) => [name, type]));
  const names = sqlNames(shown);
  const text = (name: string): string => `${rowName}.${names.get(name)}`;
  const columns = baseColumns(
    (name) => {
      const type = types.get(name);
      return type && type !== 'dynamic'
        ? { text: text(name), type, isAscii: type !== 'string' || isAscii(name) }
        : undefined;
    },
    (name) => (types.get(name) === 'dynamic' ? text(name) : undefined),
  );
  return { ...columns, from: `${from} AS ${rowName}`, where: [] };
}

function timesOfAll(parts: readonly MayRows[]): Pick<MayRows, 'times'> {
  const all = parts.flatMap(({ times }) => times ?? []);
  if (all.length !== parts.length) return {};
  const span = all.reduce((most, times) => (times.span > most ? times.span : most), 0n);
  return { times: { ...selectedTimes, span } };
}
