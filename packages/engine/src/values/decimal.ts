import type { Decimal } from './cell.ts';
import { Refusal } from './refusal.ts';

/**
 * Decimals as IEEE 754's 128-bit form holds them: 34 significant digits, ties to even. The type is named on Microsoft
 * Learn, "The decimal data type"; a scale may be below zero, as that of 1e5.
 */
const mostDigits = 34;
/** Beyond it the format ends; what the engine gives there is not known. */
const widestScale = 6000;

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);
const power = (digits: number): bigint => 10n ** BigInt(digits);

/** value / 10^scale, rounded to the digits that a decimal holds. */
export function decimalOf(value: bigint, scale: number): Decimal {
  const extra = String(magnitude(value)).length - mostDigits;
  const kept = extra > 0 ? halfToEven(value, power(extra)) : value;
  const left = extra > 0 ? scale - extra : scale;
  if (Math.abs(left) > widestScale) throw new Refusal('a decimal', 'its exponent is beyond the range');
  return { tag: 'decimal', value: kept, scale: left };
}

function halfToEven(value: bigint, by: bigint): bigint {
  const size = magnitude(value);
  const quotient = size / by;
  const twice = (size % by) * 2n;
  const rounded = twice > by || (twice === by && quotient % 2n === 1n) ? quotient + 1n : quotient;
  return value < 0n ? -rounded : rounded;
}

/** The same number with the fewest digits after the point, none when it is whole. */
function shortest({ value, scale }: Decimal): readonly [value: bigint, scale: number] {
  let [left, places] = [value, scale];
  while (places > 0 && left % 10n === 0n) [left, places] = [left / 10n, places - 1];
  return places < 0 ? [left * power(-places), 0] : [left, places];
}

/** Both over one scale. */
function aligned(a: Decimal, b: Decimal): readonly [a: bigint, b: bigint, scale: number] {
  const scale = Math.max(a.scale, b.scale);
  return [a.value * power(scale - a.scale), b.value * power(scale - b.scale), scale];
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const [left, right, scale] = aligned(a, b);
  return decimalOf(left + right, scale);
}

export const negated = (a: Decimal): Decimal => ({ ...a, value: -a.value });

export const timesDecimals = (a: Decimal, b: Decimal): Decimal => decimalOf(a.value * b.value, a.scale + b.scale);

/** Refused for a divisor of zero. */
export function divideDecimals(a: Decimal, b: Decimal): Decimal {
  if (b.value === 0n) throw new Refusal('a decimal', 'it is divided by zero');
  const more = mostDigits + 2 + String(magnitude(b.value)).length;
  const quotient = (a.value * power(more)) / b.value;
  // A digit that is no zero stands for what the cut leaves out, so that no tie is seen where there is none.
  const isExact = quotient * b.value === a.value * power(more);
  const marked = isExact ? quotient : quotient * 10n + (a.value < 0n === b.value < 0n ? 1n : -1n);
  const [value, scale] = shortest(decimalOf(marked, a.scale - b.scale + more + (isExact ? 0 : 1)));
  return { tag: 'decimal', value, scale };
}

/** The remainder that is never negative. Microsoft Learn, "Numerical operators". */
export function decimalRemainder(a: Decimal, b: Decimal): Decimal {
  if (b.value === 0n) throw new Refusal('a decimal', 'it is divided by zero');
  const [left, right, scale] = aligned(a, b);
  const rest = left % right;
  return decimalOf(rest < 0n ? rest + magnitude(right) : rest, scale);
}

export function compareDecimals(a: Decimal, b: Decimal): number {
  const [left, right] = aligned(a, b);
  return left < right ? -1 : left > right ? 1 : 0;
}

export const sameDecimal = (a: Decimal, b: Decimal): boolean => compareDecimals(a, b) === 0;

/** Rounds towards minus infinity to whole numbers. */
export function floorDecimal({ value, scale }: Decimal): Decimal {
  if (scale <= 0) return { tag: 'decimal', value, scale };
  const by = power(scale);
  const quotient = value / by;
  return decimalOf(value < 0n && value % by !== 0n ? quotient - 1n : quotient, 0);
}

/** Rounded to this many places; a tie is refused, as the way it goes is not documented. */
export function roundDecimal({ value, scale }: Decimal, places: number): Decimal {
  if (scale <= places) return { tag: 'decimal', value, scale };
  const by = power(scale - places);
  const size = magnitude(value);
  if ((size % by) * 2n === by) throw new Refusal('round()', 'a decimal half way between two others');
  const rounded = (size + by / 2n) / by;
  return decimalOf(value < 0n ? -rounded : rounded, places);
}

/** The whole part, cut towards zero. */
export function wholeOf({ value, scale }: Decimal): bigint {
  return scale <= 0 ? value * power(-scale) : value / power(scale);
}

/** Digits that name exactly this number, without an exponent. */
export function decimalDigits(decimal: Decimal): string {
  const [value, scale] = shortest(decimal);
  const digits = String(magnitude(value)).padStart(scale + 1, '0');
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return value < 0n ? `-${text}` : text;
}

/** The text of a decimal. Refused where it is not certain which zeros the engine writes, and for rounded quotients. */
export function decimalText(decimal: Decimal): string {
  const isSettled =
    decimal.scale >= 0 &&
    (decimal.scale === 0 || decimal.value % 10n !== 0n) &&
    String(magnitude(decimal.value)).length < mostDigits;
  if (!isSettled) throw new Refusal('the text of a decimal', 'its last digits are not certain');
  return decimalDigits(decimal);
}

export const decimalNumber = (decimal: Decimal): number => Number(decimalDigits(decimal));

const form = /^([-+]?)(\d+\.?\d*|\.\d+)(?:e([-+]?\d+))?$/i;

/** Reads `1.5` and `1e5`; null when it is no decimal. */
export function readDecimal(text: string): Decimal | null {
  const match = form.exec(text.trim());
  if (!match) {
    if (/^[-+]?(0x|inf|nan)/i.test(text.trim()))
      throw new Refusal('todecimal()', `'${text}' is in a form that is not read here`);
    return null;
  }
  const [, sign, digits = '', exponent = '0'] = match;
  const [whole = '', fraction = ''] = digits.split('.');
  const value = BigInt(`${whole}${fraction}` || '0');
  if (exponent.length > 5) throw new Refusal('a decimal', 'its exponent is beyond the range');
  return decimalOf(sign === '-' ? -value : value, fraction.length - Number(exponent));
}

/** A real as a decimal by its shortest digits; more than 15 of them are refused, since the service may take others. */
export function decimalOfReal(value: number): Decimal {
  const read = Number.isFinite(value) ? readDecimal(String(value)) : null;
  if (!read || String(magnitude(read.value)).replace(/0+$/, '').length > 15)
    throw new Refusal('a real as decimal', 'its digits are not certain');
  return read;
}

/** A real as a decimal where every way of writing it out gives the same digits; refused otherwise, as for 0.1. */
export function decimalOfExactReal(value: number): Decimal {
  const read = decimalOfReal(value);
  const longer = readDecimal(value.toPrecision(17));
  if (!longer || !sameDecimal(read, longer)) throw new Refusal('a real beside a decimal', 'its digits are not certain');
  return read;
}
