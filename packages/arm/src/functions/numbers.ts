import { NoResult } from '../refusal.ts';
import type { Json } from '../template.ts';
import { isArray } from '../value.ts';
import { fn } from './row.ts';

/** Source of all rows: Microsoft Learn, "Numeric functions for ARM templates". */
export const numberFunctions = {
  add: fn({ takes: ['int', 'int'], does: ([a, b]) => exact(a + b) }),
  sub: fn({ takes: ['int', 'int'], does: ([a, b]) => exact(a - b) }),
  mul: fn({ takes: ['int', 'int'], does: ([a, b]) => exact(a * b) }),
  div: fn({ takes: ['int', 'int'], does: ([a, b]) => (b === 0 ? byZero : exact(Math.trunc(a / b))) }),
  mod: fn({ takes: ['int', 'int'], does: ([a, b]) => (b === 0 ? byZero : exact(a % b)) }),
  min: fn({ takes: ['int|array'], rest: 'int', does: (values) => extreme(values, Math.min) }),
  max: fn({ takes: ['int|array'], rest: 'int', does: (values) => extreme(values, Math.max) }),
  int: fn({
    takes: ['string|int'],
    does: ([value]) => {
      if (typeof value === 'number') return value;
      return /^\s*[-+]?\d+\s*$/.test(value) ? exact(Number(value)) : new NoResult(`'${value}' is no whole number`);
    },
  }),
  float: fn({
    takes: ['string|int|float'],
    does: ([value]) => {
      if (typeof value === 'number') return value;
      const isNumber = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?\s*$/i.test(value);
      return isNumber && Number.isFinite(Number(value)) ? Number(value) : new NoResult(`'${value}' is no number`);
    },
  }),
  copyIndex: fn({
    takes: ['string|int?', 'int?'],
    does: ([nameOrOffset, offset], environment) => {
      const name = typeof nameOrOffset === 'string' ? nameOrOffset : undefined;
      const index = environment.loopIndex(name);
      if (index === undefined) {
        return new NoResult(name === undefined ? 'it stands in no copy loop' : `it stands in no copy loop '${name}'`);
      }
      return index + (typeof nameOrOffset === 'number' ? nameOrOffset : (offset ?? 0));
    },
  }),
};

const byZero = new NoResult('division by zero');

/** Azure counts in 64 bits, JavaScript is exact to 53: beyond that there is no answer rather than a rounded one. */
function exact(value: number): number | NoResult {
  return Number.isSafeInteger(value) ? value + 0 : new NoResult('the result is too large to be exact');
}

function extreme(values: readonly (Json | readonly Json[])[], pick: (...numbers: number[]) => number): Json | NoResult {
  const [first, ...others] = values;
  const items: readonly Json[] = isArray(first) ? (others.length > 0 ? [null] : first) : values;
  const numbers = items.filter((item): item is number => typeof item === 'number' && Number.isInteger(item));
  if (numbers.length === 0 || numbers.length < items.length) {
    return new NoResult('one array of whole numbers or a list of whole numbers is needed');
  }
  return numbers.reduce((a, b) => pick(a, b));
}
