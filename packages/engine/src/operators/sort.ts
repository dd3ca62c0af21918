import type { KqlNode } from '@picket/kql';
import { translateExpr } from '../plan/expression.ts';
import { cast } from '../plan/overload.ts';
import type { Rel, SortKey } from '../plan/plan.ts';
import { refuseExpr, refuseRel, type Scope, withColumns } from '../plan/scope.ts';
import { elements, namesGiven, part } from '../plan/syntax.ts';
import { compileExpr } from '../run/expression.ts';
import { evaluateRel } from '../run/relation.ts';
import { nowhere, type RunRel } from '../run/run.ts';
import type { Cell } from '../values/cell.ts';
import { compareCells, compareText, hasNoOrder } from '../values/compare.ts';
import { Refusal } from '../values/refusal.ts';
import type { TranslateOperator } from './operator.ts';

/** Descending unless told; nulls first when ascending, last when descending. Microsoft Learn, "sort operator". */
export function sortKey(node: KqlNode, scope: Scope): SortKey {
  const ordered = node.kind === 'OrderedExpression' ? node : undefined;
  const words = (ordered && part(ordered, 'Ordering')?.text.trim().split(/\s+/)) ?? [];
  const { value } = namesGiven((ordered && part(ordered, 'Expression')) ?? node);
  const expr = translateExpr(value, scope);
  const descending = !words.includes('asc');
  return {
    expr: expr.type === 'dynamic' ? refuseExpr(scope, 'sort by a dynamic value', value) : expr,
    descending,
    nullsFirst: words.includes('nulls') ? words.includes('first') : !descending,
  };
}

export function sorted(input: Rel, by: readonly SortKey[]): Rel {
  return { op: 'sort', input, by, columns: input.columns, serialized: true };
}

export const translateSort: TranslateOperator = (input, node, scope) =>
  sorted(
    input,
    elements(node, 'Expressions').map((each) => sortKey(each, withColumns(scope, input))),
  );

/** Microsoft Learn, "top operator": sort, then take. */
export const translateTop: TranslateOperator = (input, node, scope) => {
  const by = part(node, 'ByExpression');
  if (!by) return refuseRel(scope, 'top', node);
  return translateTake(sorted(input, [sortKey(by, withColumns(scope, input))]), node, scope);
};

/** Rows as they come. Microsoft Learn, "take operator". */
export const translateTake: TranslateOperator = (input, node, scope) => {
  const written = part(node, 'Expression');
  const count = written && translateExpr(written, { ...scope, columns: [], serialized: false });
  if (!count || (count.type !== 'long' && count.type !== 'int'))
    return refuseRel(scope, 'a number of rows like this', node);
  return { op: 'take', input, count: cast(count, 'long'), columns: input.columns, serialized: input.serialized };
};

/** Orders two cells as a sort key has it: null stands outermost, then NaN. Microsoft Learn, "sort operator". */
export function compareAs({ descending, nullsFirst }: Omit<SortKey, 'expr'>, left: Cell, right: Cell): number {
  const leftLess = hasNoOrder(left);
  const rightLess = hasNoOrder(right);
  if (leftLess && rightLess)
    return left === right || (left !== null && right !== null) ? 0 : (left === null) === nullsFirst ? -1 : 1;
  if (leftLess || rightLess) return leftLess === nullsFirst ? -1 : 1;
  const sign = compareCells(left, right);
  return descending ? -sign : sign;
}

/** A GUID's bytes as they lie in memory, where its first three fields stand back to front. */
const inMemory = (guid: string): string => guid.replace(/^(..)(..)(..)(..)-(..)(..)-(..)(..)/, '$4$3$2$1-$6$5-$8$7');

/** Refused for GUIDs whose texts and bytes disagree: which of them the order goes by is not said. */
function refuseUnlessClear(left: Cell, right: Cell): void {
  if (typeof left !== 'string' || typeof right !== 'string') return;
  if (compareText(left, right) !== compareText(inMemory(left), inMemory(right)))
    throw new Refusal('sort', 'GUIDs whose order is not certain');
}

/** Sorts stably, so that rows alike in the keys keep their order. */
export const runSort: RunRel<'sort'> = ({ input, by }, run) => {
  const rows = evaluateRel(input, run);
  const keys = by.map(({ expr }) => compileExpr(expr, input.columns, run));
  const keyed = rows.map((row, index) => ({ row, cells: keys.map((key) => key({ row, index, rows })) }));
  keyed.sort((a, b) => {
    for (const [i, key] of by.entries()) {
      const [left, right] = [a.cells[i] ?? null, b.cells[i] ?? null];
      if (key.expr.type === 'guid') refuseUnlessClear(left, right);
      const sign = compareAs(key, left, right);
      if (sign !== 0) return sign;
    }
    return 0;
  });
  return keyed.map(({ row }) => row);
};

export const runTake: RunRel<'take'> = ({ input, count }, run) => {
  const rows = evaluateRel(input, run);
  const most = compileExpr(count, [], run)(nowhere);
  return typeof most === 'bigint' && most > 0n ? rows.slice(0, Number(most)) : [];
};
