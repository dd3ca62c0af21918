import { type Diagnostic, type DiagnosticCode, diagnostic, lineIndex, type ParamsOf } from '@picket/diagnostics';
import type { KqlNode } from '@picket/kql';
import type { OutsideData } from '../outside/outside-data.ts';
import type { StoredFunction } from '../outside/stored-functions.ts';
import { absent, type Column, type Render, type ScalarType } from '../values/cell.ts';
import type { Binding, Expr, Rel } from './plan.ts';
import type { Outputs } from './stages.ts';
import type { StarReading } from './star.ts';

/** What a name stands for that a let, an as, a parameter or an operator declares. */
export type Meaning =
  | { readonly kind: 'scalar'; readonly expr: Expr }
  | { readonly kind: 'rel'; readonly rel: Rel }
  | { readonly kind: 'function'; readonly declaration: KqlNode; readonly scope: Scope };

/** What an expression sees while it is translated. */
export interface Scope {
  readonly shared: Shared;
  readonly names: ReadonlyMap<string, Meaning>;
  /** Columns of the row at hand. */
  readonly columns: readonly Column[];
  /** True when row functions may be used on them. */
  readonly serialized: boolean;
  /** What a sub-query reads that begins with an operator, as that of mv-apply does. */
  readonly group?: Rel;
  /** True within such a sub-query, whose bindings are computed for each group. */
  readonly perGroup?: true;
  /** Steps of scan whose state an expression may read, as in `step.column`. */
  readonly steps?: ReadonlySet<string>;
  /** How `*` and bare terms are read; only within a condition. */
  readonly star?: StarReading;
  /** Takes an aggregate call apart from the expression around it; only within summarize and its kin. */
  readonly aggregate?: (node: KqlNode, scope: Scope) => Expr;
}

/** A bound operator and what flows into it, to a plan. What is not evaluated is reported and stood in for. */
export type TranslateOperator = (input: Rel, node: KqlNode, scope: Scope) => Rel;

/** Syntax kinds of tabular operators to what makes their plan. */
export type OperatorTable = Readonly<Record<string, TranslateOperator>>;

/** What all of a query's translation shares. */
export interface Shared {
  readonly operators: OperatorTable;
  readonly refuse: <C extends DiagnosticCode>(code: C, params: ParamsOf<C>, node: KqlNode) => void;
  readonly bind: (binding: Binding) => number;
  /** Keeps what a render operator says. */
  readonly draw: (render: Render) => void;
  readonly drawn: () => Render | undefined;
  readonly problems: readonly Diagnostic[];
  readonly bindings: readonly Binding[];
  /** What `set` statements say, by name. */
  readonly options: Map<string, Expr>;
  /** Names of columns that the analyser sees and the engine does not make. */
  readonly phantoms: Set<string>;
  /** The text of the query. */
  readonly text: string;
  /** What the query may read. */
  readonly data: OutsideData;
  /** A function that a workspace offers: its parameters. */
  readonly workspaceFunction: (
    name: string,
  ) => { readonly parameters: readonly { readonly name: string }[] } | undefined;
  /** Functions that are written in KQL. */
  readonly functions: readonly StoredFunction[];
  /** Columns that earlier stages found out. */
  readonly outputs: Outputs;
  /** A name for the next translation of the plugin call at a place: the body of a function is translated for each call. */
  readonly callAt: (place: number) => string;
}

/** What a translation starts from. */
export type SharedStart = Pick<
  Shared,
  'text' | 'data' | 'functions' | 'workspaceFunction' | 'operators' | 'outputs'
> & {
  /** The file that problems are reported in. */
  readonly file: string;
};

export function openShared({ file, ...start }: SharedStart): Shared {
  const problems: Diagnostic[] = [];
  const bindings: Binding[] = [];
  const calls = new Map<number, number>();
  let drawn: Render | undefined;
  const { positionAt } = lineIndex(start.text);
  return {
    ...start,
    draw: (render) => {
      drawn = render;
    },
    drawn: () => drawn,
    problems,
    bindings,
    options: new Map(),
    phantoms: new Set(),
    callAt: (place) => {
      const count = calls.get(place) ?? 0;
      calls.set(place, count + 1);
      return `${place}.${count}`;
    },
    refuse: (code, params, node) => {
      problems.push(diagnostic(code, params, { file, start: positionAt(node.start), end: positionAt(node.end) }));
    },
    bind: (binding) => bindings.push(binding) - 1,
  };
}

/** Reports what is not evaluated, and stands in for it, so that the rest is still looked at. */
export function refuseExpr(scope: Scope, what: string, node: KqlNode): Expr {
  scope.shared.refuse('ENG101', { what }, node);
  const type: ScalarType = node.type === undefined || node.type === 'unknown' ? 'dynamic' : node.type;
  return { op: 'literal', type, value: absent(type) };
}

export function refuseRel(scope: Scope, what: string, node: KqlNode): Rel {
  scope.shared.refuse('ENG101', { what }, node);
  return { op: 'rows', columns: columnsOf(node), serialized: true, rows: [] };
}

/**
 * The columns that the analyser gives a node; those whose type it does not know count as dynamic. With a scope those are left out that the
 * engine does not make.
 */
export function columnsOf(node: KqlNode, scope?: Scope): readonly Column[] {
  const phantoms = scope?.shared.phantoms;
  const columns = (node.columns ?? []).filter(({ name }) => !phantoms?.has(name));
  return columns.map(({ name, type }) => ({ name, type: type === 'unknown' ? 'dynamic' : type }));
}

export function withColumns(scope: Scope, rel: Rel): Scope {
  return { ...beyondRow(scope), names: scope.names, columns: rel.columns, serialized: rel.serialized };
}

export function withName(scope: Scope, name: string, meaning: Meaning): Scope {
  return { ...scope, names: new Map([...scope.names, [name, meaning]]) };
}

/** Under which name the key of a partition is known; no query can write it. */
export const partitionKeyName = (column: string): string => `toscalar(${column})`;

/** Names an expression or rows that are computed once: in the query, or in each group of a sub-query. */
export function bindIn(scope: Scope, binding: Binding): number {
  return scope.shared.bind(scope.perGroup ? { ...binding, perGroup: true } : binding);
}

/** The scope of a tabular expression inside a scalar one: the row at hand is out of sight there. */
export function outsideRow(scope: Scope): Scope {
  const names = new Map(
    [...scope.names].filter(([, meaning]) => meaning.kind !== 'scalar' || !dependsOnRow(meaning.expr)),
  );
  return { ...beyondRow(scope), names, columns: [], serialized: false };
}

/** What stays in sight whatever row is at hand. */
const beyondRow = ({ shared, perGroup }: Scope): Pick<Scope, 'shared' | 'perGroup'> =>
  perGroup ? { shared, perGroup } : { shared };

/** True when a part of a plan calls new_guid(), and so is another each time that it is computed. */
export function drawsGuids(part: unknown): boolean {
  if (Array.isArray(part)) return part.some(drawsGuids);
  if (typeof part !== 'object' || part === null || part instanceof Map) return false;
  if ('op' in part && (part.op === 'rows' || part.op === 'literal')) return false;
  if ('op' in part && part.op === 'row' && 'name' in part && part.name === 'new_guid') return true;
  return Object.values(part).some(drawsGuids);
}

/** True when an expression reads a column, as the body of a function does that is called for each row. */
export function dependsOnRow(expr: unknown): boolean {
  if (Array.isArray(expr)) return expr.some(dependsOnRow);
  if (typeof expr !== 'object' || expr === null) return false;
  if ('op' in expr && (expr.op === 'column' || expr.op === 'row')) return true;
  if ('op' in expr && expr.op === 'toscalar') return false;
  return Object.values(expr).some(dependsOnRow);
}
