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
import type { ReplayWindow } from './windowed.ts';

type TableRel = Extract<Rel, { op: 'table' }>;

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
  /** With its tables cut to the window. */
  readonly query: PreparedQuery;
  readonly window: ReplayWindow;
  readonly store: Store;
  readonly outside: Omit<RunOptions, 'now'>;
  /** The last moment, in ticks: rows are brought into memory for as many runs as fit. */
  readonly until: bigint;
}

/** Rows of all tables of a query that are in memory at once. */
const mostRows = 400_000;
const ticksPerDay = 864_000_000_000n;
/** A source with more rows in a run's window is not looked through before the run. */
const mostProbed = 4000;

/** Rows of a table, in the order of the time that the window goes by. */
interface Slices {
  readonly rows: readonly Row[];
  readonly times: readonly bigint[];
}

/** Rows for the runs of a stretch of time. */
interface Chunk {
  readonly until: bigint;
  readonly slices: ReadonlyMap<TableRel, Slices>;
}

/**
 * Runs a query at many moments over the rows of a store. What its filters keep at any time is read in stretches of days
 * and cut to each run's window in memory; where that is too much, DuckDB filters and groups for each run.
 */
export async function openReplay({ query, window, store, outside, until }: ReplayInput): Promise<Replay> {
  const { plan } = query;
  const by = window.by === 'generated' ? 'TimeGenerated' : ingestionColumn.name;
  const sql = await timelessSql(plan, openRun(query, { ...outside, now: new Date(0) }), store);
  const sources = sourcesOf(plan);
  const readings = timeReadings(query).filter(({ rel }) => sources?.includes(rel as TableRel));
  const isSliced = (rel: TableRel): boolean => rel.columns.some(({ name }) => name === by);
  const whole = new Map<TableRel, readonly Row[]>();
  for (const [rel, select] of sql) if (!isSliced(rel)) whole.set(rel, await store.rows(select, rel.columns));
  let chunk: Chunk | undefined;
  let days: bigint | undefined;
  let direct = false;

  async function countIn(select: string, from: bigint, to: bigint): Promise<number> {
    const [row] = await store.rows(`SELECT count(*) FROM (${select})${between(from, to)}`, [
      { name: 'n', type: 'long' },
    ]);
    return Number(row?.[0] ?? 0);
  }
  const between = (from: bigint, to: bigint): string => ` WHERE ${sqlName(by)} >= ${from} AND ${sqlName(by)} < ${to}`;

  /** Days of runs whose rows fit into memory, judged by those from a moment on; undefined when not even one does. */
  async function daysFrom(start: bigint): Promise<bigint | undefined> {
    for (const tried of [30n, 14n, 7n, 3n, 1n]) {
      let sum = 0;
      for (const [rel, select] of sql) {
        if (isSliced(rel)) sum += await countIn(select, start - window.reach, start + tried * ticksPerDay);
      }
      if (sum <= mostRows) return tried;
    }
    return undefined;
  }

  async function chunkFrom(start: bigint, length: bigint): Promise<Chunk> {
    const end = start + length * ticksPerDay;
    const slices = new Map<TableRel, Slices>();
    for (const [rel, select] of sql) {
      if (!isSliced(rel)) continue;
      const last = end > until + 1n ? until + 1n : end;
      const text = `SELECT * FROM (${select})${between(start - window.reach, last)} ORDER BY ${sqlName(by)}`;
      const rows = await store.rows(text, rel.columns);
      const at = rel.columns.findIndex(({ name }) => name === by);
      slices.set(rel, { rows, times: rows.map((row) => row[at] as bigint) });
    }
    return { until: end, slices };
  }

  /** Rows of each table for a run, and those in whose absence there is nothing to run. */
  async function rowsFor(now: bigint): Promise<ReadonlyMap<Rel, readonly Row[]> | undefined> {
    if (!chunk || now >= chunk.until) {
      const fits = await daysFrom(now);
      if (fits === undefined) {
        direct = true;
        return undefined;
      }
      days = fits;
      chunk = await chunkFrom(now, days);
    }
    const loaded = new Map<Rel, readonly Row[]>(whole);
    for (const [rel, { rows, times }] of chunk.slices) {
      loaded.set(rel, rows.slice(firstFrom(times, now - window.reach), firstFrom(times, now + 1n)));
    }
    return loaded;
  }

  const emptiness = sources && readings.length > 0 ? { sources, readings } : undefined;

  return {
    async run(at) {
      const now = clockTicks(at);
      const options: RunOptions = { ...outside, now: at };
      try {
        if (query.first.open) return await runOpen(query, window, store, options);
        const loaded = direct ? undefined : await rowsFor(now);
        if (!loaded)
          return runPrepared(query, { ...options, loaded: await loadRows(plan, openRun(query, options), store) });
        if (emptiness && isEmptyFor(query, emptiness, loaded, options)) return { value: undefined, problems: [] };
        return runPrepared(query, { ...options, loaded });
      } catch (failure) {
        return refusedBy(failure, query);
      }
    },
  };
}

/** True when no row of the query's sources passes what its pipe asks of their times. */
function isEmptyFor(
  query: PreparedQuery,
  { readings }: { readonly readings: readonly TimeReading[] },
  loaded: ReadonlyMap<Rel, readonly Row[]>,
  options: RunOptions,
): boolean {
  return readings.every((reading) => {
    const rows = loaded.get(reading.rel) ?? [];
    if (rows.length === 0) return true;
    if (rows.length > mostProbed) return false;
    const at = (name: string): number => reading.rel.columns.findIndex((column) => column.name === name);
    const [generated, ingested] = [at('TimeGenerated'), at(ingestionColumn.name)];
    if (generated < 0 || ingested < 0) return false;
    const times = rows.map((row) => ({ generated: row[generated] ?? null, ingested: row[ingested] ?? null }));
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
