import { NoResult } from '../refusal.ts';
import { equalValues } from '../value.ts';
import { fn } from './row.ts';

/**
 * Source of all rows: Microsoft Learn, "Comparison functions for ARM templates", "Logical functions for ARM templates"
 * and, for null, "Object functions for ARM templates". `if` and `coalesce` are with the evaluator: they do not evaluate
 * all of their arguments.
 */
export const comparisonFunctions = {
  equals: fn({ takes: ['any', 'any'], does: ([a, b]) => equalValues(a, b) }),
  less: fn({ takes: ['int|string', 'int|string'], does: ([a, b]) => compared(a, b, (order) => order < 0) }),
  lessOrEquals: fn({ takes: ['int|string', 'int|string'], does: ([a, b]) => compared(a, b, (order) => order <= 0) }),
  greater: fn({ takes: ['int|string', 'int|string'], does: ([a, b]) => compared(a, b, (order) => order > 0) }),
  greaterOrEquals: fn({ takes: ['int|string', 'int|string'], does: ([a, b]) => compared(a, b, (order) => order >= 0) }),
  and: fn({ takes: ['bool', 'bool'], rest: 'bool', does: (values) => values.every(Boolean) }),
  or: fn({ takes: ['bool', 'bool'], rest: 'bool', does: (values) => values.some(Boolean) }),
  not: fn({ takes: ['bool'], does: ([value]) => !value }),
  true: fn({ takes: [], does: () => true }),
  false: fn({ takes: [], does: () => false }),
  null: fn({ takes: [], does: () => null }),
  bool: fn({
    takes: ['string|int|bool'],
    does: ([value]) => {
      if (typeof value === 'boolean') return value;
      if (typeof value === 'number') return value !== 0;
      const text = value.trim().toLowerCase();
      return text === 'true' || text === '1'
        ? true
        : text === 'false' || text === '0'
          ? false
          : new NoResult(`'${value}' is neither true nor false`);
    },
  }),
};

/** Texts are ordered by language, not by code: the page has greater('A', 'a') = true. */
const order = new Intl.Collator('en-US');

function compared(a: number | string, b: number | string, test: (order: number) => boolean): boolean | NoResult {
  if (typeof a === 'number' && typeof b === 'number') return test(a - b);
  if (typeof a === 'string' && typeof b === 'string') return test(order.compare(a, b));
  return new NoResult('a text and a number cannot be compared');
}
