/** A source of chance that gives the same draws for the same seed. */
export interface Random {
  /** From 0 up to, but not including, 1. */
  readonly fraction: () => number;
  /** A whole number from 0 up to, but not including, `below`. */
  readonly below: (below: number) => number;
  /** True once in so many draws. */
  readonly oneIn: (times: number) => boolean;
  readonly pick: <T>(values: readonly [T, ...T[]]) => T;
  /** One of the values, undefined when there is none. */
  readonly pickAny: <T>(values: readonly T[]) => T | undefined;
}

/** Draws by the mulberry32 generator; a text for a seed is hashed first, so that each table has draws of its own. */
export function seededRandom(seed: number | string): Random {
  let state = typeof seed === 'number' ? seed >>> 0 : hashOf(seed);
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(fraction() * limit);
  const pickAny = <T>(values: readonly T[]): T | undefined => values[below(values.length)];
  return {
    fraction,
    below,
    oneIn: (times) => below(times) === 0,
    pick: (values) => pickAny(values) ?? values[0],
    pickAny,
  };
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
