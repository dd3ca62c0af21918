import { createRequire } from 'node:module';
import type { Match as FoundSpan, RRegex } from 'rregex';
import { Refusal } from '../values/refusal.ts';

/**
 * Regular expressions of KQL are those of Rust's regex crate (Microsoft Learn, "Regex syntax"). This is the door to that
 * crate, compiled to WebAssembly: searching takes time linear in the text, whatever the pattern. One thing more is taken, as
 * published detections have it: a brace that begins no repetition, as in `{"key":`, stands for itself.
 */
type Crate = typeof import('rregex');

/** Patterns whose compiled form is kept; the one used longest ago goes first, and its memory with it. */
const mostKept = 200;
/** Microsoft Learn, "matches regex operator", "extract_all()": a pattern has at most so many capture groups. */
const mostGroups = 16;

interface Compiled {
  readonly regex: RRegex;
  /** Names of the groups by their number; that of the whole match is the first. */
  readonly names: readonly (string | null)[];
  /** The same pattern with a name for every group, made when a group that took no part has to be told from the others. */
  named?: RRegex;
  readonly tests: Map<string, boolean>;
  /** Null: no match. */
  readonly firsts: Map<string, RegexMatch | null>;
}

/**
 * Answers are kept, since values repeat within rows, and rules are run over the same rows again. When there are so many,
 * of all patterns together, all are forgotten.
 */
const mostAnswers = 20_000;
const longestKept = 1_000;
let answers = 0;

function remembered<T extends RegexMatch | boolean | null>(
  memory: Map<string, T>,
  text: string,
  search: (text: string) => T,
): T {
  const known = memory.get(text);
  if (known !== undefined) return known;
  const answer = search(text);
  if (text.length > longestKept) return answer;
  if (answers++ >= mostAnswers) {
    for (const { tests, firsts } of kept.values()) {
      tests.clear();
      firsts.clear();
    }
    answers = 1;
  }
  memory.set(text, answer);
  return answer;
}

/** A match, with offsets in UTF-16 units. `groups` starts with the whole match; a group that took no part is undefined. */
export interface RegexMatch {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (string | undefined)[];
}

let crate: Crate | undefined;
const kept = new Map<string, Compiled>();

/** Loads the crate, once a thread (about 30 ms), when the first pattern is met. */
function loadCrate(): Crate {
  crate ??= createRequire(import.meta.url)('rregex') as Crate;
  return crate;
}

/** The crate's report shows the pattern and points at the place; its last line says what is wrong. */
function reportOf(failure: unknown): string {
  const text = failure instanceof Error ? failure.message : String(failure);
  const told = /^error: (.*)$/m.exec(text)?.[1] ?? text;
  return told.trim().replace(/\.$/, '');
}

/** Refuses a pattern that the crate does not take, neither with its braces quoted that count nothing. */
function build(pattern: string): RRegex {
  const quoted = pattern.replace(/\\[pPxuU]\{[^}]*\}|\\[\s\S]|\{\d+(?:,\d*)?\}|[{}]/g, (token) =>
    token === '{' || token === '}' ? `\\${token}` : token,
  );
  const { RRegex: Regex } = loadCrate();
  try {
    return new Regex(pattern);
  } catch (failure) {
    const refusal = new Refusal(`the regular expression ${pattern}`, reportOf(failure));
    if (quoted === pattern) throw refusal;
    try {
      return new Regex(quoted);
    } catch {
      throw refusal;
    }
  }
}

function compiledOf(pattern: string): Compiled {
  const known = kept.get(pattern);
  if (known) return known;
  const regex = build(pattern);
  const names = regex.captureNames();
  if (names.length - 1 > mostGroups) {
    regex.free();
    throw new Refusal(`the regular expression ${pattern}`, `it has more than ${mostGroups} capture groups`);
  }
  const [oldest] = kept;
  if (kept.size >= mostKept && oldest) {
    kept.delete(oldest[0]);
    oldest[1].regex.free();
    oldest[1].named?.free();
  }
  const compiled = { regex, names, tests: new Map(), firsts: new Map() };
  kept.set(pattern, compiled);
  return compiled;
}

/** Why a pattern cannot be used, in the crate's words; undefined when it can. */
export function regexProblem(pattern: string): string | undefined {
  try {
    compiledOf(pattern);
    return undefined;
  } catch (failure) {
    if (failure instanceof Refusal) return failure.why;
    throw failure;
  }
}

/** Names of a pattern's groups by their number, null for those without; the first stands for the whole match. Refuses a pattern that is none. */
export function regexGroups(pattern: string): readonly (string | null)[] {
  return compiledOf(pattern).names;
}

/** True when the pattern matches somewhere in the text. Refuses a pattern that is none. */
export function regexTest(pattern: string, text: string): boolean {
  const { regex, tests } = compiledOf(pattern);
  return remembered(tests, text, (each) => regex.isMatch(each));
}

/** The leftmost match, if there is one. Refuses a pattern that is none. */
export function firstMatch(pattern: string, text: string): RegexMatch | undefined {
  const compiled = compiledOf(pattern);
  return remembered(compiled.firsts, text, (each) => searchFirst(compiled, pattern, each)) ?? undefined;
}

function searchFirst(compiled: Compiled, pattern: string, text: string): RegexMatch | null {
  const unitsOf = unitsIn(text);
  if (compiled.names.length === 1) {
    const found = compiled.regex.find(text);
    return found ? matchOf([found], text, unitsOf) : null;
  }
  // To tell whether there is a match costs far less than to tell where its groups are.
  const found = compiled.regex.isMatch(text) ? compiled.regex.captures(text) : undefined;
  if (!found) return null;
  const groups =
    found.get.length === compiled.names.length
      ? found.get
      : groupsByName(compiled, namedOf(compiled, pattern).captures(text)?.name ?? {});
  return matchOf([found.get[0], ...groups.slice(1)], text, unitsOf);
}

/** Every match from left to right, none overlapping another. Refuses a pattern that is none. */
export function allMatches(pattern: string, text: string): readonly RegexMatch[] {
  const compiled = compiledOf(pattern);
  const unitsOf = unitsIn(text);
  if (compiled.names.length === 1) return compiled.regex.findAll(text).map((found) => matchOf([found], text, unitsOf));
  const found = compiled.regex.capturesAll(text);
  if (found.every((match) => match.get.length === compiled.names.length))
    return found.map((match) => matchOf(match.get, text, unitsOf));
  return namedOf(compiled, pattern)
    .capturesAll(text)
    .map((match) => matchOf([match.get[0], ...groupsByName(compiled, match.name).slice(1)], text, unitsOf));
}

type Spans = readonly (FoundSpan | undefined)[];

function matchOf(spans: Spans, text: string, unitsOf: (bytes: number) => number): RegexMatch {
  const [whole] = spans;
  return {
    start: unitsOf(whole?.start ?? 0),
    end: unitsOf(whole?.end ?? 0),
    groups: spans.map((span) => span && text.slice(unitsOf(span.start), unitsOf(span.end))),
  };
}

const groupName = (index: number): string => `_group${index}`;

/** The library leaves groups out that took no part, so that only names tell which they are. */
function namedOf(compiled: Compiled, pattern: string): RRegex {
  compiled.named ??= build(withNames(pattern));
  const names = compiled.named.captureNames();
  const isSame = compiled.names.every((name, i) => i === 0 || names[i] === (name ?? groupName(i)));
  if (names.length === compiled.names.length && isSame) return compiled.named;
  throw new Refusal(`the regular expression ${pattern}`, 'it has a group that took no part, which cannot be told here');
}

const groupsByName = ({ names }: Compiled, found: Readonly<Record<string, FoundSpan>>): Spans =>
  names.map((name, i) => found[name ?? groupName(i)]);

/** Gives every capture group a name. Parentheses within classes and behind a backslash are none. */
function withNames(pattern: string): string {
  let depth = 0;
  let index = 0;
  return pattern.replace(/\\[\s\S]|\[\^?\]?|\]|\((\?P?<[^=!])?(\?)?/g, (token, named?: string, special?: string) => {
    if (token.startsWith('[')) depth++;
    else if (token === ']' && depth > 0) depth--;
    if (!token.startsWith('(') || depth > 0) return token;
    if (named !== undefined) index++;
    return named === undefined && special === undefined ? `(?P<${groupName(++index)}>` : token;
  });
}

const ascii = /^[\0-\x7f]*$/;
const same = (bytes: number): number => bytes;

/** From offsets in the UTF-8 form of a text to offsets in its UTF-16 units. */
function unitsIn(text: string): (bytes: number) => number {
  if (ascii.test(text)) return same;
  const units: number[] = [];
  let bytes = 0;
  for (let at = 0; at < text.length; at++) {
    units[bytes] = at;
    const point = text.codePointAt(at) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    if (point > 0xffff) at++;
  }
  units[bytes] = text.length;
  return (offset) => units[offset] ?? 0;
}
