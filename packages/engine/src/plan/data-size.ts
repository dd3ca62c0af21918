import { callOf, translateExpr } from './expression.ts';
import type { FormCall } from './forms.ts';
import { ingestionColumn } from './ingestion-time.ts';
import type { Expr } from './plan.ts';
import { refuseExpr } from './scope.ts';

/**
 * The estimated bytes of some columns, or of all. How values but longs and texts are estimated is not documented.
 * Microsoft Learn, "estimate_data_size()".
 */
export function dataSize({ name, node, args, scope }: FormCall): Expr {
  const columns = args.flatMap((arg): readonly Expr[] =>
    arg.kind === 'StarExpression'
      ? scope.columns.flatMap((column): readonly Expr[] =>
          column.name === ingestionColumn.name ? [] : [{ op: 'column', ...column }],
        )
      : [translateExpr(arg, scope)],
  );
  const odd = columns.find((column) => column.type !== 'long' && column.type !== 'string');
  if (odd || columns.length === 0) return refuseExpr(scope, `${name}() of ${odd?.type ?? 'nothing'}`, node);
  return callOf(name, columns, node, scope);
}
