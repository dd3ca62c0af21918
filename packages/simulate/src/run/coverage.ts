import {
  clockTicks,
  type OutsideData,
  passTime,
  type RowTimes,
  type Table,
  type TimeReading,
  ticksPer,
  timeReadings,
} from '@picket/engine';
import type { PreparedRule } from './prepare-rule.ts';
import type { Stretch } from './run-schedule.ts';
import { isSeen, windowOf } from './window.ts';

/** How many of a rule's events its runs saw. */
export interface EventCounts {
  /** Once. */
  readonly seen: number;
  /** More than once. */
  readonly twice: number;
  /** Not at all, though they happened in the stretch of time. */
  readonly never: number;
}

export interface Coverage extends EventCounts {
  /** For each row of each table, by how many runs it was seen. */
  readonly runs: ReadonlyMap<string, readonly number[]>;
}

/**
 * Which events the runs of a rule saw: those in a run's window that also pass the query's own conditions on time. A table
 * that the query reads in several ways (a history beside the newest events) counts by the reading that looks at the
 * newest events and the least far back: that is the one which detects. Tables that the query does not read do not count.
 *
 * @param runs the moments of the runs that took place; suppressed ones see nothing
 * @param stretch the time that the runs answer for: an event before or after it that no run saw is not missed
 */
export function coverageOf(
  prepared: PreparedRule,
  data: OutsideData,
  runs: readonly Date[],
  { from, to }: Pick<Stretch, 'from' | 'to'>,
): Coverage {
  const readings = timeReadings(prepared.query);
  const counts = new Map<string, readonly number[]>();
  let never = 0;
  for (const [name, table] of data.tables ?? []) {
    const own = readings.filter((reading) => reading.table === name);
    const times = timesOf(table);
    if (own.length === 0 || !times) continue;
    const reading = detecting(prepared, own);
    if (!reading) continue;
    const seen = times.map(() => 0);
    for (const at of runs) {
      const window = windowOf(prepared.rule, at);
      const passed = passTime(prepared.query, reading, times, { now: at, missing: 'empty' });
      for (const [i, row] of times.entries()) if (passed[i] && isSeen(row, window)) seen[i] = (seen[i] ?? 0) + 1;
    }
    counts.set(name, seen);
    const isOwed = ({ generated }: RowTimes): boolean =>
      typeof generated === 'bigint' && generated >= clockTicks(from) && generated < clockTicks(to);
    never += times.filter((row, i) => seen[i] === 0 && isOwed(row)).length;
  }
  const all = [...counts.values()].flat();
  return {
    runs: counts,
    seen: all.filter((times) => times === 1).length,
    twice: all.filter((times) => times > 1).length,
    never,
  };
}

function timesOf({ columns, rows, ingested }: Table): readonly RowTimes[] | undefined {
  const at = columns.findIndex(({ name }) => name === 'TimeGenerated');
  if (at < 0) return undefined;
  return rows.map((row, i) => ({
    generated: row[at] ?? null,
    ingested: ingested ? (ingested[i] ?? null) : (row[at] ?? null),
  }));
}

/** Two weeks, as far as a rule may look back, in minutes. */
const probes = 14 * 24 * 60;

/** Probed with an event a minute: of the readings that see the newest, the one that reaches least far back. */
function detecting(prepared: PreparedRule, readings: readonly TimeReading[]): TimeReading | undefined {
  const [first] = readings;
  if (readings.length === 1 && first) return first;
  const at = new Date('2026-03-02T10:00:00Z');
  const now = clockTicks(at);
  const times = Array.from({ length: probes }, (_, i): RowTimes => {
    const time = now - BigInt(i + 1) * ticksPer.minute;
    return { generated: time, ingested: time };
  });
  const ranked = readings.map((reading) => {
    const passed = passTime(prepared.query, reading, times, { now: at, missing: 'empty' });
    return { reading, newest: passed.indexOf(true), count: passed.filter(Boolean).length };
  });
  const known = ranked.filter(({ newest }) => newest >= 0);
  const [best] = known.sort((a, b) => a.newest - b.newest || a.count - b.count);
  return best?.reading ?? first;
}
