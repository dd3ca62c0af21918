import { type Cell, isArray } from '../values/cell.ts';
import { dynamicText } from '../values/json.ts';
import { Refusal } from '../values/refusal.ts';
import { type FunctionRow, type FunctionTable, fn } from './blueprint.ts';
import { foldCase } from './comparison.ts';
import { needlesSql, searchSql } from './term-search-sql.ts';

const termCharacter = /[\p{L}\p{N}]/u;

/** True at a border between terms: a term is a maximal run of letters and digits. Microsoft Learn, "String operators". */
function isBorder(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return true;
  return !(isTermAt(text, at - 1) && isTermAt(text, at));
}

function isTermAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 128) return (code > 47 && code < 58) || (code > 64 && code < 91) || (code > 96 && code < 123);
  return termCharacter.test(text[at] ?? '');
}

type Borders = 'both' | 'start' | 'end';

/** True when the needle stands in the text with term borders where asked for. */
export function hasTerm(text: string, needle: string, borders: Borders = 'both'): boolean {
  if (needle === '') return true;
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) {
    const start = borders === 'end' || isBorder(text, at);
    const end = borders === 'start' || isBorder(text, at + needle.length);
    if (start && end) return true;
  }
  return false;
}

type Test = (text: string, needle: string) => boolean;

const contains: Test = (text, needle) => text.includes(needle);
const startsWith: Test = (text, needle) => text.startsWith(needle);
const endsWith: Test = (text, needle) => text.endsWith(needle);
const has: Test = (text, needle) => hasTerm(text, needle);
const hasPrefix: Test = (text, needle) => hasTerm(text, needle, 'start');
const hasSuffix: Test = (text, needle) => hasTerm(text, needle, 'end');

const asIs = (text: string): string => text;

/** A form of an operator. A constant needle is folded once. */
function overText(name: string, test: Test, fold: (text: string) => string, expected: boolean): FunctionRow {
  return fn({
    ...searchSql(name, fold === foldCase, expected),
    takes: ['text', 'text'],
    returns: 'bool',
    prepare: ([, needle]) => {
      if (typeof needle !== 'string') return undefined;
      const folded = fold(needle);
      return (text) => test(fold(String(text)), folded) === expected;
    },
    run: (text, needle) => test(fold(text), fold(needle)) === expected,
  });
}

/** The four forms of an operator: as it is, for exact case, and both negated. */
function fourForms(name: string, test: Test): FunctionTable {
  return {
    [name]: overText(name, test, foldCase, true),
    [`${name}_cs`]: overText(name, test, asIs, true),
    [`!${name}`]: overText(name, test, foldCase, false),
    [`!${name}_cs`]: overText(name, test, asIs, false),
  };
}

/** Microsoft Learn, "has_any operator", "has_all operator": a search considers no more values. */
const mostNeedles = { any: 10_000, all: 256 } as const;

/** has_any and has_all. Constant needles are folded once. */
function overNeedles(kind: keyof typeof mostNeedles): FunctionRow {
  const needlesIn = (values: readonly Cell[]): readonly string[] => {
    const needles = needlesOf(values).map(foldCase);
    if (needles.length > mostNeedles[kind] && new Set(needles).size > mostNeedles[kind])
      throw new Refusal(`has_${kind}`, `more than ${mostNeedles[kind]} values`);
    return needles;
  };
  const test = (text: string, needles: readonly string[]): boolean => {
    const folded = foldCase(text);
    return kind === 'any'
      ? needles.some((needle) => hasTerm(folded, needle))
      : needles.every((needle) => hasTerm(folded, needle));
  };
  return fn({
    ...needlesSql(kind),
    takes: ['text'],
    rest: 'value',
    returns: 'bool',
    prepare: ([, ...values]) => {
      const constants = values.flatMap((value) => (value === undefined || value === null ? [] : [value]));
      if (constants.length < values.length) return undefined;
      const needles = needlesIn(constants);
      return (text) => test(String(text), needles);
    },
    run: (text, ...values) => test(text, needlesIn(values)),
  });
}

/** Operators that look for text in text. Microsoft Learn, "String operators", "has operator". */
export const termSearch: FunctionTable = {
  ...fourForms('contains', contains),
  ...fourForms('startswith', startsWith),
  ...fourForms('endswith', endsWith),
  ...fourForms('has', has),
  ...fourForms('hasprefix', hasPrefix),
  ...fourForms('hassuffix', hasSuffix),
  has_any: overNeedles('any'),
  has_all: overNeedles('all'),
  has_any_index: fn({ takes: ['text', 'dynamic'], returns: 'long', run: firstIndex }),
};

/** The place of the first needle that is in the text. Whether terms or any text count is not documented, and refused where it matters. */
function firstIndex(text: string, needles: Cell): bigint {
  const folded = foldCase(text);
  const all = needlesOf([needles]).map(foldCase);
  const index = all.findIndex((needle) => hasTerm(folded, needle));
  if (index !== all.findIndex((needle) => folded.includes(needle)))
    throw new Refusal('has_any_index()', 'a value within a longer term');
  return BigInt(index);
}

/** The needles of has_any and has_all: scalars, and the members of arrays. */
function needlesOf(values: readonly Cell[]): readonly string[] {
  return values.flatMap((value) => (isArray(value) ? value.map(dynamicText) : [dynamicText(value)]));
}
