import type { Checked } from '@picket/diagnostics';
import { sqlName } from '../functions/sql-form.ts';
import { ingestionColumn } from '../plan/ingestion-time.ts';
import type { Rel } from '../plan/plan.ts';
import { openRun, type PreparedQuery, type RunOptions, refusedBy, runPrepared } from '../query.ts';
import { loadRows, timelessSql } from '../store/load-rows.ts';
import type { Store } from '../store/store.ts';
import { passTime, type TimeReading, timeReadings } from '../time-readings.ts';
import type { Cell, Column, Row, Table } from '../values/cell.ts';
import { clockTicks } from '../values/ticks.ts';
import { sourcesOf } from './sources.ts';
import type { CutQuery, ReplayWindow, TableRel } from './windowed.ts';

/** A query that is run at one moment after the other. */
export interface Replay {
  /**
   * What the query gives at a moment. Moments come in order.
   *
   * @returns undefined when it has no rows for certain, which costs next to nothing
   */
  run(now: Date): Promise<Checked<Table | undefined>>;
}

export interface ReplayInput {
  readonly query: CutQuery;
  readonly window: ReplayWindow;
  readonly store: Store;
  readonly outside: Omit<RunOptions, 'now'>;
  /** The last moment, in ticks: rows are brought into memory for as many runs as fit. */
  readonly until: bigint;
}

/** Rows of a table that are in memory at once. */
const mostRows = 300_000;
/** Rows of a table in one run's window, up to which the evaluator is quicker than DuckDB. */
const mostInWindow = 60_000;
const ticksPerDay = 864_000_000_000n;
/** A source with more rows in a run's window is not looked through before the run. */
const mostProbed = 4000;

/** Rows of a table that a query's filters keep at any time, in the order of the time that the window goes by. */
interface Slices {
  /** With the columns that the query asks for. */
  readonly rows: readonly Row[];
  readonly generated: readonly Cell[];
  readonly ingested: readonly Cell[];
  /** One of the two. */
  readonly times: readonly bigint[];
}

/** Rows for the runs of a stretch of time. A table of which there are too many is not among them. */
interface Chunk {
  readonly until: bigint;
  readonly slices: ReadonlyMap<TableRel, Slices>;
  /** True when all tables are. */
  readonly isWhole: boolean;
}

/**
 * Runs a query at many moments over the rows of a store. What its filters keep at any time is read in stretches of days
 * and cut to each run's window in memory; where that is too much, DuckDB filters and groups for each run.
 */
export async function openReplay({ query, window, store, outside, until }: ReplayInput): Promise<Replay> {
  const { whole, cut, tables } = query;
  const by = window.by === 'generated' ? 'TimeGenerated' : ingestionColumn.name;
  const sql = await timelessSql(cut.plan, openRun(cut, { ...outside, now: new Date(0) }), store);
  const sources = sourcesOf(whole.plan);
  const readings = sources && timeReadings(whole).filter(({ rel }) => sources.includes(rel as TableRel));
  const unsliced = new Map<Rel, readonly Row[]>();
  for (const [rel, inner] of tables) {
    const select = sql.get(inner);
    if (select !== undefined && inner === rel) unsliced.set(rel, await store.rows(select, rel.columns));
  }
  const sliced = [...tables].flatMap(([rel, inner]) => {
    const select = sql.get(inner);
    return select === undefined || inner === rel ? [] : [{ rel, inner, select }];
  });
  const days = new Map<TableRel, bigint>();
  let chunk: Chunk | undefined;

  const between = (select: string, from: bigint, to: bigint): string =>
    `SELECT * FROM (${select}) WHERE ${sqlName(by)} >= ${from} AND ${sqlName(by)} < ${to}`;

  async function countIn(select: string, from: bigint, to: bigint): Promise<number> {
    const text = `SELECT count(*) FROM (${between(select, from, to)})`;
    const [row] = await store.rows(text, [{ name: 'n', type: 'long' }]);
    return Number(row?.[0] ?? 0);
  }

  /** Days of runs for which a table's rows fit into memory, judged by those from a moment on; zero when not even one does. */
  async function daysFor(rel: TableRel, select: string, start: bigint): Promise<bigint> {
    const known = days.get(rel);
    if (known !== undefined) return known;
    let fits = 0n;
    if ((await countIn(select, start - window.reach, start)) <= mostInWindow) {
      for (const tried of [30n, 14n, 7n, 3n, 1n]) {
        if ((await countIn(select, start - window.reach, start + tried * ticksPerDay)) > mostRows) continue;
        fits = tried;
        break;
      }
    }
    days.set(rel, fits);
    return fits;
  }

  async function chunkFrom(start: bigint): Promise<Chunk> {
    // Judged where the window is full, not at its beginning.
    const full = start + window.reach > until ? start : start + window.reach;
    const lengths = new Map<TableRel, bigint>();
    for (const { rel, select } of sliced) lengths.set(rel, await daysFor(rel, select, full));
    const fitting = [...lengths.values()].filter((each) => each > 0n);
    const length = fitting.reduce((least, each) => (each < least ? each : least), 30n);
    const end = start + length * ticksPerDay;
    const slices = new Map<TableRel, Slices>();
    for (const { rel, inner, select } of sliced) {
      if (lengths.get(rel) === 0n) continue;
      const text = `${between(select, start - window.reach, end > until ? until + 1n : end)} ORDER BY ${sqlName(by)}`;
      slices.set(rel, slicesOf(await store.rows(text, inner.columns), rel, inner, by));
    }
    return { until: end, slices, isWhole: slices.size === sliced.length };
  }

  return {
    async run(at) {
      const now = clockTicks(at);
      const options: RunOptions = { ...outside, now: at };
      try {
        if (whole.first.open) return await runOpen(whole, window, store, options);
        if (!chunk || now >= chunk.until) chunk = await chunkFrom(now);
        const cuts = new Map([...chunk.slices].map(([rel, slices]) => [rel, cutTo(slices, window, now)] as const));
        if (readings && isEmptyFor(whole, readings, chunk, cuts, options)) return { value: undefined, problems: [] };
        if (!chunk.isWhole) {
          return runPrepared(cut, { ...options, loaded: await loadRows(cut.plan, openRun(cut, options), store) });
        }
        const loaded = new Map<Rel, readonly Row[]>(unsliced);
        for (const [rel, { rows }] of cuts) loaded.set(rel, rows);
        return runPrepared(whole, { ...options, loaded });
      } catch (failure) {
        return refusedBy(failure, whole);
      }
    },
  };
}

function slicesOf(all: readonly Row[], rel: TableRel, inner: TableRel, by: string): Slices {
  const at = (name: string): number => inner.columns.findIndex((column) => column.name === name);
  const [generated, ingested, time] = [at('TimeGenerated'), at(ingestionColumn.name), at(by)];
  const wanted = rel.columns.length;
  return {
    rows: inner.columns.length === wanted ? all : all.map((row) => row.slice(0, wanted)),
    generated: all.map((row) => row[generated] ?? null),
    ingested: all.map((row) => row[ingested] ?? null),
    times: all.map((row) => row[time] as bigint),
  };
}

/** What a run sees of the rows in memory. */
function cutTo({ rows, generated, ingested, times }: Slices, { by, reach }: ReplayWindow, now: bigint): Slices {
  const [first, end] = [firstFrom(times, now - reach), firstFrom(times, now)];
  const cut: Slices = {
    rows: rows.slice(first, end),
    generated: generated.slice(first, end),
    ingested: ingested.slice(first, end),
    times: [],
  };
  if (by === 'ingested' || cut.ingested.every((came) => typeof came === 'bigint' && came <= now)) return cut;
  const seen = cut.ingested.flatMap((came, i) => (typeof came === 'bigint' && came <= now ? [i] : []));
  return {
    rows: seen.map((i) => cut.rows[i] ?? []),
    generated: seen.map((i) => cut.generated[i] ?? null),
    ingested: seen.map((i) => cut.ingested[i] ?? null),
    times: [],
  };
}

/** True when no row of the query's sources passes what its pipe asks of their times. */
function isEmptyFor(
  query: PreparedQuery,
  readings: readonly TimeReading[],
  chunk: Chunk,
  cuts: ReadonlyMap<TableRel, Slices>,
  options: RunOptions,
): boolean {
  return readings.every((reading) => {
    const cut = cuts.get(reading.rel as TableRel);
    // A table that the store does not have is empty; one that does not fit into memory is not known.
    if (!cut) return chunk.isWhole;
    if (cut.rows.length === 0) return true;
    if (cut.rows.length > mostProbed) return false;
    const times = cut.rows.map((_, i) => ({ generated: cut.generated[i] ?? null, ingested: cut.ingested[i] ?? null }));
    return !passTime(query, reading, times, options).includes(true);
  });
}

/** A query whose columns only its rows tell runs over whole tables, cut to the window. */
async function runOpen(
  query: PreparedQuery,
  window: ReplayWindow,
  store: Store,
  options: RunOptions,
): Promise<Checked<Table>> {
  const now = clockTicks(options.now);
  const tables = new Map<string, Table>();
  for (const name of tablesIn(query.plan)) {
    const columns = store.columns(name);
    if (!columns) continue;
    const kept = [...columns.filter((column) => store.keeps(name, column.name)), ingestionColumn];
    const names = kept.map((column) => sqlName(column.name)).join(', ');
    const rows = await store.rows(`SELECT ${names} FROM ${sqlName(name)}${seenAt(columns, window, now)}`, kept);
    const last = kept.length - 1;
    tables.set(name, {
      columns: kept.slice(0, last),
      rows: rows.map((row) => row.slice(0, last)),
      ingested: rows.map((row): Cell => row[last] ?? null),
    });
  }
  return runPrepared(query, { ...options, tables });
}

/** The window in SQL. A table without TimeGenerated is seen whole. */
function seenAt(columns: readonly Column[], { by, reach }: ReplayWindow, now: bigint): string {
  const [generated, ingested] = [sqlName('TimeGenerated'), sqlName(ingestionColumn.name)];
  if (!columns.some(({ name }) => name === 'TimeGenerated')) return '';
  if (by === 'ingested') return ` WHERE ${ingested} >= ${now - reach} AND ${ingested} < ${now}`;
  return ` WHERE ${generated} >= ${now - reach} AND ${generated} < ${now} AND ${ingested} <= ${now}`;
}

function tablesIn(part: unknown, found: Set<string> = new Set()): ReadonlySet<string> {
  if (typeof part !== 'object' || part === null || part instanceof Map) return found;
  if ('op' in part && part.op === 'table' && 'name' in part) found.add(String(part.name));
  for (const each of Object.values(part)) tablesIn(each, found);
  return found;
}

/** The place of the first time that is not before a moment. */
function firstFrom(times: readonly bigint[], moment: bigint): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0n) < moment) low = middle + 1;
    else high = middle;
  }
  return low;
}
