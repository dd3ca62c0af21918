import { type Cell, isArray, isTagged } from '../../values/cell.ts';
import { Refusal } from '../../values/refusal.ts';

/** A number of a series: a long is a bigint, a real a number. */
export type SeriesNumber = bigint | number;

/** The number that an element holds; null when it holds none. Datetimes and timespans are refused. */
export function numberOf(cell: Cell, what: string): SeriesNumber | null {
  if (typeof cell === 'bigint' || typeof cell === 'number') return cell;
  if (isTagged(cell)) throw new Refusal(what, `a ${cell.tag} in the series`);
  return null;
}

/** The elements of a series; what is no array is refused. */
export function elementsOf(series: Cell, what: string): readonly Cell[] {
  if (!isArray(series)) throw new Refusal(what, 'a series that is no array');
  return series;
}

/** The elements as reals, null where there is no number. */
export function realsOf(series: Cell, what: string): readonly (number | null)[] {
  return elementsOf(series, what).map((cell) => {
    const value = numberOf(cell, what);
    return value === null ? null : Number(value);
  });
}

/** The elements as finite reals. What a missing or infinite one means is not documented for most functions. */
export function finiteOf(series: Cell, what: string): readonly number[] {
  return realsOf(series, what).map((value) => {
    if (value === null || !Number.isFinite(value)) throw new Refusal(what, 'an element that is no finite number');
    return value;
  });
}

export const sumOf = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export const meanOf = (values: readonly number[]): number => sumOf(values) / values.length;

/** The sum of squares around the mean. */
export function spreadOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return values.reduce((total, value) => total + (value - mean) ** 2, 0);
}
