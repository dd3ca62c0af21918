import type { Plan, Rel } from '../plan/plan.ts';

type TableRel = Extract<Rel, { op: 'table' }>;

/**
 * The tables without whose rows a plan has no result for certain: those at the head of the pipe that leads to it, as long
 * as each step makes no rows of none. Undefined where some step may.
 */
export function sourcesOf({ root, bindings }: Plan): readonly TableRel[] | undefined {
  const found: TableRel[] = [];
  const look = (rel: Rel): boolean => {
    if (rel.op === 'table') return found.push(rel) > 0;
    if (rel.op === 'binding') {
      const binding = bindings[rel.id];
      return binding?.kind === 'rel' && look(binding.rel);
    }
    if (rel.op === 'union') return rel.inputs.every(({ rel: input }) => look(input));
    if (rel.op === 'join') return joinsOfLeft.has(rel.kind) && look(rel.left);
    if (rel.op === 'summarize') return rel.keys.length > 0 && look(rel.input);
    return rowByRow.has(rel.op) && 'input' in rel && look(rel.input);
  };
  return look(root) ? found : undefined;
}

/** Joins that have no rows when the left side has none. */
export const joinsOfLeft: ReadonlySet<string> = new Set(['inner', 'innerunique', 'leftouter', 'leftanti', 'leftsemi']);

/** Operators that have no rows when nothing flows in. */
export const rowByRow: ReadonlySet<Rel['op']> = new Set<Rel['op']>([
  'where',
  'extend',
  'project',
  'serialize',
  'canonical',
  'sort',
  'take',
  'mv-expand',
  'mv-apply',
  'parse',
  'parse-kv',
]);
