import { evaluateRel } from '../run/relation.ts';
import type { RunRel } from '../run/run.ts';
import { inCanonicalOrder } from '../values/canonical-order.ts';

/** No operator of KQL: puts rows that have no order into one that depends on their cells alone. */
export const runCanonical: RunRel<'canonical'> = ({ input }, run) =>
  inCanonicalOrder(evaluateRel(input, run), input.columns);
