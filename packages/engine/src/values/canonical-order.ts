import type { Cell, Column, Row, ScalarType } from './cell.ts';
import { losslessText } from './lossless-text.ts';

type Compare = (a: Cell, b: Cell) => number;

/** By code points, as UTF-8 sorts; JavaScript's own order is by UTF-16 units. */
function compareCodePoints(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left === right) continue;
    const isPair = left >= 0xd800 && right >= 0xd800;
    return isPair ? (a.codePointAt(i) ?? 0) - (b.codePointAt(i) ?? 0) : left - right;
  }
  return a.length - b.length;
}

/** -0 before 0, NaN last. */
function compareReals(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a === b) return Number(Object.is(b, -0)) - Number(Object.is(a, -0));
  return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
}

/** Texts of arrays and bags that were compared: sorting, and sorting the same rows again, asks for each many times. */
const texts = new WeakMap<object, string>();

function textOf(cell: Cell): string {
  if (typeof cell !== 'object' || cell === null) return losslessText(cell);
  const text = texts.get(cell) ?? losslessText(cell);
  texts.set(cell, text);
  return text;
}

function compareThere(type: ScalarType): Compare {
  if (type === 'dynamic') return (a, b) => compareCodePoints(textOf(a), textOf(b));
  return (a, b) => {
    if (typeof a === 'string' && typeof b === 'string') return compareCodePoints(a, b);
    if (typeof a === 'number' && typeof b === 'number') return compareReals(a, b);
    if (typeof a === 'object' || typeof b === 'object') return compareCodePoints(textOf(a), textOf(b));
    return a < b ? -1 : a > b ? 1 : 0;
  };
}

/**
 * Rows in an order that depends on their cells alone: by TimeGenerated, then by the other columns as they stand, dynamic
 * ones last; nulls first. Rows that tie are alike in every cell, so nobody can tell in which order they came.
 */
export function inCanonicalOrder(rows: readonly Row[], columns: readonly Column[]): readonly Row[] {
  const places = columns.map((_, i) => i);
  const rank = (i: number): number =>
    columns[i]?.name === 'TimeGenerated' ? 0 : columns[i]?.type === 'dynamic' ? 2 : 1;
  const keys = places
    .sort((a, b) => rank(a) - rank(b) || a - b)
    .map((place) => ({ place, compare: compareThere(columns[place]?.type ?? 'dynamic') }));
  return [...rows].sort((a, b) => {
    for (const { place, compare } of keys) {
      const left = a[place] ?? null;
      const right = b[place] ?? null;
      if (left === right && left !== 0) continue;
      if (left === null) return -1;
      if (right === null) return 1;
      const sign = compare(left, right);
      if (sign !== 0) return sign;
    }
    return 0;
  });
}
