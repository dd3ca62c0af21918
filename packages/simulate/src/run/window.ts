import { clockTicks, type OutsideData, type RowTimes, type Table, ticksPer } from '@picket/engine';
import { durationMinutes, type Rule } from '@picket/model';

/** Minutes between two runs: queryFrequency; one for NRT rules (Near-real-time analytics rules). */
export function frequencyOf({ kind, queryFrequency }: Rule): number {
  return kind === 'NRT' ? 1 : (durationMinutes(queryFrequency ?? '') ?? 1);
}

/** Which rows a run sees of any table, by their TimeGenerated and by when they came in, in ticks. */
export interface RunWindow {
  readonly generated?: { readonly from: bigint; readonly before: bigint };
  readonly ingested: { readonly from?: bigint; readonly before?: bigint; readonly until?: bigint };
}

/**
 * What a run at a moment sees. Scheduled: rows generated in [T − queryPeriod, T) that have come in by T. NRT: rows that
 * came in during the minute before T, whenever they were generated. Scheduled and Near-real-time analytics rules. The
 * minutes that the service waits before it runs are not granted: the README tells why.
 */
export function windowOf(rule: Rule, at: Date): RunWindow {
  const now = clockTicks(at);
  if (rule.kind === 'NRT') return { ingested: { from: now - ticksPer.minute, before: now } };
  const period = durationMinutes(rule.queryPeriod ?? '') ?? 0;
  const from = now - BigInt(Math.round(period * 60_000)) * ticksPer.millisecond;
  return { generated: { from, before: now }, ingested: { until: now } };
}

/** Whether a run sees an event, by its times in ticks. An event without a time of arrival has come in when it happened. */
export function isSeen({ generated: time, ingested: came }: RowTimes, { generated, ingested }: RunWindow): boolean {
  if (generated && !(typeof time === 'bigint' && time >= generated.from && time < generated.before)) return false;
  if (typeof came !== 'bigint') return generated !== undefined;
  if (ingested.from !== undefined && came < ingested.from) return false;
  if (ingested.before !== undefined && came >= ingested.before) return false;
  return ingested.until === undefined || came <= ingested.until;
}

/** The rows of a table that a run sees. A table without TimeGenerated is seen whole. */
export function rowsIn(table: Table, window: RunWindow): Table {
  const at = table.columns.findIndex(({ name }) => name === 'TimeGenerated');
  if (at < 0) return table;
  const { ingested } = table;
  const places = table.rows.flatMap((row, i) => {
    const generated = row[at] ?? null;
    return isSeen({ generated, ingested: ingested ? (ingested[i] ?? null) : generated }, window) ? [i] : [];
  });
  if (places.length === table.rows.length) return table;
  return {
    ...table,
    rows: places.map((i) => table.rows[i] ?? []),
    ...(ingested ? { ingested: places.map((i) => ingested[i] ?? null) } : {}),
  };
}

/** What a run sees of all that there is: tables cut to the window, watchlists and the like whole. */
export function dataIn(data: OutsideData, window: RunWindow): OutsideData {
  if (!data.tables) return data;
  return { ...data, tables: new Map([...data.tables].map(([name, table]) => [name, rowsIn(table, window)])) };
}
