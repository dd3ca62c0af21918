import { inOrder, nearestRank, percentileType } from '../aggregates/percentiles.ts';
import type { Column, Row } from '../values/cell.ts';
import { Refusal } from '../values/refusal.ts';
import { floorDivide } from '../values/ticks.ts';
import { compiledFor, givenFor, namesFor, type PluginArguments, type PluginRow, type PluginRun } from './plugin.ts';
import {
  type Activity,
  agreed,
  dimensions,
  groupsOf,
  idAndTimeline,
  idsOf,
  outcome,
  spans,
  timelineColumns,
  timelineOf,
  wholeConstant,
  windowsOf,
} from './timeline.ts';

/**
 * Rows and ids of the lookback window that ends with each bin. Windows without rows, and rows before the start that lie in one, are refused.
 * Microsoft Learn, "sliding_window_counts plugin".
 */
export const slidingWindowCounts: PluginRow = {
  takes: [...idAndTimeline, ...spans('Start', 'End', 'LookbackWindow', 'Bin'), dimensions],
  columns: countColumns,
  run: (call) => {
    const plugin = 'evaluate sliding_window_counts';
    const groups = groupsOf(call, plugin);
    const timeline = timelineOf(call, plugin, 'Bin', groups);
    const width = Number(wholeConstant(call, plugin, 'LookbackWindow') / timeline.step);
    if (width < 1) throw new Refusal(plugin, 'a lookback window shorter than a bin');
    const rows = groups.flatMap((group) => {
      if (group.activities.some(({ at }) => at < timeline.start && timeline.placeOf(at) > -width)) {
        throw new Refusal(plugin, 'rows before the start, within a lookback window');
      }
      const bins = windowsOf(timeline, group);
      return bins.map((_, place): Row => {
        const window = bins.slice(Math.max(0, place + 1 - width), place + 1).flat();
        if (window.length === 0) throw new Refusal(plugin, 'a window without rows');
        return [timeline.at(place), ...group.key, BigInt(window.length), BigInt(idsOf(window).size)];
      });
    });
    return outcome(countColumns(call.args, call.columns), rows);
  },
};

function countColumns(args: PluginArguments, input: readonly Column[]): readonly Column[] {
  return timelineColumns(args, input, [
    { name: 'Count', type: 'long' },
    { name: 'Dcount', type: 'long' },
  ]);
}

/**
 * Those in a bin who, at a moment in it, had been there in enough periods of the lookback window before. The page's text and the emulator's answer leave open
 * whether the window loses its first period; where that matters it is refused. Bins with nobody have no row. Microsoft Learn, "active_users_count plugin".
 */
export const activeUsersCount: PluginRow = {
  takes: [
    ...idAndTimeline,
    ...spans('Start', 'End', 'LookbackWindow', 'Period'),
    { name: 'ActivePeriodsCount', is: 'constant', types: ['int', 'long'] },
    ...spans('Bin'),
    dimensions,
  ],
  columns: activeColumns,
  run: (call) => {
    const plugin = 'evaluate active_users_count';
    const groups = groupsOf(call, plugin);
    const timeline = timelineOf(call, plugin, 'Bin', groups);
    const [lookback, period, least] = ['LookbackWindow', 'Period', 'ActivePeriodsCount'].map((name) =>
      wholeConstant(call, plugin, name),
    );
    if (lookback === undefined || period === undefined || least === undefined || period <= 0n) {
      throw new Refusal(plugin, 'a period that is not above zero');
    }
    if (timeline.start % period !== 0n) throw new Refusal(plugin, 'a start within a period');
    const countedWithin = (span: bigint): readonly Row[] =>
      groups.flatMap((group) => {
        const bins = windowsOf(timeline, group);
        return bins.flatMap((bin, place): readonly Row[] => {
          const active = bin.filter((activity) => periodsOf(group.activities, activity, span, period) >= least);
          return active.length === 0 ? [] : [[timeline.at(place), ...group.key, BigInt(idsOf(active).size)]];
        });
      });
    const rows = agreed(plugin, 'an activity at the edge of the lookback window', [
      countedWithin(lookback),
      countedWithin(lookback - period),
    ]);
    return outcome(activeColumns(call.args, call.columns), rows);
  },
};

/** In how many periods somebody was there, less than a span before an activity and at it. */
function periodsOf(all: readonly Activity[], { id, at }: Activity, span: bigint, period: bigint): number {
  const near = all.filter((other) => other.id === id && other.at <= at && at - other.at < span);
  return new Set(near.map((other) => floorDivide(other.at, period))).size;
}

function activeColumns(args: PluginArguments, input: readonly Column[]): readonly Column[] {
  return timelineColumns(args, input, [{ name: 'dcount', type: 'long' }]);
}

/**
 * A percentile of the values in the last bins up to each. A bin without rows is refused, and a null that would make a bin. Microsoft Learn,
 * "rolling_percentile plugin".
 */
export const rollingPercentile: PluginRow = {
  takes: [
    { name: 'ValueColumn', is: 'column' },
    { name: 'Percentile', is: 'constant', types: ['int', 'long'] },
    { name: 'TimelineColumn', is: 'column', types: ['datetime', 'timespan', 'long', 'int'] },
    ...spans('BinSize'),
    { name: 'BinsPerWindow', is: 'constant', types: ['int', 'long'] },
    dimensions,
  ],
  columns: percentileColumns,
  run: (call) => {
    const plugin = 'evaluate rolling_percentile';
    const [value] = compiledFor(call, 'ValueColumn');
    const [size, width, rank] = ['BinSize', 'BinsPerWindow', 'Percentile'].map((name) =>
      wholeConstant(call, plugin, name),
    );
    if (!size || !width || rank === undefined || size < 0n || width < 0n || rank < 0n || rank > 100n) {
      throw new Refusal(plugin, 'a size that is not above zero, or a percentile out of its range');
    }
    const rowsOf = (of: PluginRun): readonly Row[] =>
      groupsOf(of, plugin, 'TimelineColumn').flatMap((group) => {
        const bins = new Map<bigint, Activity[]>();
        for (const activity of group.activities) {
          const bin = floorDivide(activity.at, size) * size;
          bins.set(bin, [...(bins.get(bin) ?? []), activity]);
        }
        const starts = [...bins.keys()].sort((a, b) => (a < b ? -1 : 1));
        if (starts.some((start, i) => i > 0 && start - (starts[i - 1] ?? start) !== size)) {
          throw new Refusal(plugin, 'a bin without rows');
        }
        return starts.map((start, i): Row => {
          const window = starts
            .slice(Math.max(0, i + 1 - Number(width)), i + 1)
            .flatMap((each) => bins.get(each) ?? []);
          // As the percentile() of a null is that of nothing.
          const found = window.map(({ frame }) => value?.(frame) ?? null).filter((each) => each !== null);
          return [
            start,
            ...group.key,
            nearestRank(inOrder(found.map((each) => ({ value: each, weight: 1 }))), Number(rank)),
          ];
        });
      });
    const known = call.rows.filter((row, index) => value?.({ row, index, rows: call.rows }) !== null);
    const rows = agreed(plugin, 'a bin in which all values are null', [rowsOf({ ...call, rows: known }), rowsOf(call)]);
    return outcome(percentileColumns(call.args, call.columns), rows);
  },
};

/** The name tells the number of bins and the percentile, which have to be literals. */
function percentileColumns(args: PluginArguments, input: readonly Column[]): readonly Column[] | undefined {
  const [value] = givenFor(args, 'ValueColumn');
  const [name] = namesFor(args, 'ValueColumn');
  const [bins] = givenFor(args, 'BinsPerWindow');
  const [rank] = givenFor(args, 'Percentile');
  const type = percentileType(value?.type);
  if (bins?.op !== 'literal' || rank?.op !== 'literal' || !value || type !== value.type) return undefined;
  const column: Column = { name: `rolling_${bins.value}_percentile_${name}_${rank.value}`, type };
  return timelineColumns(args, input, [column]);
}
