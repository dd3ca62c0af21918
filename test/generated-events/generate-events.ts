import type { LiteralComparison } from '@picket/kql';
import {
  type Column,
  type ColumnType,
  namedDomain,
  type Shape,
  shapeOf,
  tableSchema,
  valueDomain,
} from '@picket/tables';
import { inventAge, inventScalar, type Json, type Persona, personas } from './invented-values.ts';
import { type Random, seededRandom } from './random.ts';
import { type Wish, wishesOf, withValueAt } from './wished-values.ts';

export interface EventsWanted {
  readonly table: string;
  /** Rows before the duplicates. */
  readonly count: number;
  /** The same seed gives the same events. */
  readonly seed: number;
  /** No event is later; most are from the hour and the day before. */
  readonly now: Date;
  /** Comparisons of a query: part of the rows is given the values that it looks for. */
  readonly literals?: readonly LiteralComparison[];
}

/** A row as JSON: datetimes are text, a column of which nothing is known is left out. */
export type Event = Readonly<Record<string, Json>>;

/**
 * Invented rows of a documented table, by its columns, shapes and value domains: a few people from a few places, JSON
 * text where a string column holds it, columns and members left out, nulls, empty texts, each tenth row twice. Rows of
 * all tables are about the same people. Undefined for a table that nobody documents.
 */
export function generateEvents(wanted: EventsWanted): readonly Event[] | undefined {
  const schema = tableSchema(wanted.table);
  if (!schema) return undefined;
  const random = seededRandom(`${wanted.table} ${wanted.seed}`);
  const wishes = wishesOf(wanted.literals ?? [], wanted.table);
  const events = Array.from({ length: wanted.count }, () => {
    const row = inventRow(schema.columns, {
      table: wanted.table,
      random,
      persona: random.pickAny(personas) ?? everyone,
      now: wanted.now,
    });
    // Some rows meet all that is looked for, some a part, some nothing.
    const share = random.pick([1, 1, 0.5, 0]);
    return grant(
      row,
      wishes.filter(() => random.fraction() < share),
      schema.columns,
      random,
    );
  });
  return events.flatMap((event) => (random.oneIn(10) ? [event, event] : [event]));
}

interface Making {
  readonly table: string;
  readonly random: Random;
  readonly persona: Persona;
  readonly now: Date;
}

const everyone: Persona = { number: 0, id: '', name: '', principal: '', address: '', country: '', city: '' };

/** What every Azure log record has. Microsoft Learn, "Azure resource logs: common and service-specific schemas". */
const required = /^(OperationName|Category)$/;

function inventRow(columns: readonly Column[], making: Making): Event {
  const { random, now } = making;
  const time = new Date(now.getTime() - inventAge(random)).toISOString();
  return Object.fromEntries(
    columns.flatMap((column): (readonly [string, Json])[] => {
      if (column.name === 'TimeGenerated') return [[column.name, time]];
      if (column.name === 'Type') return [[column.name, making.table]];
      if (/^(createdDateTime|timestamp|activityDateTime)$/i.test(column.name)) return [[column.name, time]];
      if (random.oneIn(12) && !required.test(column.name)) return [];
      return [[column.name, inventCell(column, making)]];
    }),
  );
}

function inventCell({ name, type }: Column, making: Making): Json {
  const shape = shapeOf(making.table, name);
  if (type === 'dynamic') return making.random.oneIn(15) ? null : inventShape(name, shape ?? { kind: 'any' }, making);
  if (shape) return making.random.oneIn(15) ? '' : JSON.stringify(inventShape(name, shape, making));
  const domain = valueDomain(making.table, name);
  const known = domain && making.random.pickAny([...domain.values, ...domain.observed]);
  return known === undefined ? inventScalar(name, type, making.random, making.persona, making.now) : known;
}

function inventShape(name: string, shape: Shape, making: Making): Json {
  const { random } = making;
  if (shape.kind === 'array') {
    return Array.from({ length: random.pick([0, 1, 1, 2, 3]) }, () => inventShape(name, shape.items, making));
  }
  if (shape.kind === 'bag') {
    return Object.fromEntries(
      Object.entries(shape.members).flatMap(([member, inner]): (readonly [string, Json])[] => {
        // Services say one of an enumeration's values, "unknown" or "none" if need be.
        const isEnumerated = inner.kind === 'scalar' && inner.domain !== undefined;
        if (random.oneIn(10) && !isEnumerated) return [];
        return [[member, random.oneIn(25) && !isEnumerated ? null : inventShape(member, inner, making)]];
      }),
    );
  }
  if (shape.kind === 'any') return random.pick<Json>(['', 'text', {}, [], { key: 'value', count: 3 }, ['a', 'b']]);
  const domain = shape.domain === undefined ? undefined : namedDomain(shape.domain);
  const known = domain && random.pickAny([...domain.values, ...domain.observed]);
  if (known === undefined) return inventScalar(name, shape.type, random, making.persona, making.now);
  return shape.type === 'int' || shape.type === 'long' ? Number(known) : known;
}

function grant(event: Event, wishes: readonly Wish[], columns: readonly Column[], random: Random): Event {
  let granted = event;
  const fraction = random.fraction();
  for (const { column, path, value } of wishes) {
    const type = columns.find((each) => each.name === column)?.type;
    if (type === undefined || !canHold(type, path, value)) continue;
    const before = granted[column] ?? null;
    const parsed = type === 'string' && path.length > 0 ? parsedJson(before) : before;
    const changed = withValueAt(parsed, path, value, fraction);
    granted = { ...granted, [column]: asCell(changed, type) };
  }
  return granted;
}

function canHold(type: ColumnType, path: readonly string[], value: Json): boolean {
  if (type === 'dynamic' || type === 'string') return true;
  if (path.length > 0) return false;
  if (type === 'bool') return typeof value === 'boolean';
  return (
    typeof value === 'number' && (type === 'real' || (Number.isInteger(value) && (type === 'int' || type === 'long')))
  );
}

/** A text column is given a text: a value as it is written, anything nested as JSON. */
function asCell(value: Json, type: ColumnType): Json {
  if (type !== 'string' || typeof value === 'string') return value;
  return JSON.stringify(value);
}

function parsedJson(value: Json): Json {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return null;
  const parsed: unknown = JSON.parse(value);
  return parsed as Json;
}
