import { relsWithin } from './optimise/reads.ts';
import { ingestionColumn } from './plan/ingestion-time.ts';
import type { PreparedQuery } from './query.ts';

/** Tables and their columns that a query reads; all columns where it is planned further only when its rows are known. */
export function tablesRead({ plan, first }: PreparedQuery): ReadonlyMap<string, ReadonlySet<string>> {
  const tables = new Map<string, Set<string>>();
  const look = (part: unknown): void => {
    for (const rel of relsWithin([part])) {
      if (rel.op === 'table') {
        const known = tables.get(rel.name) ?? new Set<string>();
        for (const { name } of rel.columns) known.add(name);
        if (first.open) known.add(ingestionColumn.name);
        tables.set(rel.name, known);
      }
      look(Object.values(rel));
    }
  };
  look(plan.root);
  for (const binding of plan.bindings) look(Object.values(binding));
  return tables;
}
