import type { Cell } from '../../values/cell.ts';
import { Refusal } from '../../values/refusal.ts';
import { type FunctionTable, fn } from '../blueprint.ts';
import { lineThrough, onLine } from './fit-line.ts';
import { outlierKind, outlierScores } from './outliers.ts';
import { detectPeriod, likelyPeriod } from './periods.ts';
import { finiteOf, meanOf } from './series-values.ts';

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}

/** The median of the learned elements of the same phase; zero without a period. */
function seasonalOf(
  name: string,
  values: readonly number[],
  learned: readonly number[],
  period: number,
): readonly number[] {
  if (period === 0) return values.map(() => 0);
  if (period > learned.length) throw new Refusal(name, 'a period longer than what is learned from');
  const phases = Array.from({ length: period }, (_, phase) => median(learned.filter((__, i) => i % period === phase)));
  return values.map((_, i) => phases[i % period] ?? 0);
}

type Trend = (learned: readonly number[]) => (place: number) => number;

const trends: Readonly<Record<string, Trend>> = {
  none: () => () => 0,
  avg: (learned) => {
    const mean = meanOf(learned);
    return () => mean;
  },
  linefit: (learned) => {
    const line = lineThrough(learned);
    return (place) => onLine(line, place);
  },
};

interface Options {
  readonly seasonality: bigint;
  readonly trend: string;
  readonly testPoints: bigint;
  readonly threshold: number;
  readonly detect: typeof detectPeriod;
}

interface Parts {
  readonly baseline: readonly number[];
  readonly seasonal: readonly number[];
  readonly trend: readonly number[];
  readonly residual: readonly number[];
}

/**
 * A series as season, trend and rest, in the order that the page gives: the season is the median of each phase, the trend is laid through what is
 * left without it, and the baseline is both. The last `testPoints` elements are learned from for neither. A rest below a billionth of
 * the greatest element is taken for rounding and is zero.
 */
function decompose(name: string, values: readonly number[], options: Options): Parts {
  const count = values.length - Number(options.testPoints);
  const trendOf = trends[options.trend];
  if (!trendOf || options.testPoints < 0n || options.seasonality < -1n)
    throw new Refusal(name, 'an argument that is not documented');
  if (count < 1) throw new Refusal(name, 'a series without elements to learn from');
  const learned = values.slice(0, count);
  const period =
    options.seasonality === -1n ? options.detect(name, learned, options.threshold) : Number(options.seasonality);
  const seasonal = seasonalOf(name, values, learned, period);
  const at = trendOf(learned.map((value, i) => value - (seasonal[i] ?? 0)));
  const trend = values.map((_, i) => at(i));
  const baseline = trend.map((value, i) => value + (seasonal[i] ?? 0));
  const least = 1e-9 * Math.max(...values.map(Math.abs));
  const residual = values.map((value, i) => {
    const rest = value - (baseline[i] ?? 0);
    return Math.abs(rest) <= least ? 0 : rest;
  });
  return { baseline, seasonal, trend, residual };
}

const columnsOf = ({ baseline, seasonal, trend, residual }: Parts): Cell => [baseline, seasonal, trend, residual];

/**
 * The page tells the algorithm but two things, which detections meet on real data all the time: how a season is scored,
 * and what a value scores outside fences that coincide, as they do when most of a series is the same. Here the season is the
 * likeliest that passes the threshold, or none (series_decompose() refuses where that is not clear), and such a value is infinitely
 * far outside, as a division by the fences' distance makes it, so that it is an anomaly for every threshold.
 */
function anomalies(
  series: Cell,
  threshold = 1.5,
  seasonality = -1n,
  trend = 'avg',
  testPoints = 0n,
  method = 'ctukey',
  seasonalityThreshold = 0.6,
): Cell {
  const name = 'series_decompose_anomalies()';
  const detect = (_: string, learned: readonly number[], least: number): number => likelyPeriod(learned, least).lag;
  const options: Options = { seasonality, trend, testPoints, threshold: seasonalityThreshold, detect };
  const { baseline, residual } = decompose(name, finiteOf(series, name), options);
  const scores = outlierScores(name, residual, outlierKind(name, method), 'infinite');
  const flags = scores.map((score) => (score > threshold ? 1n : score < -threshold ? -1n : 0n));
  return [flags, scores, baseline];
}

/** The default threshold of "series_seasonal()", which has its own. */
const seasonalThreshold = 0.7;

function seasonalSeries(series: Cell, period = -1n): Cell {
  const name = 'series_seasonal()';
  const values = finiteOf(series, name);
  const chosen = period === -1n ? detectPeriod(name, values, seasonalThreshold) : Math.max(0, Number(period));
  return seasonalOf(name, values, values, chosen);
}

/** Microsoft Learn: "series_decompose()", "series_decompose_anomalies()", "series_decompose_forecast()", "series_seasonal()". */
export const decomposition: FunctionTable = {
  series_decompose: fn({
    takes: ['dynamic', 'long?', 'string?', 'long?', 'real?'],
    returns: 'dynamic',
    run: (series, seasonality = -1n, trend = 'avg', testPoints = 0n, threshold = 0.6) => {
      const name = 'series_decompose()';
      return columnsOf(
        decompose(name, finiteOf(series, name), { seasonality, trend, testPoints, threshold, detect: detectPeriod }),
      );
    },
  }),
  series_decompose_forecast: fn({
    takes: ['dynamic', 'long', 'long?', 'string?', 'real?'],
    returns: 'dynamic',
    run: (series, testPoints, seasonality = -1n, trend = 'avg', threshold = 0.6) => {
      const name = 'series_decompose_forecast()';
      return columnsOf(
        decompose(name, finiteOf(series, name), { seasonality, trend, testPoints, threshold, detect: detectPeriod }),
      );
    },
  }),
  series_decompose_anomalies: fn({
    takes: ['dynamic', 'real?', 'long?', 'string?', 'long?', 'string?', 'real?'],
    returns: 'dynamic',
    run: anomalies,
  }),
  series_seasonal: fn({ takes: ['dynamic', 'long?'], returns: 'dynamic', run: seasonalSeries }),
};
