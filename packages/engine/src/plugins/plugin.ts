import type { AggregateCall, Expr, Named, Rel } from '../plan/plan.ts';
import { compileExpr } from '../run/expression.ts';
import { evaluateRel } from '../run/relation.ts';
import { type Evaluate, nowhere, type Run } from '../run/run.ts';
import type { Cell, Column, Row, ScalarType } from '../values/cell.ts';

/** What a plugin takes at a place, or by this name. */
export interface PluginParameter {
  readonly name: string;
  /** A common column is one that both the input and the table have. */
  readonly is: 'column' | 'expression' | 'constant' | 'table' | 'column of the table' | 'common column' | 'aggregate';
  /** Any type, unless given. A whole number stands for an int, a long or a real. */
  readonly types?: readonly ScalarType[];
  readonly optional?: true;
  /** As many as fit, with the names that the query gives them. */
  readonly repeats?: true;
}

/** The arguments of a call, by parameter. Plain data. */
export interface PluginArguments {
  readonly exprs: Readonly<Record<string, readonly Named[]>>;
  readonly table?: Rel;
  readonly aggregate?: AggregateCall;
}

/** One call at run time. */
export interface PluginRun {
  readonly args: PluginArguments;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** The columns that the query itself writes behind the call. */
  readonly asked: readonly Column[] | undefined;
  readonly run: Run;
}

export interface PluginOutcome {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** What else may be meant, where its page leaves that open, and why: the query's answer must be the same with each. */
  readonly others?: readonly { readonly why: string; readonly outcome: PluginOutcome }[];
}

export interface PluginRow {
  readonly takes: readonly PluginParameter[];
  /**
   * The columns that it gives, by its arguments and its input's columns; undefined when that is not evaluated. `rows`:
   * only the rows tell, so the rest of the query is planned when they are known.
   */
  readonly columns: 'rows' | ((args: PluginArguments, input: readonly Column[]) => readonly Column[] | undefined);
  /** True when it counts on the rows' order. */
  readonly ordered?: true;
  /** True when nothing may come behind it. */
  readonly last?: true;
  readonly run: (call: PluginRun) => PluginOutcome;
}

/** Why a plugin is not evaluated. */
export interface RefusedPlugin {
  readonly why: string;
}

export type PluginTable = Readonly<Record<string, PluginRow | RefusedPlugin>>;

/** The expressions given for a parameter. */
export const givenFor = (args: PluginArguments, parameter: string): readonly Expr[] =>
  (args.exprs[parameter] ?? []).map(({ expr }) => expr);

/** The value of a constant; undefined when it is not given. */
export function constantOf({ args, run }: PluginRun, parameter: string): Cell | undefined {
  const [expr] = givenFor(args, parameter);
  return expr && compileExpr(expr, [], run)(nowhere);
}

/** What a parameter's expressions give for a row of the input. */
export function compiledFor({ args, columns, run }: PluginRun, parameter: string): readonly Evaluate[] {
  return givenFor(args, parameter).map((expr) => compileExpr(expr, columns, run));
}

/** The names of the columns given for a parameter. */
export const namesFor = (args: PluginArguments, parameter: string): readonly string[] =>
  givenFor(args, parameter).flatMap((expr) => (expr.op === 'column' ? [expr.name] : []));

/** The rows of the table that is given as an argument. */
export function rowsOfTable({ args, run }: PluginRun): readonly Row[] {
  return args.table ? evaluateRel(args.table, run) : [];
}

/** The place of a column. */
export const placeOf = (columns: readonly Column[], name: string | undefined): number =>
  columns.findIndex((column) => column.name === name);
