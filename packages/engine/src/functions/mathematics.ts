import { type Cell, type Decimal, isDecimal, wrapLong } from '../values/cell.ts';
import { convert } from '../values/convert.ts';
import { decimalOfReal, floorDecimal, negated, roundDecimal } from '../values/decimal.ts';
import { Refusal } from '../values/refusal.ts';
import { type FunctionRow, type FunctionTable, fn } from './blueprint.ts';

const real = (run: (value: number) => number): FunctionRow => fn({ takes: ['real'], returns: 'real', run });

/** Null below zero. Microsoft Learn, "log()". */
const logarithm = (run: (value: number) => number): FunctionRow =>
  fn({ takes: ['real'], returns: 'real', run: (value) => (value < 0 ? null : run(value)) });

/** Of what is no sine the page tells null; that of sqrt() does too, and the engine answers NaN there. */
const ofSine = (name: string, run: (value: number) => number): FunctionRow =>
  real((value) => {
    if (Math.abs(value) > 1) throw new Refusal(name, 'a value outside its domain');
    return run(value);
  });

/** Half away from zero. Where the binary value and its decimal text round apart, it is not certain which counts. */
function round(value: number, precision = 0n): number {
  if (precision < -15n || precision > 15n) throw new Refusal('round()', 'a precision below -15 or above 15');
  const scale = 10 ** Math.abs(Number(precision));
  const scaled = precision < 0n ? Math.abs(value) / scale : Math.abs(value) * scale;
  if (!Number.isFinite(scaled)) return value;
  const rounded = Math.round(scaled);
  if (rounded !== Math.round(Number(scaled.toPrecision(15)))) throw new Refusal('round()', 'a value so near to a half');
  return Math.sign(value) * (precision < 0n ? rounded * scale : rounded / scale);
}

function decimalCell(value: Cell): Decimal | null {
  const cell = convert(value, 'dynamic', 'decimal');
  return isDecimal(cell) ? cell : null;
}

/** Microsoft Learn: a page for each, as "round()", "abs()". */
export const mathematics: FunctionTable = {
  abs: [
    fn({ takes: ['long'], returns: 'long', run: (value) => wrapLong(value < 0n ? -value : value) }),
    real(Math.abs),
    fn({ takes: ['decimal'], returns: 'decimal', run: (value) => (value.value < 0n ? negated(value) : value) }),
    fn({ takes: ['timespan'], returns: 'timespan', run: (value) => (value < 0n ? -value : value) }),
  ],
  round: [
    fn({ takes: ['real', 'long?'], returns: 'real', run: round }),
    fn({
      takes: ['decimal', 'long?'],
      returns: 'decimal',
      run: (value, places = 0n) => {
        if (places < 0n || places > 15n) throw new Refusal('round()', 'a precision below 0 or above 15');
        return roundDecimal(value, Number(places));
      },
    }),
  ],
  todecimal: fn({
    takes: ['value'],
    returns: 'decimal',
    run: (value) => (typeof value === 'number' ? decimalOfReal(value) : decimalCell(value)),
  }),
  ceiling: [
    fn({ takes: ['real'], returns: 'real', run: Math.ceil }),
    fn({ takes: ['decimal'], returns: 'decimal', run: (value) => negated(floorDecimal(negated(value))) }),
  ],
  pow: fn({ takes: ['real', 'real'], returns: 'real', run: (base, exponent) => base ** exponent }),
  sqrt: real(Math.sqrt),
  exp: real(Math.exp),
  exp2: real((value) => 2 ** value),
  exp10: real((value) => 10 ** value),
  log: logarithm(Math.log),
  log2: logarithm(Math.log2),
  log10: logarithm(Math.log10),
  sin: real(Math.sin),
  cos: real(Math.cos),
  tan: real(Math.tan),
  asin: ofSine('asin()', Math.asin),
  acos: ofSine('acos()', Math.acos),
  atan: real(Math.atan),
  atan2: fn({ takes: ['real', 'real'], returns: 'real', run: Math.atan2 }),
  cot: real((value) => 1 / Math.tan(value)),
  degrees: real((value) => (value * 180) / Math.PI),
  radians: real((value) => (value * Math.PI) / 180),
  pi: fn({ takes: [], returns: 'real', run: () => Math.PI }),
  sign: real((value) => (Number.isNaN(value) ? 0 : Math.sign(value))),
  binary_and: fn({ takes: ['long', 'long'], returns: 'long', run: (a, b) => a & b }),
  binary_or: fn({ takes: ['long', 'long'], returns: 'long', run: (a, b) => a | b }),
  binary_xor: fn({ takes: ['long', 'long'], returns: 'long', run: (a, b) => a ^ b }),
  binary_not: fn({ takes: ['long'], returns: 'long', run: (a) => ~a }),
  binary_shift_left: fn({
    takes: ['long', 'long'],
    returns: 'long',
    run: (value, by) => (by < 0n ? null : wrapLong(value << (by % 64n))),
  }),
  binary_shift_right: fn({
    takes: ['long', 'long'],
    returns: 'long',
    run: (value, by) => {
      if (value < 0n) throw new Refusal('binary_shift_right()', 'a value below zero');
      return by < 0n ? null : value >> (by % 64n);
    },
  }),
  bitset_count_ones: fn({
    takes: ['long'],
    returns: 'long',
    run: (value) => BigInt(BigInt.asUintN(64, value).toString(2).replaceAll('0', '').length),
  }),
};
