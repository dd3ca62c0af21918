import {
  type Cell,
  type Column,
  isArray,
  isBag,
  isDecimal,
  isTagged,
  type ScalarType,
  type Table,
} from './values/cell.ts';
import { decimalDigits } from './values/decimal.ts';
import { dynamicText } from './values/json.ts';
import { datetimeText, timespanText } from './values/ticks.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/**
 * A cell as JSON: long as number, or as text beyond 2^53; real as number, "NaN", "Infinity" or "-Infinity";
 * decimal as text; datetime as
 * yyyy-MM-ddTHH:mm:ss.fffffffZ; timespan as [-][d.]hh:mm:ss[.fffffff]; dynamic as plain JSON.
 */
export function cellJson(value: Cell, type: ScalarType): Json {
  if (value === null) return null;
  if (type === 'dynamic') return dynamicJson(value);
  if (typeof value === 'bigint') {
    if (type === 'datetime') return datetimeText(value);
    return type === 'timespan' ? timespanText(value) : longJson(value);
  }
  if (typeof value === 'number') return realJson(value);
  if (isDecimal(value)) return decimalDigits(value);
  return typeof value === 'object' ? null : value;
}

const longJson = (value: bigint): Json => (Number.isSafeInteger(Number(value)) ? Number(value) : String(value));

function realJson(value: number): Json {
  if (Number.isFinite(value)) return value;
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
}

function dynamicJson(value: Cell): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return longJson(value);
  if (typeof value === 'number') return realJson(value);
  if (isArray(value)) return value.map(dynamicJson);
  if (isBag(value)) return Object.fromEntries([...value].map(([name, cell]) => [name, dynamicJson(cell)]));
  if (isDecimal(value)) return decimalDigits(value);
  return isTagged(value) ? dynamicText(value) : null;
}

/** A result as plain JSON. */
export function tableJson({ columns, rows }: Table): {
  readonly columns: readonly Column[];
  readonly rows: readonly Json[];
} {
  return { columns, rows: rows.map((row) => columns.map(({ type }, i) => cellJson(row[i] ?? null, type))) };
}
