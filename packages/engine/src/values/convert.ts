import { type Cell, isArray, isBag, isDecimal, isSketch, isTagged, type ScalarType, wrapLong } from './cell.ts';
import { parseDatetime } from './datetime-text.ts';
import { decimalNumber, decimalOf, decimalOfExactReal, readDecimal, wholeOf } from './decimal.ts';
import { dynamicText } from './json.ts';
import { realText } from './real-text.ts';
import { Refusal } from './refusal.ts';
import { datetimeText, parseTimespan, timespanText } from './ticks.ts';

/** The value as a string; null becomes the empty string. Microsoft Learn, "tostring()". */
export function toText(value: Cell, from: ScalarType): string {
  if (value === null) return '';
  if (from === 'dynamic') return dynamicText(value);
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return from === 'int' ? String(value) : realText(value);
  if (typeof value !== 'bigint') return dynamicText(value);
  if (from === 'datetime') return datetimeText(value);
  return from === 'timespan' ? timespanText(value) : String(value);
}

/** Wraps a value so that it keeps its kind inside a dynamic. */
export function toDynamic(value: Cell, from: ScalarType): Cell {
  if (value === null || from === 'dynamic') return value;
  if (from === 'int') return BigInt(Number(value));
  if (from === 'datetime' || from === 'timespan' || from === 'guid') {
    return typeof value === 'bigint' || typeof value === 'string' ? { tag: from, value } : value;
  }
  return value;
}

/** The value as another type, null where it has none of it. Microsoft Learn, pages of tolong(), toreal() and their kin. */
export function convert(value: Cell, from: ScalarType, to: ScalarType): Cell {
  if (to === 'string') return toText(value, from);
  if (to === 'dynamic') return toDynamic(value, from);
  if (value === null || from === to) return value;
  if (from === 'dynamic') return fromDynamic(value, to);
  return conversions[to]?.(value, from) ?? null;
}

function fromDynamic(value: Cell, to: ScalarType): Cell {
  if (isArray(value) || isBag(value)) return null;
  if (isDecimal(value)) return convert(value, 'decimal', to);
  if (isTagged(value)) return 'value' in value ? convert(value.value, value.tag, to) : null;
  if (typeof value === 'string') return convert(value, 'string', to);
  if (typeof value === 'boolean') return convert(value, 'bool', to);
  // A long inside a dynamic loses its upper half; answers of the Kusto Emulator.
  if (typeof value === 'bigint' && to === 'int') return Number(BigInt.asIntN(32, value));
  return convert(value, typeof value === 'bigint' ? 'long' : 'real', to);
}

type Conversion = (value: Cell, from: ScalarType) => Cell | undefined;

const conversions: Partial<Record<ScalarType, Conversion>> = {
  bool: (value, from) => {
    if (from === 'string') return readBool(String(value));
    if (from === 'int' || from === 'real') return isTrue(Number(value));
    return from === 'long' ? value !== 0n : undefined;
  },
  int: (value, from) => {
    const whole = toWhole(value, from);
    if (whole === null) return null;
    if (BigInt.asIntN(32, whole) === whole) return Number(whole);
    if (from === 'real') return whole > 0n ? 2_147_483_647 : -2_147_483_648;
    return from === 'string' ? null : beyondRange('toint()');
  },
  long: (value, from) => {
    const whole = toWhole(value, from);
    if (whole === null || wrapLong(whole) === whole) return whole;
    if (from === 'real') return whole > 0n ? greatestLong : leastLong;
    return from === 'string' ? null : beyondRange('tolong()');
  },
  real: (value, from) => {
    if (isDecimal(value)) return decimalNumber(value);
    if (from === 'string') return readReal(String(value));
    if (from === 'bool') return value ? 1 : 0;
    return from === 'int' || from === 'long' || from === 'timespan' || from === 'datetime' ? Number(value) : undefined;
  },
  decimal: (value, from) => {
    if (from === 'string') return readDecimal(String(value));
    if (from === 'bool') return decimalOf(value ? 1n : 0n, 0);
    if (from === 'real') return decimalOfExactReal(Number(value));
    const whole = from === 'int' || from === 'long' ? toWhole(value, from) : null;
    return whole === null ? undefined : decimalOf(whole, 0);
  },
  datetime: (value, from) => {
    if (from !== 'string') return undefined;
    const ticks = parseDatetime(String(value));
    if (ticks === 'unsure') throw new Refusal('todatetime()', `'${String(value)}' is in a form that is not read here`);
    return ticks;
  },
  timespan: (value, from) => (from === 'string' ? readTimespan(String(value)) : undefined),
  guid: (value, from) => (from === 'string' ? readGuid(String(value)) : undefined),
};

/** A number is true unless it is 0. What lies between -1 and 1 might be cut to 0 first. */
function isTrue(value: number): boolean {
  if (value !== 0 && Math.abs(value) < 1) throw new Refusal('tobool()', 'a number between -1 and 1');
  return value !== 0;
}

const greatestLong = 2n ** 63n - 1n;
const leastLong = -(2n ** 63n);

function beyondRange(what: string): never {
  throw new Refusal(what, 'a number beyond the range of the type');
}

/**
 * What tolong() and toint() make of a real that is a constant: where a row's real would give the nearest long, a
 * constant gives the least; answers of the Kusto Emulator.
 */
export function convertConstant(value: Cell, to: 'int' | 'long'): Cell {
  const whole = toWhole(value, 'real');
  if (whole === null) return null;
  if (to === 'long') return wrapLong(whole) === whole ? whole : leastLong;
  return BigInt.asIntN(32, whole) === whole ? Number(whole) : beyondRange('toint()');
}

function toWhole(value: Cell, from: ScalarType): bigint | null {
  if (from === 'string') return readWhole(String(value));
  if (isDecimal(value)) return wholeOf(value);
  if (from === 'bool') return value ? 1n : 0n;
  if (from === 'real') return Number.isFinite(Number(value)) ? BigInt(Math.trunc(Number(value))) : null;
  if (from === 'int') return BigInt(Number(value));
  return typeof value === 'bigint' ? value : null;
}

function readBool(text: string): boolean | null {
  const word = text.toLowerCase();
  if (word === 'true' || word === 'false') return word === 'true';
  const whole = readWhole(text);
  return whole === null ? null : whole !== 0n;
}

/** Blanks are trimmed, a plus sign and hexadecimal are read; a fraction or an exponent makes it null. */
function readWhole(text: string): bigint | null {
  const trimmed = text.trim();
  if (/^[-+]?\d+$/.test(trimmed)) return BigInt(trimmed.replace(/^\+/, ''));
  if (!/^0x[\da-f]{1,16}$/i.test(trimmed)) return null;
  const whole = BigInt(trimmed);
  if (wrapLong(whole) !== whole) throw new Refusal('tolong()', 'a hexadecimal text of all 64 bits');
  return whole;
}

function readReal(text: string): number | null {
  const trimmed = text.trim();
  if (/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(trimmed)) return withinReals(trimmed);
  if (/^nan$/i.test(trimmed)) return Number.NaN;
  if (/^\+?inf(inity)?$/i.test(trimmed)) return Infinity;
  if (/^-inf(inity)?$/i.test(trimmed)) return -Infinity;
  return null;
}

/** Whether a text beyond the range of reals is infinite or null, and one too near to 0 is 0 or null, is not documented. */
function withinReals(text: string): number {
  const value = Number(text);
  const isLost = value === 0 && /^[^e]*[1-9]/i.test(text);
  if (!Number.isFinite(value) || isLost) throw new Refusal('toreal()', 'a text beyond the range of reals');
  return value;
}

function readTimespan(text: string): bigint | null {
  const ticks = parseTimespan(text);
  if (ticks === null && /\d/.test(text) && text.includes(':')) {
    throw new Refusal('totimespan()', `'${text}' is in a form that is not read here`);
  }
  return ticks;
}

export function readGuid(text: string): string | null {
  const match = /^\{?([\da-f]{8})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{12})\}?$/i.exec(text.trim());
  return match ? match.slice(1).join('-').toLowerCase() : null;
}

/**
 * What an operator takes a dynamic for when its other side has this type. A text is read as that type, as by the cast
 * function: "Kusto will parse strings as strongly-typed values if they can be parsed as such"; rules on BehaviorAnalytics,
 * whose insights are the texts "True" and "False", compare them with true as well as with "True". Null for what cannot be
 * read, and for arrays and bags. Other kinds are refused, since they might be converted or not. Microsoft Learn, "The dynamic
 * data type".
 */
export function convertExactly(value: Cell, to: ScalarType): Cell {
  if (to === 'dynamic' || value === null) return convert(value, 'dynamic', to);
  const kind = isTagged(value) && !isSketch(value) ? value.tag : kinds[typeof value];
  const fits = kind === to || (kind === 'long' && (to === 'real' || to === 'int')) || to === 'string';
  const isWhole = kind === 'real' && Number.isSafeInteger(value) && (to === 'long' || to === 'int');
  if (fits || isWhole) return convert(value, 'dynamic', to);
  if (kind === undefined) return null;
  if (typeof value === 'string') return readExactly(value, to);
  throw new Refusal(`a dynamic value used as ${to}`, `it holds ${kind}`);
}

function readExactly(text: string, to: ScalarType): Cell {
  const read = convert(text, 'string', to);
  const isWhole = to === 'long' || to === 'int';
  // It is not said whether timespans and decimals are read, nor which of them a text with a fraction is beside a long.
  const isUnsure = read === null ? isWhole && readReal(text) !== null : to === 'timespan' || to === 'decimal';
  if (isUnsure || (typeof read === 'number' && !Number.isFinite(read)))
    throw new Refusal(`a dynamic value used as ${to}`, `it holds the text '${text}'`);
  return read;
}

/**
 * What a dynamic may count as beside a long: a number with a fraction as it is, or cut to a long as by tolong(). Whoever
 * compares has to refuse what comes out differently.
 */
export function readingsBesideLong(value: Cell): readonly (bigint | number | null)[] {
  const real = typeof value === 'number' ? value : typeof value === 'string' ? readReal(value) : null;
  const hasFraction = real !== null && !Number.isSafeInteger(real) && !(typeof value === 'string' && readWhole(value));
  if (!hasFraction) {
    const whole = convertExactly(value, 'long');
    return [typeof whole === 'bigint' ? whole : null];
  }
  const whole = typeof value === 'string' ? null : convert(real, 'real', 'long');
  return [real, typeof whole === 'bigint' ? whole : null];
}

const kinds: Readonly<Partial<Record<string, ScalarType>>> = {
  boolean: 'bool',
  bigint: 'long',
  number: 'real',
  string: 'string',
};
