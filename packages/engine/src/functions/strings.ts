import { type Cell, isArray } from '../values/cell.ts';
import { compareText } from '../values/compare.ts';
import { dynamicText } from '../values/json.ts';
import { Refusal } from '../values/refusal.ts';
import { type FunctionTable, fn, nullFn } from './blueprint.ts';
import { toLower, toUpper } from './comparison.ts';
import { asciiForm, type SqlForm, sqlForm } from './sql-form.ts';

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

const joinedSql: SqlForm = (...parts) =>
  parts.length > 0 ? `(${parts.map((part) => part.text).join(' || ')})` : undefined;

/** From a place that is given and not counted from the end; DuckDB counts from 1. */
const substringSql: SqlForm = (text, start, length) => {
  const places = [start, length].flatMap((value) => value ?? []);
  const arePlaces = places.every(
    ({ constant }) => typeof constant === 'bigint' && constant >= 0n && constant < BigInt(longestText),
  );
  if (!arePlaces || !text || !start) return undefined;
  return `substring(${text.text}, ${start.text} + 1${length ? `, ${length.text}` : ''})`;
};

const astral = /[\uD800-\uDFFF]/;

/**
 * The index in the whole text, in characters; -1 when there is none. A match counts that starts within the length.
 * Null for an occurrence below 0 or a length below -1.
 */
function indexOf(text: string, lookup: string, start = 0n, length = -1n, occurrence = 1n): bigint | null {
  if (occurrence < 0n || length < -1n) return null;
  if (occurrence === 0n || lookup === '') throw new Refusal('indexof()', 'an empty lookup, or an occurrence of 0');
  if (astral.test(text)) return indexOfCharacters([...text], [...lookup], start, length, occurrence);
  const [from, end] = searched(text.length, start, length);
  let at = from - 1;
  for (let i = 0n; i < occurrence; i++) {
    at = text.indexOf(lookup, at + 1);
    if (at < 0 || at >= end) return -1n;
  }
  return BigInt(at);
}

/** Where a search starts, from the end when negative, and where it ends. */
function searched(size: number, start: bigint, length: bigint): readonly [from: number, end: number] {
  const from = start < 0n ? Math.max(0, size + clamp(start, -size, 0)) : clamp(start, 0, size);
  return [from, length < 0n ? size : Math.min(size, from + clamp(length, 0, size))];
}

function indexOfCharacters(
  text: readonly string[],
  lookup: readonly string[],
  start: bigint,
  length: bigint,
  occurrence: bigint,
): bigint {
  const [from, end] = searched(text.length, start, length);
  let left = occurrence;
  for (let at = from; at < end; at++)
    if (lookup.every((character, i) => text[at + i] === character) && --left === 0n) return BigInt(at);
  return -1n;
}

function split(text: string, delimiter: string, index?: bigint): Cell {
  if (delimiter === '') throw new Refusal('split()', 'an empty delimiter');
  const parts = text.split(delimiter);
  if (index === undefined) return parts;
  if (index < 0n) throw new Refusal('split()', 'an index below zero');
  const part = parts[Number(index)];
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
  takes: ['text'],
  returns: 'dynamic',
  run: (text) => [...text].map((character) => BigInt(character.codePointAt(0) ?? 0)),
});

/** The page tells two bounds of the multiplier: 1024 and 67108864. Microsoft Learn, "strrep()". */
function repeated(text: string, times: bigint, delimiter = ''): string {
  if (times < 1n || times > 1024n) throw new Refusal('strrep()', 'a multiplier below 1 or above 1024');
  if (BigInt(text.length + delimiter.length) * times > BigInt(longestText))
    throw new Refusal('strrep()', 'a text too long');
  return Array.from({ length: Number(times) }, () => text).join(delimiter);
}

const replaceString = fn({
  takes: ['string', 'string', 'string'],
  returns: 'string',
  run: (text, lookup, rewrite) => (lookup === '' ? text : text.replaceAll(lookup, () => rewrite)),
});

/**
 * Lookups in their order; what one has replaced, the next leave alone. A lookup that is no text is ignored; a rewrite
 * that is none leaves what its lookup found, and keeps it from the next.
 */
function replaceStrings(text: string, lookups: Cell, rewrites: Cell): string {
  if (!isArray(lookups) || !isArray(rewrites) || lookups.length !== rewrites.length || lookups.includes('')) {
    throw new Refusal('replace_strings()', 'lookups and rewrites that are no arrays of one length');
  }
  let pieces: readonly { readonly text: string; readonly done: boolean }[] = [{ text, done: false }];
  lookups.forEach((lookup, i) => {
    if (typeof lookup !== 'string') return;
    const given = rewrites[i];
    const rewrite = { text: typeof given === 'string' ? given : lookup, done: true };
    pieces = pieces.flatMap((piece) => {
      if (piece.done) return [piece];
      const parts = piece.text.split(lookup).map((part) => ({ text: part, done: false }));
      return parts.flatMap((part, k) => (k === 0 ? [part] : [rewrite, part]));
    });
  });
  return pieces.map((piece) => piece.text).join('');
}

/** At least so many digits, 16 at most. */
function hex(value: bigint, bits: 32 | 64, length: bigint): string {
  if (length < 1n) throw new Refusal('tohex()', 'a length below 1');
  return BigInt.asUintN(bits, value)
    .toString(16)
    .padStart(clamp(length, 1, 16), '0');
}

const sizeUnits = ['Bytes', 'KB', 'MB', 'GB', 'TB', 'PB', 'EB'] as const;

/**
 * A size in the unit asked for, or in the greatest that is not above it. Refused: digits after the point that end in
 * zero, since it is not documented whether they are written, and what is on the brink of another rounding.
 */
function formatBytes(size: number, precision = 0n, unit = ''): string {
  const what = 'format_bytes()';
  const place = (sizeUnits as readonly string[]).indexOf(unit);
  if (!Number.isFinite(size) || size < 0 || precision < 0n || precision > 9n || (place < 0 && unit !== ''))
    throw new Refusal(what, 'a size, precision or unit that is not documented');
  const auto = size < 1 ? 0 : Math.min(sizeUnits.length - 1, Math.floor(Math.log2(size) / 10));
  const scaled = size / 1024 ** (unit === '' ? auto : place);
  const scale = 10 ** Number(precision);
  const rounded = Math.round(scaled * scale);
  const isOnBrink = Math.abs(Math.abs((scaled * scale) % 1) - 0.5) < 1e-6;
  const text = (rounded / scale).toFixed(Number(precision));
  if (isOnBrink || (precision > 0n && text.endsWith('0')) || (unit === '' && rounded / scale >= 1024))
    throw new Refusal(what, 'a size whose digits are not certain');
  return `${text} ${sizeUnits[unit === '' ? auto : place] ?? ''}`;
}

const joinRow = nullFn({
  takes: ['dynamic', 'string'],
  returns: 'string',
  run: (array, delimiter) => (isArray(array) ? array.map(dynamicText).join(delimiter) : ''),
});

/** Eight bytes for a long, a byte for each character of a text; other characters than ASCII's are refused. */
function dataSize(values: readonly Cell[]): bigint {
  return values.reduce<bigint>((sum, value) => {
    if (typeof value === 'bigint') return sum + 8n;
    if (typeof value !== 'string' || !/^[\0-\x7f]*$/.test(value))
      throw new Refusal('estimate_data_size()', 'a null, or characters that are not ASCII');
    return sum + BigInt(value.length);
  }, 0n);
}

/** Microsoft Learn: a page for each, as "substring()". */
export const strings: FunctionTable = {
  strcat: fn({ takes: [], rest: 'text', returns: 'string', run: (...parts) => parts.join(''), sql: joinedSql }),
  strcat_delim: fn({
    takes: ['text'],
    rest: 'text',
    returns: 'string',
    run: (delimiter, ...parts) => parts.join(delimiter),
  }),
  strlen: fn({
    takes: ['string'],
    returns: 'long',
    run: (text) => BigInt([...text].length),
    sql: sqlForm('length({0})'),
  }),
  string_size: fn({ takes: ['string'], returns: 'long', run: (text) => BigInt(new TextEncoder().encode(text).length) }),
  tolower: fn({ takes: ['string'], returns: 'string', run: toLower, sql: asciiForm(sqlForm('lower({0})')) }),
  toupper: fn({ takes: ['string'], returns: 'string', run: toUpper, sql: asciiForm(sqlForm('upper({0})')) }),
  substring: fn({ takes: ['text', 'long', 'long?'], returns: 'string', run: substring, sql: substringSql }),
  indexof: fn({ takes: ['text', 'text', 'long?', 'long?', 'long?'], returns: 'long', run: indexOf }),
  split: fn({ takes: ['text', 'string', 'long?'], returns: 'dynamic', run: split }),
  strcmp: fn({ takes: ['text', 'text'], returns: 'long', run: (a, b) => BigInt(compareText(a, b)) }),
  strrep: fn({ takes: ['text', 'long', 'string?'], returns: 'string', run: repeated }),
  reverse: fn({ takes: ['text'], returns: 'string', run: (text) => [...text].reverse().join('') }),
  replace_string: replaceString,
  translate: fn({ takes: ['string', 'string', 'string'], returns: 'string', run: translate }),
  replace_strings: fn({ takes: ['string', 'dynamic', 'dynamic'], returns: 'string', run: replaceStrings }),
  tohex: [
    fn({ takes: ['int', 'long?'], returns: 'string', run: (value, length = 1n) => hex(BigInt(value), 32, length) }),
    fn({ takes: ['long', 'long?'], returns: 'string', run: (value, length = 1n) => hex(value, 64, length) }),
  ],
  format_bytes: fn({ takes: ['real', 'long?', 'string?'], returns: 'string', run: formatBytes }),
  unicode_codepoints_to_string: toCodePoints,
  make_string: toCodePoints,
  unicode_codepoints_from_string: fromCodePoints,
  to_utf8: fromCodePoints,
  estimate_data_size: nullFn({ takes: [], rest: 'value', returns: 'long', run: (...values) => dataSize(values) }),
  strcat_array: joinRow,
  array_strcat: joinRow,
};
