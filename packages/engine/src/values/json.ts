import { type Bag, type Cell, isArray, isBag, isSketch, isTagged, type Tagged } from './cell.ts';
import { decimalText } from './decimal.ts';
import { realText } from './real-text.ts';
import { Refusal } from './refusal.ts';
import { datetimeText, timespanText } from './ticks.ts';

/** The text of a dynamic's scalar: a string without quotes. */
export function dynamicText(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (isTagged(value)) return taggedText(value);
  return jsonText(value);
}

function taggedText(value: Tagged): string {
  if (value.tag === 'decimal') return decimalText(value);
  if (isSketch(value)) throw new Refusal(`the result of ${value.tag}()`, 'it is shown as the service keeps it');
  if (typeof value.value === 'string') return value.value;
  return value.tag === 'datetime' ? datetimeText(value.value) : timespanText(value.value);
}

function finiteText(value: number): string {
  if (!Number.isFinite(value)) throw new Refusal('JSON text', 'a real that is no number');
  return realText(value);
}

/** Control characters without a letter of their own are written with upper-case digits. */
function quoted(text: string): string {
  const written = JSON.stringify(text);
  if (!written.includes('\\')) return written;
  return written.replace(/\\\\|\\u00[01][\da-f]/g, (found) =>
    found.startsWith('\\u') ? `\\u${found.slice(2).toUpperCase()}` : found,
  );
}

/** Compact JSON, members in their order. */
export function jsonText(value: Cell): string {
  if (value === null) return 'null';
  if (typeof value === 'number') return finiteText(value);
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value === 'string') return quoted(value);
  if (isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  if (isBag(value)) return `{${[...value].map(([key, each]) => `${quoted(key)}:${jsonText(each)}`).join(',')}}`;
  return JSON.stringify(taggedText(value));
}

/** JSON text to a dynamic value: whole numbers become long, others real. Undefined when it is no JSON. */
export function parseJson(text: string): Cell | undefined {
  return parseJsonRow(text).value;
}

/** The same, with a name that an object has twice: the value behind the last one is kept. Objects within it are not told. */
export function parseJsonRow(text: string): { readonly value: Cell | undefined; readonly twice: string | undefined } {
  const reader: Reader = { text, at: 0, depth: 0, twice: undefined };
  try {
    const value = readValue(reader);
    skipBlanks(reader);
    return { value: reader.at === text.length ? value : undefined, twice: reader.twice };
  } catch (failure) {
    if (failure instanceof NoJson) return { value: undefined, twice: undefined };
    throw failure;
  }
}

class NoJson extends Error {}

interface Reader {
  readonly text: string;
  at: number;
  depth: number;
  twice: string | undefined;
}

const deepest = 500;
const numberForm = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const words: readonly (readonly [string, Cell])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

function skipBlanks(reader: Reader): void {
  while (' \t\n\r'.includes(reader.text[reader.at] ?? 'x')) reader.at++;
}

function take(reader: Reader, form: RegExp): RegExpExecArray | null {
  form.lastIndex = reader.at;
  const match = form.exec(reader.text);
  if (match) reader.at += match[0].length;
  return match;
}

function readValue(reader: Reader): Cell {
  skipBlanks(reader);
  const next = reader.text[reader.at];
  if (next === '{' || next === '[') {
    if (++reader.depth > deepest) throw new NoJson();
    const value = next === '{' ? readBag(reader) : readArray(reader);
    reader.depth--;
    return value;
  }
  if (next === '"') return readString(reader);
  for (const [word, value] of words) {
    if (!reader.text.startsWith(word, reader.at)) continue;
    reader.at += word.length;
    return value;
  }
  const number = take(reader, numberForm);
  if (!number) throw new NoJson();
  if (number[1] !== undefined || number[2] !== undefined) return Number(number[0]);
  const whole = BigInt(number[0]);
  return BigInt.asIntN(64, whole) === whole ? whole : Number(number[0]);
}

/** What JSON writes in another way, or forbids: a text without any of these stands for itself. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what JSON forbids
const special = /[\\\u0000-\u001f]/;

function readString(reader: Reader): string {
  const end = endOfString(reader);
  const inner = reader.text.slice(reader.at + 1, end - 1);
  if (!special.test(inner)) {
    reader.at = end;
    return inner;
  }
  try {
    const text: unknown = JSON.parse(reader.text.slice(reader.at, end));
    reader.at = end;
    return String(text);
  } catch (failure) {
    if (failure instanceof SyntaxError) throw new NoJson();
    throw failure;
  }
}

/** Behind the closing quote. Looks for it by itself: a pattern would run out of stack in texts of megabytes. */
function endOfString({ text, at }: Reader): number {
  if (text[at] !== '"') throw new NoJson();
  for (let quote = text.indexOf('"', at + 1); quote > 0; quote = text.indexOf('"', quote + 1)) {
    let before = quote - 1;
    while (text[before] === '\\') before--;
    if ((quote - before) % 2 === 1) return quote + 1;
  }
  throw new NoJson();
}

function readBag(reader: Reader): Bag {
  const bag = new Map<string, Cell>();
  reader.at++;
  skipBlanks(reader);
  if (reader.text[reader.at] === '}') {
    reader.at++;
    return bag;
  }
  for (;;) {
    skipBlanks(reader);
    const key = readString(reader);
    skipBlanks(reader);
    if (reader.text[reader.at++] !== ':') throw new NoJson();
    if (reader.depth === 1 && bag.has(key)) reader.twice ??= key;
    bag.set(key, readValue(reader));
    skipBlanks(reader);
    const next = reader.text[reader.at++];
    if (next === '}') return bag;
    if (next !== ',') throw new NoJson();
  }
}

function readArray(reader: Reader): readonly Cell[] {
  const array: Cell[] = [];
  reader.at++;
  skipBlanks(reader);
  if (reader.text[reader.at] === ']') {
    reader.at++;
    return array;
  }
  for (;;) {
    array.push(readValue(reader));
    skipBlanks(reader);
    const next = reader.text[reader.at++];
    if (next === ']') return array;
    if (next !== ',') throw new NoJson();
  }
}
