import { translateExpr } from '../plan/expression.ts';
import { cast } from '../plan/overload.ts';
import { columnsOf, refuseRel, withColumns } from '../plan/scope.ts';
import { part } from '../plan/syntax.ts';
import { compileExpr } from '../run/expression.ts';
import { evaluateRel } from '../run/relation.ts';
import { nowhere, type RunRel } from '../run/run.ts';
import { type Cell, wrapLong } from '../values/cell.ts';
import { compareCells, keyOf } from '../values/compare.ts';
import { Refusal } from '../values/refusal.ts';
import type { TranslateOperator } from './operator.ts';

/**
 * The values that occur most often, or whose sums are greatest. Exact here, where the service may estimate; refused where
 * two values alike compete for the last place. Microsoft Learn, "top-hitters operator".
 */
export const translateTopHitters: TranslateOperator = (input, node, scope) => {
  const inner = withColumns(scope, input);
  const [most, of] = [part(node, 'Expression'), part(node, 'OfExpression')];
  const clause = part(node, 'ByClause');
  const by = clause && part(clause, 'Expression');
  const count = most && translateExpr(most, { ...scope, columns: [], serialized: false });
  const value = of && translateExpr(of, inner);
  const sum = by && translateExpr(by, inner);
  const isNumber = sum === undefined || sum.type === 'int' || sum.type === 'long' || sum.type === 'real';
  const names = columnsOf(node, scope).map((column) => column.name);
  const [valueName, sumName] = names;
  const isCount = count?.type === 'long' || count?.type === 'int';
  if (!count || !isCount || !value || value.type === 'dynamic' || !isNumber || names.length !== 2)
    return refuseRel(scope, 'top-hitters in this form', node);
  const weight = sum?.type === 'int' ? cast(sum, 'long') : sum;
  const columns = [
    { name: valueName ?? '', type: value.type },
    { name: sumName ?? '', type: weight?.type ?? 'long' },
  ] as const;
  return { op: 'top-hitters', input, count: cast(count, 'long'), of: value, weight, columns, serialized: false };
};

export const runTopHitters: RunRel<'top-hitters'> = ({ input, count, of, weight }, run) => {
  const rows = evaluateRel(input, run);
  const value = compileExpr(of, input.columns, run);
  const by = weight && compileExpr(weight, input.columns, run);
  const zero = weight?.type === 'real' ? 0 : 0n;
  const sums = new Map<string, { readonly value: Cell; sum: bigint | number }>();
  rows.forEach((row, index) => {
    const frame = { row, index, rows };
    const cell = value(frame);
    const held = sums.get(keyOf(cell)) ?? { value: cell, sum: zero };
    sums.set(keyOf(cell), held);
    const term = by ? by(frame) : 1n;
    if (typeof term === 'number' && typeof held.sum === 'number') held.sum += term;
    if (typeof term === 'bigint' && typeof held.sum === 'bigint') held.sum = wrapLong(held.sum + term);
  });
  const most = Number(compileExpr(count, [], run)(nowhere) ?? 0n);
  const ranked = [...sums.values()].sort((a, b) => compareCells(b.sum, a.sum));
  const [last, next] = [ranked[most - 1], ranked[most]];
  if (last && next && compareCells(last.sum, next.sum) === 0)
    throw new Refusal('top-hitters', 'values that weigh the same compete for the last place');
  return ranked.slice(0, Math.max(0, most)).map((each) => [each.value, each.sum]);
};
