import type { Row } from '../../values/cell.ts';
import { ticksPer } from '../../values/ticks.ts';

/** Stretches of time outside of which no run gets a result. */
export interface Moments {
  has(now: bigint): boolean;
  /** How much of a stretch, in ticks, they cover. */
  within(start: bigint, end: bigint): bigint;
}

/** First and last minute, counted from the beginning of time. */
type Stretch = readonly [first: bigint, last: bigint];

/** The moments of stretches, each a row of its first and its last minute, in order of the first. */
export const momentsOf = (rows: readonly Row[]): Moments => momentsIn(merged(rows));

function merged(rows: readonly Row[]): readonly Stretch[] {
  const stretches: [bigint, bigint][] = [];
  for (const [first, last] of rows as readonly Stretch[]) {
    const before = stretches.at(-1);
    if (before && first <= before[1] + 1n) before[1] = last > before[1] ? last : before[1];
    else stretches.push([first, last]);
  }
  return stretches;
}

const momentsIn = (stretches: readonly Stretch[]): Moments => ({
  has: (now) => {
    const minute = now / ticksPer.minute;
    return stretches.some(([first, last]) => first <= minute && minute <= last);
  },
  within: (start, end) => {
    const [from, to] = [start / ticksPer.minute, end / ticksPer.minute];
    const covered = stretches.map(([first, last]) => (last < to ? last : to) - (first > from ? first : from) + 1n);
    return covered.reduce((sum, each) => (each > 0n ? sum + each : sum), 0n) * ticksPer.minute;
  },
});
