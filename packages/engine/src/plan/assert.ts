import { callOf, translateExpr } from './expression.ts';
import type { FormCall } from './forms.ts';
import type { Expr } from './plan.ts';
import { dependsOnRow, refuseExpr } from './scope.ts';

/**
 * A condition over constants that must hold, else the query fails. It is bound like a let, so that it is tested before
 * a row is looked at, and whether or not one is. Microsoft Learn, "assert()".
 */
export function assertion({ name, node, args, scope }: FormCall): Expr {
  const values = args.map((arg) => translateExpr(arg, scope));
  const call = callOf(name, values, node, scope);
  if (dependsOnRow(values)) return refuseExpr(scope, 'assert() over the columns of a row', node);
  return { op: 'binding', type: 'bool', id: scope.shared.bind({ kind: 'scalar', expr: call }) };
}
