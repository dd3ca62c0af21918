import { type Cell, isArray, type ScalarType, type Weighted } from '../values/cell.ts';
import { compareCells } from '../values/compare.ts';
import { toDynamic } from '../values/convert.ts';
import { Refusal } from '../values/refusal.ts';
import type { Accumulator, AggregateRow, AggregateTable } from './aggregate.ts';

/** Whole numbers come out as long, as the analyser has it; what is not here is not evaluated. */
const given: Readonly<Partial<Record<ScalarType, ScalarType>>> = {
  int: 'long',
  long: 'long',
  real: 'real',
  datetime: 'datetime',
  timespan: 'timespan',
};

export const percentileType = (type: ScalarType | undefined): ScalarType | undefined => type && given[type];

/** In ascending order, -0 before 0; refused for NaN, whose place is not documented. */
export function inOrder(values: readonly Weighted[]): readonly Weighted[] {
  if (values.some(({ value }) => Number.isNaN(value))) throw new Refusal('a percentile', 'NaN among the values');
  const isNegativeZero = ({ value }: Weighted): number => Number(Object.is(value, -0));
  return [...values].sort((a, b) => compareCells(a.value, b.value) || isNegativeZero(b) - isNegativeZero(a));
}

/** The nearest rank: a value that is there, null of none. `values` in ascending order, `rank` from 0 to 100. */
export function nearestRank(values: readonly Weighted[], rank: number): Cell {
  if (!(rank >= 0 && rank <= 100)) throw new Refusal('a percentile', 'a rank that is not between 0 and 100');
  const total = values.reduce((sum, { weight }) => sum + weight, 0);
  const wanted = Math.max(1, Math.ceil((rank * total) / 100));
  let seen = 0;
  for (const { value, weight } of values) {
    seen += weight;
    if (seen >= wanted) return value;
  }
  return values.at(-1)?.value ?? null;
}

/** Refused unless a whole number above zero. */
export function weightOf(cell: Cell): number {
  const weight = Number(cell);
  if (!Number.isSafeInteger(weight) || weight <= 0) throw new Refusal('a weight', 'it is no whole number above zero');
  return weight;
}

const ranksOf = (cells: readonly Cell[]): readonly number[] =>
  cells.flatMap((cell) => (isArray(cell) ? cell.map(Number) : [Number(cell)]));

/** `percentiles(x, ranks)`, weighted `percentilesw(x, weight, ranks)`; in an array or a column each. */
function percentiles(weighted: boolean, asArray: boolean): AggregateRow {
  const first = weighted ? 2 : 1;
  const isRank = (type: ScalarType): boolean =>
    type === 'int' || type === 'long' || type === 'real' || (asArray && type === 'dynamic');
  return {
    gives: (types) => {
      const type = percentileType(types[0]);
      const ranks = types.slice(first);
      const isWeight = !weighted || types[1] === 'long' || types[1] === 'int';
      if (!type || !isWeight || ranks.length === 0 || !ranks.every(isRank)) return undefined;
      return asArray ? ['dynamic'] : ranks.map(() => type);
    },
    start: (types, columns): Accumulator => {
      const values: Weighted[] = [];
      let ranks: readonly number[] | undefined;
      const isInt = types[0] === 'int';
      return {
        add: (cells) => {
          ranks ??= ranksOf(cells.slice(first, types.length));
          const [value = null, weight = null] = cells;
          if (value === null || (weighted && weight === null)) return;
          values.push({
            value: isInt ? BigInt(Number(value)) : value,
            weight: weighted ? weightOf(weight) : 1,
          });
        },
        finish: () => {
          if (asArray && values.length === 0) throw new Refusal('percentiles_array()', 'no values');
          const sorted = inOrder(values);
          const found = (ranks ?? columns.map(() => 0)).map((rank) => nearestRank(sorted, rank));
          return asArray ? [found.map((value) => toDynamic(value, percentileType(types[0]) ?? 'dynamic'))] : found;
        },
      };
    },
    commutes: () => true,
    ...(weighted || asArray ? {} : { sql: percentileSql }),
  };
}

/**
 * The nearest rank in SQL: DuckDB's discrete quantile, which counts exactly where the quantile is a decimal of its own, so
 * for whole percents. It knows -0 and 0 as one, and NaN has no place: it fails there, and the evaluator takes over.
 */
const percentileSql: NonNullable<AggregateRow['sql']> = ([value, rank, ...more], filter) => {
  if (!value || more.length > 0 || typeof rank?.constant === 'object') return undefined;
  const percent = Number(rank?.constant);
  if (!Number.isInteger(percent) || percent < 0 || percent > 100) return undefined;
  if (value.type === 'decimal' || value.type === 'dynamic') return undefined;
  const found = `quantile_disc(${value.text}, ${(percent / 100).toFixed(2)})${filter}`;
  if (value.type === 'int') return `CAST(${found} AS BIGINT)`;
  if (value.type !== 'real') return found;
  const isUnclear = `bool_or(isnan(${value.text}) OR (${value.text} = 0 AND signbit(${value.text})))${filter}`;
  return `CASE WHEN ${isUnclear} THEN CAST(error('out of range: a real without a place') AS DOUBLE) ELSE ${found} END`;
};

/** Exact here, where the service may estimate. Microsoft Learn: "percentile()", "percentilesw()". */
export const percentileRows: AggregateTable = {
  percentile: percentiles(false, false),
  percentiles: percentiles(false, false),
  percentiles_array: percentiles(false, true),
  percentilew: percentiles(true, false),
  percentilesw: percentiles(true, false),
  percentilesw_array: percentiles(true, true),
};
