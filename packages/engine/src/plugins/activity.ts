import type { Column, Row } from '../values/cell.ts';
import { Refusal } from '../values/refusal.ts';
import { constantOf, namesFor, type PluginArguments, type PluginParameter, type PluginRow } from './plugin.ts';
import {
  dimensions,
  groupsOf,
  idAndTimeline,
  idsOf,
  outcome,
  requireRows,
  spans,
  timelineColumns,
  timelineOf,
  wholeConstant,
  windowsOf,
} from './timeline.ts';

const longs = (...names: readonly string[]): readonly Column[] => names.map((name) => ({ name, type: 'long' }));
const reals = (...names: readonly string[]): readonly Column[] => names.map((name) => ({ name, type: 'real' }));

const within: readonly PluginParameter[] = [...idAndTimeline, ...spans('Start', 'End')];

/**
 * Each window against all before it; a window without rows has none. Published detections ask whether a dimension's first
 * and last window are the same, which they never would be if all windows had rows. Microsoft Learn, "activity_counts_metrics plugin".
 */
export const activityCountsMetrics: PluginRow = {
  takes: [...within, ...spans('Step'), dimensions],
  columns: countsColumns,
  run: (call) => {
    const plugin = 'evaluate activity_counts_metrics';
    const groups = groupsOf(call, plugin);
    const timeline = timelineOf(call, plugin, 'Step', groups);
    const rows = groups.flatMap((group) => {
      const windows = windowsOf(timeline, group);
      const seen = new Set<string>();
      return windows.flatMap((window, place): readonly Row[] => {
        if (window.length === 0) return [];
        const ids = idsOf(window);
        const before = seen.size;
        for (const id of ids) seen.add(id);
        const counts = [window.length, ids.size, seen.size - before, seen.size];
        return [[timeline.at(place), ...group.key, ...counts.map(BigInt)]];
      });
    });
    return outcome(countsColumns(call.args, call.columns), rows);
  },
};

function countsColumns(args: PluginArguments, input: readonly Column[]): readonly Column[] {
  return timelineColumns(args, input, longs('count', 'dcount', 'new_dcount', 'aggregated_dcount'));
}

/** Each window against the one before it; of the first the rates are no numbers. Microsoft Learn, "activity_metrics plugin". */
export const activityMetrics: PluginRow = {
  takes: [...within, ...spans('Window'), dimensions],
  columns: metricsColumns,
  run: (call) => {
    const plugin = 'evaluate activity_metrics';
    const groups = groupsOf(call, plugin);
    const timeline = timelineOf(call, plugin, 'Window', groups);
    const rows = groups.flatMap((group) => {
      const windows = windowsOf(timeline, group);
      requireRows(plugin, windows);
      return windows.map((window, place): Row => {
        const ids = idsOf(window);
        const before = idsOf(windows[place - 1] ?? []);
        const returned = [...ids].filter((id) => before.has(id)).length;
        const rates = [returned / before.size, (before.size - returned) / before.size];
        return [timeline.at(place), ...group.key, BigInt(ids.size), BigInt(ids.size - returned), ...rates];
      });
    });
    return outcome(metricsColumns(call.args, call.columns), rows);
  },
};

function metricsColumns(args: PluginArguments, input: readonly Column[]): readonly Column[] {
  return timelineColumns(args, input, [
    ...longs('dcount_values', 'dcount_newvalues'),
    ...reals('retention_rate', 'churn_rate'),
  ]);
}

/** How many of those in an outer window are in the inner one at its end. Microsoft Learn, "activity_engagement plugin". */
export const activityEngagement: PluginRow = {
  takes: [...within, ...spans('InnerActivityWindow', 'OuterActivityWindow'), dimensions],
  columns: engagementColumns,
  run: (call) => {
    const plugin = 'evaluate activity_engagement';
    const groups = groupsOf(call, plugin);
    const timeline = timelineOf(call, plugin, 'InnerActivityWindow', groups);
    const outer = wholeConstant(call, plugin, 'OuterActivityWindow');
    if (outer % timeline.step !== 0n || outer <= 0n)
      throw new Refusal(plugin, 'an outer window of no whole inner ones');
    const width = Number(outer / timeline.step);
    const rows = groups.flatMap((group) => {
      if (group.activities.some(({ at }) => at < timeline.start && timeline.placeOf(at) > -width)) {
        throw new Refusal(plugin, 'rows before the start, within an outer window');
      }
      const windows = windowsOf(timeline, group);
      requireRows(plugin, windows);
      return windows.map((window, place): Row => {
        const inner = idsOf(window).size;
        const all = idsOf(windows.slice(Math.max(0, place + 1 - width), place + 1).flat()).size;
        return [timeline.at(place), ...group.key, BigInt(inner), BigInt(all), inner / all];
      });
    });
    return outcome(engagementColumns(call.args, call.columns), rows);
  },
};

function engagementColumns(args: PluginArguments, input: readonly Column[]): readonly Column[] {
  return timelineColumns(args, input, [
    ...longs('dcount_activities_inner', 'dcount_activities_outer'),
    ...reals('activity_ratio'),
  ]);
}

/**
 * Those seen first in a window, in every later one. A window in which nobody is seen first is refused, as it is not said whether it has rows.
 * Microsoft Learn, "new_activity_metrics plugin".
 */
export const newActivityMetrics: PluginRow = {
  takes: [...within, ...spans('Window'), { name: 'Cohort', is: 'constant', optional: true }, dimensions],
  columns: cohortColumns,
  run: (call) => {
    const plugin = 'evaluate new_activity_metrics';
    const groups = groupsOf(call, plugin);
    const timeline = timelineOf(call, plugin, 'Window', groups);
    const cohort = constantOf(call, 'Cohort');
    const only = cohort === undefined ? undefined : timeline.placeOf(wholeConstant(call, plugin, 'Cohort'));
    const rows = groups.flatMap((group) => {
      const windows = windowsOf(timeline, group).map(idsOf);
      return windows.flatMap((window, from): readonly Row[] => {
        if (only !== undefined && from !== only) return [];
        const earlier = new Set(windows.slice(0, from).flatMap((ids) => [...ids]));
        const first = [...window].filter((id) => !earlier.has(id));
        if (first.length === 0) throw new Refusal(plugin, 'a window in which nobody is seen first');
        const known = new Set([...earlier, ...window]);
        return windows.slice(from).map((ids, later): Row => {
          const fresh = later === 0 ? first.length : [...ids].filter((id) => !known.has(id)).length;
          const kept = first.filter((id) => ids.has(id)).length;
          const lost = first.length - kept;
          const counts = [fresh, kept, lost].map(BigInt);
          const rates = [kept / first.length, lost / first.length];
          return [timeline.at(from), timeline.at(from + later), ...group.key, ...counts, ...rates];
        });
      });
    });
    return outcome(cohortColumns(call.args, call.columns), rows);
  },
};

function cohortColumns(args: PluginArguments, input: readonly Column[]): readonly Column[] {
  const [timeline, ...others] = timelineColumns(args, input, [
    ...longs('dcount_new_values', 'dcount_retained_values', 'dcount_churn_values'),
    ...reals('retention_rate', 'churn_rate'),
  ]);
  const [name] = namesFor(args, 'TimelineColumn');
  const type = timeline?.type ?? 'datetime';
  return [{ name: `from_${name}`, type }, { name: `to_${name}`, type }, ...others];
}
