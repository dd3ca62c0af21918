import { type Cell, type Decimal, isDecimal, type ScalarType, wrapLong } from '../values/cell.ts';
import { compareCells } from '../values/compare.ts';
import { addDecimals, decimalOf, divideDecimals } from '../values/decimal.ts';
import { Refusal } from '../values/refusal.ts';
import { type Accumulator, type AggregateRow, type AggregateTable, onlyWhere } from './aggregate.ts';

const noDecimal: Decimal = decimalOf(0n, 0);
const whole = (value: Cell): bigint => (typeof value === 'bigint' ? value : BigInt(Number(value)));

/** What sum and avg share: a total and how many values it is made of. Nulls do not count. */
function totalling<T>(
  zero: T,
  plus: (total: T, value: Cell) => T,
  finish: (total: T, values: number) => Cell,
): Accumulator {
  let total = zero;
  let values = 0;
  return {
    add: ([value = null]) => {
      if (value === null) return;
      total = plus(total, value);
      values++;
    },
    finish: () => [finish(total, values)],
  };
}

const addReal = (total: number, value: Cell): number => total + Number(value);
const addWhole = (total: bigint, value: Cell): bigint => total + whole(value);
const addDecimal = (total: Decimal, value: Cell): Decimal => (isDecimal(value) ? addDecimals(total, value) : total);

type Finishers = {
  readonly gives: ScalarType;
  readonly start: () => Accumulator;
};

/** Wraps at 64 bits; of nothing it is 0. */
const wholeSum = (): Accumulator => totalling(0n, addWhole, (total) => wrapLong(total));
const sums: Readonly<Partial<Record<ScalarType, Finishers>>> = {
  int: { gives: 'long', start: wholeSum },
  long: { gives: 'long', start: wholeSum },
  timespan: { gives: 'timespan', start: wholeSum },
  real: { gives: 'real', start: () => totalling(0, addReal, (total) => total) },
  decimal: { gives: 'decimal', start: () => totalling(noDecimal, addDecimal, (total) => total) },
};

/** Of ticks, cut to whole ones. */
const ticksAverage = (): Accumulator =>
  totalling(0n, addWhole, (total, values) => (values === 0 ? null : total / BigInt(values)));

/** Of no number it is NaN. */
const realAverage = (): Accumulator => totalling(0, addReal, (total, values) => total / values);
const averages: Readonly<Partial<Record<ScalarType, Finishers>>> = {
  int: { gives: 'real', start: realAverage },
  long: { gives: 'real', start: realAverage },
  real: { gives: 'real', start: realAverage },
  timespan: { gives: 'timespan', start: ticksAverage },
  datetime: { gives: 'datetime', start: ticksAverage },
  decimal: {
    gives: 'decimal',
    start: () =>
      totalling(noDecimal, addDecimal, (total, values) => {
        if (values === 0) throw new Refusal('avg()', 'no decimal to take it of');
        return divideDecimals(total, decimalOf(BigInt(values), 0));
      }),
  },
};

const wholeTypes: readonly (ScalarType | undefined)[] = ['int', 'long', 'timespan'];

function byType(
  rows: Readonly<Partial<Record<ScalarType, Finishers>>>,
  name: string,
  more: Pick<AggregateRow, 'commutes' | 'sql'> = {},
): AggregateRow {
  return {
    ...more,
    gives: ([type, ...more]) => {
      const row = type && rows[type];
      return row && more.length === 0 ? [row.gives] : undefined;
    },
    start: ([type]) => {
      const row = type && rows[type];
      if (!row) throw new Refusal(`${name}()`, 'values of this type');
      return row.start();
    },
  };
}

/** Types whose values have an order. */
export const ordered: readonly ScalarType[] = [
  'int',
  'long',
  'real',
  'decimal',
  'datetime',
  'timespan',
  'string',
  'bool',
  'guid',
];

/** NaN wins over all numbers; of nothing it is null. */
const extreme = (sign: 1 | -1): AggregateRow => ({
  gives: ([type, ...more]) => (type && more.length === 0 && ordered.includes(type) ? [type] : undefined),
  start: ([type]) => {
    let best: Cell = null;
    return {
      add: ([value = null]) => {
        if (value === null || Number.isNaN(best)) return;
        if (best === null || Number.isNaN(value) || compareCells(value, best) * sign > 0) best = value;
      },
      finish: () => [best ?? (type === 'string' ? '' : null)],
    };
  },
  // -0 and 0 are equal but not the same; so are 1.0 and 1.00.
  commutes: ([type]) => type !== 'real' && type !== 'decimal',
  sql: ([value], filter) => {
    if (!value || value.type === 'real' || value.type === 'decimal' || !value.isAscii) return undefined;
    const best = `${sign > 0 ? 'max' : 'min'}(${value.text})${filter}`;
    return value.type === 'string' ? `coalesce(${best}, '')` : best;
  },
});

const bitwise = (combine: (a: bigint, b: bigint) => bigint): AggregateRow => ({
  gives: ([type, ...more]) => (more.length === 0 && (type === 'int' || type === 'long') ? ['long'] : undefined),
  start: () => {
    let total: bigint | null = null;
    return {
      add: ([value = null]) => {
        if (value === null) return;
        total = total === null ? whole(value) : combine(total, whole(value));
      },
      finish: () => [total],
    };
  },
});

const basic = {
  sum: byType(sums, 'sum', {
    // Reals are rounded at each step.
    commutes: ([type]) => wholeTypes.includes(type),
    sql: ([value], filter) =>
      wholeTypes.includes(value?.type) ? `coalesce(sum(${value?.text})${filter}, 0)` : undefined,
  }),
  avg: byType(averages, 'avg'),
  min: extreme(-1),
  max: extreme(1),
};

/** Microsoft Learn: "sum()", "avg()", "min()", "binary_all_and()" and their kin. */
export const numeric: AggregateTable = {
  ...basic,
  ...Object.fromEntries(Object.entries(basic).map(([name, row]) => [`${name}if`, onlyWhere(row)])),
  binary_all_and: bitwise((a, b) => a & b),
  binary_all_or: bitwise((a, b) => a | b),
  binary_all_xor: bitwise((a, b) => a ^ b),
};
