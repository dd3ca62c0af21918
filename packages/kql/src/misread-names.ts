import type { BoundText } from './bind-text.ts';
import type { Kusto, KustoNode } from './kusto.ts';
import { childNodes, symbolOf } from './syntax.ts';
import type { Workspace } from './workspace.ts';

/**
 * Tables whose name the query uses only where a value belongs, as in `MyTable_CL | where Event == "x"`. Where not all
 * columns are known, the analyser takes such a name for the table and refuses it; bound without the table it is a
 * column. A table that the query also reads is not among them.
 */
export function tablesMeantAsColumns(kusto: Kusto, workspace: Workspace, query: BoundText): ReadonlySet<string> {
  const refused = new Set(query.diagnostics.map(({ Start, Length }) => `${Start} ${Start + Length}`));
  const isRefused = (node: KustoNode): boolean => refused.has(`${node.TextStart} ${node.End}`);
  const isNameReference = kusto.kindNumber('NameReference');
  const asTable = new Set<string>();
  const asValue = new Set<string>();
  const visit = (node: KustoNode): void => {
    const symbol = node.Kind === isNameReference ? symbolOf(node) : null;
    if (symbol && workspace.isTable(symbol)) {
      const isValue = isRefused(node) || isOperand(node, kusto);
      (isValue ? asValue : asTable).add(symbol.Name);
    }
    for (const child of childNodes(node)) visit(child);
  };
  visit(query.root);
  return new Set([...asValue].filter((name) => !asTable.has(name)));
}

/** `Usage` in `Usage.quantity` and `Event` in `Event == "x"`: only a value has members or is compared. */
function isOperand(node: KustoNode, kusto: Kusto): boolean {
  const around = node.Parent;
  const kind = around ? (kusto.kindNames[around.Kind] ?? '') : '';
  if (kind === 'PathExpression' || kind === 'ElementExpression') return around?.Expression === node;
  return around?.Left === node && kind.endsWith('Expression') && kind !== 'PipeExpression';
}
