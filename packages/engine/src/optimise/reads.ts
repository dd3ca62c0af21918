import type { Expr, Rel } from '../plan/plan.ts';

export function isRel(value: object): value is Rel {
  return 'op' in value && 'columns' in value && 'serialized' in value;
}

type Replace = (rel: Rel, holder: object) => Rel;

/**
 * A part of a plan with each relation directly within it replaced; the part itself is not one of them. `holder`: what
 * the relation is a member of, or an element in a list of.
 */
export function mapRels<T>(part: T, replace: Replace): T {
  return mapValue(part, {}, replace) as T;
}

function mapValue(value: unknown, holder: object, replace: Replace): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Map) return value;
  if (Array.isArray(value)) return mapped(value, (each) => within(each, holder, replace));
  if ('op' in value && (value.op === 'literal' || value.op === 'rows')) return value;
  const entries = Object.entries(value);
  const changed = entries.map(([name, each]) => [name, within(each, value, replace)] as const);
  return changed.some(([, each], i) => each !== entries[i]?.[1]) ? Object.fromEntries(changed) : value;
}

function within(value: unknown, holder: object, replace: Replace): unknown {
  return typeof value === 'object' && value !== null && isRel(value)
    ? replace(value, holder)
    : mapValue(value, holder, replace);
}

function mapped(values: readonly unknown[], change: (value: unknown) => unknown): readonly unknown[] {
  const changed = values.map(change);
  return changed.some((each, i) => each !== values[i]) ? changed : values;
}

/** The relations directly within a part of a plan. */
export function relsWithin(part: unknown): readonly Rel[] {
  const found: Rel[] = [];
  mapRels(part, (rel) => {
    found.push(rel);
    return rel;
  });
  return found;
}

/** The columns of the row at hand that expressions read. */
export function columnsRead(part: unknown, found: Set<string> = new Set()): ReadonlySet<string> {
  if (typeof part !== 'object' || part === null || part instanceof Map || isRel(part)) return found;
  if ('op' in part && part.op === 'literal') return found;
  if ('op' in part && part.op === 'column' && 'name' in part) return found.add(String(part.name));
  for (const each of Object.values(part)) columnsRead(each, found);
  return found;
}

/** Scalar bindings that a relation's own expressions name. */
export function scalarBindings(rel: Rel): readonly number[] {
  const found: number[] = [];
  const look = (part: unknown, isTop: boolean): void => {
    if (typeof part !== 'object' || part === null || part instanceof Map) return;
    if (!isTop && 'columns' in part && 'serialized' in part) return;
    if ('op' in part && part.op === 'literal') return;
    if (!isTop && 'op' in part && part.op === 'binding' && 'id' in part) found.push(Number(part.id));
    for (const each of Object.values(part)) look(each, false);
  };
  look(rel, true);
  return found;
}

/** What `and` joins. */
export const conjunctsOf = (expr: Expr): readonly Expr[] =>
  expr.op === 'call' && expr.name === 'and' ? expr.args.flatMap(conjunctsOf) : [expr];

const rowWise: ReadonlySet<Expr['op']> = new Set<Expr['op']>([
  'literal',
  'column',
  'now',
  'binding',
  'cast',
  'call',
  'element',
  'choose',
  'coalesce',
  'in',
  'toscalar',
]);

/** True when an expression looks at other rows than the one at hand, as prev() does. */
export function looksAround(part: unknown): boolean {
  if (typeof part !== 'object' || part === null || part instanceof Map || isRel(part)) return false;
  if ('op' in part && typeof part.op === 'string') {
    if (part.op === 'literal') return false;
    if (!(rowWise as ReadonlySet<string>).has(part.op)) return true;
  }
  return Object.values(part).some(looksAround);
}
