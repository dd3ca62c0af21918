import {
  absent,
  type Cell,
  type Column,
  isArray,
  isBag,
  type Row,
  type ScalarType,
  type Table,
} from '../values/cell.ts';
import { convert } from '../values/convert.ts';
import { parseJson } from '../values/json.ts';
import { Refusal } from '../values/refusal.ts';

/** What a service's answer says that cannot be read for certain. */
export class Unreadable extends Error {}

/** Names of types in answers, also those of .NET that older protocols use, to KQL's. */
const typeNames: Readonly<Record<string, ScalarType>> = {
  bool: 'bool',
  boolean: 'bool',
  sbyte: 'bool',
  int: 'int',
  int32: 'int',
  long: 'long',
  int64: 'long',
  real: 'real',
  double: 'real',
  decimal: 'decimal',
  sqldecimal: 'decimal',
  string: 'string',
  datetime: 'datetime',
  date: 'datetime',
  timespan: 'timespan',
  time: 'timespan',
  guid: 'guid',
  uuid: 'guid',
  uniqueid: 'guid',
  dynamic: 'dynamic',
  object: 'dynamic',
};

export interface NamedType {
  readonly name: Cell;
  readonly type: Cell;
}

/**
 * The rows of a service's answer as typed cells. Both services write dynamic values as JSON text and what JSON has no
 * number for as text. Microsoft Learn, "Azure Monitor Log Analytics API response format", "Query V2 HTTP response".
 *
 * @throws Unreadable when a type is not known or a value is not of its column's type
 */
export function resultTable(named: readonly NamedType[], rows: readonly Cell[]): Table {
  const columns = named.map(({ name, type }): Column => {
    const known = typeNames[String(type).toLowerCase()];
    if (typeof name !== 'string' || !known) throw new Unreadable(`a column of type ${String(type)}`);
    return { name, type: known };
  });
  return { columns, rows: rows.map((row) => typedRow(row, columns)) };
}

function typedRow(row: Cell, columns: readonly Column[]): Row {
  if (!isArray(row) || row.length !== columns.length) throw new Unreadable('a row that does not fit its columns');
  return columns.map(({ name, type }, i) => {
    const cell = typedCell(row[i] ?? null, type);
    if (cell === undefined) throw new Unreadable(`a value of ${name} that is no ${type}`);
    return cell;
  });
}

const written: Readonly<Record<ScalarType, readonly string[]>> = {
  bool: ['boolean', 'bigint'],
  int: ['bigint'],
  long: ['bigint', 'string'],
  real: ['bigint', 'number', 'string'],
  decimal: ['bigint', 'number', 'string'],
  string: ['string'],
  datetime: ['string'],
  timespan: ['string'],
  guid: ['string'],
  dynamic: [],
};

/** Undefined when the value is not of the type. */
function typedCell(value: Cell, type: ScalarType): Cell | undefined {
  if (value === null) return absent(type);
  if (type === 'dynamic') return typeof value === 'string' ? (parseJson(value) ?? value) : value;
  if (isArray(value) || isBag(value) || !written[type].includes(typeof value)) return undefined;
  if (type === 'string') return value;
  if (type === 'real' && typeof value === 'string') return realOf(value);
  try {
    return convert(value, 'dynamic', type) ?? undefined;
  } catch (failure) {
    if (failure instanceof Refusal) return undefined;
    throw failure;
  }
}

function realOf(text: string): number | undefined {
  const words: Readonly<Record<string, number>> = { NaN: Number.NaN, Infinity, '-Infinity': -Infinity };
  return words[text];
}
