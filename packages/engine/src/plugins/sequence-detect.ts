import type { Frame } from '../run/run.ts';
import type { Cell, Column, Row } from '../values/cell.ts';
import { keyOfCells } from '../values/compare.ts';
import { Refusal } from '../values/refusal.ts';
import { compiledFor, constantOf, namesFor, type PluginArguments, type PluginRow, type PluginRun } from './plugin.ts';

const plugin = 'evaluate sequence_detect';

/**
 * Rows that follow each other within spans of time, among those with like dimensions. Which occurrences count where an
 * event may belong to several is not said. Microsoft Learn, "sequence_detect plugin".
 */
export const sequenceDetect: PluginRow = {
  takes: [
    { name: 'TimelineColumn', is: 'column', types: ['datetime'] },
    { name: 'MaxSequenceStepWindow', is: 'constant', types: ['timespan'] },
    { name: 'MaxSequenceSpan', is: 'constant', types: ['timespan'] },
    { name: 'Expr', is: 'expression', types: ['bool'], repeats: true },
    { name: 'Dim', is: 'column', optional: true, repeats: true },
  ],
  columns: columnsOf,
  run: detect,
};

function columnsOf(args: PluginArguments, input: readonly Column[]): readonly Column[] | undefined {
  const timeline = namesFor(args, 'TimelineColumn')[0];
  const { Expr: written = [] } = args.exprs;
  const steps = written.map(({ name }) => name);
  const dimensions = namesFor(args, 'Dim').flatMap((name) => input.filter((column) => column.name === name));
  if (steps.includes('') || steps.length < 2) return undefined;
  return [
    ...dimensions,
    ...steps.map((step): Column => ({ name: `${step}_${timeline}`, type: 'datetime' })),
    { name: 'Duration', type: 'timespan' },
  ];
}

function detect(call: PluginRun): { readonly columns: readonly Column[]; readonly rows: readonly Row[] } {
  const [time] = compiledFor(call, 'TimelineColumn');
  const dims = compiledFor(call, 'Dim');
  const steps = compiledFor(call, 'Expr');
  const limits = [constantOf(call, 'MaxSequenceStepWindow'), constantOf(call, 'MaxSequenceSpan')];
  const [step, span] = limits.map((limit) => (typeof limit === 'bigint' ? limit : undefined));
  if (step === undefined || span === undefined) throw new Refusal(plugin, 'a span of time that is null');
  const groups = new Map<string, { readonly key: Row; readonly times: readonly bigint[][] }>();
  call.rows.forEach((row, index) => {
    const frame: Frame = { row, index, rows: call.rows };
    const key = dims.map((dim) => dim(frame));
    const id = keyOfCells(key);
    const group = groups.get(id) ?? { key, times: steps.map((): bigint[] => []) };
    groups.set(id, group);
    const at: Cell = time?.(frame) ?? null;
    steps.forEach((isStep, i) => {
      if (isStep(frame) !== true) return;
      if (typeof at !== 'bigint') throw new Refusal(plugin, 'an event without a time');
      group.times[i]?.push(at);
    });
  });
  const rows = [...groups.values()].flatMap(({ key, times }) =>
    onlyOccurrences(occurrences(times, step, span)).map((found): Row => {
      return [...key, ...found, (found.at(-1) ?? 0n) - (found[0] ?? 0n)];
    }),
  );
  return { columns: columnsOf(call.args, call.columns) ?? [], rows };
}

/** Every choice of one event a step, each later than the one before and within the spans. */
function occurrences(
  times: readonly (readonly bigint[])[],
  step: bigint,
  span: bigint,
): readonly (readonly bigint[])[] {
  return times.reduce<readonly (readonly bigint[])[]>(
    (begun, events, i) =>
      i === 0
        ? events.map((event) => [event])
        : begun.flatMap((before) =>
            events.filter((event) => follows(before, event, step, span)).map((event) => [...before, event]),
          ),
    [],
  );
}

function follows(before: readonly bigint[], event: bigint, step: bigint, span: bigint): boolean {
  const last = before.at(-1) ?? 0n;
  const first = before[0] ?? 0n;
  if (event === last || event - last === step || event - first === span) {
    throw new Refusal(plugin, 'two events at the same time, or as far apart as the span');
  }
  return event > last && event - last < step && event - first < span;
}

/** Refused where an event is in two of them. */
function onlyOccurrences(found: readonly (readonly bigint[])[]): readonly (readonly bigint[])[] {
  const shared = found[0]?.some((_, i) => new Set(found.map((each) => each[i])).size < found.length);
  if (shared) throw new Refusal(plugin, 'an event that may belong to several sequences');
  return found;
}
