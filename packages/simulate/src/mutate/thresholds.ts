import type { KqlNode } from '@picket/kql';
import type { Edit, MutantFamily } from './mutant.ts';
import { childOf, nodesWithin, withoutParentheses } from './nodes.ts';

const comparisons = new Set([
  'GreaterThanExpression',
  'GreaterThanOrEqualExpression',
  'LessThanExpression',
  'LessThanOrEqualExpression',
  'EqualExpression',
  'NotEqualExpression',
]);

/**
 * Each number that something is compared with, and each number that a `let` names, one higher and one lower; reals a
 * tenth. One lower than nothing is the predicate left out, so that there is no such mutant.
 */
export const thresholds: MutantFamily = ({ root }) =>
  nodesWithin(root).flatMap((node): readonly Edit[] => {
    if (node.kind === 'LetStatement') return shifted(childOf(node, 'Expression'));
    if (!comparisons.has(node.kind)) return [];
    return ['Left', 'Right'].flatMap((role) => shifted(childOf(node, role)));
  });

function shifted(written: KqlNode | undefined): readonly Edit[] {
  const node = written && withoutParentheses(written);
  if (!node) return [];
  const { start, end, text } = node;
  const to = (change: 'raise' | 'lower', by: string): Edit => ({ change, start, end, replacement: `(${text} ${by})` });
  if (node.kind === 'RealLiteralExpression') return [to('raise', '* 1.1'), to('lower', '* 0.9')];
  if (node.kind !== 'LongLiteralExpression' && node.kind !== 'IntLiteralExpression') return [];
  return node.literal === '0' ? [to('raise', '+ 1')] : [to('raise', '+ 1'), to('lower', '- 1')];
}
