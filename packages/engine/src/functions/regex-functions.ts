import { type Cell, isArray } from '../values/cell.ts';
import { Refusal } from '../values/refusal.ts';
import { type Check, type FunctionRow, type FunctionTable, fn } from './blueprint.ts';
import { allMatches, firstMatch, type RegexMatch, regexGroups, regexProblem, regexTest } from './regex.ts';

/** `\0` in a rewrite stands for the whole match, `\1` for the first group. What else the service may read in it is refused. */
function rewritten(rewrite: string, match: RegexMatch): string {
  return rewrite.replace(/\\(\d+|[\s\S]?)/g, (whole, next: string) => {
    if (next === '\\') return '\\';
    if (!/^\d$/.test(next)) throw new Refusal('replace_regex()', `'${whole}' in the rewrite`);
    if (Number(next) >= match.groups.length) throw new Refusal('replace_regex()', `no group ${next} in the pattern`);
    return match.groups[Number(next)] ?? '';
  });
}

function replaceRegex(text: string, pattern: string, rewrite: string): string {
  if (rewrite.includes('$')) throw new Refusal('replace_regex()', 'a dollar sign in the rewrite');
  let at = 0;
  let out = '';
  for (const match of allMatches(pattern, text)) {
    out += text.slice(at, match.start) + rewritten(rewrite, match);
    at = match.end;
  }
  return out + text.slice(at);
}

function extract(pattern: string, group: bigint, text: string): string {
  return firstMatch(pattern, text)?.groups[Number(group)] ?? '';
}

/** All matches, in order. How the service goes on behind a match of nothing is not documented. */
function matchesOfText(what: string, pattern: string, text: string): readonly RegexMatch[] {
  const matches = allMatches(pattern, text);
  if (matches.some((match) => match.start === match.end)) throw new Refusal(what, 'a match of nothing');
  return matches;
}

/** Of one group an array, of several an array of arrays. Null when there is no match. */
function extractAll(pattern: string, wanted: readonly number[], text: string): Cell {
  const found = matchesOfText('extract_all()', pattern, text).map(({ groups }): Cell => {
    const texts = wanted.map((group) => groups[group] ?? '');
    return texts.length === 1 ? (texts[0] ?? '') : texts;
  });
  return found.length > 0 ? found : null;
}

/**
 * The names of a pattern's groups, the whole match first. The service refuses a pattern without groups, too: "extractall():
 * argument 2 must be a valid regex with [1..16] matching groups".
 */
function groupsIn(pattern: string): readonly (string | null)[] {
  const names = regexGroups(pattern);
  if (names.length === 1) throw new Refusal('extract_all()', groupless);
  return names;
}

const groupless = 'a pattern without capture groups, which the service refuses too';

/** Groups by their number or name. */
function groupsNamed(pattern: string, groups: Cell): readonly number[] {
  const names = groupsIn(pattern);
  if (!isArray(groups) || groups.length === 0) throw new Refusal('extract_all()', 'groups that are no array');
  return groups.map((group) => {
    const place = typeof group === 'string' ? names.indexOf(group) : typeof group === 'bigint' ? Number(group) : -1;
    if (place < 1 || place >= names.length) throw new Refusal('extract_all()', 'a group that the pattern has not');
    return place;
  });
}

/** Checks a constant pattern, the argument at this place, while the plan is made; it is compiled then already. */
const patternAt =
  (at: number): Check =>
  (constants) => {
    const pattern = constants[at];
    const why = typeof pattern === 'string' ? regexProblem(pattern) : undefined;
    return why === undefined ? undefined : { what: `the regular expression ${String(pattern)}`, why };
  };

/** Plain texts may overlap, matches of a regular expression do not. Microsoft Learn, "countof()". */
function countOf(text: string, search: string, kind = 'normal'): bigint {
  if (kind === 'regex') return BigInt(matchesOfText('countof()', search, text).length);
  if (search === '' || kind !== 'normal') throw new Refusal('countof()', 'an empty search or another kind');
  let count = 0n;
  for (let at = text.indexOf(search); at >= 0; at = text.indexOf(search, at + 1)) count++;
  return count;
}

/**
 * The index at which a match starts. As with indexof(), a match counts that starts within the length; where it makes a
 * difference whether the text is cut there, or in front of the start, it is refused. Microsoft Learn, "indexof_regex()".
 */
function indexOfRegex(text: string, pattern: string, start = 0n, length = -1n, occurrence = 1n): bigint | null {
  if (start < 0n || occurrence < 0n || length < -1n) return null;
  if (occurrence === 0n) throw new Refusal('indexof_regex()', 'an occurrence of zero');
  if (/[\uD800-\uDFFF]/.test(text)) throw new Refusal('indexof_regex()', 'characters beyond U+FFFF');
  const from = Number(start > BigInt(text.length) ? text.length : start);
  const end = length < 0n ? text.length : Math.min(text.length, from + Number(length));
  const place = Number(occurrence) - 1;
  const starts = (part: string, offset: number): readonly number[] =>
    matchesOfText('indexof_regex()', pattern, part).map((match) => match.start + offset);
  const [whole, behind, cut] = [
    starts(text, 0).filter((at) => at >= from && at < end),
    starts(text.slice(from), from).filter((at) => at < end),
    starts(text.slice(from, end), from),
  ];
  const [index = -1, ...others] = [whole, behind, cut].map((each) => each[place] ?? -1);
  if (others.some((other) => other !== index))
    throw new Refusal('indexof_regex()', 'a match that depends on how the text is cut');
  return BigInt(index);
}

/** One match off the start, one off the end. Microsoft Learn, "trim()". */
function trimmed(pattern: string, text: string, start: boolean, end: boolean): string {
  const first = start ? firstMatch(`^(?:${pattern})`, text) : undefined;
  const rest = first ? text.slice(first.end) : text;
  const last = end ? firstMatch(`(?:${pattern})$`, rest) : undefined;
  return last ? rest.slice(0, last.start) : rest;
}

const trim = (start: boolean, end: boolean): FunctionRow =>
  fn({
    takes: ['string', 'string'],
    returns: 'string',
    check: patternAt(0),
    run: (pattern, text) => trimmed(pattern, text, start, end),
  });

const extractAllRows: readonly FunctionRow[] = [
  fn({
    takes: ['string', 'string'],
    returns: 'dynamic',
    check: patternAt(0),
    run: (pattern, text) => {
      const [, ...groups] = groupsIn(pattern);
      return extractAll(
        pattern,
        groups.map((_, i) => i + 1),
        text,
      );
    },
  }),
  fn({
    takes: ['string', 'dynamic', 'string'],
    returns: 'dynamic',
    check: patternAt(0),
    run: (pattern, groups, text) => extractAll(pattern, groupsNamed(pattern, groups), text),
  }),
];

/** Microsoft Learn: "matches regex operator", "extract()", "extract_all()", "replace_regex()" and their kin. */
export const regexFunctions: FunctionTable = {
  'matches regex': fn({
    takes: ['text', 'string'],
    returns: 'bool',
    check: patternAt(1),
    run: (text, pattern) => regexTest(pattern, text),
  }),
  extract: fn({ takes: ['string', 'long', 'text'], returns: 'string', check: patternAt(0), run: extract }),
  extract_all: extractAllRows,
  extractall: extractAllRows,
  replace_regex: fn({
    takes: ['string', 'string', 'string'],
    returns: 'string',
    check: patternAt(1),
    run: replaceRegex,
  }),
  // The old name has another order: the pattern, the rewrite, the text.
  replace: fn({
    takes: ['string', 'string', 'string'],
    returns: 'string',
    check: patternAt(0),
    run: (pattern, rewrite, text) => replaceRegex(text, pattern, rewrite),
  }),
  countof: fn({
    takes: ['string', 'string', 'string?'],
    returns: 'long',
    check: (constants) => (constants[2] === 'regex' ? patternAt(1)(constants) : undefined),
    run: countOf,
  }),
  indexof_regex: fn({
    takes: ['text', 'string', 'long?', 'long?', 'long?'],
    returns: 'long',
    check: patternAt(1),
    run: indexOfRegex,
  }),
  trim: trim(true, true),
  trim_start: trim(true, false),
  trim_end: trim(false, true),
  regex_quote: fn({
    takes: ['string'],
    returns: 'string',
    run: (text) => text.replace(/[\\.+*?()|[\]{}^$#&\-~]/g, '\\$&'),
  }),
};
