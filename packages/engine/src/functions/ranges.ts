import type { Cell } from '../values/cell.ts';
import { Refusal } from '../values/refusal.ts';
import { ticksPer } from '../values/ticks.ts';
import { type FunctionRow, type FunctionTable, fn, nullFn } from './blueprint.ts';

/** Microsoft Learn, "range()": at most this many values, the rest is left out. */
const longestRange = 1_048_576;

function counted(from: bigint, to: bigint, step: bigint, wrap: (value: bigint) => Cell): Cell {
  if (step === 0n) throw new Refusal('range()', 'a step of zero');
  const values: Cell[] = [];
  for (let value = from; step > 0n ? value <= to : value >= to; value += step) {
    if (values.length >= longestRange) break;
    values.push(wrap(value));
  }
  return values;
}

/** Refused where it depends on the way of counting whether the last value is reached. */
function measured(from: number, to: number, step: number): Cell {
  if (![from, to, step].every(Number.isFinite) || step === 0)
    throw new Refusal('range()', 'a step of zero, or a real that is no number');
  const within = (value: number): boolean => (step > 0 ? value <= to : value >= to);
  const values: number[] = [];
  let sum = from;
  for (let i = 0; i < longestRange; i++) {
    const value = from + i * step;
    if (within(value) !== within(sum)) throw new Refusal('range()', 'an end so near to a step');
    if (!within(value)) break;
    values.push(value);
    sum += step;
  }
  return values;
}

const ofTicks = (tag: 'datetime' | 'timespan'): FunctionRow =>
  fn({
    takes: [tag, tag, 'timespan?'],
    returns: 'dynamic',
    run: (from, to, step = ticksPer.hour) => counted(from, to, step, (value) => ({ tag, value })),
  });

/** Microsoft Learn, "range()", "repeat()". */
export const ranges: FunctionTable = {
  range: [
    fn({
      takes: ['long', 'long', 'long?'],
      returns: 'dynamic',
      run: (from, to, step = 1n) => counted(from, to, step, (each) => each),
    }),
    fn({ takes: ['real', 'real', 'real?'], returns: 'dynamic', run: (from, to, step = 1) => measured(from, to, step) }),
    ofTicks('datetime'),
    ofTicks('timespan'),
  ],
  repeat: nullFn({
    takes: ['value', 'long'],
    returns: 'dynamic',
    run: (value, count) => {
      if (count === null || count < 0n) return null;
      if (count > BigInt(longestRange)) throw new Refusal('repeat()', `more than ${longestRange} values`);
      return Array.from({ length: Number(count) }, () => value);
    },
  }),
};
