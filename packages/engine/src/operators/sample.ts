import { createHash } from 'node:crypto';
import type { KqlNode } from '@picket/kql';
import { translateExpr } from '../plan/expression.ts';
import { cast } from '../plan/overload.ts';
import type { Rel } from '../plan/plan.ts';
import { columnsOf, refuseRel, type Scope, withColumns } from '../plan/scope.ts';
import { part } from '../plan/syntax.ts';
import { compileExpr } from '../run/expression.ts';
import { evaluateRel } from '../run/relation.ts';
import { nowhere, type RunRel } from '../run/run.ts';
import { compareText, keyOfCells } from '../values/compare.ts';
import type { TranslateOperator } from './operator.ts';
import { summarized } from './summarize.ts';

/** Some of the rows, the same ones whenever the rows are the same. Microsoft Learn, "sample operator". */
export const translateSample: TranslateOperator = (input, node, scope) => sampled(input, node, scope);

/** Some of a column's values. Microsoft Learn, "sample-distinct operator". */
export const translateSampleDistinct: TranslateOperator = (input, node, scope) => {
  const of = part(node, 'OfExpression');
  const [column] = columnsOf(node, scope);
  const expr = of && translateExpr(of, withColumns(scope, input));
  if (!expr || !column || expr.type === 'dynamic') return refuseRel(scope, 'sample-distinct of this', node);
  return sampled(summarized(input, [{ name: column.name, expr }], []), node, scope);
};

function sampled(input: Rel, node: KqlNode, scope: Scope): Rel {
  const written = part(node, 'Expression');
  const count = written && translateExpr(written, { ...scope, columns: [], serialized: false });
  if (count?.type !== 'long' && count?.type !== 'int') return refuseRel(scope, 'a number of rows like this', node);
  return { op: 'sample', input, count: cast(count, 'long'), columns: input.columns, serialized: false };
}

/** KQL leaves open which rows; those with the least hash of their content are taken, whatever order they come in. */
export const runSample: RunRel<'sample'> = ({ input, count }, run) => {
  const rows = evaluateRel(input, run);
  const most = compileExpr(count, [], run)(nowhere);
  const ranked = rows.map((row) => ({ row, rank: createHash('sha256').update(keyOfCells(row)).digest('hex') }));
  ranked.sort((a, b) => compareText(a.rank, b.rank));
  return typeof most === 'bigint' && most > 0n ? ranked.slice(0, Number(most)).map(({ row }) => row) : [];
};
