import type { KqlNode } from '@picket/kql';
import type { Edit, MutantFamily } from './mutant.ts';
import { argumentsOf, calledName, childOf, nodesWithin, withoutParentheses } from './nodes.ts';

/** Functions that take conditions, and at which places. */
const conditionsOf: Readonly<Record<string, (args: readonly KqlNode[]) => readonly KqlNode[]>> = {
  iff: (args) => args.slice(0, 1),
  iif: (args) => args.slice(0, 1),
  case: (args) => args.filter((_, i) => i % 2 === 0 && i < args.length - 1),
  countif: (args) => args.slice(0, 1),
  sumif: (args) => args.slice(1, 2),
  avgif: (args) => args.slice(1, 2),
  minif: (args) => args.slice(1, 2),
  maxif: (args) => args.slice(1, 2),
  dcountif: (args) => args.slice(1, 2),
  take_anyif: (args) => args.slice(1, 2),
  make_list_if: (args) => args.slice(1, 2),
  make_set_if: (args) => args.slice(1, 2),
};

/**
 * Each part of a filter left out or turned round. A part is what `and` and `or` join: without it, the others decide.
 * Conditions of functions and of semi-joins are turned round.
 */
export const predicates: MutantFamily = ({ root }) =>
  nodesWithin(root).flatMap((node): readonly Edit[] => {
    if (node.kind === 'FilterOperator') return ofFilter(childOf(node, 'Condition'));
    if (node.kind === 'JoinOperator') return ofJoin(node);
    const conditions = conditionsOf[calledName(node) ?? '']?.(argumentsOf(node)) ?? [];
    return conditions.flatMap((condition) => partsOf(condition, 'true').map(({ part }) => negated(part)));
  });

function ofFilter(condition: KqlNode | undefined): readonly Edit[] {
  if (!condition) return [];
  return partsOf(condition, 'true').flatMap(({ part, without }) => [
    // The rule's queryPeriod is the window that is left without this one; `windows` changes both together.
    ...(isLookback(part) ? [] : [{ change: 'drop' as const, ...range(part), replacement: without }]),
    negated(part),
  ]);
}

interface Part {
  readonly part: KqlNode;
  /** What stands for it when it is left out. */
  readonly without: 'true' | 'false';
}

function partsOf(condition: KqlNode, without: Part['without']): readonly Part[] {
  const node = withoutParentheses(condition);
  const isAnd = node.kind === 'AndExpression';
  if (!isAnd && node.kind !== 'OrExpression') return [{ part: node, without }];
  const sides = ['Left', 'Right'].flatMap((role) => childOf(node, role) ?? []);
  return sides.flatMap((side) => partsOf(side, isAnd ? 'true' : 'false'));
}

const range = ({ start, end }: KqlNode) => ({ start, end });

const negated = (part: KqlNode): Edit => ({ change: 'negate', ...range(part), replacement: `not(${part.text})` });

/** `TimeGenerated > ago(…)` and its kin: a lower bound that the rule's lookback holds too. */
function isLookback(part: KqlNode): boolean {
  const [left, right] = [childOf(part, 'Left'), childOf(part, 'Right')];
  if (!left || !right || !/^GreaterThan/.test(part.kind)) return false;
  return left.symbol?.name === 'TimeGenerated' && calledName(right) === 'ago';
}

const turned: Readonly<Record<string, string>> = {
  leftanti: 'leftsemi',
  leftsemi: 'leftanti',
  rightanti: 'rightsemi',
  rightsemi: 'rightanti',
  anti: 'leftsemi',
  leftantisemi: 'leftsemi',
};

function ofJoin(join: KqlNode): readonly Edit[] {
  return nodesWithin(childOf(join, 'Parameters') ?? join).flatMap((node): readonly Edit[] => {
    const other = node.children.length === 0 ? turned[node.text] : undefined;
    return other ? [{ change: 'negate', ...range(node), replacement: other }] : [];
  });
}
