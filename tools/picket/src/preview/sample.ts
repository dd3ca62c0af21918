import { type AlertRule, type BenignTenant, benignTenant, type Row, rowsByTable } from '@picket/benign-tenant';
import { type Checked, diagnostic, invariant, OutsideFailure } from '@picket/diagnostics';
import { type Engine, openEngine, readRows, type Table, typedCell } from '@picket/engine';
import type { Declarations } from '@picket/kql';
import type { ContentPackage } from '@picket/model';
import { openSampleEngine } from '@picket/preview';
import { logCategories, tableSchema } from '@picket/tables';

/** The events that a preview's queries run over. */
export interface Sample {
  readonly engine: Engine;
  /** The clock of the queries: the end of the events, unless told. */
  readonly now: Date;
  /** Where they come from, in a sentence. */
  readonly says: string;
}

/** What the user says of the events. */
export interface SampleWish {
  /** Files and folders, as absolute paths; none: invented events. */
  readonly data: readonly string[];
  /** ISO 8601. */
  readonly now?: string;
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

/** The rules whose alerts the invented company has. */
const alertRules = (packages: readonly ContentPackage[]): readonly AlertRule[] =>
  packages.flatMap(({ rules }) =>
    rules.map(({ value: { id, name, severity, tactics = [] } }) => ({ id, name, severity, tactics })),
  );

/** The same company and days in every preview, so that what changes on a page is the content. */
const seed = 7;
const days = 14;
const events = 30_000;
/** A Monday noon, with a working week behind it. */
const usualNow = new Date('2026-03-02T12:00:00Z');

/**
 * An invented company's ordinary days, with alerts of these rules. Rows are made when the first query needs some, and
 * typed a table at a time.
 */
function inventedSample(rules: readonly AlertRule[], now = usualNow, declarations: Declarations): Sample {
  let made: ReadonlyMap<string, readonly Row[]> | undefined;
  const tenant: BenignTenant = benignTenant({ seed, days, events, now, rules });
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
  const says = `Invented events: contoso.example on ${days} ordinary days, some ${events.toLocaleString('en-GB')} rows, the clock at ${now.toISOString().slice(0, 16).replace('T', ' ')} UTC.`;
  return { engine, now, says };
}

/** When a row came in, as an export tells it. */
const arrival = '_TimeReceived';

function typed(name: string, rows: readonly Row[]): Table {
  const columns = tableSchema(name)?.columns ?? [];
  const lines = rows.map(({ [arrival]: _, ...row }) => JSON.stringify(row));
  const { value, problems } = readRows(lines.join('\n'), name, columns);
  invariant(value !== undefined, `the invented rows of ${name} do not fit it: ${problems[0]?.message}`);
  return {
    ...value,
    ingested: rows.map(({ [arrival]: at }) => typedCell(typeof at === 'string' ? at : null, 'datetime') ?? null),
  };
}

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
