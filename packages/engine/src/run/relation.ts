import type { Rel } from '../plan/plan.ts';
import { writtenAs } from '../plan/written.ts';
import type { Row } from '../values/cell.ts';
import { placed } from '../values/refusal.ts';
import type { Run, RunRel } from './run.ts';

/**
 * The rows of a plan, all in memory. The reference: what another path has loaded has to be this. A value that is not
 * evaluated throws a Refusal with the place of the innermost operator that met it.
 */
export function evaluateRel(rel: Rel, run: Run): readonly Row[] {
  const loaded = run.loaded?.get(rel);
  if (loaded) return loaded;
  const evaluate = run.operators[rel.op] as RunRel<Rel['op']>;
  try {
    return evaluate(rel, run);
  } catch (failure) {
    throw placed(failure, writtenAs(rel)?.node);
  }
}
