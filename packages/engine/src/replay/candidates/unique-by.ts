import type { Plan, Rel } from '../../plan/plan.ts';

/** True when no two rows of a relation have the same values in some columns: those are keys that it is grouped by. */
export function isUniqueBy(rel: Rel, names: ReadonlySet<string>, bindings: Plan['bindings']): boolean {
  switch (rel.op) {
    case 'summarize':
      return rel.keys.every(({ name }) => names.has(name));
    case 'where':
    case 'canonical':
    case 'sort':
    case 'serialize':
    case 'take':
      return isUniqueBy(rel.input, names, bindings);
    case 'extend': {
      const made = new Set(rel.exprs.map(({ name }) => name));
      return isUniqueBy(rel.input, new Set([...names].filter((name) => !made.has(name))), bindings);
    }
    case 'project': {
      const handedOn = rel.exprs.flatMap(({ name, expr }) =>
        names.has(name) && expr.op === 'column' ? [expr.name] : [],
      );
      return isUniqueBy(rel.input, new Set(handedOn), bindings);
    }
    case 'binding': {
      const binding = bindings[rel.id];
      return binding?.kind === 'rel' && isUniqueBy(binding.rel, names, bindings);
    }
    default:
      return false;
  }
}
