import type { TextRange } from '../analysis.ts';
import { items, type KustoNode, type KustoSymbol } from '../kusto.ts';
import { elementsOf, symbolOf } from '../syntax.ts';
import type { Extraction, Visits } from './extraction.ts';

/** Tables read by name, by wildcard and through `table("…")`, and the places that read all there are. */
export const tableVisits: Visits = {
  NameReference(node, place, into) {
    const symbol = symbolOf(node);
    if (symbol) noteTables(symbol, place, into);
  },
  FunctionCallExpression(node, place, into) {
    if (node.Name?.SimpleName !== 'table' || !node.ResultType) return;
    noteTables(node.ResultType, place, into);
  },
  SearchOperator(node, place, into) {
    if (!node.InClause && !isPiped(node, into)) into.searchesEverything.push(place);
  },
  FindOperator(node, place, into) {
    if (!node.InClause) into.searchesEverything.push(place);
  },
  UnionOperator(node, _place, into) {
    for (const leg of elementsOf(node.Expressions)) {
      const range = isStar(leg, into) ? into.rangeOf(leg) : undefined;
      if (range) into.searchesEverything.push(range);
    }
  },
};

function noteTables(symbol: KustoSymbol, place: TextRange, into: Extraction): void {
  if (into.workspace.isTable(symbol)) {
    into.tables.push({ name: symbol.Name, known: true, ...place });
  } else if (symbol.Kind === into.kusto.symbolKind('Group')) {
    for (const member of items(symbol.Members)) noteTables(member, place, into);
  }
}

/** True for the `search` of `T | search "x"`. */
function isPiped(node: KustoNode, into: Extraction): boolean {
  const parent = node.Parent;
  return parent !== null && into.kusto.kindNames[parent.Kind] === 'PipeExpression' && parent.Operator === node;
}

function isStar(leg: KustoNode, into: Extraction): boolean {
  return into.kusto.kindNames[leg.Kind] === 'NameReference' && leg.SimpleName === '*';
}
