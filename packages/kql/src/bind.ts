import type { ColumnType } from '@picket/tables';
import { type AnalyseOptions, bindWithin } from './analyse.ts';
import type { TextRange } from './analysis.ts';
import { type EditedText, insertInto } from './edited-text.ts';
import { items, type Kusto, type KustoNode, type KustoSymbol } from './kusto.ts';
import type { KqlNode, KqlSymbol, KqlTree } from './node.ts';
import { calledBody, offsetOfTree, symbolOf } from './syntax.ts';
import { kqlType } from './types.ts';

/** Bodies within bodies are given down to here; a call further down is told without its body. */
const deepestBody = 12;

/** The columns of an operator, where the analyser does not know them or has others than the engine. */
export interface OperatorOutput {
  /** `place` of the operator. */
  readonly place: number;
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
  /** True for another operator than evaluate: an evaluate operator that is `added` then stands behind it in the tree. */
  readonly behind?: true;
}

/** Text before a query. */
export interface Prelude {
  readonly text: string;
  /** The place in the query that stands for whatever is found in the text. */
  readonly stands: TextRange;
}

export interface BindOptions extends AnalyseOptions {
  /** Text that is bound before the query, as declarations of functions are. */
  readonly preludes?: readonly Prelude[];
  /** Operators that are bound as if the query said their columns: `evaluate f() : (a: long)`. */
  readonly outputs?: readonly OperatorOutput[];
}

/**
 * The bound tree of a query as plain data, for those who run queries; `analyseQuery` is cheaper for those who ask about
 * them. Never throws for the query's sake.
 */
export function bindQuery(query: string, options: BindOptions = {}): KqlTree {
  const { outputs = [], preludes = [], ...analyse } = options;
  const whole = insertInto(
    query,
    preludes.map((prelude) => ({ at: 0, ...prelude })),
  );
  const edited = insertInto(
    whole.text,
    outputs.map(({ place, columns, behind }) => ({
      at: place,
      text: `${behind ? ' | evaluate narrow()' : ''}${schemaClause(columns)}`,
    })),
  );
  const result = bindWithin(edited.text, analyse);
  const back = <T extends TextRange>(told: T): T => ({ ...told, ...whole.before(edited.before(told)) });
  if ('refused' in result) return { problems: result.refused.problems.map(back) };
  const { kusto, bound, analysis } = result;
  const root = plainNode({ kusto, whole, edited, root: bound.root }, bound.root, undefined, 0);
  return { root, problems: analysis.problems.map(back) };
}

const schemaClause = (columns: OperatorOutput['columns']): string =>
  ` : (${columns.map(({ name, type }) => `[${JSON.stringify(name)}]: ${type}`).join(', ')})`;

interface Reading {
  readonly kusto: Kusto;
  /** The query with its preludes. */
  readonly whole: EditedText;
  /** The same with the columns of operators. */
  readonly edited: EditedText;
  readonly root: KustoNode;
}

function plainNode(reading: Reading, node: KustoNode, role: string | undefined, bodies: number): KqlNode {
  const { kusto, whole, edited, root } = reading;
  const shift = offsetOfTree(root.Tree, node.Tree) ?? 0;
  const start = node.TextStart + shift;
  const end = node.End + shift;
  const children: KqlNode[] = [];
  for (let i = 0; i < node.ChildCount; i++) {
    const child = node.GetChild(i);
    if (!child || (child.IsToken && child.End === child.TextStart)) continue;
    children.push(plainNode(reading, child, node.GetName(i), bodies));
  }
  const symbol = node.IsToken ? null : symbolOf(node);
  const body = node.IsToken || bodies >= deepestBody ? null : calledBody(node);
  const kind = kusto.kindNames[node.Kind] ?? 'None';
  const range = edited.before({ start, end });
  return {
    kind,
    ...(role === undefined ? {} : { role }),
    text: edited.text.slice(start, end),
    ...whole.before(range),
    ...(kind.endsWith('Operator') ? { place: placeOf(reading, node, shift) ?? range.end } : {}),
    ...(kind === 'EvaluateOperator' && range.start === range.end ? { added: true } : {}),
    ...resultOf(kusto, node),
    ...(symbol ? { symbol: plainSymbol(kusto, symbol) } : {}),
    ...literalOf(kusto, node),
    ...(body && offsetOfTree(root.Tree, body.Tree) !== undefined
      ? { body: plainNode(reading, body, 'Body', bodies + 1) }
      : {}),
    children,
  };
}

/** Of an evaluate operator the end of its call, behind which its columns may stand. */
function placeOf({ kusto, edited }: Reading, node: KustoNode, shift: number): number | undefined {
  for (let i = 0; i < node.ChildCount; i++) {
    const child = node.GetChild(i);
    if (
      child &&
      kusto.kindNames[child.Kind] === 'FunctionCallExpression' &&
      kusto.kindNames[node.Kind] === 'EvaluateOperator'
    ) {
      return edited.before({ start: child.TextStart + shift, end: child.End + shift }).end;
    }
  }
  return undefined;
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
