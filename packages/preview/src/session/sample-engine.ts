import type { Checked } from '@picket/diagnostics';
import {
  type Column,
  clockTicks,
  type Engine,
  type EngineQuery,
  type PreparedQuery,
  prepareQuery,
  type QueryOptions,
  runPrepared,
  type Table,
  tablesRead,
} from '@picket/engine';

/** Tables of a sample, whose rows are made when a query needs them. */
export interface SampleTables {
  readonly columns: ReadonlyMap<string, readonly Column[]>;
  readonly rows: (table: string) => Table;
}

type Span = NonNullable<EngineQuery['within']>;

const keptQueries = 2_000;
const keptCuts = 60;

/**
 * An engine over a sample small enough for memory. A span of time cuts the tables, not the query: a query is bound once,
 * whatever time range is chosen, and plugins whose columns depend on the rows see the rows of the span.
 */
export function openSampleEngine(
  { columns, rows }: SampleTables,
  options: Pick<QueryOptions, 'declarations'> = {},
): Engine {
  const heads = new Map([...columns].map(([name, each]): [string, Table] => [name, { columns: each, rows: [] }]));
  const prepared = new Map<string, Checked<PreparedQuery>>();
  const whole = new Map<string, Table>();
  const cuts = new Map<string, Table>();

  const tableOf = (name: string, within: Span | undefined): Table => {
    const all = kept(whole, heads.size, name, () => rows(name));
    if (!within) return all;
    return kept(cuts, keptCuts, `${name} ${+within.from} ${+within.to}`, () => cut(all, within));
  };

  return {
    query: async (text, { now, file, within }) => {
      const { value, problems } = kept(prepared, keptQueries, `${file} ${text}`, () =>
        prepareQuery(text, { ...options, tables: heads, missing: 'empty', ...(file === undefined ? {} : { file }) }),
      );
      if (!value) return { problems };
      const names = [...tablesRead(value).keys()].filter((name) => heads.has(name));
      const tables = new Map(names.map((name) => [name, tableOf(name, within)]));
      return runPrepared(value, { now, tables, missing: 'empty' });
    },
    close: async () => undefined,
  };
}

/** What is known under a name, or is made now; the oldest is forgotten when there are too many. */
function kept<T>(known: Map<string, T>, most: number, name: string, make: () => T): T {
  const before = known.get(name);
  if (before !== undefined) return before;
  const made = make();
  const [oldest] = known.keys();
  if (known.size >= most && oldest !== undefined) known.delete(oldest);
  known.set(name, made);
  return made;
}

/** The rows that were generated in a span; all rows of a table that does not tell when. */
function cut(table: Table, { from, to }: Span): Table {
  const at = table.columns.findIndex(({ name }) => name === 'TimeGenerated');
  if (at < 0) return table;
  const [first, last] = [clockTicks(from), clockTicks(to)];
  const places = table.rows.flatMap((row, place) => {
    const moment = row[at];
    return typeof moment === 'bigint' && moment >= first && moment < last ? [place] : [];
  });
  const { ingested } = table;
  return {
    columns: table.columns,
    rows: places.flatMap((place) => (table.rows[place] ? [table.rows[place]] : [])),
    ...(ingested ? { ingested: places.map((place) => ingested[place] ?? null) } : {}),
  };
}
