import type { Cell } from '../../values/cell.ts';
import { Refusal } from '../../values/refusal.ts';
import { type FunctionTable, fn } from '../blueprint.ts';
import { lineThrough, onLine } from './fit-line.ts';
import { percentileOf } from './outliers.ts';
import { finiteOf, meanOf, spreadOf, sumOf } from './series-values.ts';

/** Microsoft Learn, "series_periods_detect()": no shorter period is looked for. */
export const shortestPeriod = 4;

/** How alike a series and itself some places later are: Pearson's coefficient, 0 where one of them does not vary. */
function likeness(values: readonly number[], lag: number): number {
  const [before, after] = [values.slice(0, values.length - lag), values.slice(lag)];
  const [meanBefore, meanAfter] = [meanOf(before), meanOf(after)];
  const size = Math.sqrt(spreadOf(before) * spreadOf(after));
  if (!(size > 0)) return 0;
  return sumOf(before.map((value, i) => (value - meanBefore) * ((after[i] ?? 0) - meanAfter))) / size;
}

/** The series without its linear trend; what is only rounding counts as zero. */
function withoutTrend(values: readonly number[]): readonly number[] {
  const line = lineThrough(values);
  const least = 1e-9 * Math.max(...values.map(Math.abs));
  return values.map((value, i) => {
    const rest = value - onLine(line, i);
    return Math.abs(rest) <= least ? 0 : rest;
  });
}

/** The values that lie far off, by Tukey's fences, moved to the fence. */
function withoutSpikes(values: readonly number[]): readonly number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [percentileOf(sorted, 25), percentileOf(sorted, 75)];
  const reach = 1.5 * (high - low);
  return values.map((value) => Math.min(high + reach, Math.max(low - reach, value)));
}

/** A likeness from here on is a period for the usual thresholds. */
const clearly = 0.77;
/** The highest threshold that a clear likeness is taken to pass. */
const highestThreshold = 0.75;

interface Peak {
  readonly lag: number;
  readonly score: number;
}

/** The shortest lag whose likeness peaks above the threshold and is about the best; its multiples are as good. */
function firstPeak(values: readonly number[], longest: number, threshold: number): Peak | undefined {
  const scores = Array.from({ length: longest + 2 }, (_, lag) => (lag === 0 ? 1 : likeness(values, lag)));
  const peaks = scores.flatMap((score, lag): readonly Peak[] => {
    if (lag < shortestPeriod || lag > longest) return [];
    const isPeak = score >= (scores[lag - 1] ?? 0) && score >= (scores[lag + 1] ?? 0);
    return isPeak && score >= threshold ? [{ lag, score }] : [];
  });
  const best = peaks.reduce((high, each) => Math.max(high, each.score), 0);
  return peaks.find(({ score }) => score >= best - 0.05);
}

/**
 * The one period of a series, or 0 for none. The page tells the bounds (at least 4, at most half of the series, which
 * the example of "series_seasonal()" shows to be too long already) but not how a period is scored. So only what leaves
 * no doubt is decided: the series, without its linear trend, is compared with itself some places later, once as it is
 * and once with its spikes cut. Where neither is alike above the threshold there is no period; where both are, and
 * clearly, in the first third of the series, that is one. Everything between is refused.
 */
export function detectPeriod(name: string, series: readonly number[], threshold: number): number {
  const { lag, isClear } = likelyPeriod(series, threshold);
  if (!isClear) throw new Refusal(name, 'a period that is not clear; name the seasonality');
  return lag;
}

/** The shortest of the best periods above the threshold, or 0 for none, and whether that is beyond doubt. */
export function likelyPeriod(
  series: readonly number[],
  threshold: number,
): { readonly lag: number; readonly isClear: boolean } {
  const longest = Math.ceil(series.length / 2) - 1;
  if (longest < shortestPeriod) return { lag: 0, isClear: true };
  const values = withoutTrend(series);
  const found = [values, withoutSpikes(values)].map((each) => firstPeak(each, longest, threshold));
  const [plain, cut] = found;
  if (!plain && !cut) return { lag: 0, isClear: true };
  const areClear = found.every((peak) => peak && peak.score >= clearly && peak.lag <= series.length / 3);
  const isClear = areClear && plain?.lag === cut?.lag && threshold <= highestThreshold;
  return { lag: plain?.lag ?? 0, isClear };
}

/** Zero for what lies outside the bounds; how a period within them is scored is not documented, so such a score is refused. */
function validated(series: Cell, ...periods: readonly number[]): Cell {
  const name = 'series_periods_validate()';
  const { length } = finiteOf(series, name);
  if (periods.length === 0 || periods.length > 16) throw new Refusal(name, 'no periods or more than 16');
  const isWithin = (period: number): boolean => period >= shortestPeriod && period <= length / 2;
  if (periods.some(isWithin)) throw new Refusal(name, 'the score of a period');
  return [periods, periods.map(() => 0)];
}

/** Zeros where no period is near; the score of one that is there is refused. */
function detected(series: Cell, least: number, most: number, count: bigint): Cell {
  const name = 'series_periods_detect()';
  const values = finiteOf(series, name);
  if (count < 1n || count > 100n || !(least <= most))
    throw new Refusal(name, 'bounds or a number of periods that do not fit');
  if (detectPeriod(name, values, noneBelow) !== 0) throw new Refusal(name, 'the score of a period');
  const zeros = Array.from({ length: Number(count) }, () => 0);
  return [zeros, zeros];
}

/** A likeness below this is no period by any measure. */
const noneBelow = 0.05;

/** Microsoft Learn: "series_periods_validate()", "series_periods_detect()". */
export const periodFunctions: FunctionTable = {
  series_periods_validate: fn({ takes: ['dynamic'], rest: 'real', returns: 'dynamic', run: validated }),
  series_periods_detect: fn({ takes: ['dynamic', 'real', 'real', 'long'], returns: 'dynamic', run: detected }),
};
