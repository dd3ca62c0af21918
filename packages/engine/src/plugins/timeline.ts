import type { Frame } from '../run/run.ts';
import type { Cell, Column, Row } from '../values/cell.ts';
import { keyOf, keyOfCells } from '../values/compare.ts';
import { Refusal } from '../values/refusal.ts';
import { floorDivide } from '../values/ticks.ts';
import {
  compiledFor,
  constantOf,
  namesFor,
  type PluginArguments,
  type PluginOutcome,
  type PluginParameter,
  type PluginRun,
} from './plugin.ts';

/** A row of the input: who did it, and when in ticks or on a line of whole numbers. */
export interface Activity {
  readonly id: string;
  readonly at: bigint;
  readonly frame: Frame;
}

/** The activities of one combination of the dimensions. */
export interface Group {
  readonly key: Row;
  readonly activities: readonly Activity[];
}

export const idAndTimeline: readonly PluginParameter[] = [
  { name: 'IdColumn', is: 'column' },
  { name: 'TimelineColumn', is: 'column', types: ['datetime', 'timespan', 'long', 'int'] },
];

export const dimensions: PluginParameter = { name: 'Dim', is: 'column', optional: true, repeats: true };

export const spans = (...names: readonly string[]): readonly PluginParameter[] =>
  names.map((name) => ({ name, is: 'constant', types: ['datetime', 'timespan', 'long', 'int'] }));

/** The timeline, the dimensions, and then the columns of a plugin. */
export function timelineColumns(
  args: PluginArguments,
  input: readonly Column[],
  own: readonly Column[],
): readonly Column[] {
  const at = (name: string): readonly Column[] => input.filter((column) => column.name === name);
  return [...namesFor(args, 'TimelineColumn'), ...namesFor(args, 'Dim')].flatMap(at).concat(own);
}

const whole = (cell: Cell | undefined): bigint | undefined => {
  if (typeof cell === 'bigint') return cell;
  return typeof cell === 'number' && Number.isSafeInteger(cell) ? BigInt(cell) : undefined;
};

/** A constant as ticks or a whole number; null is refused. */
export function wholeConstant(call: PluginRun, plugin: string, parameter: string): bigint {
  const value = whole(constantOf(call, parameter));
  if (value === undefined) throw new Refusal(plugin, `a ${parameter} that is null or no whole number`);
  return value;
}

/** The input by its dimensions. A row without a time or an id is refused. */
export function groupsOf(call: PluginRun, plugin: string, ids = 'IdColumn'): readonly Group[] {
  const [id] = compiledFor(call, ids);
  const [time] = compiledFor(call, 'TimelineColumn');
  const dims = compiledFor(call, 'Dim');
  const groups = new Map<string, { readonly key: Row; readonly activities: Activity[] }>();
  call.rows.forEach((row, index) => {
    const frame: Frame = { row, index, rows: call.rows };
    const at = whole(time?.(frame));
    const who = id?.(frame) ?? null;
    if (at === undefined || who === null) throw new Refusal(plugin, 'a row without a time or an id');
    const key = dims.map((dim) => dim(frame));
    const group = groups.get(keyOfCells(key)) ?? { key, activities: [] };
    groups.set(keyOfCells(key), group);
    group.activities.push({ id: keyOf(who), at, frame });
  });
  return [...groups.values()];
}

/** Windows of equal length from a start; the one that holds the end is the last. */
export interface Timeline {
  readonly start: bigint;
  readonly step: bigint;
  /** The number of windows. */
  readonly length: number;
  readonly at: (place: number) => bigint;
  /** The window of a moment: below 0 before the start. */
  readonly placeOf: (moment: bigint) => number;
}

/** No more windows than this. */
const longest = 100_000;

/** The windows from Start to End. Rows behind the end in the last window are refused, since it is not said whether they count. */
export function timelineOf(call: PluginRun, plugin: string, stepName: string, groups: readonly Group[]): Timeline {
  const [start, end, step] = ['Start', 'End', stepName].map((name) => wholeConstant(call, plugin, name));
  if (start === undefined || end === undefined || step === undefined || step <= 0n || end < start) {
    throw new Refusal(plugin, 'an end before its start, or a step that is not above zero');
  }
  const placeOf = (moment: bigint): number => Number(floorDivide(moment - start, step));
  const length = placeOf(end) + 1;
  if (length > longest) throw new Refusal(plugin, `more than ${longest} windows`);
  const isBehind = ({ at }: Activity): boolean => at > end && placeOf(at) < length;
  if (groups.some(({ activities }) => activities.some(isBehind))) {
    throw new Refusal(plugin, 'rows behind the end, in the window that holds it');
  }
  return { start, step, length, at: (place) => start + BigInt(place) * step, placeOf };
}

/** The activities of each window of a timeline. */
export function windowsOf(timeline: Timeline, { activities }: Group): readonly (readonly Activity[])[] {
  const windows = Array.from({ length: timeline.length }, (): Activity[] => []);
  for (const activity of activities) windows[timeline.placeOf(activity.at)]?.push(activity);
  return windows;
}

export const idsOf = (activities: readonly Activity[]): ReadonlySet<string> => new Set(activities.map(({ id }) => id));

/** Whether a window without rows is a row of the answer is not said. */
export function requireRows(plugin: string, windows: readonly (readonly Activity[])[]): void {
  if (windows.some((window) => window.length === 0)) throw new Refusal(plugin, 'a window without rows');
}

/** The result of several readings of what the page leaves open, which have to agree. */
export function agreed(plugin: string, what: string, readings: readonly (readonly Row[])[]): readonly Row[] {
  const [first = [], ...others] = readings;
  const told = first.map(keyOfCells).join();
  if (others.some((rows) => rows.map(keyOfCells).join() !== told)) throw new Refusal(plugin, what);
  return first;
}

export const outcome = (columns: readonly Column[] | undefined, rows: readonly Row[]): PluginOutcome => ({
  columns: columns ?? [],
  rows,
});
