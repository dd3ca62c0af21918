import type { Column, ColumnType, LogCategory } from '@picket/tables';
import { tableSchema } from '@picket/tables';
import type { Field } from './field.ts';
import { type Codes, codesOf } from './roles/codes.ts';
import { entitiesOf } from './roles/entities.ts';
import { type EventId, eventIdOf } from './roles/event-ids.ts';
import { kindsOf } from './roles/kinds.ts';
import { type Outcome, outcomeOf } from './roles/outcomes.ts';
import { type Place, placeOf } from './roles/places.ts';
import { happenedOf } from './roles/times.ts';

/** A log as the generator sees it: which column, or what of one, plays which part. */
export interface Log {
  readonly category: LogCategory;
  readonly table: string;
  /** Counts events, each once. */
  readonly events: string;
  readonly eventId?: EventId;
  /** When it happened, where a column beside TimeGenerated tells. */
  readonly happened?: string;
  readonly outcome?: Outcome;
  /** Who and what events are about, the most telling first. */
  readonly entities: readonly Field[];
  /** What sorts events into few kinds. */
  readonly kinds: readonly Field[];
  readonly place?: Place;
  readonly codes?: Codes;
}

/** What the rows of the roles ask about a table. */
export interface LogTable {
  readonly name: string;
  readonly columns: ReadonlyMap<string, ColumnType>;
}

/**
 * The parts that a table's columns play, by the rows in `roles/`: the first of a family that the table has columns for.
 *
 * @throws Error when the category's table is not documented: the facts would contradict themselves
 */
export function readLog(category: LogCategory): Log {
  const schema = tableSchema(category.table);
  if (!schema) throw new Error(`${category.category} fills ${category.table}, which is not documented`);
  const columns = new Map(schema.columns.map(({ name, type }: Column) => [name, type]));
  const table: LogTable = { name: schema.name, columns };
  const eventId = eventIdOf(table);
  const happened = happenedOf(table);
  const outcome = outcomeOf(table);
  const place = placeOf(table);
  const codes = codesOf(table);
  const entities = entitiesOf(table);
  return {
    category,
    table: table.name,
    events: eventId ? `dcount(${eventId.expression})` : 'count()',
    entities,
    kinds: kindsOf(table).filter(
      ({ name }) => name !== outcome?.of && !entities.slice(0, 2).some((each) => each.name === name),
    ),
    ...(eventId ? { eventId } : {}),
    ...(happened ? { happened } : {}),
    ...(outcome ? { outcome } : {}),
    ...(place ? { place } : {}),
    ...(codes ? { codes } : {}),
  };
}
