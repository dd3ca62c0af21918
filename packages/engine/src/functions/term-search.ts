import { type Cell, isArray } from '../values/cell.ts';
import { dynamicText } from '../values/json.ts';
import { Refusal } from '../values/refusal.ts';
import { type FunctionRow, type FunctionTable, fn } from './blueprint.ts';
import { foldCase } from './comparison.ts';

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
const overText = (test: Test): FunctionRow => fn({ takes: ['text', 'text'], returns: 'bool', run: test });
const folded =
  (test: Test): Test =>
  (text, needle) =>
    test(foldCase(text), foldCase(needle));
const inverted =
  (test: Test): Test =>
  (text, needle) =>
    !test(text, needle);

const contains: Test = (text, needle) => text.includes(needle);
const startsWith: Test = (text, needle) => text.startsWith(needle);
const endsWith: Test = (text, needle) => text.endsWith(needle);
const has: Test = (text, needle) => hasTerm(text, needle);
const hasPrefix: Test = (text, needle) => hasTerm(text, needle, 'start');
const hasSuffix: Test = (text, needle) => hasTerm(text, needle, 'end');

/** The four forms of an operator: as it is, for exact case, and both negated. */
function fourForms(name: string, test: Test): FunctionTable {
  return {
    [name]: overText(folded(test)),
    [`${name}_cs`]: overText(test),
    [`!${name}`]: overText(inverted(folded(test))),
    [`!${name}_cs`]: overText(inverted(test)),
  };
}

/** Operators that look for text in text. Microsoft Learn, "String operators", "has operator". */
export const termSearch: FunctionTable = {
  ...fourForms('contains', contains),
  ...fourForms('startswith', startsWith),
  ...fourForms('endswith', endsWith),
  ...fourForms('has', has),
  ...fourForms('hasprefix', hasPrefix),
  ...fourForms('hassuffix', hasSuffix),
  has_any: fn({
    takes: ['text'],
    rest: 'value',
    returns: 'bool',
    run: (text, ...values) => needlesOf(values).some((needle) => hasTerm(foldCase(text), foldCase(needle))),
  }),
  has_all: fn({
    takes: ['text'],
    rest: 'value',
    returns: 'bool',
    run: (text, ...values) => needlesOf(values).every((needle) => hasTerm(foldCase(text), foldCase(needle))),
  }),
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
