import { type Checked, type Diagnostic, diagnostic, lineIndex, type Span } from '@picket/diagnostics';
import { type AnalyseOptions, bindQuery, type KqlNode, type KqlProblem } from '@picket/kql';
import { operatorKinds, operatorRuns } from './operators/index.ts';
import type { Plan } from './plan/plan.ts';
import { translateRel } from './plan/relation.ts';
import { openShared, type Scope } from './plan/scope.ts';
import { withStatement } from './plan/statements.ts';
import { elements, part } from './plan/syntax.ts';
import { evaluateRel } from './run/relation.ts';
import type { Run } from './run/run.ts';
import type { Column, Table } from './values/cell.ts';
import { Refusal } from './values/refusal.ts';
import { clockTicks } from './values/ticks.ts';

export interface QueryOptions extends AnalyseOptions {
  /** Rows by the name of their table. A query that reads another table is refused. */
  readonly tables?: ReadonlyMap<string, Table>;
  /** The file that problems are reported in. */
  readonly file?: string;
}

/** A query made ready: run it as often as needed. */
export interface PreparedQuery {
  readonly plan: Plan;
  readonly span: Span;
}

/**
 * Binds a query and makes its plan. Whatever is not evaluated is reported, each with its name and place; then there is
 * no plan. Never throws for the query's sake.
 */
export function prepareQuery(query: string, options: QueryOptions = {}): Checked<PreparedQuery> {
  const file = options.file ?? 'query';
  const { root, problems } = bindQuery(query, options);
  const errors = problems.filter((problem) => problem.severity === 'error');
  const { positionAt } = lineIndex(query);
  const spanOf = ({ start, end }: { start: number; end: number }): Span => ({
    file,
    start: positionAt(start),
    end: positionAt(end),
  });
  const told = (problem: KqlProblem): Diagnostic => diagnostic('ENG105', { said: problem.message }, spanOf(problem));
  if (!root || errors.length > 0) return { problems: errors.map(told) };
  const tables = new Map([...(options.tables ?? [])].map(([name, table]) => [name, table.columns] as const));
  const shared = openShared(query, file, tables, operatorKinds);
  const scope: Scope = { shared, names: new Map(), columns: [], serialized: false };
  const plan = planOf(root, scope);
  if (plan && shared.problems.length === 0)
    return { value: { plan, span: spanOf({ start: 0, end: query.length }) }, problems: [] };
  return { problems: shared.problems };
}

function planOf(root: KqlNode, scope: Scope): Plan | undefined {
  const statements = elements(root, 'Statements');
  const results = statements.filter((statement) => statement.kind === 'ExpressionStatement');
  const [result, another] = results;
  const expression = result && part(result, 'Expression');
  if (!expression?.columns || another) {
    scope.shared.refuse('ENG101', { what: another ? 'a second result' : 'a query without rows' }, another ?? root);
    return undefined;
  }
  let inner = scope;
  for (const directive of elements(root, 'Directives'))
    scope.shared.refuse('ENG101', { what: 'a directive' }, directive);
  for (const statement of statements) if (statement !== result) inner = withStatement(statement, inner);
  const rel = translateRel(expression, inner);
  const made = new Set(rel.columns.map((column) => column.name));
  const names = expression.columns.flatMap(({ name }) =>
    scope.shared.phantoms.has(name) && !made.has(name) ? [] : [name],
  );
  const fits = names.length === rel.columns.length && names.every((name, i) => name === rel.columns[i]?.name);
  // The analyser's columns are the measure: a plan with others has misread the query.
  if (!fits && scope.shared.problems.length === 0) {
    scope.shared.refuse('ENG101', { what: `a result with the columns ${names.join(', ')}` }, expression);
  }
  return { bindings: scope.shared.bindings, root: rel };
}

export interface RunOptions {
  /** The one moment that now() and ago() mean, throughout the query. */
  readonly now: Date;
  readonly tables?: ReadonlyMap<string, Table>;
}

/** Runs a plan. A value that is not evaluated refuses the whole query: a problem and no rows. */
export function runPrepared({ plan, span }: PreparedQuery, options: RunOptions): Checked<Table> {
  const run: Run = {
    clock: clockTicks(options.now),
    operators: operatorRuns,
    bindings: plan.bindings,
    kept: { cells: new Map(), rows: new Map() },
    table: (name) => options.tables?.get(name),
    group: [],
  };
  try {
    const columns: readonly Column[] = plan.root.columns;
    return { value: { columns, rows: evaluateRel(plan.root, run) }, problems: [] };
  } catch (failure) {
    if (!(failure instanceof Refusal)) throw failure;
    return { problems: [diagnostic('ENG102', { what: failure.what, why: failure.why }, span)] };
  }
}

/** Binds, plans and runs a query. */
export function runQuery(query: string, options: QueryOptions & RunOptions): Checked<Table> {
  const prepared = prepareQuery(query, options);
  return prepared.value ? runPrepared(prepared.value, options) : { problems: prepared.problems };
}
