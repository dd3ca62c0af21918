import type { Plan, Rel } from '../../plan/plan.ts';
import { openRun, type RunOptions } from '../../query.ts';
import { evaluateRel } from '../../run/relation.ts';
import type { Run } from '../../run/run.ts';
import { isArithmetic, openSource } from '../../store/load-rows.ts';
import type { Store } from '../../store/store.ts';
import type { Row } from '../../values/cell.ts';
import { ticksPer } from '../../values/ticks.ts';
import type { CutQuery, ReplayWindow } from '../windowed.ts';
import { isFixed, orIfRefused } from './fixed.ts';
import { openLookups } from './lookups.ts';
import { mayRows } from './may-rows.ts';
import { type MayContext, selectSql } from './sql-rows.ts';

/** Stretches of time outside of which no run gets a result. */
export interface Moments {
  has(now: bigint): boolean;
  /** How much of a stretch, in ticks, they cover. */
  within(start: bigint, end: bigint): bigint;
}

/** First and last minute, counted from the beginning of time. */
type Stretch = readonly [first: bigint, last: bigint];

/**
 * When a query may have a result: DuckDB looks once at all rows, with every condition of the query that does not look at
 * the clock, over all its joins and thresholds, and tells which runs what is left may belong to.
 *
 * @returns undefined where nothing can be said
 */
export async function momentsOf(
  { whole, tables }: CutQuery,
  window: ReplayWindow,
  store: Store,
  outside: Omit<RunOptions, 'now'>,
): Promise<Moments | undefined> {
  const run = openRun(whole, { ...outside, now: new Date(0) });
  const { source, withFacts } = openSource(whole.plan, run, store, true);
  const { bindings } = whole.plan;
  const lookups = openLookups(store, run, (expr) => isFixed(expr, bindings));
  const context: MayContext = {
    ...source,
    cut: tables,
    by: window.by,
    reach: window.reach,
    fixed: (rel) => fixedIn(rel, whole.plan, run),
    lookUp: lookups.lookUp,
  };
  const turn = (): string | undefined => {
    const rows = mayRows(whole.plan.root, { wanted: new Set(), above: [] }, context);
    return rows?.times && selectSql(rows, []);
  };
  try {
    let sql = await withFacts(turn);
    while (await lookups.fill()) sql = await withFacts(turn);
    return sql === undefined ? undefined : await readMoments(sql, store);
  } catch (failure) {
    // DuckDB fails where a long overflows, and where KQL has an answer.
    if (isArithmetic(failure)) return undefined;
    throw failure;
  } finally {
    await lookups.drop();
  }
}

async function readMoments(sql: string, store: Store): Promise<Moments> {
  const minutes = `SELECT DISTINCT "$from" // ${ticksPer.minute} AS f, "$until" // ${ticksPer.minute} AS u FROM (${sql}) WHERE "$from" <= "$until"`;
  const rows = await store.rows(`SELECT f, max(u) FROM (${minutes}) GROUP BY f ORDER BY f`, [
    { name: 'first', type: 'long' },
    { name: 'last', type: 'long' },
  ]);
  return momentsIn(merged(rows));
}

/** Up to as many rows, those of a watchlist are written into SQL. */
const mostFixed = 500;

/** The rows of a relation that reads neither tables nor the clock. */
function fixedIn(rel: Rel, { bindings }: Plan, run: Run): readonly Row[] | undefined {
  const rows = isFixed(rel, bindings) ? orIfRefused(() => evaluateRel(rel, run)) : undefined;
  return rows && rows.length <= mostFixed ? rows : undefined;
}

function merged(rows: readonly Row[]): readonly Stretch[] {
  const stretches: [bigint, bigint][] = [];
  for (const [first, last] of rows as readonly Stretch[]) {
    const before = stretches.at(-1);
    if (before && first <= before[1] + 1n) before[1] = last > before[1] ? last : before[1];
    else stretches.push([first, last]);
  }
  return stretches;
}

const momentsIn = (stretches: readonly Stretch[]): Moments => ({
  has: (now) => {
    const minute = now / ticksPer.minute;
    return stretches.some(([first, last]) => first <= minute && minute <= last);
  },
  within: (start, end) => {
    const [from, to] = [start / ticksPer.minute, end / ticksPer.minute];
    const covered = stretches.map(([first, last]) => (last < to ? last : to) - (first > from ? first : from) + 1n);
    return covered.reduce((sum, each) => (each > 0n ? sum + each : sum), 0n) * ticksPer.minute;
  },
});
