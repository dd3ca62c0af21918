import { type Diagnostic, diagnostic, type Span } from '@picket/diagnostics';
import type { Analysis, TimeWindow } from '@picket/kql';
import { durationMinutes, type RuleDraft } from '@picket/model';
import { typicalDelay } from '@picket/tables';
import { durationText } from '../duration-text.ts';
import { codeOnly } from '../kql-text.ts';
import type { RuleCheck } from '../rule-check.ts';

/** A scheduled rule runs this long after its time, to let late events arrive (page scheduled-rules-overview). */
const builtInDelay = 5;

/** queryPeriod is 14 days at most (page scheduled-rules-overview). */
const longestPeriod = 14 * 24 * 60;

/** TIME101, TIME102: Sentinel cuts TimeGenerated of every table to queryPeriod, whatever the query asks for. */
export const windowsWithinPeriod: RuleCheck = (rule, analysis) => {
  const { frequency, period } = schedule(rule.value);
  if (!analysis || period === undefined || (frequency ?? 0) > period) return [];
  return analysis.windows.flatMap((window): readonly Diagnostic[] => {
    const { fromMinutes, toMinutes, start, end } = window;
    if (!isEventTime(window) || Math.max(fromMinutes ?? 0, toMinutes ?? 0) < period) return [];
    const at = rule.within(['query'], start, end);
    const words = durationText(period);
    if (toMinutes !== null && toMinutes >= period) {
      return [diagnostic('TIME102', { until: durationText(toMinutes), period: words }, at)];
    }
    if (fromMinutes !== null && fromMinutes > period) {
      return [
        diagnostic(
          'TIME101',
          { reach: durationText(fromMinutes), period: words, fits: fromMinutes <= longestPeriod },
          at,
        ),
      ];
    }
    return [];
  });
};

/**
 * TIME103, TIME104: the windows of two runs must meet, with room for events that arrive late (page ingestion-delay). What
 * a run takes by time of arrival must reach back to the run before; what it takes by TimeGenerated, and queryPeriod with
 * every rule, must also hold the events that came after that run.
 */
export const windowsMeet: RuleCheck = (rule, analysis) => {
  const { query = '' } = rule.value;
  const { frequency, period } = schedule(rule.value);
  if (!analysis || frequency === undefined || (period !== undefined && frequency > period)) return [];
  const every = durationText(frequency);
  const isShort = (reach: number, table: string): boolean => reach < frequency + lateness(table);
  const isByArrival = analysis.windows.some((window) => window.ingestionTime);
  const late = (table: string, reach: number, at: Span | undefined): Diagnostic => {
    const delay = typicalDelay(table) ?? 0;
    const needed = durationText(frequency + delay);
    const words = { table, reach: durationText(reach), frequency: every, delay: durationText(delay), needed };
    return diagnostic('TIME104', { ...words, isByArrival }, at);
  };
  const found = new Map<string, Diagnostic>();
  const windows = [...recentWindows(query, analysis, isEventTime), ...recentWindows(query, analysis, isArrival)];
  for (const [table, window] of windows.sort(([, a], [, b]) => a.fromMinutes - b.fromMinutes)) {
    const { fromMinutes: reach, start, end } = window;
    const at = rule.within(['query'], start, end);
    const isGap = reach < frequency;
    const key = `${table} ${isGap}`;
    if (found.has(key)) continue;
    if (isGap) {
      const gap = durationText(frequency - reach);
      found.set(key, diagnostic('TIME103', { table, reach: durationText(reach), frequency: every, gap }, at));
    } else if (isEventTime(window) && isShort(reach, table)) found.set(key, late(table, reach, at));
  }
  if (found.size > 0 || period === undefined || reachOf(analysis) > period) return [...found.values()];
  const [latest] = analysis.tables.map(({ name }) => name).sort((a, b) => lateness(b) - lateness(a));
  return latest !== undefined && isShort(period, latest) ? [late(latest, period, rule.at(['queryPeriod']))] : [];
};

/** Minutes that the query asks to look back by TimeGenerated; beyond queryPeriod that is TIME101's matter. */
function reachOf({ windows }: Analysis): number {
  return Math.max(0, ...windows.filter(isEventTime).map(({ fromMinutes }) => fromMinutes ?? 0));
}

/** Minutes that rows of a table can still be missing when a scheduled rule runs. */
function lateness(table: string): number {
  return Math.max(0, (typicalDelay(table) ?? 0) - builtInDelay);
}

/** TIME201, TIME202: an NRT rule reads by ingestion time, a minute a run (page near-real-time-rules). */
export const nrtWindows: RuleCheck = (rule, analysis) => {
  if (!analysis || rule.value.kind !== 'NRT') return [];
  return analysis.windows.flatMap((window): readonly Diagnostic[] => {
    const { fromMinutes, toMinutes, origin, start, end } = window;
    if (!isEventTime(window)) return [];
    const at = rule.within(['query'], start, end);
    if (toMinutes !== null && toMinutes >= 60) {
      return [diagnostic('TIME201', { reach: durationText(toMinutes) }, at)];
    }
    const delay = origin && typicalDelay(origin.table);
    if (!origin || delay === undefined || fromMinutes === null || fromMinutes >= delay) return [];
    const words = { table: origin.table, reach: durationText(fromMinutes), delay: durationText(delay) };
    return [diagnostic('TIME202', words, at)];
  });
};

/** In minutes; nothing for NRT rules, which have no schedule of their own. */
function schedule({ kind, queryFrequency, queryPeriod }: RuleDraft): { frequency?: number; period?: number } {
  if (kind === 'NRT') return {};
  const frequency = queryFrequency === undefined ? undefined : durationMinutes(queryFrequency);
  const period = queryPeriod === undefined ? undefined : durationMinutes(queryPeriod);
  return { ...(frequency === undefined ? {} : { frequency }), ...(period === undefined ? {} : { period }) };
}

type RecentWindow = TimeWindow & { readonly fromMinutes: number };

/**
 * For each table of which every read is bounded by a filter of this kind, the window that reaches back furthest among
 * those that end now. A table that is also read without a bound is left out: that read has the whole of queryPeriod.
 */
function recentWindows(
  query: string,
  { windows, tables }: Analysis,
  isOfKind: (window: TimeWindow) => boolean,
): ReadonlyMap<string, RecentWindow> {
  const code = codeOnly(query);
  const [onlyRead, ...otherReads] = tables;
  const tableOf = (window: TimeWindow): string | undefined =>
    window.origin?.table ?? (window.ingestionTime && otherReads.length === 0 ? onlyRead?.name : undefined);
  const furthest = new Map<string, RecentWindow>();
  const count = new Map<string, number>();
  const unclear = new Set<string>();
  for (const window of windows.filter(isOfKind)) {
    const table = tableOf(window);
    if (table === undefined) continue;
    count.set(table, (count.get(table) ?? 0) + 1);
    if (window.fromMinutes === null || window.toMinutes === null || !isFilter(code, window)) unclear.add(table);
    if (!isRecent(window)) continue;
    const other = furthest.get(table);
    if (!other || other.fromMinutes < window.fromMinutes) furthest.set(table, window);
  }
  for (const table of furthest.keys()) {
    const reads = tables.filter((read) => read.name === table).length;
    if (unclear.has(table) || (count.get(table) ?? 0) < reads) furthest.delete(table);
  }
  return furthest;
}

/** True for a plain condition of a `where`: one side of an `or`, or an argument of countif(), bounds nothing. */
function isFilter(code: string, { start, end }: TimeWindow): boolean {
  const from = code.lastIndexOf('|', start) + 1;
  const stop = code.slice(end).search(/[|;]/);
  const step = code.slice(from, stop < 0 ? undefined : end + stop);
  return /^\s*where\b/.test(step) && !/\b(?:or|not|iff|iif|case)\b/.test(step);
}

function isRecent(window: TimeWindow): window is RecentWindow {
  return window.toMinutes === 0 && window.fromMinutes !== null;
}

function isEventTime({ column, origin, ingestionTime }: TimeWindow): boolean {
  return !ingestionTime && (origin?.column ?? column) === 'TimeGenerated';
}

function isArrival({ ingestionTime }: TimeWindow): boolean {
  return ingestionTime;
}
