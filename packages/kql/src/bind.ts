import { type AnalyseOptions, bindWithin } from './analyse.ts';
import { items, type Kusto, type KustoNode, type KustoSymbol } from './kusto.ts';
import type { KqlNode, KqlSymbol, KqlTree } from './node.ts';
import { calledBody, offsetOfTree, symbolOf } from './syntax.ts';
import { kqlType } from './types.ts';

/** Bodies within bodies are given down to here; a call further down is told without its body. */
const deepestBody = 12;

/**
 * The bound tree of a query as plain data, for those who run queries; `analyseQuery` is cheaper for those who ask about
 * them. Never throws for the query's sake.
 */
export function bindQuery(query: string, options: AnalyseOptions = {}): KqlTree {
  const result = bindWithin(query, options);
  if ('refused' in result) return { problems: result.refused.problems };
  const { kusto, bound, analysis } = result;
  return { root: plainNode(kusto, query, bound.root, bound.root, undefined, 0), problems: analysis.problems };
}

function plainNode(
  kusto: Kusto,
  query: string,
  root: KustoNode,
  node: KustoNode,
  role: string | undefined,
  bodies: number,
): KqlNode {
  const shift = offsetOfTree(root.Tree, node.Tree) ?? 0;
  const start = node.TextStart + shift;
  const end = node.End + shift;
  const children: KqlNode[] = [];
  for (let i = 0; i < node.ChildCount; i++) {
    const child = node.GetChild(i);
    if (!child || (child.IsToken && child.End === child.TextStart)) continue;
    children.push(plainNode(kusto, query, root, child, node.GetName(i), bodies));
  }
  const symbol = node.IsToken ? null : symbolOf(node);
  const body = node.IsToken || bodies >= deepestBody ? null : calledBody(node);
  return {
    kind: kusto.kindNames[node.Kind] ?? 'None',
    ...(role === undefined ? {} : { role }),
    text: query.slice(start, end),
    start,
    end,
    ...resultOf(kusto, node),
    ...(symbol ? { symbol: plainSymbol(kusto, symbol) } : {}),
    ...literalOf(kusto, node),
    ...(body && offsetOfTree(root.Tree, body.Tree) !== undefined
      ? { body: plainNode(kusto, query, root, body, 'Body', bodies + 1) }
      : {}),
    children,
  };
}

function resultOf(kusto: Kusto, node: KustoNode): Pick<KqlNode, 'type' | 'columns'> {
  const type = node.IsToken ? null : node.ResultType;
  if (!type) return {};
  if (type.Kind !== kusto.symbolKind('Table')) return { type: kqlType(type) };
  return { columns: items(type.Columns).map((column) => ({ name: column.Name, type: kqlType(column.Type) })) };
}

function literalOf(kusto: Kusto, node: KustoNode): Pick<KqlNode, 'literal'> {
  const kind = kusto.kindNames[node.Kind] ?? '';
  if (kind === 'NullLiteralExpression') return { literal: null };
  if (!kind.endsWith('LiteralExpression')) return {};
  const info = node.LiteralValueInfo;
  return { literal: typeof info?.Value === 'string' ? info.Value : (info?.ValueText ?? null) };
}

const symbolKinds: readonly (readonly [string, KqlSymbol['kind']])[] = [
  ['Column', 'column'],
  ['Table', 'table'],
  ['Function', 'function'],
  ['Variable', 'variable'],
  ['Parameter', 'parameter'],
];

function plainSymbol(kusto: Kusto, symbol: KustoSymbol): KqlSymbol {
  const row = symbolKinds.find(([name]) => kusto.symbolKind(name) === symbol.Kind);
  return { kind: row?.[1] ?? 'other', name: symbol.Name };
}
