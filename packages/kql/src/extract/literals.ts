import type { KqlType, LiteralComparison } from '../analysis.ts';
import type { KustoNode } from '../kusto.ts';
import type { ValueOrigin } from '../origins.ts';
import { childNodes, elementsOf, plainExpression, symbolOf } from '../syntax.ts';
import { kqlType } from '../types.ts';
import type { Extraction, Visit, Visits } from './extraction.ts';

type LiteralValue = LiteralComparison['values'][number];

/** Operators whose left side holds the column, and those that read the same both ways. */
const oneSided = [
  ...['Has', 'HasCs', 'HasPrefix', 'HasPrefixCs', 'HasSuffix', 'HasSuffixCs', 'Contains', 'ContainsCs'],
  ...['StartsWith', 'StartsWithCs', 'EndsWith', 'EndsWithCs'],
].flatMap((name) => [`${name}Expression`, `Not${name}Expression`]);
const lists = ['In', 'InCs', 'NotIn', 'NotInCs', 'HasAny', 'HasAll'].map((name) => `${name}Expression`);
const twoSided = ['Equal', 'NotEqual', 'EqualTilde', 'BangTilde'].map((name) => `${name}Expression`);

/** Names followed from a value to its literal. */
const deepest = 20;

const noteComparison =
  (bothWays: boolean): Visit =>
  (node, place, into) => {
    const { Left: left, Right: right } = node;
    if (!left || !right) return;
    const found =
      comparisonOf(node, left, right, into) ?? (bothWays ? comparisonOf(node, right, left, into) : undefined);
    for (const part of found ?? []) into.literals.push({ ...part, ...place });
  };

/** Comparisons of a documented column, or of a member below one, with literals. */
export const literalVisits: Visits = {
  ...Object.fromEntries([...oneSided, ...lists].map((kind) => [kind, noteComparison(false)])),
  ...Object.fromEntries(twoSided.map((kind) => [kind, noteComparison(true)])),
};

function comparisonOf(
  node: KustoNode,
  side: KustoNode,
  other: KustoNode,
  into: Extraction,
): readonly Omit<LiteralComparison, 'start' | 'end'>[] | undefined {
  const values = literalsOf(other, into, 0);
  if (values.length === 0) return undefined;
  const origins = into.origins.of(side);
  if (origins.length === 0) return undefined;
  const operator = node.Operator?.Text ?? '';
  return byPath(origins).map(({ path, columns }) => ({ origins: columns, path, operator, values }));
}

/** Origins with the same path below their column belong to one statement. */
export function byPath(origins: readonly ValueOrigin[]): readonly {
  readonly path: readonly string[];
  readonly parsed: boolean;
  readonly columns: ValueOrigin['column'][];
}[] {
  const groups = new Map<string, { path: readonly string[]; parsed: boolean; columns: ValueOrigin['column'][] }>();
  for (const origin of origins) {
    const key = `${origin.parsed} ${origin.path.join('\u0000')}`;
    const group = groups.get(key) ?? { path: origin.path, parsed: origin.parsed, columns: [] };
    group.columns.push(origin.column);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** The literals that an operand stands for: itself, a list, a dynamic array, or what a let gave a name. */
function literalsOf(operand: KustoNode, into: Extraction, depth: number): readonly LiteralValue[] {
  if (depth > deepest) return [];
  const node = plainExpression(into.kusto, operand);
  const kind = into.kusto.kindNames[node.Kind] ?? '';
  switch (kind) {
    case 'ExpressionList':
      return elementsOf(node).flatMap((each) => literalsOf(each, into, depth + 1));
    case 'DynamicExpression':
    case 'JsonArrayExpression':
    case 'List':
    case 'SeparatedElement':
      return childNodes(node).flatMap((each) => literalsOf(each, into, depth + 1));
    case 'NameReference': {
      const symbol = symbolOf(node);
      if (symbol?.Kind !== into.kusto.symbolKind('Variable') || !symbol.Source) return [];
      return literalsOf(symbol.Source, into, depth + 1);
    }
    case 'UnaryMinusExpression':
      return node.Expression ? literal(node, node.Expression, into) : [];
    default:
      return kind.endsWith('LiteralExpression') ? literal(node, node, into) : [];
  }
}

function literal(whole: KustoNode, value: KustoNode, into: Extraction): readonly LiteralValue[] {
  const place = into.rangeOf(whole);
  const type: KqlType = kqlType(value.ResultType);
  if (!place || into.kusto.kindNames[value.Kind] === 'NullLiteralExpression') return [];
  const text = value.LiteralValueInfo?.Value;
  return [{ ...place, type, text: typeof text === 'string' ? text : whole.toString().trim() }];
}
