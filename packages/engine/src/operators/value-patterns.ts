import { Refusal } from '../values/refusal.ts';

/** How alike values have to be to share a pattern. */
export interface Likeness {
  /** A term stands in a pattern when more than this fraction of the rows have it. */
  readonly threshold: number;
  /** Characters that part terms; undefined: all but ASCII letters and digits. */
  readonly characters: string | undefined;
}

/** What the page and its paper leave open. */
interface Reading {
  /** Whether as many rows as the threshold says are enough; then there have to be two. */
  readonly atThreshold: boolean;
  /** Whether `characters` part terms beside the default ones, or instead. */
  readonly besideDefault: boolean;
  /** Whether letters and digits beyond ASCII are part of a term. */
  readonly allLetters: boolean;
  /** Terms that never stand in a pattern, however often they occur. */
  readonly neverConstant: RegExp;
}

const reading: Reading = { atThreshold: false, besideDefault: false, allLetters: false, neverConstant: /^\d+$/ };

const otherReadings: readonly (readonly [doubt: string, reading: Reading])[] = [
  ['terms at the very threshold', { ...reading, atThreshold: true }],
  ['characters beside those that part terms by themselves', { ...reading, besideDefault: true }],
  ['letters beyond ASCII', { ...reading, allLetters: true }],
  ['frequent terms of one letter', { ...reading, neverConstant: /^.$/su }],
  ['frequent terms with digits', { ...reading, neverConstant: /\d|^.$/su }],
];

/** The pattern of the values that no other pattern describes. */
export const otherValues = 'others';

/**
 * The pattern of each value, by Vaarandi's algorithm (SLCT, "A Data Clustering Algorithm for Mining Patterns From Event
 * Logs") as the examples of the page "reduce operator" narrow it: a term that is frequent at its place is constant, values
 * with the same constants share a pattern, all others are `others`. Numbers are never constant: the page's first example
 * has frequent ones as `*`. `values`: each with the number of its rows. Throws a `Refusal` where another reading that the
 * examples allow has other patterns, and for forms that they do not show: values that share one constant and not
 * another, terms in a row that vary.
 */
export function patternsOf(values: ReadonlyMap<string, number>, likeness: Likeness): ReadonlyMap<string, string> {
  const patterns = clustered(values, likeness, reading);
  for (const [doubt, other] of otherReadings) {
    const differing = clustered(values, likeness, other);
    for (const [value, pattern] of patterns) {
      if (differing.get(value) !== pattern) throw new Refusal('reduce', `${doubt}: whether '${value}' is '${pattern}'`);
    }
  }
  return patterns;
}

/** Terms, and what stands around them: one more. */
interface Parted {
  readonly terms: readonly string[];
  readonly between: readonly string[];
}

function parted(value: string, separator: RegExp): Parted {
  const between: string[] = [''];
  const terms: string[] = [];
  let from = 0;
  const add = (term: string): void => {
    if (term === '') return;
    terms.push(term);
    between.push('');
  };
  for (const { 0: text, index } of value.matchAll(separator)) {
    add(value.slice(from, index));
    between[between.length - 1] = text;
    from = index + text.length;
  }
  add(value.slice(from));
  return { terms, between };
}

/** The characters that are given are ASCII letters and digits. */
function separatorOf({ characters }: Likeness, { besideDefault, allLetters }: Reading): RegExp {
  const others = allLetters ? '[^\\p{L}\\p{M}\\p{N}]' : '[^A-Za-z\\d]';
  if (characters === undefined) return new RegExp(`${others}+`, 'gu');
  return new RegExp(besideDefault ? `(?:[${characters}]|${others})+` : `[${characters}]+`, 'gu');
}

function clustered(
  values: ReadonlyMap<string, number>,
  likeness: Likeness,
  { atThreshold, neverConstant, ...parting }: Reading,
): ReadonlyMap<string, string> {
  const separator = separatorOf(likeness, { atThreshold, neverConstant, ...parting });
  const all = [...values].map(([value, count]) => ({ value, count, ...parted(value, separator) }));
  const rows = all.reduce((sum, { count }) => sum + count, 0);
  const counts = new Map<string, number>();
  for (const { terms, count } of all)
    for (const [at, term] of terms.entries()) counts.set(placed(at, term), (counts.get(placed(at, term)) ?? 0) + count);
  const support = likeness.threshold * rows;
  const isFrequent = (count: number): boolean =>
    atThreshold ? count >= Math.max(2, support - rounding) : count > support + rounding;
  const clusters = new Map<string, string>();
  /** Which cluster has a constant term. */
  const owners = new Map<string, string>();
  return new Map(
    all.map((each): readonly [string, string] => {
      const constants = each.terms.map(
        (term, at) => isFrequent(counts.get(placed(at, term)) ?? 0) && !neverConstant.test(term),
      );
      const places = each.terms.flatMap((term, at) => (constants[at] ? [placed(at, term)] : []));
      if (places.length === 0) return [each.value, otherValues];
      const cluster = JSON.stringify(places);
      for (const place of places) {
        if ((owners.get(place) ?? cluster) !== cluster)
          throw new Refusal(
            'reduce',
            `values that have one frequent term in common and not another, as '${each.value}'`,
          );
        owners.set(place, cluster);
      }
      const pattern = patternText(each, constants, likeness);
      if ((clusters.get(cluster) ?? pattern) !== pattern)
        throw new Refusal('reduce', `alike values of different forms, as '${pattern}' and '${clusters.get(cluster)}'`);
      clusters.set(cluster, pattern);
      return [each.value, pattern];
    }),
  );
}

/** Fractions of rows are not exact. */
const rounding = 1e-9;

const placed = (at: number, term: string): string => `${at} ${term}`;

/**
 * Terms that vary as `*`. Default separators stay, as in `San *`; letters that part terms are shown by the page only in
 * front of the last term, where they go (`foo*`).
 */
function patternText({ terms, between }: Parted, constants: readonly boolean[], { characters }: Likeness): string {
  const shown = terms.map((term, at) => (constants[at] ? term : '*'));
  if (constants.some((isConstant, at) => !isConstant && constants[at + 1] === false))
    throw new Refusal('reduce', `several terms in a row that vary, as in '${terms.join(' ')}'`);
  if (characters === undefined) return shown.map((term, at) => `${between[at]}${term}`).join('') + between.at(-1);
  const isKnown = shown.length === 1 || (shown.length === 2 && shown[1] === '*' && between[1]?.length === 1);
  if (!isKnown || between[0] !== '' || between.at(-1) !== '')
    throw new Refusal('reduce', `characters that part '${terms.join(' ')}'`);
  return shown.join('');
}
