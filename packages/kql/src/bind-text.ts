import { items, type Kusto, type KustoDiagnostic, type KustoGlobals, type KustoNode } from './kusto.ts';

/** A query with what Microsoft's analyser found out about it. Foreign objects: they do not leave this package. */
export interface BoundText {
  readonly text: string;
  readonly root: KustoNode;
  /** False when the query nests too deeply for the binder; then only the syntax is known. */
  readonly bound: boolean;
  readonly diagnostics: readonly KustoDiagnostic[];
}

/**
 * Parses and binds a query. The same steps as the library's `KustoCode.ParseAndAnalyze`, without the grammar for
 * completions that it builds on first use (0.5 s, and never read here).
 *
 * @throws RangeError when a part of the library recurses past the stack; the caller tells the author
 */
export function bindText(kusto: Kusto, text: string, globals: KustoGlobals): BoundText {
  const { Parsing, Syntax, Binding, Utils } = kusto.language;
  const tokens = Parsing.TokenParser.ParseTokens(text, globals.ParseOptions);
  const root = Parsing.QueryParser.ParseQuery(tokens, 0, globals.ParseOptions);
  const tree = new Syntax.SyntaxTree(root);
  const never = new Utils.CancellationToken();
  const bound = Binding.Binder.TryBind(tree, globals, new Binding.LocalBindingCache(), null, never);
  return {
    text,
    root,
    bound,
    diagnostics: [...items(root.GetContainedSyntaxDiagnostics()), ...semanticDiagnostics(root)],
  };
}

/**
 * What the binder noted on the nodes. The library's own GetContainedDiagnostics does the same over every token and
 * takes a tenth of the whole analysis for it.
 */
function semanticDiagnostics(root: KustoNode): readonly KustoDiagnostic[] {
  const all: KustoDiagnostic[] = [];
  const visit = (node: KustoNode): void => {
    const noted = node.extendedData?.SemanticInfo?.Diagnostics;
    if (noted) all.push(...items(noted));
    for (let i = 0; i < node.ChildCount; i++) {
      const child = node.GetChild(i);
      if (child && !child.IsToken) visit(child);
    }
  };
  visit(root);
  return all;
}
