import { limits } from '../limits.ts';
import { nameGuid } from '../name-guid.ts';
import { NoResult } from '../refusal.ts';
import type { Json } from '../template.ts';
import { uniqueString } from '../unique-string.ts';
import { isArray } from '../value.ts';
import { formatText, textOf } from './format.ts';
import { fn } from './row.ts';

/** Source of all rows: Microsoft Learn, "String functions for ARM templates". Positions count UTF-16 units, from 0. */
export const stringFunctions = {
  base64: fn({ takes: ['string'], does: ([text]) => Buffer.from(text, 'utf8').toString('base64') }),
  base64ToString: fn({ takes: ['string'], does: ([text]) => fromBase64(text) }),
  base64ToJson: fn({
    takes: ['string'],
    does: ([text]) => {
      const decoded = fromBase64(text);
      return typeof decoded === 'string' ? readJson(decoded) : decoded;
    },
  }),
  // Numbers and booleans are taken too: the pages themselves write concat('name', copyIndex()).
  concat: fn({ takes: ['string|int|bool|array'], rest: 'string|int|bool|array', does: (parts) => concat(parts) }),
  dataUri: fn({
    takes: ['string'],
    does: ([text]) => `data:text/plain;charset=utf8;base64,${Buffer.from(text, 'utf8').toString('base64')}`,
  }),
  dataUriToString: fn({ takes: ['string'], does: ([uri]) => fromDataUri(uri) }),
  // Letter case does not count in these four, but it does in contains.
  startsWith: fn({ takes: ['string', 'string'], does: ([text, find]) => fold(text).startsWith(fold(find)) }),
  endsWith: fn({ takes: ['string', 'string'], does: ([text, find]) => fold(text).endsWith(fold(find)) }),
  format: fn({ takes: ['string'], rest: 'any', does: ([pattern, ...values]) => formatText(pattern, values) }),
  guid: fn({
    takes: ['string'],
    rest: 'string',
    does: ([name, ...more]) =>
      more.length === 0
        ? nameGuid(name)
        : new NoResult('how Azure joins several arguments of guid is not published; write the literal GUID'),
  }),
  join: fn({
    takes: ['array', 'string'],
    does: ([items, delimiter]) => {
      const texts: string[] = [];
      for (const item of items) {
        const text = textOf(item);
        if (text instanceof NoResult) return text;
        texts.push(text);
      }
      return delimiter.length * texts.length > limits.templateBytes ? tooLong : texts.join(delimiter);
    },
  }),
  json: fn({ takes: ['string'], does: ([text]) => readJson(text) }),
  padLeft: fn({
    takes: ['string|int', 'int', 'string?'],
    does: ([value, length, padding = ' ']) => {
      if (padding.length !== 1) return new NoResult('the padding must be a single character');
      if (length < 0 || length > 1_000_000) return new NoResult(`the length ${length} is out of range`);
      return String(value).padStart(length, padding);
    },
  }),
  replace: fn({
    takes: ['string', 'string', 'string'],
    does: ([text, old, by]) => {
      if (old === '') return new NoResult('the text to replace is empty');
      const parts = text.split(old);
      return by.length * parts.length > limits.templateBytes ? tooLong : parts.join(by);
    },
  }),
  split: fn({
    takes: ['string', 'string|array'],
    does: ([text, delimiter]) => split(text, isArray(delimiter) ? delimiter : [delimiter]),
  }),
  string: fn({
    takes: ['any'],
    does: ([value]) => (typeof value === 'object' && value !== null ? JSON.stringify(value) : textOf(value)),
  }),
  substring: fn({
    takes: ['string', 'int', 'int?'],
    does: ([text, start, length = text.length - start]) =>
      start < 0 || length < 0 || start + length > text.length
        ? new NoResult(`start ${start} and length ${length} reach outside of a text of ${text.length} characters`)
        : text.slice(start, start + length),
  }),
  toLower: fn({ takes: ['string'], does: ([text]) => mapCase(text, (c) => c.toLowerCase()) }),
  toUpper: fn({ takes: ['string'], does: ([text]) => mapCase(text, (c) => c.toUpperCase()) }),
  trim: fn({ takes: ['string'], does: ([text]) => trimSpace(text) }),
  uniqueString: fn({ takes: ['string'], rest: 'string', does: (parts) => uniqueString(parts) }),
  uri: fn({
    takes: ['string', 'string'],
    does: ([base, relative]) =>
      URL.canParse(relative, base)
        ? new URL(relative, base).href
        : new NoResult(`'${base}' is no absolute address, or '${relative}' cannot be added to it`),
  }),
  // encodeURIComponent leaves !'()* as they are; RFC 3986, which .NET follows, does not.
  uriComponent: fn({
    takes: ['string'],
    does: ([text]) =>
      isWellFormed(text)
        ? encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
        : new NoResult('the text holds half of a surrogate pair'),
  }),
  uriComponentToString: fn({
    takes: ['string'],
    does: ([text]) => {
      try {
        return decodeURIComponent(text);
      } catch {
        return new NoResult(`'${text}' is not URI encoded`);
      }
    },
  }),
};

const tooLong = new NoResult('the text would be longer than a template may be');

/** Letter case that does not count: the comparison of positions needs texts of the same length. */
export function fold(text: string): string {
  return mapCase(text, (c) => c.toUpperCase());
}

/** Strict JSON only. Azure's own reader is laxer; what it would take beyond JSON is refused, not guessed. */
function readJson(text: string): Json | NoResult {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return new NoResult('the text is not JSON');
  }
}

function concat(parts: readonly (string | number | boolean | readonly Json[])[]): Json | NoResult {
  const arrays = parts.filter(isArray);
  if (arrays.length === parts.length) return arrays.flat();
  if (arrays.length > 0) return new NoResult('texts and arrays cannot be joined with each other');
  return parts.map((part) => (typeof part === 'boolean' ? (part ? 'True' : 'False') : String(part))).join('');
}

function split(text: string, delimiters: readonly Json[]): Json | NoResult {
  const found: string[] = [];
  for (const delimiter of delimiters) {
    if (typeof delimiter !== 'string') return new NoResult('every delimiter must be a text');
    if (delimiter !== '') found.push(delimiter);
  }
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; ) {
    const here = found.find((delimiter) => text.startsWith(delimiter, at));
    if (here !== undefined) {
      parts.push(text.slice(start, at));
      start = at + here.length;
    }
    at += here?.length ?? 1;
  }
  return [...parts, text.slice(start)];
}

function isWellFormed(text: string): boolean {
  return !/[\ud800-\udfff]/u.test(text);
}

function fromBase64(text: string): string | NoResult {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes.toString('utf8') : new NoResult('the text is not base64');
}

function fromDataUri(uri: string): string | NoResult {
  const parts = /^data:([^,]*),(.*)$/s.exec(uri);
  if (!parts) return new NoResult('the text is no data URI');
  const [, kind = '', data = ''] = parts;
  const charset = /;charset=([^;]*)/i.exec(kind)?.[1];
  if (!/;base64$/i.test(kind) || (charset !== undefined && !/^(?:utf-?8|us-ascii)$/i.test(charset))) {
    return new NoResult('only base64 data URIs in UTF-8 are read');
  }
  return fromBase64(data);
}

/** Letter case as .NET's invariant culture maps it: one character to one, so 'ß' stays 'ß'. */
function mapCase(text: string, map: (character: string) => string): string {
  if (/^[\u0020-\u007e]*$/.test(text)) return map(text);
  let result = '';
  for (const character of text) {
    const mapped = map(character);
    result += mapped.length === character.length ? mapped : character;
  }
  return result;
}

/** .NET trims Unicode's white space: unlike JavaScript with U+0085 and without U+FEFF. */
function trimSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace.test(text.charAt(start))) start += 1;
  while (end > start && isSpace.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

const isSpace = /\p{White_Space}/u;
