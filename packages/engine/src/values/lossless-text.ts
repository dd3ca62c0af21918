import { type Cell, isArray, isBag, isSketch, isTagged } from './cell.ts';

/**
 * A dynamic value as text from which `parseJson` reads the same value again: JSON in which a real always has a fraction
 * or an exponent. What JSON cannot hold (NaN, an infinity, a datetime among the members) has a form of its own, which
 * tells values apart but is no JSON.
 */
export function losslessText(value: Cell): string {
  if (value === null) return 'null';
  if (typeof value === 'number') return realText(value);
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (isArray(value)) return `[${value.map(losslessText).join(',')}]`;
  if (isBag(value))
    return `{${[...value].map(([name, cell]) => `${JSON.stringify(name)}:${losslessText(cell)}`).join(',')}}`;
  // Sketches are never a table's; rows that hold one differ in their keys.
  if (isSketch(value)) return value.tag;
  return `${value.tag}(${value.tag === 'decimal' ? `${value.value}e-${value.scale}` : value.value})`;
}

function realText(value: number): string {
  if (Object.is(value, -0)) return '-0.0';
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/** True for a dynamic value that JSON can hold, and that text in UTF-8 can hold. */
export function fitsJson(value: Cell): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value === 'string') return isUnicode(value);
  if (isArray(value)) return value.every(fitsJson);
  if (isBag(value)) return [...value].every(([name, cell]) => isUnicode(name) && fitsJson(cell));
  return !isTagged(value);
}

/** False for half of a surrogate pair, which UTF-8 cannot hold. */
export const isUnicode = (text: string): boolean => !/\p{Surrogate}/u.test(text);
