import { translateExpr } from '../plan/expression.ts';
import { cast } from '../plan/overload.ts';
import type { Expr, Rel } from '../plan/plan.ts';
import { refuseRel, withColumns } from '../plan/scope.ts';
import { holdsStar } from '../plan/star.ts';
import { part } from '../plan/syntax.ts';
import { compileExpr } from '../run/expression.ts';
import { evaluateRel } from '../run/relation.ts';
import type { RunRel } from '../run/run.ts';
import type { Column } from '../values/cell.ts';
import type { TranslateOperator } from './operator.ts';
import { starFilter } from './search.ts';

/** Keeps the rows whose condition is true; null is not. Microsoft Learn, "where operator". */
export const translateWhere: TranslateOperator = (input, node, scope) => {
  const condition = part(node, 'Condition');
  if (!condition) return refuseRel(scope, 'where', node);
  if (holdsStar(condition))
    return starFilter(input, condition, scope) ?? refuseRel(scope, 'where with this condition', node);
  const expr = translateExpr(condition, withColumns(scope, input));
  if (expr.type !== 'bool' && expr.type !== 'dynamic') return refuseRel(scope, `where with ${expr.type}`, node);
  return filtered(input, cast(expr, 'bool'));
};

/**
 * innerunique keeps some row of each key from the left; a filter on the left's columns is met by the row that passes.
 * Microsoft Learn, "innerunique join".
 */
function filtered(input: Rel, condition: Expr): Rel {
  if (input.op === 'join' && input.kind === 'innerunique' && readsOnly(condition, input.left.columns)) {
    return { ...input, left: filtered(input.left, condition) };
  }
  return { op: 'where', input, condition, columns: input.columns, serialized: input.serialized };
}

function readsOnly(expr: unknown, columns: readonly Column[]): boolean {
  if (Array.isArray(expr)) return expr.every((each) => readsOnly(each, columns));
  if (typeof expr !== 'object' || expr === null) return true;
  if ('op' in expr && expr.op === 'column' && 'name' in expr)
    return columns.some((column) => column.name === expr.name);
  return Object.values(expr).every((each) => readsOnly(each, columns));
}

export const runWhere: RunRel<'where'> = ({ input, condition }, run) => {
  const rows = evaluateRel(input, run);
  const holds = compileExpr(condition, input.columns, run);
  return rows.filter((row, index) => holds({ row, index, rows }) === true);
};
