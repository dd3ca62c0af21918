import type { GridColumn, TileSize } from '@picket/model';
import { columnFormats, sizes, units } from '../compile/azure-numbers.ts';

/** The source's words for Azure's numbers: the tables of compiling, read the other way. */

export function sizeOf(size: unknown): TileSize | undefined {
  return keyOf(sizes, (number) => number === size);
}

/** Of formats with one renderer the plain one: what tells them apart is in the options. */
export function formatOf(formatter: unknown): GridColumn['format'] {
  return keyOf(columnFormats, (format) => format.formatter === formatter && format.formatter !== 0);
}

export function unitOf(unit: unknown): string | undefined {
  return keyOf(units, (number) => number === unit);
}

function keyOf<K extends string, V>(table: Readonly<Record<K, V>>, isIt: (value: V) => boolean): K | undefined {
  return (Object.keys(table) as K[]).find((key) => isIt(table[key]));
}
