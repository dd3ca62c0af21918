import type { Checked } from '@picket/diagnostics';
import { type Engine, openEngine } from '@picket/engine';
import type { Declarations } from '@picket/kql';

/** The events that a preview's queries run over. */
export interface Sample {
  readonly engine: Engine;
  /** The clock of the queries: the end of the events, unless told. */
  readonly now: Date;
  /** Events by table. */
  readonly counts: ReadonlyMap<string, number>;
  /** Where they come from, in a sentence. */
  readonly says: string;
}

/** Files of the user's own, as `picket query --data` takes them. Without `now`, the clock stands just behind the last event. */
export async function sampleOfFiles(
  paths: readonly string[],
  now: Date | undefined,
  declarations: Declarations,
): Promise<Checked<Sample>> {
  const { value: engine, problems } = await openEngine({ data: paths, missing: 'empty', declarations });
  if (!engine) return { problems };
  const spans = await engine.spans();
  const last = Math.max(...[...spans.values()].map((span) => span.last.getTime()));
  const clock = now ?? (Number.isFinite(last) ? new Date(last + 1) : new Date());
  const counts = new Map([...spans].map(([table, { rows }]) => [table, rows]));
  const says = `Events of ${paths.length === 1 ? paths[0] : `${paths.length} paths`}; the clock stands at ${clock.toISOString()}.`;
  return { value: { engine, now: clock, counts, says }, problems };
}
