import type { Cell } from '../../values/cell.ts';
import { Refusal } from '../../values/refusal.ts';
import { type FunctionTable, nullFn } from '../blueprint.ts';
import { realsOf } from './series-values.ts';

/** Between the values beside the rank, by how far it lies from them. `sorted` ascends and is not empty. */
export function percentileOf(sorted: readonly number[], percentile: number): number {
  const rank = (percentile / 100) * (sorted.length - 1);
  const low = sorted[Math.floor(rank)] ?? 0;
  const high = sorted[Math.ceil(rank)] ?? low;
  return low + (high - low) * (rank - Math.floor(rank));
}

export type OutlierKind = 'tukey' | 'ctukey';

/**
 * Where the fences stand, and by how much a distance from them is multiplied. A score of 1.5 means the same for both kinds if the values are
 * distributed normally: the factor is 3z / (2.7 - z) with z = 1.29682082 for the 90th percentile and 0.675 for the 75th, which makes it 1. The
 * page only names the test; the factor is what the service's answers and its maintainers' words have in common (Kusto-Query-Language,
 * issue 136). For other percentiles z is not known.
 */
const fences: Readonly<Record<OutlierKind, { readonly low: number; readonly high: number; readonly factor: number }>> =
  {
    tukey: { low: 25, high: 75, factor: 1 },
    ctukey: { low: 10, high: 90, factor: (3 * 1.29682082) / (2.7 - 1.29682082) },
  };

/**
 * Scores how far each value lies outside the fences, in widths between them: above zero for a rise, below for a decline, zero inside and for null. Values outside
 * fences that coincide are `beyond`: refused, or infinitely far.
 */
export function outlierScores(
  name: string,
  values: readonly (number | null)[],
  kind: OutlierKind,
  beyond: 'refused' | 'infinite' = 'refused',
): readonly number[] {
  const sorted = values.flatMap((value) => (value === null ? [] : [value])).sort((a, b) => a - b);
  if (sorted.some((value) => !Number.isFinite(value))) throw new Refusal(name, 'an element that is no finite number');
  if (sorted.length === 0) return values.map(() => 0);
  const fence = fences[kind];
  const [low, high] = [percentileOf(sorted, fence.low), percentileOf(sorted, fence.high)];
  return values.map((value) => {
    if (value === null || (value >= low && value <= high)) return 0;
    if (!(high > low) && beyond === 'refused') throw new Refusal(name, 'values outside percentiles that are the same');
    return ((value > high ? value - high : value - low) / (high - low)) * fence.factor;
  });
}

export function outlierKind(name: string, text: string): OutlierKind {
  if (text === 'tukey' || text === 'ctukey') return text;
  throw new Refusal(name, `the method '${text}'`);
}

function outliers(
  series: Cell,
  kind = 'ctukey',
  ignored: number | null = null,
  low: number | null = 10,
  high: number | null = 90,
): Cell {
  const name = 'series_outliers()';
  if (series === null) return null;
  const chosen = outlierKind(name, kind);
  if (chosen === 'ctukey' && (low !== 10 || high !== 90)) throw new Refusal(name, 'percentiles other than 10 and 90');
  const values = realsOf(series, name).map((value) => (value === ignored ? null : value));
  return outlierScores(name, values, chosen);
}

/** Microsoft Learn, "series_outliers()". */
export const outlierFunctions: FunctionTable = {
  series_outliers: nullFn({
    takes: ['dynamic', 'string?', 'real?', 'real?', 'real?'],
    returns: 'dynamic',
    run: outliers,
  }),
};
