import type { KqlNode } from '@picket/kql';
import { translateExpr } from '../plan/expression.ts';
import type { Rel } from '../plan/plan.ts';
import { isTabular, translateRel } from '../plan/relation.ts';
import { partitionKeyName, refuseRel, type Scope, withColumns, withName } from '../plan/scope.ts';
import { nameOf, parametersOf, part } from '../plan/syntax.ts';
import { compileExpr } from '../run/expression.ts';
import { evaluateRel } from '../run/relation.ts';
import { type RunRel, withGroup } from '../run/run.ts';
import type { Cell, Row } from '../values/cell.ts';
import { keyOf } from '../values/compare.ts';
import { Refusal } from '../values/refusal.ts';
import type { TranslateOperator } from './operator.ts';

/** More partitions are an error of the service with the strategy that it takes unless told. */
const mostLegacy = 64;

/** What a sub-query must not hold with the strategies native and shuffle. */
const legacyOnly = new Set(['JoinOperator', 'LookupOperator', 'UnionOperator', 'EvaluateOperator', 'AsOperator']);

/**
 * Runs a sub-query over the rows of each value of a column, in the order in which the values come.
 * `( … )` begins with those rows, `{ … }` with a table of its own. Microsoft Learn, "partition operator".
 */
export const translatePartition: TranslateOperator = (input, node, scope) => {
  const parameters = parametersOf(node);
  const strategy = parameters.get('hint.strategy')?.text.trim() ?? 'legacy';
  const by = part(node, 'ByExpression');
  const operand = part(node, 'Operand');
  const odd = [...parameters.keys()].find((name) => !name.startsWith('hint.'));
  if (!by || !operand || odd || !/^(legacy|native|shuffle)$/.test(strategy))
    return refuseRel(scope, `partition ${odd ?? strategy}`, node);
  const key = translateExpr(by, withColumns(scope, input));
  const isLegacy = strategy === 'legacy';
  const implicit = part(operand, 'Subquery');
  const written = implicit ?? part(operand, 'Query');
  if (key.op !== 'column' || key.type === 'dynamic' || !written || !isTabular(written))
    return refuseRel(scope, 'partition in this form', node);
  // A sub-query in braces is documented for legacy, and shown with native.
  if (!isLegacy && (holds(written, legacyOnly) || (!implicit && strategy !== 'native')))
    return refuseRel(scope, 'partition in this form', node);
  const group: Rel = { op: 'group', columns: input.columns, serialized: false };
  const named = withName(scope, partitionKeyName(nameOf(by)), {
    kind: 'scalar',
    expr: { op: 'partition-key', type: key.type },
  });
  const within: Scope = implicit ? { ...scope, group, perGroup: true } : { ...named, perGroup: true };
  const body = translateRel(written, within);
  return {
    op: 'partition',
    input,
    key,
    most: isLegacy ? mostLegacy : undefined,
    body,
    columns: body.columns,
    serialized: false,
  };
};

function holds(node: KqlNode, kinds: ReadonlySet<string>): boolean {
  return (kinds.has(node.kind) && !node.added) || node.children.some((child) => holds(child, kinds));
}

export const runPartition: RunRel<'partition'> = ({ input, key, most, body }, run) => {
  const rows = evaluateRel(input, run);
  const cell = compileExpr(key, input.columns, run);
  const groups = new Map<string, { readonly value: Cell; readonly rows: Row[] }>();
  rows.forEach((row, index) => {
    const value = cell({ row, index, rows });
    const id = keyOf(value);
    const group = groups.get(id);
    if (group) group.rows.push(row);
    else groups.set(id, { value, rows: [row] });
  });
  if (most !== undefined && groups.size > most) throw new Refusal('partition', `more than ${most} partitions`);
  return [...groups.values()].flatMap((group) => evaluateRel(body, withGroup(run, group.rows, group.value)));
};
