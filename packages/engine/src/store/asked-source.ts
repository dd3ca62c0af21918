import { isFixed } from '../optimise/fixed.ts';
import type { Plan } from '../plan/plan.ts';
import { compileExpr } from '../run/expression.ts';
import { orIfRefused } from '../run/or-if-refused.ts';
import { evaluateRel } from '../run/relation.ts';
import { nowhere, type Run } from '../run/run.ts';
import type { SqlSource } from './push-down.ts';
import type { Store } from './store.ts';
import { type LookupBounds, openTableLookups } from './table-lookups.ts';

/** What the store tells of a plan's tables, and a way to ask it. */
export interface AskedSource {
  readonly source: SqlSource;
  /** Turns into SQL again and again while facts are asked for that nobody has looked up yet. */
  readonly withFacts: <T>(turn: () => T) => Promise<T>;
}

export interface SourceOptions {
  /** Nothing that looks at the clock, or at rows, has a value; nothing is looked up. */
  readonly timeless?: boolean;
  /** For which tables values are looked up, where that is not left to the engine. */
  readonly lookups?: LookupBounds;
}

/** A source for a plan. */
export function openSource(
  plan: Plan,
  run: Run,
  store: Store,
  { timeless = false, lookups: bounds }: SourceOptions = {},
): AskedSource {
  const isAscii = new Map<string, boolean>();
  const asked = new Map<string, readonly [table: string, column: string]>();
  const lookups = timeless ? undefined : openTableLookups(plan, run, store, bounds);
  const source: SqlSource = {
    bindings: plan.bindings,
    isAscii: (table, column) => {
      const key = JSON.stringify([table, column]);
      if (!isAscii.has(key)) asked.set(key, [table, column]);
      return isAscii.get(key);
    },
    columnSql: store.columnSql,
    has: (table) => store.columns(table) !== undefined,
    constant: (expr) =>
      dependsOnGroup(expr, plan) || (timeless && !isFixed(expr, plan.bindings))
        ? undefined
        : orIfRefused(() => compileExpr(expr, [], run)(nowhere)),
    rows: (rel) => (timeless || dependsOnGroup([rel], plan) ? undefined : orIfRefused(() => evaluateRel(rel, run))),
    lookUpBy: (expr, base) => lookups?.lookUp(expr, base),
  };
  return {
    source,
    withFacts: async (turn) => {
      for (;;) {
        asked.clear();
        const turned = turn();
        const filled = (await lookups?.fill()) === true;
        if (asked.size === 0 && !filled) return turned;
        for (const [key, [table, column]] of asked) isAscii.set(key, await store.isAscii(table, column));
      }
    },
  };
}

/** True when a part of a plan has another value for each group of mv-apply or partition. */
function dependsOnGroup(part: unknown, plan: Plan): boolean {
  if (typeof part !== 'object' || part === null || part instanceof Map) return false;
  if ('op' in part && (part.op === 'literal' || part.op === 'rows')) return false;
  if ('op' in part && (part.op === 'group' || part.op === 'partition-key')) return true;
  if ('op' in part && part.op === 'binding' && 'id' in part && plan.bindings[Number(part.id)]?.perGroup) return true;
  return Object.values(part).some((each) => dependsOnGroup(each, plan));
}
