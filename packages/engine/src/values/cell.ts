import type { ColumnType } from '@picket/tables';

/** The types a column or an expression may have. */
export type ScalarType = ColumnType;

/** A datetime, timespan or guid inside a dynamic value, which keeps its kind there. */
export interface TaggedScalar {
  readonly tag: 'datetime' | 'timespan' | 'guid';
  /** Ticks of 100 ns, or the guid's text. */
  readonly value: bigint | string;
}

/** A decimal number, in a column or inside a dynamic value: value / 10^scale. */
export interface Decimal {
  readonly tag: 'decimal';
  readonly value: bigint;
  readonly scale: number;
}

/** How often each value was met, in the order of the values' first rows. */
export interface Weighted {
  readonly value: Cell;
  readonly weight: number;
}

/**
 * What hll() and tdigest() keep of a group, whole where the service keeps an estimate. It can be merged and asked, but
 * has no text: whatever would show it is refused.
 */
export type Sketch =
  | { readonly tag: 'hll'; readonly keys: ReadonlySet<string> }
  | { readonly tag: 'tdigest'; readonly type: ScalarType; readonly values: readonly Weighted[] };

/** A value that carries its kind with it. */
export type Tagged = TaggedScalar | Decimal | Sketch;

export type Bag = ReadonlyMap<string, Cell>;

/**
 * A value. Its form follows from the column's type: bool is boolean; int is number; long is bigint; real is number;
 * datetime (from 0001-01-01) and timespan are bigint ticks of 100 ns; guid is text in lower case; decimal is a Decimal;
 * string is text and never null;
 * dynamic is null, boolean, bigint (a long), number (a real), text, an array, a bag or a tagged scalar.
 */
export type Cell = null | boolean | number | bigint | string | Tagged | Bag | readonly Cell[];

export interface Column {
  readonly name: string;
  readonly type: ScalarType;
}

export type Row = readonly Cell[];

/** How a query asks for its rows to be drawn. The rows are the same without it. */
export interface Render {
  /** The visualisation, as `timechart`. */
  readonly kind: string;
  /** What stands behind `with`, by lower-case name; columns by their names. */
  readonly properties: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** When each row came in, in ticks: what ingestion_time() gives. A query that asks is refused without it. */
  readonly ingested?: readonly Cell[];
  /** Of a result: what its render operator says. */
  readonly render?: Render;
}

export function isBag(value: Cell): value is Bag {
  return value instanceof Map;
}

export function isArray(value: Cell): value is readonly Cell[] {
  return Array.isArray(value);
}

export function isDecimal(value: Cell): value is Decimal {
  return isTagged(value) && value.tag === 'decimal';
}

export function isSketch(value: Cell): value is Sketch {
  return isTagged(value) && (value.tag === 'hll' || value.tag === 'tdigest');
}

export function isTagged(value: Cell): value is Tagged {
  return typeof value === 'object' && value !== null && 'tag' in value;
}

/** What a cell of this type holds where there is no value: strings are empty, never null. */
export function absent(type: ScalarType): Cell {
  return type === 'string' ? '' : null;
}

export const wrapLong = (value: bigint): bigint => BigInt.asIntN(64, value);
