import { type Cell, isArray } from '../../values/cell.ts';
import { Refusal } from '../../values/refusal.ts';
import { bagOf, type FunctionTable, fn } from '../blueprint.ts';
import { elementsOf, finiteOf, meanOf, numberOf, realsOf, spreadOf, sumOf } from './series-values.ts';

interface Statistics {
  readonly min: number;
  readonly minIndex: bigint;
  readonly max: number;
  readonly maxIndex: bigint;
  readonly avg: number;
  readonly stdev: number;
  readonly variance: number;
  readonly sum: number;
  readonly length: bigint;
}

/** Undefined when there is an element that is no finite number, unless such are ignored. Indexes are those of the whole series. */
function statisticsOf(name: string, series: Cell, ignores: boolean): Statistics | undefined {
  const reals = realsOf(series, name);
  const places = reals.flatMap((value, i): (readonly [number, number])[] =>
    value !== null && Number.isFinite(value) ? [[value, i]] : [],
  );
  if (places.length < reals.length && !ignores) return undefined;
  const values = places.map(([value]) => value);
  if (values.length < 2) throw new Refusal(name, 'a series of fewer than two numbers');
  const extreme = (sign: 1 | -1) => places.reduce((best, each) => (sign * (each[0] - best[0]) > 0 ? each : best));
  const [least, greatest] = [extreme(-1), extreme(1)];
  const variance = spreadOf(values) / (values.length - 1);
  return {
    min: least[0],
    minIndex: BigInt(least[1]),
    max: greatest[0],
    maxIndex: BigInt(greatest[1]),
    avg: meanOf(values),
    stdev: Math.sqrt(variance),
    variance,
    sum: sumOf(values),
    length: BigInt(reals.length),
  };
}

function statisticsColumns(series: Cell, ignores = false): Cell {
  const found = statisticsOf('series_stats()', series, ignores);
  if (!found) return Array.from({ length: 7 }, () => null);
  return [found.min, found.minIndex, found.max, found.maxIndex, found.avg, found.stdev, found.variance];
}

function statisticsBag(series: Cell, ignores = false): Cell {
  const name = 'series_stats_dynamic()';
  const found = statisticsOf(name, series, ignores);
  if (!found) throw new Refusal(name, 'an element that is no finite number');
  return bagOf([
    ['min', found.min],
    ['min_idx', found.minIndex],
    ['max', found.max],
    ['max_idx', found.maxIndex],
    ['avg', found.avg],
    ['stdev', found.stdev],
    ['variance', found.variance],
    ['sum', found.sum],
    ['len', found.length],
  ]);
}

/** The elements of two series side by side, as far as the shorter one goes; a number stands for as many as the other has. */
function sideBySide(name: string, left: Cell, right: Cell): readonly (readonly [Cell, Cell])[] {
  if (!isArray(left) && !isArray(right)) throw new Refusal(name, 'two values that are no arrays');
  const lengths = [left, right].flatMap((each) => (isArray(each) ? [each.length] : []));
  const at = (from: Cell, i: number): Cell => (isArray(from) ? (from[i] ?? null) : from);
  return Array.from({ length: Math.min(...lengths) }, (_, i) => [at(left, i), at(right, i)]);
}

/** Null when a series is empty. A pair with an element that is no number counts for nothing. */
function dotProduct(left: Cell, right: Cell): number | null {
  const name = 'series_dot_product()';
  const pairs = sideBySide(name, left, right);
  if (pairs.length === 0) return null;
  return sumOf(
    pairs.map(([a, b]) => {
      const [x, y] = [numberOf(a, name), numberOf(b, name)];
      return x === null || y === null ? 0 : Number(x) * Number(y);
    }),
  );
}

const magnitudeOf = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((total, value) => total + value * value, 0));

/** Null when a series is empty. The magnitudes are those of the elements that are compared. */
function cosineSimilarity(left: Cell, right: Cell, leftMagnitude?: number, rightMagnitude?: number): number | null {
  const name = 'series_cosine_similarity()';
  const length = Math.min(elementsOf(left, name).length, elementsOf(right, name).length);
  if (length === 0) return null;
  const [x, y] = [finiteOf(left, name).slice(0, length), finiteOf(right, name).slice(0, length)];
  const size = (leftMagnitude ?? magnitudeOf(x)) * (rightMagnitude ?? magnitudeOf(y));
  if (size === 0) throw new Refusal(name, 'a magnitude of zero');
  return sumOf(x.map((value, i) => value * (y[i] ?? 0))) / size;
}

/** Null when the series differ in length or hold anything but numbers. */
function pearson(left: Cell, right: Cell): number | null {
  const name = 'series_pearson_correlation()';
  const [x, y] = [realsOf(left, name), realsOf(right, name)];
  const pairs = x.flatMap((a, i): (readonly [number, number])[] => {
    const b = y[i] ?? null;
    return a === null || b === null ? [] : [[a, b]];
  });
  if (pairs.length < x.length || x.length !== y.length) return null;
  return correlation(
    pairs.map(([a]) => a),
    pairs.map(([, b]) => b),
    name,
  );
}

/** Pearson's coefficient of two series of the same length; refused where one of them does not vary. */
function correlation(x: readonly number[], y: readonly number[], name: string): number {
  const [meanX, meanY] = [meanOf(x), meanOf(y)];
  const both = sumOf(x.map((value, i) => (value - meanX) * ((y[i] ?? 0) - meanY)));
  const size = Math.sqrt(spreadOf(x)) * Math.sqrt(spreadOf(y));
  if (!(size > 0)) throw new Refusal(name, 'a series that does not vary');
  return both / size;
}

/** What the sum of nothing is, is not documented. */
function numbersIn(name: string, series: Cell): readonly number[] {
  const values = finiteOf(series, name);
  if (values.length === 0) throw new Refusal(name, 'an empty series');
  return values;
}

/** Microsoft Learn: a page for each, as "series_stats()", "series_pearson_correlation()". */
export const statistics: FunctionTable = {
  series_stats: fn({ takes: ['dynamic', 'bool?'], returns: 'dynamic', run: statisticsColumns }),
  series_stats_dynamic: fn({ takes: ['dynamic', 'bool?'], returns: 'dynamic', run: statisticsBag }),
  series_sum: fn({
    takes: ['dynamic'],
    returns: 'real',
    run: (series) => sumOf(numbersIn('series_sum()', series)),
  }),
  series_product: fn({
    takes: ['dynamic'],
    returns: 'real',
    run: (series) => numbersIn('series_product()', series).reduce((total, value) => total * value, 1),
  }),
  series_magnitude: fn({
    takes: ['dynamic'],
    returns: 'real',
    run: (series) => magnitudeOf(numbersIn('series_magnitude()', series)),
  }),
  series_dot_product: fn({ takes: ['value', 'value'], returns: 'real', run: dotProduct }),
  series_cosine_similarity: fn({
    takes: ['dynamic', 'dynamic', 'real?', 'real?'],
    returns: 'real',
    run: cosineSimilarity,
  }),
  series_pearson_correlation: fn({ takes: ['dynamic', 'dynamic'], returns: 'real', run: pearson }),
};
