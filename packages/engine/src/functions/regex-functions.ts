import type { Cell } from '../values/cell.ts';
import { isArray } from '../values/cell.ts';
import { Refusal } from '../values/refusal.ts';
import { type FunctionRow, type FunctionTable, fn } from './blueprint.ts';
import { compileRegex } from './regex.ts';

const globally = (pattern: string): RegExp => {
  const regex = compileRegex(pattern, '');
  return new RegExp(regex.source, `${regex.flags}g`);
};

/** `\1`, `\0` in a rewrite stand for groups. */
function rewritten(rewrite: string, match: readonly (string | undefined)[]): string {
  return rewrite.replace(/\\(\d|.)/gs, (whole, next: string) => {
    if (next === '\\') return '\\';
    if (!/\d/.test(next)) throw new Refusal('replace_regex()', `${whole} in the rewrite`);
    return match[Number(next)] ?? '';
  });
}

function replaceRegex(text: string, pattern: string, rewrite: string): string {
  if (rewrite.includes('$')) throw new Refusal('replace_regex()', 'a dollar sign in the rewrite');
  return text.replace(globally(pattern), (...given: readonly unknown[]) =>
    rewritten(
      rewrite,
      given.map((each) => (typeof each === 'string' ? each : undefined)),
    ),
  );
}

function extract(pattern: string, group: bigint, text: string): string {
  return compileRegex(pattern, '').exec(text)?.[Number(group)] ?? '';
}

/** All matches: of one group an array, of several an array of arrays. Null when there is none. */
function extractAll(pattern: string, wanted: readonly number[] | undefined, text: string): Cell {
  const found = [...text.matchAll(globally(pattern))].map((match): Cell => {
    const groups = wanted ?? Array.from({ length: match.length - 1 }, (_, i) => i + 1);
    const [only] = groups;
    if (groups.length === 1 && only !== undefined) return match[only] ?? '';
    return groups.map((group) => match[group] ?? '');
  });
  return found.length > 0 ? found : null;
}

const extractAllRows: readonly FunctionRow[] = [
  fn({ takes: ['string', 'string'], returns: 'dynamic', run: (pattern, text) => extractAll(pattern, undefined, text) }),
  fn({
    takes: ['string', 'dynamic', 'string'],
    returns: 'dynamic',
    run: (pattern, groups, text) => {
      const numbers = isArray(groups) ? groups.map(Number) : [Number.NaN];
      if (numbers.some((each) => !Number.isInteger(each))) throw new Refusal('extract_all()', 'groups by name');
      return extractAll(pattern, numbers, text);
    },
  }),
];

/** Microsoft Learn: "matches regex operator", "extract()", "extract_all()", "replace_regex()". */
export const regexFunctions: FunctionTable = {
  'matches regex': fn({
    takes: ['text', 'string'],
    returns: 'bool',
    run: (text, pattern) => compileRegex(pattern, '').test(text),
  }),
  extract: fn({ takes: ['string', 'long', 'text'], returns: 'string', run: extract }),
  extract_all: extractAllRows,
  extractall: extractAllRows,
  replace_regex: fn({ takes: ['string', 'string', 'string'], returns: 'string', run: replaceRegex }),
  regex_quote: fn({
    takes: ['string'],
    returns: 'string',
    run: (text) => text.replace(/[\\.+*?()|[\]{}^$#&\-~]/g, '\\$&'),
  }),
};
