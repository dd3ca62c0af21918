import type { KqlProblem, KqlType, OutputColumn, TextRange } from './analysis.ts';

/** What a name in a query stands for. */
export interface KqlSymbol {
  readonly kind: 'column' | 'table' | 'function' | 'variable' | 'parameter' | 'other';
  readonly name: string;
}

/** One node of a bound query: plain data, safe to print, compare and keep. Tokens are nodes without children. */
export interface KqlNode extends TextRange {
  /** The syntax kind as Kusto names it: `FilterOperator`, `NameReference`, `LongLiteralExpression`. */
  readonly kind: string;
  /** What the node is to its parent: `Expression`, `Operator`, `Left`. */
  readonly role?: string;
  readonly text: string;
  /** Of an expression with a scalar value. */
  readonly type?: KqlType;
  /** Of an expression with rows: its columns. */
  readonly columns?: readonly OutputColumn[];
  readonly symbol?: KqlSymbol;
  /** The value of a literal, unquoted and unescaped, as text; null for a null literal. */
  readonly literal?: string | null;
  /** Of an operator: what names it in `BindOptions.outputs`. */
  readonly place?: number;
  /** Of an evaluate operator that nobody wrote: it says the columns of the operator before it. */
  readonly added?: true;
  /** The body of the let function that this calls, bound with the arguments of this call. */
  readonly body?: KqlNode;
  readonly children: readonly KqlNode[];
}

/** A bound query. Without a root when it is too long or too deeply nested; the problems say so. */
export interface KqlTree {
  readonly root?: KqlNode;
  readonly problems: readonly KqlProblem[];
}
