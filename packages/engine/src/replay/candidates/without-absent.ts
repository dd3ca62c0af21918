import { mapRels } from '../../optimise/reads.ts';
import type { Binding, Plan, Rel } from '../../plan/plan.ts';
import { joinsOfLeft, rowByRow } from '../sources.ts';

/** A plan in which tables that are absent, and what has no rows without theirs, are rows: none. */
export function withoutAbsent(plan: Plan, isAbsent: (table: Extract<Rel, { readonly op: 'table' }>) => boolean): Plan {
  const bindings: Binding[] = [];
  const change = (rel: Rel): Rel => {
    const changed = mapRels(rel, change);
    return hasNone(changed) ? { op: 'rows', rows: [], columns: rel.columns, serialized: rel.serialized } : changed;
  };
  const hasNone = (rel: Rel): boolean => {
    if (rel.op === 'table') return isAbsent(rel);
    if (rel.op === 'binding') {
      const binding = bindings[rel.id];
      return binding?.kind === 'rel' && !binding.perGroup && isNone(binding.rel);
    }
    if (rel.op === 'union') return rel.inputs.every((each) => isNone(each.rel));
    if (rel.op === 'join')
      return (joinsOfLeft.has(rel.kind) && isNone(rel.left)) || (joinsOfBoth.has(rel.kind) && isNone(rel.right));
    if (rel.op === 'summarize') return rel.keys.length > 0 && isNone(rel.input);
    return rowByRow.has(rel.op) && 'input' in rel && isNone(rel.input);
  };
  for (const binding of plan.bindings) bindings.push(mapRels(binding, change));
  return { ...plan, bindings, root: change(plan.root) };
}

const isNone = (rel: Rel): boolean => rel.op === 'rows' && rel.rows.length === 0;

/** Joins that have no rows when one side has none. */
const joinsOfBoth: ReadonlySet<string> = new Set(['inner', 'innerunique', 'leftsemi', 'rightsemi']);
