import type { KqlNode } from '@picket/kql';
import { translateAggregate } from '../plan/aggregate.ts';
import { translateExpr } from '../plan/expression.ts';
import type { AggregateCall, Expr, Rel } from '../plan/plan.ts';
import { refuseExpr, type Scope, withColumns } from '../plan/scope.ts';
import { nameOf, part } from '../plan/syntax.ts';

/** An expression around aggregate calls: the calls, and the expression over the columns that they fill. */
export function aggregateExpression(
  node: KqlNode,
  input: Rel,
  scope: Scope,
): { readonly calls: readonly AggregateCall[]; readonly expr: Expr } {
  const calls: AggregateCall[] = [];
  const within: Scope = {
    ...withColumns(scope, input),
    columns: [],
    serialized: false,
    aggregate: (call, at) => {
      const found = translateAggregate(call, { ...at, columns: input.columns }, []);
      const [only, ...more] = found?.columns ?? [];
      if (!found || !only || more.length > 0) return refuseExpr(scope, `${nameOf(part(call, 'Name'))}()`, call);
      const column = { name: `#${calls.length}`, type: only.type };
      calls.push({ ...found.call, columns: [column] });
      return { op: 'column', ...column };
    },
  };
  const expr = translateExpr(node, within);
  return { calls, expr };
}
