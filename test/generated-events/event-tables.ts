import { invariant } from '@picket/diagnostics';
import { readRows, type Table } from '@picket/engine';
import type { Analysis } from '@picket/kql';
import { tableSchema } from '@picket/tables';
import { type Event, generateEvents } from './generate-events.ts';
import { seededRandom } from './random.ts';

/** Events as the lines of a file, one object a line. */
export function jsonLines(events: readonly Event[]): string {
  return events.map((event) => `${JSON.stringify(event)}\n`).join('');
}

export interface TablesWanted {
  readonly count: number;
  readonly seed: number;
  readonly now: Date;
}

/**
 * Generated rows for each documented table that a query reads, shaped after its literals; through the door that files go
 * through. A part of the rows came in late: up to two hours after their time.
 */
export function tablesForQuery(
  analysis: Pick<Analysis, 'tables' | 'literals'>,
  { count, seed, now }: TablesWanted,
): ReadonlyMap<string, Table> {
  const names = new Set(analysis.tables.map(({ name }) => name));
  return new Map(
    [...names].flatMap((table): (readonly [string, Table])[] => {
      const events = generateEvents({ table, count, seed, now, literals: analysis.literals });
      return events ? [[table, typedTable(table, events, seed)]] : [];
    }),
  );
}

function typedTable(name: string, events: readonly Event[], seed: number): Table {
  const { value, problems } = readRows(jsonLines(events), `${name}.jsonl`, tableSchema(name)?.columns ?? []);
  invariant(value, `a generated row of ${name} is not of its table: ${problems[0]?.message ?? ''}`);
  const random = seededRandom(`${name} ${seed} late`);
  const second = 10_000_000n;
  const late = (): bigint => BigInt(random.pick([3, 90, 90, 600, 7200])) * second;
  return {
    ...value,
    ...(value.ingested ? { ingested: value.ingested.map((at) => (typeof at === 'bigint' ? at + late() : at)) } : {}),
  };
}
