import { type Cell, type Column, isArray, isTagged, type Row } from '../values/cell.ts';
import { keyOf } from '../values/compare.ts';
import { Refusal } from '../values/refusal.ts';
import {
  compiledFor,
  constantOf,
  givenFor,
  namesFor,
  type PluginArguments,
  type PluginRow,
  type PluginRun,
} from './plugin.ts';
import { type Activity, agreed, groupsOf, idAndTimeline, outcome, spans, timelineOf } from './timeline.ts';

const plugin = 'evaluate funnel_sequence_completion';

/**
 * How many get how far in a sequence of states, within each of several spans from its first state. Whether states at the same moment follow each other, a span
 * may be used up, and a sequence may reach into the next window is not said: where that matters it is refused. Microsoft Learn,
 * "funnel_sequence_completion plugin".
 */
export const funnelCompletion: PluginRow = {
  takes: [
    ...idAndTimeline,
    ...spans('Start', 'End', 'BinSize'),
    { name: 'StateColumn', is: 'column', types: ['string'] },
    { name: 'Sequence', is: 'constant', types: ['dynamic'] },
    { name: 'MaxSequenceStepPeriods', is: 'constant', types: ['dynamic'] },
  ],
  columns: columnsOf,
  run: (call) => {
    const states = textsIn(constantOf(call, 'Sequence'));
    const periods = spansIn(constantOf(call, 'MaxSequenceStepPeriods'));
    const readings = [false, true].flatMap((together) =>
      [false, true].flatMap((inclusive) =>
        [false, true].map((confined) => funnels(call, states, periods, { together, inclusive, confined })),
      ),
    );
    const rows = agreed(plugin, 'steps at the same moment, at the end of a span or beyond a window', readings);
    return outcome(columnsOf(call.args, call.columns), rows);
  },
};

interface Reading {
  readonly together: boolean;
  readonly inclusive: boolean;
  readonly confined: boolean;
}

function columnsOf(args: PluginArguments, input: readonly Column[]): readonly Column[] | undefined {
  const periods = givenFor(args, 'MaxSequenceStepPeriods')[0];
  if (periods?.op === 'literal' && !(isArray(periods.value) && periods.value.every(isTagged))) return undefined;
  const named = [...namesFor(args, 'TimelineColumn'), ...namesFor(args, 'StateColumn')];
  return [
    ...named.flatMap((name) => input.filter((column) => column.name === name)),
    { name: 'Period', type: 'timespan' },
    { name: 'dcount', type: 'long' },
  ];
}

function textsIn(cell: Cell | undefined): readonly string[] {
  const given = cell !== undefined && isArray(cell) ? cell : [];
  const texts = given.flatMap((each) => (typeof each === 'string' ? [each] : []));
  if (texts.length === 0 || texts.length < given.length)
    throw new Refusal(plugin, 'a sequence that is no array of texts');
  return texts;
}

function spansIn(cell: Cell | undefined): readonly bigint[] {
  const given = cell !== undefined && isArray(cell) ? cell : [];
  const found = given.flatMap((each) =>
    isTagged(each) && each.tag === 'timespan' && typeof each.value === 'bigint' ? [each.value] : [],
  );
  if (found.length === 0 || found.length < given.length) throw new Refusal(plugin, 'periods that are no timespans');
  return found;
}

/** A row for each window that somebody begins in, each period and each state. */
function funnels(
  call: PluginRun,
  states: readonly string[],
  periods: readonly bigint[],
  reading: Reading,
): readonly Row[] {
  const [state] = compiledFor(call, 'StateColumn');
  const groups = groupsOf(call, plugin);
  const timeline = timelineOf(call, plugin, 'BinSize', groups);
  const people = new Map<string, Activity[]>();
  for (const activity of groups.flatMap(({ activities }) => activities)) {
    if (timeline.placeOf(activity.at) < 0 || timeline.placeOf(activity.at) >= timeline.length) continue;
    people.set(activity.id, [...(people.get(activity.id) ?? []), activity]);
  }
  const isAt = (step: number) => (activity: Activity) =>
    keyOf(state?.(activity.frame) ?? null) === keyOf(states[step] ?? '');
  const reached = (activities: readonly Activity[], place: number, period: bigint): number =>
    Math.max(
      0,
      ...activities
        .filter((activity) => isAt(0)(activity) && timeline.placeOf(activity.at) === place)
        .map((first) => stepsFrom(first, activities, period)),
    );
  /** The earliest next step is never worse than a later one. */
  const stepsFrom = (first: Activity, activities: readonly Activity[], period: bigint): number => {
    let at = first.at;
    for (let step = 1; step < states.length; step++) {
      const next = activities
        .filter(isAt(step))
        .filter((each) => each !== first && (reading.together ? each.at >= at : each.at > at))
        .filter((each) => (reading.inclusive ? each.at - first.at <= period : each.at - first.at < period))
        .filter((each) => !reading.confined || timeline.placeOf(each.at) === timeline.placeOf(first.at))
        .map((each) => each.at);
      if (next.length === 0) return step;
      at = next.reduce((low, each) => (each < low ? each : low));
    }
    return states.length;
  };
  return Array.from({ length: timeline.length }, (_, place) => place).flatMap((place) =>
    periods.flatMap((period) => {
      const steps = [...people.values()].map((activities) => reached(activities, place, period));
      const counts = states.map((__, step) => steps.filter((each) => each > step).length);
      if ((counts[0] ?? 0) === 0) return [];
      if (counts.includes(0)) throw new Refusal(plugin, 'a step that nobody reaches');
      return states.map((text, step): Row => [timeline.at(place), text, period, BigInt(counts[step] ?? 0)]);
    }),
  );
}
