import type { Kusto, KustoNode, KustoSymbol, KustoTree } from './kusto.ts';

/** The children that are nodes, in order. */
export function childNodes(node: KustoNode): readonly KustoNode[] {
  const children: KustoNode[] = [];
  for (let i = 0; i < node.ChildCount; i++) {
    const child = node.GetChild(i);
    if (child && !child.IsToken) children.push(child);
  }
  return children;
}

/** The elements of a separated list, or of an argument list around one. */
export function elementsOf(list: KustoNode | null | undefined): readonly KustoNode[] {
  if (!list) return [];
  const inner = list.Expressions ?? list;
  return childNodes(inner).flatMap((child) => child.Element$1 ?? []);
}

export function symbolOf(node: KustoNode): KustoSymbol | null {
  return node.extendedData?.SemanticInfo?.ReferencedSymbol ?? null;
}

/** Without the parentheses around an expression and without the name given to it. */
export function plainExpression(kusto: Kusto, node: KustoNode): KustoNode {
  let plain = node;
  for (;;) {
    const kind = kusto.kindNames[plain.Kind];
    const inner = kind === 'ParenthesizedExpression' || kind === 'SimpleNamedExpression' ? plain.Expression : undefined;
    if (!inner) return plain;
    plain = inner;
  }
}

/** The body of the let function that a call stands for, bound with the call's arguments. */
export function calledBody(node: KustoNode): KustoNode | null {
  return node.extendedData?.SemanticInfo?.CalledFunctionInfo?.Expansion?.Root ?? null;
}

/** Offset of a tree in the query's text: a called function's body is a tree of its own. Undefined for foreign text. */
export function offsetOfTree(queryTree: KustoTree, tree: KustoTree): number | undefined {
  let offset = 0;
  for (let at = tree; ; ) {
    if (at === queryTree) return offset;
    offset += at.OffsetInOriginal;
    const original = at.Original;
    if (!original) return undefined;
    at = original;
  }
}
