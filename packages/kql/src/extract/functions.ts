import type { KustoNode } from '../kusto.ts';
import { elementsOf, plainExpression, symbolOf } from '../syntax.ts';
import { constantText } from '../workspace.ts';
import type { Extraction, Visits } from './extraction.ts';

/** Calls of the workspace's and the repository's functions, with or without an argument list. */
export const functionVisits: Visits = {
  FunctionCallExpression(node, place, into) {
    const symbol = symbolOf(node);
    if (!symbol || !into.workspace.isFunction(symbol)) return;
    const args = elementsOf(node.ArgumentList).map((argument) => literalText(argument, into));
    into.functions.push({ name: symbol.Name, known: true, arguments: args, ...place });
  },
  NameReference(node, place, into) {
    const symbol = symbolOf(node);
    if (!symbol || !into.workspace.isFunction(symbol)) return;
    const parent = node.Parent;
    if (parent && into.kusto.kindNames[parent.Kind] === 'FunctionCallExpression' && parent.Name === node) return;
    into.functions.push({ name: symbol.Name, known: true, arguments: [], ...place });
  },
};

/** The value of a string argument, the text of another literal, null for anything computed. */
function literalText(argument: KustoNode, into: Extraction): string | null {
  const text = constantText(into.kusto, argument);
  if (text !== undefined) return text;
  const plain = plainExpression(into.kusto, argument);
  const isLiteral = into.kusto.kindNames[plain.Kind]?.endsWith('LiteralExpression') ?? false;
  return isLiteral ? plain.toString().trim() : null;
}
