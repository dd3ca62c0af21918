import { invariant } from '@picket/diagnostics';

/** How often a value is drawn, against the others of its list. */
export type Weighted<T> = readonly (readonly [weight: number, value: T])[];

/** A source of chance that gives the same draws for the same seed, on every machine. */
export interface Chance {
  /** From 0 up to, but not including, 1. */
  readonly fraction: () => number;
  /** A whole number from 0 up to, but not including, `limit`. */
  readonly below: (limit: number) => number;
  /** A whole number from `first` up to and including `last`. */
  readonly between: (first: number, last: number) => number;
  readonly happens: (probability: number) => boolean;
  /** A whole number whose mean over many draws is `mean`: 2.3 gives 2, sometimes 3. */
  readonly count: (mean: number) => number;
  /** Throws for an empty list: the lists are our own. */
  readonly pick: <T>(values: readonly T[]) => T;
  readonly weighted: <T>(rows: Weighted<T>) => T;
  /** A made-up GUID of version 4. */
  readonly guid: () => string;
}

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Draws by the mulberry32 generator; the seed is a text, so that each topic of each day has draws of its own. */
export function chanceOf(seed: string): Chance {
  let state = hashOf(seed);
  const word = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const fraction = (): number => word() / 2 ** 32;
  const below = (limit: number): number => Math.floor(fraction() * limit);
  return {
    fraction,
    below,
    between: (first, last) => first + below(last - first + 1),
    happens: (probability) => fraction() < probability,
    count: (mean) => Math.floor(mean) + (fraction() < mean % 1 ? 1 : 0),
    pick: (values) => {
      const value = values[below(values.length)];
      invariant(value !== undefined, 'a draw from an empty list');
      return value;
    },
    weighted: (rows) => {
      let left = fraction() * rows.reduce((sum, [weight]) => sum + weight, 0);
      for (const [weight, value] of rows) {
        if (left < weight) return value;
        left -= weight;
      }
      // Sums of fractions may fall short of their parts by a rounding.
      const last = rows.at(-1);
      invariant(last, 'a draw from an empty list');
      return last[1];
    },
    guid: () => {
      const [a, b, c, d] = [word(), word(), word(), word()];
      return `${word8(a)}-${word4(b >>> 16)}-4${word4(b).slice(1)}-${hex[0x80 | ((c >>> 24) & 0x3f)]}${hex[(c >>> 16) & 255]}-${word4(c)}${word8(d)}`;
    },
  };
}

const word4 = (value: number): string => `${hex[(value >>> 8) & 255]}${hex[value & 255]}`;
const word8 = (value: number): string => `${word4(value >>> 16)}${word4(value)}`;

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  // Seeds that differ in their last character only are to begin far apart.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
