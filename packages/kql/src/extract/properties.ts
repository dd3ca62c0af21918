import type { PropertyAccess, TextRange } from '../analysis.ts';
import type { KustoNode } from '../kusto.ts';
import { stepOf } from '../origins.ts';
import { plainExpression } from '../syntax.ts';
import { kqlType } from '../types.ts';
import type { Extraction, Visits } from './extraction.ts';
import { byPath } from './literals.ts';

/** Member accesses below a documented column. The whole chain `a.b[0].c` is one access, seen at its outermost node. */
export const propertyVisits: Visits = {
  PathExpression: (node, place, into) => noteAccess(node, place, into),
  ElementExpression: (node, place, into) => noteAccess(node, place, into),
};

function noteAccess(node: KustoNode, place: TextRange, into: Extraction): void {
  const isAccess = (n: KustoNode): boolean => {
    const kind = into.kusto.kindNames[n.Kind];
    return kind === 'PathExpression' || kind === 'ElementExpression';
  };
  if (node.Parent && isAccess(node.Parent) && node.Parent.Expression === node) return;
  const steps: { readonly name: string; readonly range: TextRange }[] = [];
  let base = node;
  // A computed step ends what can be known: only the steps before it are told.
  while (isAccess(base) && base.Expression) {
    const name = stepOf(into.kusto, base);
    const range = base.Selector ? into.rangeOf(base.Selector) : undefined;
    if (name === undefined || !range) steps.length = 0;
    else steps.unshift({ name, range });
    base = plainExpression(into.kusto, base.Expression);
  }
  const baseRange = into.rangeOf(base);
  if (steps.length === 0 || !baseRange) return;
  for (const origin of byPath(into.origins.of(base))) {
    const access: PropertyAccess = {
      ...place,
      origins: origin.columns,
      baseType: kqlType(base.ResultType),
      path: [...origin.path, ...steps.map((step) => step.name)],
      // Steps taken before this expression, as by an mv-expand, are shown at the name they are now known by.
      steps: [...origin.path.map(() => baseRange), ...steps.map((step) => step.range)],
      parsed: origin.parsed,
    };
    into.properties.push(access);
  }
}
