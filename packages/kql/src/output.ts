import type { Analysis } from './analysis.ts';
import { items, type Kusto, type KustoNode } from './kusto.ts';
import { childNodes, elementsOf, plainExpression, symbolOf } from './syntax.ts';
import { kqlType } from './types.ts';

/** Operators whose result has only the columns they name. */
const naming = new Set([
  ...['ProjectOperator', 'SummarizeOperator', 'DistinctOperator', 'CountOperator', 'MakeSeriesOperator'],
  ...['TopNestedOperator', 'SampleDistinctOperator', 'GetSchemaOperator', 'ReduceByOperator'],
]);

/** Plugins whose columns come from the data. Source: Microsoft Learn, "bag_unpack plugin", "pivot plugin". */
const opensRows = new Set(['bag_unpack', 'pivot', 'narrow', 'schema_merge', 'python', 'r']);

const deepest = 60;

/**
 * The columns a query returns, from its last statement. The binder calls a result open once any table before it was;
 * here it is open only if unknown columns can really reach the end, so that a `project` makes it certain again.
 */
export function outputOf(kusto: Kusto, root: KustoNode): Analysis['output'] {
  const statement = childNodes(root.Statements ?? root).at(-1)?.Element$1;
  if (!statement || kusto.kindNames[statement.Kind] !== 'ExpressionStatement' || !statement.Expression) {
    return { columns: [], open: false, tabular: false };
  }
  const type = statement.Expression.ResultType;
  if (type?.Kind === kusto.symbolKind('Error')) return { columns: [], open: true, tabular: true };
  if (type?.Kind !== kusto.symbolKind('Table')) return { columns: [], open: false, tabular: false };
  return {
    columns: items(type.Columns).map((column) => ({ name: column.Name, type: kqlType(column.Type) })),
    open: type.IsOpen === true && isOpen(kusto, statement.Expression, 0),
    tabular: true,
  };
}

function isOpen(kusto: Kusto, expression: KustoNode, depth: number): boolean {
  const node = plainExpression(kusto, expression);
  const type = node.ResultType;
  if (depth > deepest || type?.Kind === kusto.symbolKind('Error')) return true;
  if (type?.IsOpen !== true) return false;
  const kind = kusto.kindNames[node.Kind];
  if (kind === 'MaterializeExpression' && node.Expression) return isOpen(kusto, node.Expression, depth + 1);
  if (kind === 'NameReference') {
    const source = symbolOf(node)?.Source;
    return source ? isOpen(kusto, source, depth + 1) : true;
  }
  if (kind === 'UnionOperator') return elementsOf(node.Expressions).some((leg) => isOpen(kusto, leg, depth + 1));
  if (kind !== 'PipeExpression' || !node.Expression || !node.Operator) return true;
  const operator = node.Operator;
  const input = node.Expression;
  const operatorKind = kusto.kindNames[operator.Kind] ?? '';
  if (naming.has(operatorKind)) return containsStar(kusto, operator) && isOpen(kusto, input, depth + 1);
  if (operatorKind === 'EvaluateOperator') {
    const plugin = childNodes(operator).find((child) => child.Name)?.Name?.SimpleName ?? '';
    return opensRows.has(plugin) || isOpen(kusto, input, depth + 1);
  }
  if (operatorKind === 'UnionOperator') {
    return [input, ...elementsOf(operator.Expressions)].some((leg) => isOpen(kusto, leg, depth + 1));
  }
  if (operatorKind === 'JoinOperator' || operatorKind === 'LookupOperator') {
    return [input, operator.Expression].some((side) => side && isOpen(kusto, side, depth + 1));
  }
  return operatorKind === 'InvokeOperator' || isOpen(kusto, input, depth + 1);
}

/** `arg_max(TimeGenerated, *)` and `distinct *` hand on every column. */
function containsStar(kusto: Kusto, node: KustoNode): boolean {
  return childNodes(node).some(
    (child) => kusto.kindNames[child.Kind] === 'StarExpression' || containsStar(kusto, child),
  );
}
