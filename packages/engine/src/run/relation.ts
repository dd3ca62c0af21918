import type { Rel } from '../plan/plan.ts';
import type { Row } from '../values/cell.ts';
import type { Run, RunRel } from './run.ts';

/** The rows of a plan, all in memory. The reference: what another path has loaded has to be this. */
export function evaluateRel(rel: Rel, run: Run): readonly Row[] {
  const loaded = run.loaded?.get(rel);
  if (loaded) return loaded;
  const evaluate = run.operators[rel.op] as RunRel<Rel['op']>;
  return evaluate(rel, run);
}
