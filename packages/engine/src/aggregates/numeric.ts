import { type Cell, type ScalarType, wrapLong } from '../values/cell.ts';
import { compareCells } from '../values/compare.ts';
import { type AggregateRow, type AggregateTable, numbersOf, onlyWhere, present } from './aggregate.ts';

const sumTypes: Readonly<Partial<Record<ScalarType, ScalarType>>> = {
  int: 'long',
  long: 'long',
  real: 'real',
  timespan: 'timespan',
};

/** Wraps at 64 bits; of nothing it is 0. */
const sum: AggregateRow = {
  gives: ([type, ...more]) => {
    const given = type && sumTypes[type];
    return given && more.length === 0 ? [given] : undefined;
  },
  run: (rows, [type]) => {
    const values = present(rows);
    if (type === 'real') return [numbersOf(values).reduce((total, value) => total + value, 0)];
    return [wrapLong(values.reduce<bigint>((total, value) => total + whole(value), 0n))];
  },
};

const whole = (value: Cell): bigint => (typeof value === 'bigint' ? value : BigInt(Number(value)));

const average: AggregateRow = {
  gives: ([type, ...more]) => {
    if (more.length > 0) return undefined;
    if (type === 'timespan') return [type];
    return type === 'int' || type === 'long' || type === 'real' ? ['real'] : undefined;
  },
  run: (rows, [type]) => {
    const values = present(rows);
    if (type === 'timespan') {
      if (values.length === 0) return [null];
      return [values.reduce<bigint>((total, value) => total + whole(value), 0n) / BigInt(values.length)];
    }
    return [numbersOf(values).reduce((total, value) => total + value, 0) / values.length];
  },
};

const ordered: readonly ScalarType[] = ['int', 'long', 'real', 'datetime', 'timespan', 'string', 'bool', 'guid'];

/** NaN wins over all numbers; of nothing it is null. */
const extreme = (sign: 1 | -1): AggregateRow => ({
  gives: ([type, ...more]) => (type && more.length === 0 && ordered.includes(type) ? [type] : undefined),
  run: (rows, [type]) => {
    let best: Cell = null;
    for (const value of present(rows)) {
      if (typeof value === 'number' && Number.isNaN(value)) return [value];
      if (best === null || compareCells(value, best) * sign > 0) best = value;
    }
    return [best ?? (type === 'string' ? '' : null)];
  },
});

/** Of fewer than two values the spread is 0. */
const spread = (population: boolean, root: boolean): AggregateRow => ({
  gives: ([type, ...more]) =>
    more.length === 0 && (type === 'int' || type === 'long' || type === 'real') ? ['real'] : undefined,
  run: (rows) => {
    const values = numbersOf(present(rows));
    if (values.length < (population ? 1 : 2)) return [0];
    const mean = values.reduce((total, value) => total + value, 0) / values.length;
    const squares = values.reduce((total, value) => total + (value - mean) ** 2, 0);
    const variance = squares / (population ? values.length : values.length - 1);
    return [root ? Math.sqrt(variance) : variance];
  },
});

const bitwise = (combine: (a: bigint, b: bigint) => bigint): AggregateRow => ({
  gives: ([type, ...more]) => (more.length === 0 && (type === 'int' || type === 'long') ? ['long'] : undefined),
  run: (rows) => {
    const [first, ...rest] = present(rows).map(whole);
    return [first === undefined ? null : rest.reduce(combine, first)];
  },
});

/** The nearest rank: a value that is there, of the same type. */
const percentiles: AggregateRow = {
  gives: ([type, ...ranks]) =>
    type && ranks.length > 0 && ordered.includes(type) && type !== 'string' && type !== 'bool'
      ? ranks.map(() => type)
      : undefined,
  run: (rows) => {
    const values = [...present(rows)].sort(compareCells);
    const ranks = rows[0]?.slice(1) ?? [];
    return ranks.map((rank) => values[Math.max(0, Math.ceil((Number(rank) / 100) * values.length) - 1)] ?? null);
  },
};

const sums = { sum, avg: average, min: extreme(-1), max: extreme(1) };
const spreads = {
  stdev: spread(false, true),
  stdevp: spread(true, true),
  variance: spread(false, false),
  variancep: spread(true, false),
};

/** Microsoft Learn: "sum()", "avg()", "min()", "stdev()", "variance()", "percentile()", "binary_all_and()" and their kin. */
export const numeric: AggregateTable = {
  ...sums,
  ...spreads,
  ...Object.fromEntries(Object.entries({ ...sums, ...spreads }).map(([name, row]) => [`${name}if`, onlyWhere(row)])),
  percentile: percentiles,
  percentiles,
  binary_all_and: bitwise((a, b) => a & b),
  binary_all_or: bitwise((a, b) => a | b),
  binary_all_xor: bitwise((a, b) => a ^ b),
};
