import { type Cell, isArray, wrapLong } from '../../values/cell.ts';
import { Refusal } from '../../values/refusal.ts';
import { type FunctionRow, type FunctionTable, fn } from '../blueprint.ts';
import { elementsOf, numberOf, type SeriesNumber } from './series-values.ts';

/** A function of each element. An element that is no number gives null. */
const each = (name: string, run: (value: SeriesNumber) => Cell): FunctionRow =>
  fn({
    takes: ['dynamic'],
    returns: 'dynamic',
    run: (series) =>
      elementsOf(series, name).map((cell) => {
        const value = numberOf(cell, name);
        return value === null ? null : run(value);
      }),
  });

const eachReal = (name: string, run: (value: number) => number): FunctionRow =>
  each(name, (value) => {
    const result = run(Number(value));
    if (Number.isNaN(result) && !Number.isNaN(Number(value))) throw new Refusal(name, 'a value outside its domain');
    return result;
  });

/** A scalar counts for every place; two scalars make no series. */
function pairsOf(
  name: string,
  left: Cell,
  right: Cell,
): readonly (readonly [SeriesNumber | null, SeriesNumber | null])[] {
  const arrays = [left, right].filter(isArray);
  if (arrays.length === 0) throw new Refusal(name, 'two values that are no arrays');
  const length = Math.max(...arrays.map((array) => array.length));
  const at = (from: Cell, i: number): SeriesNumber | null => numberOf(isArray(from) ? (from[i] ?? null) : from, name);
  return Array.from({ length }, (_, i) => [at(left, i), at(right, i)]);
}

/** A function of two series, place by place: null where either has no number. */
const pairwise = (name: string, run: (a: SeriesNumber, b: SeriesNumber) => Cell): FunctionRow =>
  fn({
    takes: ['value', 'value'],
    returns: 'dynamic',
    run: (left, right) => pairsOf(name, left, right).map(([a, b]) => (a === null || b === null ? null : run(a, b))),
  });

/** Whole numbers stay whole when both series hold nothing else; a long wraps at 64 bits. */
const arithmetic = (
  name: string,
  whole: (a: bigint, b: bigint) => bigint,
  real: (a: number, b: number) => number,
): FunctionRow =>
  fn({
    takes: ['value', 'value'],
    returns: 'dynamic',
    run: (left, right) => {
      const pairs = pairsOf(name, left, right);
      const isWhole = pairs.every((pair) => pair.every((value) => typeof value !== 'number'));
      return pairs.map(([a, b]) => {
        if (a === null || b === null) return null;
        return isWhole ? wrapLong(whole(BigInt(a), BigInt(b))) : real(Number(a), Number(b));
      });
    },
  });

/** A long and a real are compared as reals, two longs exactly. */
function same(a: SeriesNumber, b: SeriesNumber): boolean {
  return typeof a === typeof b ? a === b : Number(a) === Number(b);
}

function power(base: SeriesNumber, exponent: SeriesNumber): number {
  const result = Number(base) ** Number(exponent);
  if (Number.isNaN(result)) throw new Refusal('series_pow()', 'a power that is no number');
  return result;
}

/** Microsoft Learn: a page for each, as "series_add()", "series_greater_equals()", "series_exp()". */
export const elementwise: FunctionTable = {
  series_add: arithmetic(
    'series_add()',
    (a, b) => a + b,
    (a, b) => a + b,
  ),
  series_subtract: arithmetic(
    'series_subtract()',
    (a, b) => a - b,
    (a, b) => a - b,
  ),
  series_multiply: arithmetic(
    'series_multiply()',
    (a, b) => a * b,
    (a, b) => a * b,
  ),
  series_divide: pairwise('series_divide()', (a, b) => Number(a) / Number(b)),
  series_pow: pairwise('series_pow()', power),
  series_equals: pairwise('series_equals()', same),
  series_not_equals: pairwise('series_not_equals()', (a, b) => !same(a, b)),
  series_greater: pairwise('series_greater()', (a, b) => a > b),
  series_greater_equals: pairwise('series_greater_equals()', (a, b) => a >= b),
  series_less: pairwise('series_less()', (a, b) => a < b),
  series_less_equals: pairwise('series_less_equals()', (a, b) => a <= b),
  series_abs: each('series_abs()', (value) =>
    typeof value === 'bigint' ? wrapLong(value < 0n ? -value : value) : Math.abs(value),
  ),
  series_sign: each('series_sign()', (value) =>
    typeof value === 'bigint' ? BigInt(Math.sign(Number(value))) : Math.sign(value),
  ),
  series_ceiling: eachReal('series_ceiling()', Math.ceil),
  series_floor: eachReal('series_floor()', Math.floor),
  series_exp: eachReal('series_exp()', Math.exp),
  series_log: eachReal('series_log()', Math.log),
  series_sin: eachReal('series_sin()', Math.sin),
  series_cos: eachReal('series_cos()', Math.cos),
  series_tan: eachReal('series_tan()', Math.tan),
  series_asin: eachReal('series_asin()', Math.asin),
  series_acos: eachReal('series_acos()', Math.acos),
  series_atan: eachReal('series_atan()', Math.atan),
};
