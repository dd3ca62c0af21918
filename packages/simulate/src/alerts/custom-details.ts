import type { Column, Row } from '@picket/engine';
import type { Rule } from '@picket/model';
import { cellText } from './cell-text.ts';
import type { Cut } from './limits.ts';

/** Values of one detail, and bytes of all details together (Microsoft Sentinel service limits). */
const mostValues = 50;
const mostBytes = 2 * 1024;

/**
 * The details that the rule surfaces: for each key the values of its column in the alert's rows, each once, as text. A
 * key whose values are all empty is there with no values. What a limit cuts off is told.
 */
export function customDetailsOf(
  { customDetails = {} }: Rule,
  columns: readonly Column[],
  rows: readonly Row[],
): { readonly customDetails: Readonly<Record<string, readonly string[]>>; readonly cuts: readonly Cut[] } {
  const cuts: Cut[] = [];
  const details: Record<string, readonly string[]> = {};
  let bytes = 0;
  for (const [key, columnName] of Object.entries(customDetails)) {
    const at = columns.findIndex(({ name }) => name === columnName);
    const type = columns[at]?.type ?? 'string';
    const all = [...new Set(rows.flatMap((row) => cellText(row[at] ?? null, type) ?? []))];
    const fitting = all.slice(0, mostValues).filter((value) => {
      bytes += Buffer.byteLength(value);
      return bytes <= mostBytes;
    });
    if (fitting.length < all.length)
      cuts.push({ what: `values of the detail ${key}`, kept: fitting.length, of: all.length });
    details[key] = fitting;
  }
  return { customDetails: details, cuts };
}
