import { type Cell, isArray, isBag, isDecimal, isTagged } from './cell.ts';
import { compareDecimals, decimalDigits } from './decimal.ts';
import { jsonText } from './json.ts';

/** Ordinal order: by UTF-16 code units, as .NET compares. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Orders two values of one type, neither null nor NaN. Long and real may meet inside dynamics. */
export function compareCells(a: Cell, b: Cell): number {
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  if (isDecimal(a) && isDecimal(b)) return compareDecimals(a, b);
  if (isTagged(a) && isTagged(b) && 'value' in a && 'value' in b) return compareCells(a.value, b.value);
  if (a === null || b === null || typeof a === 'object' || typeof b === 'object')
    return compareText(keyOf(a), keyOf(b));
  return a < b ? -1 : a > b ? 1 : 0;
}

/** True for null and for NaN, which sorts beside null. */
export const hasNoOrder = (value: Cell): boolean =>
  value === null || (typeof value === 'number' && Number.isNaN(value));

/**
 * A text that two values of the same column share exactly when they are the same value for `by`, `distinct` and `join`:
 * null equals null there.
 */
export function keyOf(value: Cell): string {
  if (value === null) return '_';
  switch (typeof value) {
    case 'string':
      return `s${value}`;
    case 'bigint':
      return `n${value}`;
    case 'number':
      return `n${value === 0 ? 0 : value}`;
    case 'boolean':
      return value ? 't' : 'f';
    default:
      if (isArray(value) || isBag(value)) return `j${jsonText(value)}`;
      if (isDecimal(value)) return `d${decimalDigits(value)}`;
      return 'value' in value ? `${value.tag}${value.value}` : `j${jsonText(value)}`;
  }
}

export function keyOfCells(cells: readonly Cell[]): string {
  if (cells.length === 1) return keyOf(cells[0] ?? null);
  let key = '';
  for (const cell of cells) {
    const part = keyOf(cell);
    key += `${part.length}:${part}`;
  }
  return key;
}
