import { randomUUID } from 'node:crypto';
import { sqlName, sqlNames } from '../../functions/sql-form.ts';
import { isFixed } from '../../optimise/fixed.ts';
import { columnsRead } from '../../optimise/reads.ts';
import type { Expr, Plan, Rel } from '../../plan/plan.ts';
import { openRun, type RunOptions } from '../../query.ts';
import { orIfRefused } from '../../run/or-if-refused.ts';
import { evaluateRel } from '../../run/relation.ts';
import type { Run } from '../../run/run.ts';
import { openSource } from '../../store/asked-source.ts';
import { isArithmetic } from '../../store/load-rows.ts';
import type { Store } from '../../store/store.ts';
import { whereClause } from '../../store/where-clause.ts';
import type { Column, Row } from '../../values/cell.ts';
import { ticksPer } from '../../values/ticks.ts';
import type { CutQuery, ReplayWindow, TableRel } from '../windowed.ts';
import { sqlValue } from './columns.ts';
import { openLookups } from './lookups.ts';
import { mayRows } from './may-rows.ts';
import { type Moments, momentsOf } from './moments.ts';
import { type GroupsWith, type Limit, type Needed, neededRows } from './needed-rows.ts';
import { type MayContext, type MayRows, selectSql, tableRows } from './sql-rows.ts';
import { withoutAbsent } from './without-absent.ts';

/** What is known of all runs of a query before the first. */
export interface LookAhead {
  readonly moments: Moments;
  /** Tables of which the runs need few rows. */
  readonly needed: ReadonlyMap<TableRel, NeededTable>;
}

/** The rows of a table that are needed, as a table of the store. */
export interface NeededTable {
  /** To be dropped when nobody reads it any more. */
  readonly table: string;
  readonly count: number;
  /** A condition in SQL over the table's rows. */
  readonly where: string;
}

/**
 * Looks at all rows once, with every condition of a query that SQL can say, over all its joins and thresholds: when may
 * a run have a result, and which rows may it come from?
 *
 * @returns undefined where nothing can be said
 */
export async function lookAhead(
  { whole, tables }: CutQuery,
  window: ReplayWindow,
  store: Store,
  outside: Omit<RunOptions, 'now'>,
): Promise<LookAhead | undefined> {
  const run = openRun(whole, { ...outside, now: new Date(0) });
  const plan = withoutAbsent(
    whole.plan,
    (table) => !store.columns(table.name) && orIfRefused(() => evaluateRel(table, run))?.length === 0,
  );
  const { source, withFacts } = openSource(plan, run, store, { timeless: true });
  const lookups = openLookups(store, run, (expr) => isFixed(expr, plan.bindings));
  const context: MayContext = {
    ...source,
    cut: tables,
    by: window.by,
    reach: window.reach,
    fixed: (rel) => fixedIn(rel, plan, run),
    lookUp: lookups.lookUp,
  };
  /** Turns into SQL again while values are asked for that the evaluator has to compute first. */
  const turned = async <T>(turn: () => T): Promise<T> => {
    let found = await withFacts(turn);
    while (await lookups.fill()) found = await withFacts(turn);
    return found;
  };
  const made: string[] = [];
  /** What results may be, by some of their columns, as a table; undefined where nothing can be said. */
  const keepResult = async (shown: readonly Column[], over: MayContext): Promise<Result | undefined> => {
    const wanted = new Set(shown.map(({ name }) => name));
    const rows = await turned(() => mayRows(plan.root, { wanted, above: [] }, over));
    if (!rows?.times) return undefined;
    const table = `$result ${randomUUID()}`;
    const columns = shown.filter(({ name, type }) => rows.column(name)?.type === type);
    made.push(table);
    await keepSelected(resultSelect(table, rows, columns), store);
    return { table, columns };
  };
  try {
    const first = await keepResult([], context);
    if (!first) return undefined;
    const stretches = await store.rows(
      `SELECT ${minutes.first}, max(${minutes.last}) FROM ${sqlName(first.table)} GROUP BY 1 ORDER BY 1`,
      [minuteColumn('first'), minuteColumn('last')],
    );
    const moments = momentsOf(stretches);
    if (stretches.length === 0) return { moments, needed: new Map() };
    const stretchesNear = `SELECT DISTINCT ${stretchesSql(window.reach)} FROM ${sqlName(first.table)}`;
    const near = (at: string): string => `${at} // ${stretchOf(window.reach)} IN (${stretchesNear})`;
    const { table, columns } = (await keepResult(limitingColumns(plan), { ...context, near })) ?? first;
    const limit: Limit = {
      keys: columns.map((column): Expr => ({ op: 'column', ...column })),
      allowed: { from: table, columns: columns.map((_, i) => i) },
    };
    const { rows: needed, groups } = await turned(() => neededSql(plan, limit, { ...context, near }));
    for (const group of groups) {
      made.push(group.table);
      await keepSelected(group, store);
    }
    return { moments, needed: await keepNeeded(needed, store) };
  } catch (failure) {
    // DuckDB fails where a long overflows, and where KQL has an answer.
    if (isArithmetic(failure)) return undefined;
    throw failure;
  } finally {
    await lookups.drop();
    for (const table of made) await store.drop(table);
  }
}

interface Result {
  readonly table: string;
  readonly columns: readonly Column[];
}

async function keepSelected({ table, columns, select }: Selected, store: Store): Promise<void> {
  await store.create(table, columns, columns);
  await store.addSelected(table, select);
}

/** Up to as many rows, those of a watchlist are written into SQL. */
const mostFixed = 500;

/** The rows of a relation that reads neither tables nor the clock. */
function fixedIn(rel: Rel, { bindings }: Plan, run: Run): readonly Row[] | undefined {
  const rows = isFixed(rel, bindings) ? orIfRefused(() => evaluateRel(rel, run)) : undefined;
  return rows && rows.length <= mostFixed ? rows : undefined;
}

/** Types that SQL tells apart as KQL does. */
const comparable = new Set<Column['type']>(['string', 'bool', 'int', 'long', 'datetime', 'timespan', 'guid']);

/**
 * Columns of a result that say which rows of tables it comes from: those that get there over the fewest groups whose
 * rows have to be looked up.
 */
function limitingColumns(plan: Plan): readonly Column[] {
  const costs = plan.root.columns.map(({ name, type }) => {
    let lookUps = 0;
    const groupsWith: GroupsWith = ({ keys }, { allowed }) => {
      lookUps++;
      return { keys: keys.map(({ expr }) => expr), allowed };
    };
    const limit: Limit = { keys: [{ op: 'column', name, type }], allowed: { from: '', columns: [0] } };
    const isLimiting = comparable.has(type) && neededRows(plan, limit, groupsWith).size > 0;
    return isLimiting ? lookUps : Number.POSITIVE_INFINITY;
  });
  const least = Math.min(...costs);
  return Number.isFinite(least) ? plan.root.columns.filter((_, i) => costs[i] === least) : [];
}

const keyColumn = (i: number): string => `"$k${i}"`;
const minutes = { first: sqlName('$first'), last: sqlName('$last') };
const minuteColumn = (name: keyof typeof minutes): Column => ({ name: `$${name}`, type: 'long' });

/** What results may be, and the minutes of the runs that may have them. */
function resultSelect(table: string, rows: MayRows, shown: readonly Column[]): Selected {
  const names = sqlNames(shown);
  const texts = [
    ...shown.map(({ name }) => names.get(name) ?? ''),
    `"$from" // ${ticksPer.minute}`,
    `"$until" // ${ticksPer.minute}`,
  ];
  const columns = [
    ...shown.map(({ type }, i) => ({ name: `$k${i}`, type })),
    minuteColumn('first'),
    minuteColumn('last'),
  ];
  const select = `SELECT DISTINCT ${texts.join(', ')} FROM (${selectSql(rows, shown)}) WHERE "$from" <= "$until"`;
  return { table, columns, select };
}

/** How long the stretches are by which rows are told apart in time, for what a run reads back. */
const stretchOf = (reach: bigint): bigint => (reach / 4n > ticksPer.hour ? reach / 4n : ticksPer.hour);
const stretchColumn = '"$stretch"';

/** SQL for the stretches in which the runs of a row that may be a result see rows. */
function stretchesSql(reach: bigint): string {
  const first = `(${minutes.first} * ${ticksPer.minute} - ${reach}) // ${stretchOf(reach)}`;
  const last = `((${minutes.last} + 1) * ${ticksPer.minute}) // ${stretchOf(reach)}`;
  return `unnest(range(${first}, ${last} + 1)) AS ${stretchColumn}`;
}

/** SQL for a table that others read. */
interface Selected {
  readonly table: string;
  readonly columns: readonly Column[];
  readonly select: string;
}

/** SQL for the numbers of the rows that are needed of each table, and for the groups that it reads, in their order. */
function neededSql(
  plan: Plan,
  limit: Limit,
  context: MayContext,
): { readonly rows: ReadonlyMap<TableRel, string>; readonly groups: readonly Selected[] } {
  const groups = new Map<string, Selected>();
  const groupsWith: GroupsWith = ({ input, keys }, ofRows) => {
    const rows = mayRows(input, { wanted: columnsRead([keys, ofRows.keys]), above: [] }, context);
    const known = keys.flatMap(({ expr }) => {
      const value = rows && sqlValue(expr, rows, context);
      return value?.type === expr.type && comparable.has(value.type) ? [{ expr, text: value.text }] : [];
    });
    if (!rows || known.length === 0) return undefined;
    const shown = known.map(({ text }, i) => `${text} AS "$g${i}"`);
    const allowed = amongSql(rows, ofRows, limit.allowed.from, shown, context);
    if (allowed === undefined) return undefined;
    const select = `SELECT DISTINCT ${known.map((_, i) => `"$g${i}"`).join(', ')} FROM (${allowed})`;
    const made = groups.get(select) ?? {
      table: `$groups ${randomUUID()}`,
      columns: known.map(({ expr: { type } }, i): Column => ({ name: `$k${i}`, type })),
      select,
    };
    groups.set(select, made);
    return {
      keys: known.map(({ expr }) => expr),
      allowed: { from: made.table, columns: known.map((_, i) => i) },
    };
  };
  const found = new Map<TableRel, string>();
  const needs = neededRows(plan, limit, groupsWith);
  for (const [rel, inner] of context.cut) {
    const needed = needs.get(rel) ?? [[{ ...limit, keys: [] }]];
    const sql = inner !== rel && context.has(rel.name) ? rowsSql(rel, needed, limit.allowed.from, context) : undefined;
    if (sql !== undefined) found.set(rel, sql);
  }
  return { rows: found, groups: [...groups.values()] };
}

function rowsSql(rel: TableRel, needed: Needed, result: string, context: MayContext): string | undefined {
  const rows = tableRows(rel, context);
  const texts = needed.map((limits) => {
    const [first, ...more] = limits.flatMap(
      (limit) => amongSql(rows, limit, result, ['"$t".rowid AS "$row"'], context) ?? [],
    );
    if (first === undefined) return undefined;
    const all = more.map((text, i) => ` SEMI JOIN (${text}) b${i} ON a."$row" = b${i}."$row"`);
    return `SELECT a."$row" FROM (${first}) a${all.join('')}`;
  });
  const known = new Set(texts);
  return known.has(undefined) ? undefined : [...known].join(' UNION ');
}

/**
 * SQL for texts of the rows that a limit allows, as far as its keys have SQL; undefined when none has. Of what results
 * may be it is known when.
 */
function amongSql(
  rows: MayRows,
  { keys, allowed: { from, columns } }: Limit,
  result: string,
  shown: readonly string[],
  context: MayContext,
): string | undefined {
  const ofKeys = keys.flatMap((key, i) => {
    const value = sqlValue(key, rows, context);
    const isKnown = value && value.type === key.type && comparable.has(value.type);
    return isKnown
      ? [{ text: value.text, name: keyColumn(i), allowed: `${keyColumn(columns[i] ?? i)} AS ${keyColumn(i)}` }]
      : [];
  });
  const stretch = `${rows.times?.at} // ${stretchOf(context.reach)}`;
  const ofTime =
    from === result && rows.times ? [{ text: stretch, name: stretchColumn, allowed: stretchesSql(context.reach) }] : [];
  const known = [...ofKeys, ...ofTime];
  if (known.length === 0) return undefined;
  const texts = [...shown, ...known.map(({ text, name }) => `${text} AS ${name}`)].join(', ');
  const match = known.map(({ name }) => `a.${name} IS NOT DISTINCT FROM b.${name}`).join(' AND ');
  const allowed = `SELECT DISTINCT ${known.map((each) => each.allowed).join(', ')} FROM ${sqlName(from)}`;
  return `SELECT a.* FROM (SELECT ${texts} FROM ${rows.from}${whereClause(rows.where)}) a SEMI JOIN (${allowed}) b ON ${match}`;
}

/** Of more than this share of a table, it is not worth telling the rows apart. */
const mostShare = 0.6;

async function keepNeeded(
  needed: ReadonlyMap<TableRel, string>,
  store: Store,
): Promise<ReadonlyMap<TableRel, NeededTable>> {
  const kept = new Map<TableRel, NeededTable>();
  for (const [rel, sql] of needed) {
    const table = `$needed ${randomUUID()}`;
    await keepSelected({ table, columns: [{ name: '$row', type: 'long' }], select: sql }, store);
    const [[count = 0n, all = 0n] = []] = await store.rows(
      `SELECT (SELECT count(*) FROM ${sqlName(table)}), (SELECT count(*) FROM ${sqlName(rel.name)})`,
      [
        { name: 'needed', type: 'long' },
        { name: 'all', type: 'long' },
      ],
    );
    if (Number(count) > Number(all) * mostShare) await store.drop(table);
    else kept.set(rel, { table, count: Number(count), where: `rowid IN (SELECT "$row" FROM ${sqlName(table)})` });
  }
  return kept;
}
