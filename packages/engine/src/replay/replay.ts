import type { Checked } from '@picket/diagnostics';
import { type SqlValue, sqlName } from '../functions/sql-form.ts';
import { ingestionColumn } from '../plan/ingestion-time.ts';
import type { Rel } from '../plan/plan.ts';
import { openRun, type PreparedQuery, type RunOptions, refusedBy, runPrepared } from '../query.ts';
import { type AskedSource, openSource } from '../store/asked-source.ts';
import { isArithmetic, loadRows, timelessWhere } from '../store/load-rows.ts';
import { tableSql } from '../store/push-down.ts';
import type { Store } from '../store/store.ts';
import type { LookupBounds } from '../store/table-lookups.ts';
import { tablesRead } from '../tables-read.ts';
import { passTime, type TimeReading, timeReadings } from '../time-readings.ts';
import { inCanonicalOrder } from '../values/canonical-order.ts';
import type { Cell, Column, Row, Table } from '../values/cell.ts';
import { clockTicks, ticksPer } from '../values/ticks.ts';
import { type LookAhead, lookAhead } from './candidates/look-ahead.ts';
import { clockBounds } from './candidates/time-bounds.ts';
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
  /** Forgets what the store keeps for it. */
  close(): Promise<void>;
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
const mostRows = 150_000;
/** Rows of a table in one run's window, up to which the evaluator is quicker than DuckDB. */
const mostInWindow = 60_000;
/** Days of runs that are tried, the longest first. */
const dayCounts = [30n, 14n, 7n, 3n, 1n];
/** When at most one in so many runs of a day may have a result, DuckDB filters and groups for each. */
const fewRuns = 12n;
/** Each run sees other rows: nothing is looked up for the runs to come. */
const noTable: LookupBounds = { fewest: Number.POSITIVE_INFINITY, many: 0 };
/** A source with more rows in a run's window is not looked through before the run. */
const mostProbed = 4000;

/** A table of the whole query, and what stands in the cut one for it. */
interface Sliced {
  readonly rel: TableRel;
  readonly inner: TableRel;
}

/** Rows of a table that a query's filters keep at any time, in the order of the time that the window goes by. */
interface Slices {
  /** With the columns that the query asks for. */
  readonly rows: readonly Row[];
  readonly generated: readonly Cell[];
  readonly ingested: readonly Cell[];
  /** One of the two. */
  readonly times: readonly bigint[];
}

/** Rows by the hour, counted from the beginning of time. */
type Hours = ReadonlyMap<bigint, number>;

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
  const where = new Map(await timelessWhere(cut.plan, openRun(cut, { ...outside, now: new Date(0) }), store));
  const sources = sourcesOf(whole.plan);
  const readings = sources && timeReadings(whole).filter(({ rel }) => sources.includes(rel as TableRel));

  let ahead: LookAhead | undefined;

  /** What SQL makes of the rows that a query's filters may keep. Where DuckDB cannot compute the filters, of all rows. */
  async function selected(
    { rel, inner }: Sliced,
    written: (select: string) => string,
    columns: readonly Column[],
  ): Promise<readonly Row[]> {
    const own = where.get(inner) ?? [];
    const needed = ahead?.needed.get(rel)?.where ?? [];
    try {
      return await store.rows(written(tableSql(inner, own.concat(needed), store)), columns);
    } catch (failure) {
      if (!isArithmetic(failure) || own.length === 0) throw failure;
      where.set(inner, []);
      return selected({ rel, inner }, written, columns);
    }
  }

  const given = [...tables].filter(([, inner]) => where.has(inner));
  const unsliced = new Map<Rel, readonly Row[]>();
  for (const [rel, inner] of given)
    if (inner === rel) unsliced.set(rel, await selected({ rel, inner }, (select) => select, rel.columns));
  const sliced = given.flatMap(([rel, inner]) => (inner === rel ? [] : [{ rel, inner }]));
  const reaches = reachesOf(
    whole,
    window,
    openSource(whole.plan, openRun(whole, { ...outside, now: new Date(0) }), store, { timeless: true }),
  );
  const reachOf = (rel: TableRel): bigint => reaches.get(rel) ?? window.reach;
  const hours = new Map<TableRel, Hours>();
  let chunk: Chunk | undefined;
  let hasLooked = false;

  /** When the query may have a result, and from which rows: looked at before the first run. */
  async function look(): Promise<void> {
    if (!hasLooked) ahead = await lookAhead(query, window, store, outside);
    hasLooked = true;
  }

  /** How many rows there are in each hour, looked at once. */
  async function hoursOf(table: Sliced): Promise<Hours> {
    const known = hours.get(table.rel);
    if (known) return known;
    const written = (select: string): string =>
      `SELECT ${sqlName(by)} // ${ticksPer.hour}, count(*) FROM (${select}) WHERE ${sqlName(by)} IS NOT NULL GROUP BY 1`;
    const rows = await selected(table, written, [
      { name: 'hour', type: 'long' },
      { name: 'n', type: 'long' },
    ]);
    const counted: Hours = new Map(rows.map(([hour, n]) => [hour as bigint, Number(n)]));
    hours.set(table.rel, counted);
    return counted;
  }

  /** Days of runs from a moment on for which a table's rows fit into memory; zero when not even one does. */
  async function daysFor(table: Sliced, start: bigint): Promise<bigint> {
    const counted = await hoursOf(table);
    const reach = reachOf(table.rel);
    return dayCounts.find((days) => fitsInMemory(counted, reach, start, start + days * ticksPer.day)) ?? 0n;
  }

  async function chunkFrom(start: bigint): Promise<Chunk> {
    const day = start + ticksPer.day;
    const areFew = ahead && ahead.moments.within(start, day) * fewRuns < ticksPer.day;
    const isMuch = sliced.some(({ rel }) => (ahead?.needed.get(rel)?.count ?? mostRows) >= mostRows);
    if (areFew && isMuch) return { until: day, slices: new Map(), isWhole: sliced.length === 0 };
    const lengths = new Map<TableRel, bigint>();
    for (const table of sliced) lengths.set(table.rel, await daysFor(table, start));
    const fitting = [...lengths.values()].filter((each) => each > 0n);
    const length = fitting.reduce(
      (least, each) => (each < least ? each : least),
      sliced.length > 0 && fitting.length === 0 ? 1n : 30n,
    );
    const end = start + length * ticksPer.day;
    const slices = new Map<TableRel, Slices>();
    for (const table of sliced) {
      const { rel, inner } = table;
      if (lengths.get(rel) === 0n) continue;
      const [from, before] = [start - reachOf(rel), end > until ? until + 1n : end];
      const written = (select: string): string =>
        `SELECT * FROM (${select}) WHERE ${sqlName(by)} >= ${from} AND ${sqlName(by)} < ${before} ORDER BY ${sqlName(by)}`;
      slices.set(rel, slicesOf(await selected(table, written, inner.columns), rel, inner, by));
    }
    return { until: end, slices, isWhole: slices.size === sliced.length };
  }

  return {
    async run(at) {
      const now = clockTicks(at);
      const options: RunOptions = { ...outside, now: at };
      try {
        if (whole.first.open) return await runOpen(whole, window, store, options);
        await look();
        if (ahead && !ahead.moments.has(now)) return { value: undefined, problems: [] };
        if (!chunk || now >= chunk.until) chunk = await chunkFrom(now);
        const cuts = new Map(
          [...chunk.slices].map(
            ([rel, slices]) => [rel, cutTo(slices, { ...window, reach: reachOf(rel) }, now)] as const,
          ),
        );
        if (readings && isEmptyFor(whole, readings, { chunk, cuts, unsliced }, options))
          return { value: undefined, problems: [] };
        if (!chunk.isWhole) {
          const loaded = await loadRows(cut.plan, openRun(cut, options), store, { lookups: noTable });
          return runPrepared(cut, { ...options, loaded });
        }
        const loaded = new Map<Rel, readonly Row[]>(unsliced);
        for (const [rel, { rows }] of cuts) loaded.set(rel, rows);
        return runPrepared(whole, { ...options, loaded });
      } catch (failure) {
        return refusedBy(failure, whole);
      }
    },
    close: async () => {
      for (const { table } of ahead?.needed.values() ?? []) await store.drop(table);
    },
  };
}

/** How far back each table is read where the conditions at the head of its pipes say less than the window, in ticks. */
function reachesOf(
  query: PreparedQuery,
  { by, reach }: ReplayWindow,
  { source }: AskedSource,
): ReadonlyMap<TableRel, bigint> {
  const reaches = new Map<TableRel, bigint>();
  if (by !== 'generated' || query.first.open) return reaches;
  const time: SqlValue = { text: 'time', type: 'datetime', isAscii: true };
  const context = { ...source, column: (name: string) => (name === 'TimeGenerated' ? time : undefined) };
  for (const { rel, conditions } of timeReadings(query)) {
    const found = clockBounds(conditions, context).latest.filter(({ time: text }) => text === time.text);
    const least = found.reduce((most, { ticks }) => (ticks < most ? ticks : most), reach);
    const known = reaches.get(rel as TableRel) ?? 0n;
    reaches.set(rel as TableRel, least > known ? least : known);
  }
  return reaches;
}

/** True when the rows of all runs in [start, end) fit into memory, and those of each run's window into the evaluator. */
function fitsInMemory(hours: Hours, reach: bigint, start: bigint, end: bigint): boolean {
  const back = (reach + ticksPer.hour - 1n) / ticksPer.hour;
  const first = start / ticksPer.hour;
  const countAt = (hour: bigint): number => hours.get(hour) ?? 0;
  let all = 0;
  for (let hour = first - back; hour < first; hour++) all += countAt(hour);
  let inWindow = all;
  for (let hour = first; hour * ticksPer.hour < end; hour++) {
    if (inWindow > mostInWindow || all > mostRows) return false;
    all += countAt(hour);
    inWindow += countAt(hour) - countAt(hour - back);
  }
  return inWindow <= mostInWindow && all <= mostRows;
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

/** What a run finds in memory: rows cut to its window, and those of tables that are seen whole. */
interface InMemory {
  readonly chunk: Chunk;
  readonly cuts: ReadonlyMap<TableRel, Slices>;
  readonly unsliced: ReadonlyMap<Rel, readonly Row[]>;
}

/** True when no row of the query's sources passes what its pipe asks of their times. */
function isEmptyFor(
  query: PreparedQuery,
  readings: readonly TimeReading[],
  { chunk, cuts, unsliced }: InMemory,
  options: RunOptions,
): boolean {
  return readings.every((reading) => {
    const cut = cuts.get(reading.rel as TableRel);
    // A table that is seen whole may have rows at any time, one that does not fit into memory is not known, and one that
    // the store does not have is empty.
    if (!cut) return chunk.isWhole && (unsliced.get(reading.rel)?.length ?? 0) === 0;
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
  for (const name of tablesRead(query).keys()) {
    const columns = store.columns(name);
    if (!columns) continue;
    const kept = [...columns.filter((column) => store.keeps(name, column.name)), ingestionColumn];
    const names = kept.map((column) => store.columnSql(name, column.name) ?? sqlName(column.name)).join(', ');
    const select = `SELECT ${names} FROM ${sqlName(name)}${seenAt(columns, window, now)}`;
    const rows = inCanonicalOrder(await store.rows(select, kept), kept);
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
