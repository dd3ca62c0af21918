import { type Decimal, wrapLong } from '../values/cell.ts';
import { addDecimals, decimalRemainder, divideDecimals, negated, timesDecimals } from '../values/decimal.ts';
import { Refusal } from '../values/refusal.ts';
import { datetimeInRange, floorDivide, lastDatetime } from '../values/ticks.ts';
import { type FunctionTable, fn } from './blueprint.ts';
import { type SqlForm, sqlForm } from './sql-form.ts';

const overReal = (run: (a: number, b: number) => number, sql?: SqlForm) =>
  fn({ takes: ['real', 'real'], returns: 'real', run, ...(sql ? { sql } : {}) });
const overLong = (run: (a: bigint, b: bigint) => bigint | null, sql: SqlForm) =>
  fn({ takes: ['long', 'long'], returns: 'long', run: (a, b) => nullOrWrapped(run(a, b)), sql });
/** Null where the datetime leaves 0001–9999. */
const datetimeSql = (sum: string): SqlForm => sqlForm(`CASE WHEN ${sum} BETWEEN 0 AND ${lastDatetime} THEN ${sum} END`);
const overDecimals = (run: (a: Decimal, b: Decimal) => Decimal) =>
  fn({ takes: ['decimal', 'decimal'], returns: 'decimal', run });
/** Divided by a constant that is not zero: what else a quotient may be is not the same in DuckDB. */
const quotientSql: SqlForm = (value, by) =>
  value && by && (typeof by.constant === 'bigint' || typeof by.constant === 'number') && Number(by.constant) !== 0
    ? `(CAST(${value.text} AS DOUBLE) / CAST(${by.text} AS DOUBLE))`
    : undefined;
const overSpans = (run: (a: bigint, b: bigint) => bigint) =>
  fn({ takes: ['timespan', 'timespan'], returns: 'timespan', run: (a, b) => spanInRange(run(a, b)) });

function nullOrWrapped(value: bigint | null): bigint | null {
  return value === null ? null : wrapLong(value);
}

const spanInRange = (ticks: bigint): bigint | null => (wrapLong(ticks) === ticks ? ticks : null);

/**
 * A span times or divided by a real; null when it is no span any more. Refused where it matters whether parts of a tick
 * are cut or rounded.
 */
function scaleSpan(ticks: number): bigint | null {
  if (!Number.isFinite(ticks)) return null;
  if (Math.trunc(ticks) !== Math.sign(ticks) * Math.round(Math.abs(ticks))) refuseParts();
  return spanInRange(BigInt(Math.trunc(ticks)));
}

/** Refused as with a real. */
function divideSpan(span: bigint, by: bigint): bigint | null {
  if (by === 0n) return null;
  const left = span % by;
  if (2n * (left < 0n ? -left : left) >= (by < 0n ? -by : by)) refuseParts();
  return span / by;
}

function refuseParts(): never {
  throw new Refusal('a timespan', 'half a tick or more is left over');
}

/** The remainder that is never negative. Microsoft Learn, "Numerical operators". */
function remainder(a: bigint, b: bigint): bigint | null {
  if (b === 0n) return null;
  const left = a % b;
  return left < 0n ? left + (b < 0n ? -b : b) : left;
}

function realRemainder(a: number, b: number): number {
  if (!Number.isFinite(a) || !Number.isFinite(b) || b === 0) throw new Refusal("'%'", 'a real without a remainder');
  const left = a % b;
  return left < 0 ? left + Math.abs(b) : left;
}

/** The multiple of the size at or below; null when the size is not above zero. */
function binDecimal(a: Decimal, size: Decimal): Decimal | null {
  return size.value <= 0n ? null : addDecimals(a, negated(decimalRemainder(a, size)));
}

/** Down to a multiple of a size that is above zero. */
const binSql: SqlForm = (value, size) => {
  if (typeof size?.constant !== 'bigint' || size.constant <= 0n || !value) return undefined;
  const left = `(${value.text} % ${size.text})`;
  // No datetime is below zero.
  return value.type === 'datetime'
    ? `(${value.text} - ${left})`
    : `(${value.text} - ((${left} + ${size.text}) % ${size.text}))`;
};

const rows = {
  '+': [
    overLong((a, b) => a + b, sqlForm('({0} + {1})')),
    overReal((a, b) => a + b, sqlForm('({0} + {1})')),
    overDecimals(addDecimals),
    fn({
      takes: ['datetime', 'timespan'],
      returns: 'datetime',
      run: (a, b) => datetimeInRange(a + b),
      sql: datetimeSql('({0} + {1})'),
    }),
    fn({ takes: ['timespan', 'datetime'], returns: 'datetime', run: (a, b) => datetimeInRange(a + b) }),
    overSpans((a, b) => a + b),
  ],
  '-': [
    overLong((a, b) => a - b, sqlForm('({0} - {1})')),
    overReal((a, b) => a - b, sqlForm('({0} - {1})')),
    overDecimals((a, b) => addDecimals(a, negated(b))),
    fn({ takes: ['datetime', 'datetime'], returns: 'timespan', run: (a, b) => a - b, sql: sqlForm('({0} - {1})') }),
    fn({
      takes: ['datetime', 'timespan'],
      returns: 'datetime',
      run: (a, b) => datetimeInRange(a - b),
      sql: datetimeSql('({0} - {1})'),
    }),
    overSpans((a, b) => a - b),
  ],
  '*': [
    overLong((a, b) => a * b, sqlForm('({0} * {1})')),
    overReal((a, b) => a * b, sqlForm('({0} * {1})')),
    overDecimals(timesDecimals),
    fn({ takes: ['timespan', 'long'], returns: 'timespan', run: (a, b) => spanInRange(a * b) }),
    fn({ takes: ['long', 'timespan'], returns: 'timespan', run: (a, b) => spanInRange(a * b) }),
    fn({ takes: ['timespan', 'real'], returns: 'timespan', run: (a, b) => scaleSpan(Number(a) * b) }),
    fn({ takes: ['real', 'timespan'], returns: 'timespan', run: (a, b) => scaleSpan(a * Number(b)) }),
  ],
  '/': [
    overLong((a, b) => (b === 0n ? null : a / b), sqlForm('({0} // {1})')),
    overReal((a, b) => a / b, quotientSql),
    overDecimals(divideDecimals),
    fn({
      takes: ['timespan', 'timespan'],
      returns: 'real',
      run: (a, b) => Number(a) / Number(b),
      sql: quotientSql,
    }),
    fn({ takes: ['timespan', 'long'], returns: 'timespan', run: divideSpan }),
    fn({ takes: ['timespan', 'real'], returns: 'timespan', run: (a, b) => scaleSpan(Number(a) / b) }),
  ],
  '%': [
    overLong(remainder, sqlForm('((({0} % {1}) + abs({1})) % abs({1}))')),
    overReal(realRemainder),
    overDecimals(decimalRemainder),
    fn({ takes: ['timespan', 'timespan'], returns: 'timespan', run: remainder }),
  ],
  'unary -': [
    fn({ takes: ['long'], returns: 'long', run: (a) => wrapLong(-a) }),
    fn({ takes: ['real'], returns: 'real', run: (a) => -a }),
    fn({ takes: ['decimal'], returns: 'decimal', run: negated }),
    fn({ takes: ['timespan'], returns: 'timespan', run: (a) => spanInRange(-a) }),
  ],
  bin: [
    fn({
      takes: ['long', 'long'],
      returns: 'long',
      run: (a, size) => (size <= 0n ? null : wrapLong(floorDivide(a, size) * size)),
      sql: binSql,
    }),
    fn({
      takes: ['real', 'real'],
      returns: 'real',
      run: (a, size) => (size <= 0 ? null : Math.floor(a / size) * size),
    }),
    fn({ takes: ['decimal', 'decimal'], returns: 'decimal', run: binDecimal }),
    fn({
      takes: ['datetime', 'timespan'],
      returns: 'datetime',
      run: (a, size) => (size <= 0n ? null : floorDivide(a, size) * size),
      sql: binSql,
    }),
    fn({
      takes: ['timespan', 'timespan'],
      returns: 'timespan',
      run: (a, size) => (size <= 0n ? null : spanInRange(floorDivide(a, size) * size)),
    }),
  ],
  bin_at: [
    fn({
      takes: ['long', 'long', 'long'],
      returns: 'long',
      run: (a, size, at) => (size <= 0n ? null : wrapLong(floorDivide(a - at, size) * size + at)),
    }),
    fn({
      takes: ['real', 'real', 'real'],
      returns: 'real',
      run: (a, size, at) => (size <= 0 ? null : Math.floor((a - at) / size) * size + at),
    }),
    fn({
      takes: ['decimal', 'decimal', 'decimal'],
      returns: 'decimal',
      run: (a, size, at) => {
        const below = binDecimal(addDecimals(a, negated(at)), size);
        return below && addDecimals(below, at);
      },
    }),
    fn({
      takes: ['datetime', 'timespan', 'datetime'],
      returns: 'datetime',
      run: (a, size, at) => (size <= 0n ? null : datetimeInRange(floorDivide(a - at, size) * size + at)),
    }),
    fn({
      takes: ['timespan', 'timespan', 'timespan'],
      returns: 'timespan',
      run: (a, size, at) => (size <= 0n ? null : spanInRange(floorDivide(a - at, size) * size + at)),
    }),
  ],
};

const isAround = <T extends bigint | number>(value: T, low: number | bigint, high: number | bigint): boolean =>
  value >= low && value <= high;

/** Whether a value is no further from the centre than the delta. Microsoft Learn, "around()". */
const around = [
  fn({ takes: ['long', 'long', 'long'], returns: 'bool', run: (a, at, by) => isAround(a, at - by, at + by) }),
  fn({ takes: ['real', 'real', 'real'], returns: 'bool', run: (a, at, by) => isAround(a, at - by, at + by) }),
  fn({
    takes: ['datetime', 'datetime', 'timespan'],
    returns: 'bool',
    run: (a, at, by) => isAround(a, at - by, at + by),
  }),
  fn({
    takes: ['timespan', 'timespan', 'timespan'],
    returns: 'bool',
    run: (a, at, by) => isAround(a, at - by, at + by),
  }),
];

/** Binary and unary signs, bin() and bin_at(). Integers give long; long wraps at 64 bits. Microsoft Learn, "Numerical operators", "bin()". */
export const arithmetic: FunctionTable = { ...rows, floor: rows.bin, around };
