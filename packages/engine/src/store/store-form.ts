import type { Cell, Column, ScalarType } from '../values/cell.ts';
import { isTagged, wrapLong } from '../values/cell.ts';
import { parseJson } from '../values/json.ts';
import { fitsJson, isUnicode, losslessText } from '../values/lossless-text.ts';
import { Refusal } from '../values/refusal.ts';
import type { SqlCell } from './duckdb.ts';

interface StoreForm {
  readonly sqlType: string;
  readonly write: (cell: Cell) => SqlCell;
  readonly read: (value: SqlCell) => Cell;
}

const same = (value: SqlCell): Cell => value;
const whole: StoreForm = {
  sqlType: 'BIGINT',
  write: (cell) => (typeof cell === 'bigint' ? cell : null),
  // Sums are computed wider than 64 bits.
  read: (value) => (typeof value === 'bigint' ? wrapLong(value) : value),
};
const text: StoreForm = {
  sqlType: 'VARCHAR',
  write: (cell) => (typeof cell === 'string' ? cell : null),
  read: same,
};

/** Value and scale: 1.50 is not 1.5. */
const decimal: StoreForm = {
  sqlType: 'VARCHAR',
  write: (cell) => (isTagged(cell) && cell.tag === 'decimal' ? `${cell.value}e-${cell.scale}` : null),
  read: (value) => {
    const [whole, scale] = typeof value === 'string' ? value.split('e-') : [];
    return whole === undefined ? null : { tag: 'decimal', value: BigInt(whole), scale: Number(scale) };
  },
};

const forms: Readonly<Record<ScalarType, StoreForm>> = {
  decimal,
  string: { ...text, write: (cell) => (typeof cell === 'string' ? cell : ''), read: (value) => value ?? '' },
  guid: text,
  bool: { sqlType: 'BOOLEAN', write: (cell) => (typeof cell === 'boolean' ? cell : null), read: same },
  int: { sqlType: 'INTEGER', write: (cell) => (typeof cell === 'number' ? cell : null), read: same },
  real: { sqlType: 'DOUBLE', write: (cell) => (typeof cell === 'number' ? cell : null), read: same },
  long: whole,
  datetime: whole,
  timespan: whole,
  dynamic: {
    sqlType: 'VARCHAR',
    write: (cell) => (cell === null ? null : losslessText(cell)),
    read: (value) => {
      if (typeof value !== 'string') return null;
      const read = parseJson(value);
      if (read === undefined) throw new Refusal('a dynamic value', 'its JSON nests too deeply');
      return read;
    },
  },
};

/** As many texts as a column is looked at before it is decided whether they come again. */
const sampleSize = 40_000;
const keptTexts = 50_000;

/**
 * Reads the cells of one column. Values of dynamic columns come again and again (a person's device, a city), and are
 * parsed once for each text, as long as at least half of the texts were met before.
 */
export function columnReader(type: ScalarType): (value: SqlCell) => Cell {
  const { read } = forms[type];
  if (type !== 'dynamic') return read;
  const known = new Map<SqlCell, Cell>();
  let seen = 0;
  return (value) => {
    if (seen === sampleSize && known.size * 2 > sampleSize) return read(value);
    if (seen < sampleSize) seen++;
    const before = known.get(value);
    if (before !== undefined) return before;
    const cell = read(value);
    if (known.size < keptTexts) known.set(value, cell);
    return cell;
  };
}

/** How the store keeps a type, and how cells go in and come out. */
export const storeForm = (type: ScalarType): StoreForm => forms[type];

export const sqlTypeOf = (type: ScalarType): string => forms[type].sqlType;

/** True when the store gives back the very cell. */
export function fitsStore(cell: Cell, { type }: Column): boolean {
  if (type === 'dynamic') return fitsJson(cell);
  return typeof cell !== 'string' || isUnicode(cell);
}
