import { type Json, parseJson, type ScalarType, typedCell } from '@picket/engine';
import { isMapping, type Mapping } from './mapping.ts';
import { momentTicks } from './moments.ts';

/** What a value is held against besides itself. */
export interface MatchContext {
  /** Ticks. */
  readonly now: bigint;
  /** Of the value at hand: datetimes are compared as moments. */
  readonly type?: ScalarType | undefined;
}

type Matcher = (wanted: unknown, actual: Json | undefined, context: MatchContext) => boolean;

/** What may stand in place of a value, by its key. */
const matchers: Readonly<Record<string, Matcher>> = {
  at_least: (wanted, actual, context) => compared(wanted, actual, context, (order) => order >= 0),
  at_most: (wanted, actual, context) => compared(wanted, actual, context, (order) => order <= 0),
  matches: (wanted, actual) =>
    typeof wanted === 'string' && typeof actual === 'string' && patternOf(wanted)?.test(actual) === true,
  contains: (wanted, actual, context) =>
    typeof actual === 'string'
      ? typeof wanted === 'string' && actual.includes(wanted)
      : Array.isArray(actual) && actual.some((each) => isMatch(wanted, each, context)),
  present: (wanted, actual) => wanted === isPresent(actual),
  any_order: (wanted, actual, context) => {
    const list = typeof actual === 'string' ? jsonOf(actual) : actual;
    if (!Array.isArray(wanted) || !Array.isArray(list) || wanted.length !== list.length) return false;
    return pairUp(wanted, list, (each, other) => isMatch(each, other, context)).every((found) => found !== undefined);
  },
};

function patternOf(text: string): RegExp | undefined {
  try {
    return new RegExp(text, 'u');
  } catch {
    return undefined;
  }
}

const isPresent = (actual: Json | undefined): boolean =>
  actual !== undefined && actual !== null && actual !== '' && !(Array.isArray(actual) && actual.length === 0);

/** True for `{ at_least: 5 }` and its kin: a mapping of nothing but matchers. */
export function isMatcher(value: unknown): value is Mapping {
  return (
    isMapping(value) && Object.keys(value).length > 0 && Object.keys(value).every((key) => Object.hasOwn(matchers, key))
  );
}

/**
 * Whether a value is what is wanted: exactly, dynamic values deep; of mappings only the named members, of lists all, in
 * order. Mappings and lists are also found in text that is JSON.
 */
export function isMatch(wanted: unknown, actual: Json | undefined, context: MatchContext): boolean {
  if (isMatcher(wanted))
    return Object.entries(wanted).every(([key, value]) => matchers[key]?.(value, actual, context) === true);
  if (wanted === null) return actual === null || actual === undefined;
  if (isMapping(wanted)) {
    const bag = typeof actual === 'string' ? jsonOf(actual) : actual;
    if (!isMapping(bag)) return false;
    return Object.entries(wanted).every(([key, value]) =>
      isMatch(value, Reflect.get(bag, key) as Json | undefined, { now: context.now }),
    );
  }
  if (Array.isArray(wanted)) {
    const list = typeof actual === 'string' ? jsonOf(actual) : actual;
    return (
      Array.isArray(list) &&
      list.length === wanted.length &&
      wanted.every((each, i) => isMatch(each, list[i], { now: context.now }))
    );
  }
  return compared(wanted, actual, context, (order) => order === 0);
}

function jsonOf(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/**
 * Whether the actual value stands to the wanted one as asked, if the two can be compared: numbers, moments, durations.
 * Of other texts nothing is told but whether they are the same.
 */
function compared(
  wanted: unknown,
  actual: Json | undefined,
  { now, type }: MatchContext,
  holds: (order: number) => boolean,
): boolean {
  if (actual === undefined || actual === null) return false;
  if (typeof wanted === 'boolean' || typeof actual === 'boolean') return wanted === actual && holds(0);
  const ordered = (a: number | bigint | undefined, b: number | bigint | undefined): boolean =>
    a !== undefined && b !== undefined && holds(b > a ? 1 : b < a ? -1 : b === a ? 0 : Number.NaN);
  if (typeof wanted === 'string' && typeof actual === 'string') {
    const mayBeTime = type === undefined && /^\d{4}-/.test(actual) && /^[-+\d]/.test(wanted);
    const moments = [momentTicks(wanted, now), momentTicks(actual, now)];
    if (type === 'datetime' || (mayBeTime && !moments.includes(undefined))) return ordered(moments[0], moments[1]);
    if (type === 'timespan') return ordered(spanOf(wanted), spanOf(actual));
    if (type !== 'long' && type !== 'decimal') return holds(actual === wanted ? 0 : Number.NaN);
  }
  return ordered(numberOf(wanted, type), numberOf(actual, type));
}

function spanOf(text: string): bigint | undefined {
  const cell = typedCell(text, 'timespan');
  return typeof cell === 'bigint' ? cell : undefined;
}

/** Longs beyond 2^53 and decimals come as text; any other text is no number, whatever it looks like. */
function numberOf(value: unknown, type: ScalarType | undefined): number | bigint | undefined {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (typeof value !== 'string' || type === 'string') return undefined;
  if (type === 'decimal') return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
  const cell = /^-?\d+$/.test(value) ? parseJson(value) : undefined;
  return typeof cell === 'bigint' && !Number.isSafeInteger(Number(cell)) ? cell : undefined;
}

/**
 * A different partner for each item of `wanted` as far as there are, by augmenting paths; undefined for those that have
 * none.
 *
 * @returns for each wanted item the place of its partner
 */
export function pairUp<A, B>(
  wanted: readonly A[],
  actual: readonly B[],
  fits: (a: A, b: B) => boolean,
): readonly (number | undefined)[] {
  const ownerOf = new Map<number, number>();
  const tryPair = (at: number, seen: Set<number>): boolean =>
    actual.some((candidate, j) => {
      if (seen.has(j) || !fits(wanted[at] as A, candidate)) return false;
      seen.add(j);
      const owner = ownerOf.get(j);
      if (owner !== undefined && !tryPair(owner, seen)) return false;
      ownerOf.set(j, at);
      return true;
    });
  for (const at of wanted.keys()) tryPair(at, new Set());
  const partners = new Map([...ownerOf].map(([j, at]) => [at, j]));
  return wanted.map((_, at) => partners.get(at));
}
