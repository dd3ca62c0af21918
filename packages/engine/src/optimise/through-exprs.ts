import type { Expr, Named } from '../plan/plan.ts';
import { columnsRead, looksAround } from './reads.ts';

/** Filters over the columns that expressions give, as filters over the columns that they read. */
export function throughExprs(filters: readonly Expr[], exprs: readonly Named[], others: boolean): readonly Expr[] {
  if (exprs.some(({ expr }) => looksAround(expr))) return [];
  const byName = new Map(exprs.map(({ name, expr }) => [name, expr]));
  return filters.flatMap((filter) => {
    const isKnown = others || [...columnsRead(filter)].every((name) => byName.has(name));
    return isKnown && !isLarge(filter) ? [substituteColumns(filter, byName)] : [];
  });
}

/** A filter on a column that is made from itself twice doubles with each such step; one of more parts is left to the evaluator. */
const largest = 2_000;

/** True when an expression has too many parts to put others into it. */
export const isLarge = (expr: Expr): boolean => partsOf(expr, largest) >= largest;

/** How many parts an expression has, counted no further than `most`. */
function partsOf(part: unknown, most: number): number {
  if (typeof part !== 'object' || part === null || part instanceof Map) return 1;
  let count = 1;
  for (const each of Object.values(part)) {
    if (count >= most) break;
    count += partsOf(each, most - count);
  }
  return count;
}

/** An expression over the columns that others are made from; undefined where it is not known of each what it means. */
export function meaningOf(expr: Expr, meaning: (name: string) => Expr | undefined): Expr | undefined {
  if (looksAround(expr)) return undefined;
  const byName = new Map<string, Expr>();
  for (const name of columnsRead(expr)) {
    const found = meaning(name);
    if (!found || isLarge(found)) return undefined;
    byName.set(name, found);
  }
  return substituteColumns(expr, byName);
}

/** A part of a plan with columns replaced by what they are. */
export function substituteColumns<T>(part: T, byName: ReadonlyMap<string, Expr>): T {
  return substitute(part, byName) as T;
}

function substitute(part: unknown, byName: ReadonlyMap<string, Expr>): unknown {
  if (typeof part !== 'object' || part === null || part instanceof Map) return part;
  if ('columns' in part && 'serialized' in part) return part;
  if ('op' in part && part.op === 'literal') return part;
  if ('op' in part && part.op === 'column' && 'name' in part) return byName.get(String(part.name)) ?? part;
  if (Array.isArray(part)) return part.map((each) => substitute(each, byName));
  return Object.fromEntries(Object.entries(part).map(([name, each]) => [name, substitute(each, byName)]));
}
