import type { Rel } from '../plan/plan.ts';
import type { Row } from '../values/cell.ts';
import type { Run, RunRel } from './run.ts';

/** The rows of a plan, all in memory. The reference: what another path computes has to be this. */
export function evaluateRel(rel: Rel, run: Run): readonly Row[] {
  const evaluate = run.operators[rel.op] as RunRel<Rel['op']>;
  return evaluate(rel, run);
}
