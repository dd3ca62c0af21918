import { type Cell, isArray } from '../values/cell.ts';
import { compareText } from '../values/compare.ts';
import { dynamicText } from '../values/json.ts';
import { Refusal } from '../values/refusal.ts';
import { type FunctionTable, fn, nullFn } from './blueprint.ts';
import { lowerCase, upperCase } from './comparison.ts';

/** Text longer than this is not made. */
const longestText = 1_048_576;

const clamp = (value: bigint, low: number, high: number): number =>
  value < BigInt(low) ? low : value > BigInt(high) ? high : Number(value);

/** Counts characters, not UTF-16 units; the start counts from 0, or from the end when negative. */
function substring(text: string, start: bigint, length?: bigint): string {
  const characters = [...text];
  const all = BigInt(characters.length);
  const from = start < 0n ? start + all : start;
  const end = length === undefined ? all : length < 0n ? from : from + length;
  return characters.slice(clamp(from, 0, characters.length), clamp(end, 0, characters.length)).join('');
}

/** The index in the whole text, -1 when there is none. */
function indexOf(text: string, lookup: string, start = 0n, length = -1n, occurrence = 1n): bigint | null {
  if (occurrence < 1n || length < -1n) throw new Refusal('indexof()', 'an occurrence or length below its least');
  if (lookup === '' || /[\uD800-\uDFFF]/.test(text))
    throw new Refusal('indexof()', 'an empty lookup, or characters beyond U+FFFF');
  const from = start < 0n ? Math.max(0, text.length + clamp(start, -text.length, 0)) : clamp(start, 0, text.length);
  const end = length < 0n ? text.length : Math.min(text.length, from + clamp(length, 0, text.length));
  let at = from - 1;
  for (let i = 0n; i < occurrence; i++) {
    at = text.indexOf(lookup, at + 1);
    if (at < 0 || at >= end) return -1n;
  }
  return BigInt(at);
}

function split(text: string, delimiter: string, index?: bigint): Cell {
  if (delimiter === '') throw new Refusal('split()', 'an empty delimiter');
  const parts = text.split(delimiter);
  if (index === undefined) return parts;
  const part = index < 0n ? undefined : parts[Number(index)];
  return part === undefined ? null : [part];
}

/** One character for another, those without a partner for the last one. */
function translate(from: string, to: string, text: string): string {
  const partners = [...to];
  const map = new Map<string, string>();
  [...from].forEach((character, i) => {
    if (!map.has(character)) map.set(character, partners[i] ?? partners.at(-1) ?? '');
  });
  return [...text].map((character) => map.get(character) ?? character).join('');
}

/** Empty when one is no code point. */
function textOfCodePoints(parts: readonly Cell[]): string {
  const points = parts.flatMap((part) => (isArray(part) ? part : [part]));
  if (points.some((point) => typeof point === 'number')) throw new Refusal(codePoints, 'a real among the code points');
  const isPoint = (point: Cell): boolean => typeof point === 'bigint' && point >= 0n && point <= 0x10ffffn;
  if (!points.every(isPoint)) return '';
  if (points.some((point) => Number(point) >= 0xd800 && Number(point) <= 0xdfff))
    throw new Refusal(codePoints, 'half of a surrogate pair');
  return points.map((point) => String.fromCodePoint(Number(point))).join('');
}

const codePoints = 'unicode_codepoints_to_string()';
const toCodePoints = fn({ takes: [], rest: 'value', returns: 'string', run: (...parts) => textOfCodePoints(parts) });
const fromCodePoints = fn({
  takes: ['string'],
  returns: 'dynamic',
  run: (text) => [...text].map((character) => BigInt(character.codePointAt(0) ?? 0)),
});

const repeated = (text: string, times: bigint, delimiter = ''): string => {
  if (times <= 0n) return '';
  if (BigInt(text.length + delimiter.length) * times > BigInt(longestText))
    throw new Refusal('strrep()', 'a text too long');
  return Array.from({ length: Number(times) }, () => text).join(delimiter);
};

const replaceString = fn({
  takes: ['string', 'string', 'string'],
  returns: 'string',
  run: (text, lookup, rewrite) => (lookup === '' ? text : text.replaceAll(lookup, () => rewrite)),
});

/** Lookups in their order; what one has replaced, the next leave alone. */
function replaceStrings(text: string, lookups: Cell, rewrites: Cell): string {
  if (!isArray(lookups) || !isArray(rewrites) || lookups.length !== rewrites.length || lookups.includes('')) {
    throw new Refusal('replace_strings()', 'lookups and rewrites that are no arrays of one length');
  }
  let pieces: readonly { readonly text: string; readonly done: boolean }[] = [{ text, done: false }];
  lookups.forEach((lookup, i) => {
    const rewrite = { text: dynamicText(rewrites[i] ?? null), done: true };
    pieces = pieces.flatMap((piece) => {
      if (piece.done) return [piece];
      const parts = piece.text.split(dynamicText(lookup)).map((part) => ({ text: part, done: false }));
      return parts.flatMap((part, k) => (k === 0 ? [part] : [rewrite, part]));
    });
  });
  return pieces.map((piece) => piece.text).join('');
}

/** Microsoft Learn: a page for each, as "substring()". */
export const strings: FunctionTable = {
  strcat: fn({ takes: [], rest: 'text', returns: 'string', run: (...parts) => parts.join('') }),
  strcat_delim: fn({
    takes: ['string'],
    rest: 'text',
    returns: 'string',
    run: (delimiter, ...parts) => parts.join(delimiter),
  }),
  strlen: fn({ takes: ['string'], returns: 'long', run: (text) => BigInt([...text].length) }),
  string_size: fn({ takes: ['string'], returns: 'long', run: (text) => BigInt(new TextEncoder().encode(text).length) }),
  tolower: fn({ takes: ['string'], returns: 'string', run: lowerCase }),
  toupper: fn({ takes: ['string'], returns: 'string', run: upperCase }),
  substring: fn({ takes: ['string', 'long', 'long?'], returns: 'string', run: substring }),
  indexof: fn({ takes: ['text', 'text', 'long?', 'long?', 'long?'], returns: 'long', run: indexOf }),
  split: fn({ takes: ['string', 'string', 'long?'], returns: 'dynamic', run: split }),
  strcmp: fn({ takes: ['string', 'string'], returns: 'long', run: (a, b) => BigInt(compareText(a, b)) }),
  strrep: fn({ takes: ['text', 'long', 'string?'], returns: 'string', run: repeated }),
  reverse: fn({ takes: ['text'], returns: 'string', run: (text) => [...text].reverse().join('') }),
  replace_string: replaceString,
  translate: fn({ takes: ['string', 'string', 'string'], returns: 'string', run: translate }),
  replace_strings: fn({ takes: ['string', 'dynamic', 'dynamic'], returns: 'string', run: replaceStrings }),
  tohex: fn({
    takes: ['long', 'long?'],
    returns: 'string',
    run: (value, length = 1n) =>
      BigInt.asUintN(64, value)
        .toString(16)
        .padStart(clamp(length, 1, 64), '0'),
  }),
  unicode_codepoints_to_string: toCodePoints,
  make_string: toCodePoints,
  unicode_codepoints_from_string: fromCodePoints,
  to_utf8: fromCodePoints,
  strcat_array: nullFn({
    takes: ['dynamic', 'string'],
    returns: 'string',
    run: (array, delimiter) => (isArray(array) ? array.map(dynamicText).join(delimiter) : ''),
  }),
};
