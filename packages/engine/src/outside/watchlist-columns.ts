import { type AnalyseOptions, noDeclarations } from '@picket/kql';
import type { Table } from '../values/cell.ts';

type Declarations = NonNullable<AnalyseOptions['declarations']>;

/** Columns that every watchlist has, whatever its items are. */
const own = new Set(['SearchKey', '_DTItemId', 'LastUpdatedTimeUTC', 'TimeGenerated']);

const kept = new WeakMap<Declarations, WeakMap<object, Declarations>>();

/**
 * The declarations with the columns of the watchlists that are given, for those that nobody declared. The same object for
 * the same ones, since the analyser keeps what it built for them.
 */
export function withWatchlists(
  declarations: Declarations = noDeclarations,
  watchlists: ReadonlyMap<string, Table> | undefined,
): Declarations {
  if (!watchlists || watchlists.size === 0) return declarations;
  const ofDeclarations = kept.get(declarations) ?? new WeakMap<object, Declarations>();
  kept.set(declarations, ofDeclarations);
  const known = ofDeclarations.get(watchlists);
  if (known) return known;
  const columns = [...watchlists].map(([alias, table]) => [
    alias,
    table.columns.map((column) => column.name).filter((name) => !own.has(name)),
  ]);
  const made: Declarations = {
    ...declarations,
    watchlists: { ...Object.fromEntries(columns), ...declarations.watchlists },
  };
  ofDeclarations.set(watchlists, made);
  return made;
}
