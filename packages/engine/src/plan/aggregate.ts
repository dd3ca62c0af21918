import type { KqlNode } from '@picket/kql';
import { aggregates } from '../aggregates/index.ts';
import type { Column } from '../values/cell.ts';
import { translateExpr } from './expression.ts';
import { ingestionColumn } from './ingestion-time.ts';
import type { AggregateCall, Expr, Named } from './plan.ts';
import type { Scope } from './scope.ts';
import { elements, nameOf, namesGiven, part } from './syntax.ts';

const namedArguments = new Set(['maxsize', 'accuracy', 'size', 'maxlistsize', 'maxsetsize']);

/** Aggregates whose arguments may name the columns that they fill: `arg_max(last = time, what = name)`. */
const namesColumns = new Set(['arg_max', 'arg_min', 'argmax', 'argmin', 'take_any', 'any']);

/** An aggregate call and the columns it gives. Undefined when it is none that is evaluated. */
export function translateAggregate(
  node: KqlNode,
  scope: Scope,
  keys: readonly Named[],
): { readonly call: Omit<AggregateCall, 'columns'>; readonly columns: readonly Column[] } | undefined {
  const name = nameOf(part(node, 'Name'));
  const row = Object.hasOwn(aggregates, name) ? aggregates[name] : undefined;
  if (!row) return undefined;
  const args: Expr[] = [];
  for (const written of elements(part(node, 'ArgumentList'))) {
    if (written.kind === 'StarExpression') {
      args.push(...starColumns(scope.columns, keys, args));
      continue;
    }
    const {
      names: [given],
      value,
    } = namesGiven(written);
    if (given !== undefined && !namedArguments.has(given.toLowerCase()) && !namesColumns.has(name)) return undefined;
    args.push(translateExpr(value, scope));
  }
  const types = row.gives(args.map((arg) => arg.type));
  return types && { call: { name, args }, columns: types.map((type, i) => ({ name: String(i), type })) };
}

/**
 * The name of an unnamed covariance's column, where the service has another than the analyser: it names both arguments.
 * Undefined for other aggregates. Microsoft Learn, "covariance()".
 */
export function covarianceName(node: KqlNode): string | undefined {
  const name = nameOf(part(node, 'Name'));
  const args = elements(part(node, 'ArgumentList')).slice(0, 2);
  const isPlain = name.startsWith('covariance') && args.every((arg) => arg.kind === 'NameReference');
  return isPlain ? [name, ...args.map(nameOf)].join('_') : undefined;
}

/** Whether a column has the analyser's name, or the one that the service gives instead. */
export function isSameName(analysed: string, given: string | undefined): boolean {
  return analysed === given || (analysed.startsWith('covariance') && given?.startsWith(`${analysed}_`) === true);
}

/** What `*` stands for: the columns that are neither keys nor named before. */
function starColumns(columns: readonly Column[], keys: readonly Named[], before: readonly Expr[]): readonly Expr[] {
  const taken = new Set(
    [...keys.map((key) => key.expr), ...before].flatMap((expr) => (expr.op === 'column' ? [expr.name] : [])),
  );
  return columns.flatMap((column): Expr[] =>
    taken.has(column.name) || column.name === ingestionColumn.name ? [] : [{ op: 'column', ...column }],
  );
}
