import type { Cell } from '../../values/cell.ts';
import { Refusal } from '../../values/refusal.ts';
import { bagOf, type FunctionTable, fn } from '../blueprint.ts';
import { finiteOf, meanOf, spreadOf, sumOf } from './series-values.ts';

/** A straight line through a series whose places count from 1. */
export interface Line {
  readonly slope: number;
  readonly interception: number;
}

/** The line with the least squares. A series of one element lies on a level line. */
export function lineThrough(values: readonly number[]): Line {
  const meanX = (values.length + 1) / 2;
  const meanY = meanOf(values);
  const across = sumOf(values.map((_, i) => (i + 1 - meanX) ** 2));
  const both = sumOf(values.map((value, i) => (i + 1 - meanX) * (value - meanY)));
  const slope = across === 0 ? 0 : both / across;
  return { slope, interception: meanY - slope * meanX };
}

/** The value of a line at a place that counts from 0. */
export const onLine = ({ slope, interception }: Line, place: number): number => slope * (place + 1) + interception;

export interface Fit {
  readonly rsquare: number;
  readonly variance: number;
  readonly rvariance: number;
  readonly fitted: readonly number[];
}

/**
 * How well fitted values match; variances are those of a sample. A line through one value, or through values that are all the same, fits as well
 * as can be, which the page gives the quality 1; what else is fitted to such a series is refused.
 */
export function qualityOf(name: string, values: readonly number[], fitted: readonly number[]): Fit {
  if (values.length === 0) throw new Refusal(name, 'a series without numbers');
  const spread = spreadOf(values);
  const left = squaresLeft(values, fitted);
  if (spread === 0 && left === 0) return { rsquare: 1, variance: 0, rvariance: 0, fitted };
  if (spread === 0) throw new Refusal(name, 'a series that does not vary');
  const count = values.length - 1;
  return { rsquare: 1 - left / spread, variance: spread / count, rvariance: left / count, fitted };
}

const squaresLeft = (values: readonly number[], fitted: readonly number[]): number =>
  sumOf(values.map((value, i) => (value - (fitted[i] ?? 0)) ** 2));

interface LineFit extends Fit, Line {}

function fitLine(name: string, values: readonly number[]): LineFit {
  const line = lineThrough(values);
  return {
    ...line,
    ...qualityOf(
      name,
      values,
      values.map((_, i) => onLine(line, i)),
    ),
  };
}

interface TwoLines extends Fit {
  readonly split: number;
  readonly right: LineFit;
  readonly left: LineFit;
}

/**
 * The split in two parts whose lines leave the least, of all that the indexes of the series allow: the page names no least
 * length of a part. It does not tell where the parts meet: here the right one begins with the element at the split, and the
 * places of each part count from 1, as those of a whole series do. Of splits that fit equally well it is the first.
 */
function fitTwoLines(name: string, values: readonly number[]): TwoLines {
  if (values.length < 2) throw new Refusal(name, 'a series of fewer than two numbers');
  const splits = Array.from({ length: values.length - 1 }, (_, i) => i + 1);
  const fittedAt = (split: number): readonly number[] =>
    [values.slice(0, split), values.slice(split)].flatMap((part) => {
      const line = lineThrough(part);
      return part.map((_, i) => onLine(line, i));
    });
  const best = splits
    .map((split) => ({ split, left: squaresLeft(values, fittedAt(split)) }))
    .reduce((least, each) => (each.left < least.left ? each : least));
  return {
    ...qualityOf(name, values, fittedAt(best.split)),
    split: best.split,
    right: fitLine(name, values.slice(best.split)),
    left: fitLine(name, values.slice(0, best.split)),
  };
}

const lineColumns = (fit: LineFit): readonly Cell[] => [
  fit.rsquare,
  fit.slope,
  fit.variance,
  fit.rvariance,
  fit.interception,
];

const partColumns = (fit: LineFit): readonly Cell[] => [
  fit.rsquare,
  fit.slope,
  fit.interception,
  fit.variance,
  fit.rvariance,
];

const partNames = ['rsquare', 'slope', 'interception', 'variance', 'rvariance'] as const;

const partBag = (fit: LineFit): Cell => bagOf(partColumns(fit).map((value, i) => [partNames[i] ?? '', value] as const));

/** Microsoft Learn: "series_fit_line()", "series_fit_2lines()" and their `_dynamic` kin. */
export const lineFits: FunctionTable = {
  series_fit_line: fn({
    takes: ['dynamic'],
    returns: 'dynamic',
    run: (series) => {
      const fit = fitLine('series_fit_line()', finiteOf(series, 'series_fit_line()'));
      return [...lineColumns(fit), fit.fitted];
    },
  }),
  series_fit_line_dynamic: fn({
    takes: ['dynamic'],
    returns: 'dynamic',
    run: (series) => {
      const fit = fitLine('series_fit_line_dynamic()', finiteOf(series, 'series_fit_line_dynamic()'));
      return bagOf([
        ['rsquare', fit.rsquare],
        ['slope', fit.slope],
        ['variance', fit.variance],
        ['rvariance', fit.rvariance],
        ['interception', fit.interception],
        ['line_fit', fit.fitted],
      ]);
    },
  }),
  series_fit_2lines: fn({
    takes: ['dynamic'],
    returns: 'dynamic',
    run: (series) => {
      const fit = fitTwoLines('series_fit_2lines()', finiteOf(series, 'series_fit_2lines()'));
      return [
        fit.rsquare,
        BigInt(fit.split),
        fit.variance,
        fit.rvariance,
        fit.fitted,
        ...partColumns(fit.right),
        ...partColumns(fit.left),
      ];
    },
  }),
  series_fit_2lines_dynamic: fn({
    takes: ['dynamic'],
    returns: 'dynamic',
    run: (series) => {
      const fit = fitTwoLines('series_fit_2lines_dynamic()', finiteOf(series, 'series_fit_2lines_dynamic()'));
      return bagOf([
        ['rsquare', fit.rsquare],
        ['split_idx', BigInt(fit.split)],
        ['variance', fit.variance],
        ['rvariance', fit.rvariance],
        ['line_fit', fit.fitted],
        ['right', partBag(fit.right)],
        ['left', partBag(fit.left)],
      ]);
    },
  }),
};
