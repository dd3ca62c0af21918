import type { Kusto, KustoNode } from './kusto.ts';
import { childNodes, elementsOf, plainExpression } from './syntax.ts';

/** A bag whose slots are columns behind it, and what stands in front of each slot's name. */
export interface UnpackedBag {
  readonly bag: KustoNode;
  readonly prefix: string;
}

/** Operators whose rows are not only those that come in. */
const bringsRows = new Set(['JoinOperator', 'LookupOperator', 'UnionOperator', 'PartitionOperator', 'InvokeOperator']);

/**
 * The one bag that `evaluate bag_unpack` has unpacked in the pipe before a place: a name there that is no known column is
 * a slot of it. Undefined when there are several, or other rows have come in. Microsoft Learn, "bag_unpack plugin".
 */
export function unpackedBefore(kusto: Kusto, place: KustoNode): UnpackedBag | undefined {
  const kindOf = (node: KustoNode): string => kusto.kindNames[node.Kind] ?? '';
  const found: UnpackedBag[] = [];
  let from = place;
  for (let at = place.Parent; at; from = at, at = at.Parent) {
    if (kindOf(at) !== 'PipeExpression' || at.Operator !== from) continue;
    for (let input = at.Expression; input; ) {
      const pipe = plainExpression(kusto, input);
      if (kindOf(pipe) !== 'PipeExpression' || !pipe.Operator) break;
      if (bringsRows.has(kindOf(pipe.Operator))) return undefined;
      found.push(...bagsOf(kusto, pipe.Operator));
      input = pipe.Expression;
    }
  }
  return found.length === 1 ? found[0] : undefined;
}

function bagsOf(kusto: Kusto, operator: KustoNode): readonly UnpackedBag[] {
  if (kusto.kindNames[operator.Kind] !== 'EvaluateOperator') return [];
  const call = childNodes(operator).find((child) => child.Name?.SimpleName === 'bag_unpack');
  const [bag, prefix] = elementsOf(call?.ArgumentList);
  const written = prefix && plainExpression(kusto, prefix).LiteralValueInfo?.Value;
  return bag ? [{ bag, prefix: typeof written === 'string' ? written : '' }] : [];
}
