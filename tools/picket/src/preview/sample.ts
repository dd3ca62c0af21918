import {
  type AlertRule,
  type BenignTenant,
  benignTenant,
  type Json,
  type Row,
  rowsByTable,
} from '@picket/benign-tenant';
import { type Checked, diagnostic, invariant, OutsideFailure } from '@picket/diagnostics';
import { type Cell, type Engine, openEngine, type ScalarType, type Table, typedCell } from '@picket/engine';
import type { Declarations } from '@picket/kql';
import type { ContentPackage } from '@picket/model';
import { openSampleEngine } from '@picket/preview/session';
import { logCategories, tableSchema } from '@picket/tables';
import { alertRules } from '../pipeline/alert-rules.ts';
import { invented, inventedFacts, type SampleFacts, type SampleWish } from './sample-facts.ts';

/** The events that a preview's queries run over. */
export interface Sample extends SampleFacts {
  readonly engine: Engine;
}

/**
 * The events that the user wishes for.
 *
 * @param packages whose rules the invented company has alerts of
 * @throws OutsideFailure when the files cannot be read
 */
export async function openSample(
  { data, now }: SampleWish,
  declarations: Declarations,
  packages: readonly ContentPackage[],
): Promise<Sample> {
  const clock = now === undefined ? undefined : new Date(now);
  if (data.length === 0) return inventedSample(alertRules(packages), clock, declarations);
  const { value, problems } = await sampleOfFiles(data, clock, declarations);
  if (!value) throw new OutsideFailure(problems[0] ?? diagnostic('CMD001', { path: data.join(', ') }));
  return value;
}

/**
 * An invented company's ordinary days, with alerts of these rules. Rows are made when the first query needs some, and
 * typed a table at a time.
 */
function inventedSample(rules: readonly AlertRule[], clock: Date | undefined, declarations: Declarations): Sample {
  const facts = inventedFacts(clock);
  let made: ReadonlyMap<string, readonly Row[]> | undefined;
  const tenant: BenignTenant = benignTenant({ ...invented, now: facts.now, rules });
  const names = [...logCategories().map(({ table }) => table), 'SecurityAlert', 'SecurityIncident', 'IdentityInfo'];
  const engine = openSampleEngine(
    {
      columns: new Map(names.map((name) => [name, tableSchema(name)?.columns ?? []])),
      rows: (name) => {
        made ??= rowsByTable(tenant);
        return typed(name, made.get(name) ?? []);
      },
    },
    declarations ? { declarations } : {},
  );
  return { engine, ...facts };
}

/** When a row came in, as an export tells it. */
const arrival = '_TimeReceived';

function typed(name: string, rows: readonly Row[]): Table {
  const columns = tableSchema(name)?.columns ?? [];
  const cell = (row: Row, column: string, type: ScalarType): Cell => {
    const made = typedCell(cellOf(row[column] ?? null), type);
    invariant(made !== undefined, `an invented row of ${name} has a ${column} that is no ${type}`);
    return made;
  };
  return {
    columns,
    rows: rows.map((row) => columns.map((column) => cell(row, column.name, column.type))),
    ingested: rows.map((row) => cell(row, arrival, 'datetime')),
  };
}

/** What reading the value's JSON text would give: whole numbers are long. */
function cellOf(value: Json): Cell {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map(cellOf);
  return new Map(Object.entries(value).map(([key, inner]) => [key, cellOf(inner)]));
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** Files of the user's own, as `picket query --data` takes them. Without `now`, the clock stands just behind the last event. */
async function sampleOfFiles(
  paths: readonly string[],
  now: Date | undefined,
  declarations: Declarations,
): Promise<Checked<Sample>> {
  const { value: engine, problems } = await openEngine({ data: paths, missing: 'empty', declarations });
  if (!engine) return { problems };
  const clock = now ?? (await afterLast(engine.spans()));
  const says = `Events of ${paths.length === 1 ? paths[0] : `${paths.length} paths`}, the clock at ${clock.toISOString()}.`;
  return { value: { engine, now: clock, says }, problems };
}

async function afterLast(spans: Promise<ReadonlyMap<string, { readonly last: Date }>>): Promise<Date> {
  const last = Math.max(...[...(await spans).values()].map((span) => span.last.getTime()));
  return Number.isFinite(last) ? new Date(last + 1) : new Date();
}
