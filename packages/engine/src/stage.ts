import { type Checked, type Diagnostic, diagnostic, lineIndex, type Span } from '@picket/diagnostics';
import {
  type AnalyseOptions,
  bindQuery,
  documentedSchemas,
  type KqlNode,
  type KqlProblem,
  type KqlTree,
} from '@picket/kql';
import { callsThatEnd, hasSchema } from './operators/evaluate.ts';
import { operatorKinds } from './operators/index.ts';
import { assumedColumns } from './outside/assumed-columns.ts';
import type { OutsideData } from './outside/outside-data.ts';
import { preludesFor, type StoredFunction } from './outside/stored-functions.ts';
import { withWatchlists } from './outside/watchlist-columns.ts';
import { isSameName } from './plan/aggregate.ts';
import { operatorNames } from './plan/operator-names.ts';
import type { Plan, Rel } from './plan/plan.ts';
import { translateRel } from './plan/relation.ts';
import { openShared, type Scope } from './plan/scope.ts';
import { OpenOutput, type Output, type Outputs } from './plan/stages.ts';
import { withStatement } from './plan/statements.ts';
import { elements, part } from './plan/syntax.ts';
import { type Place, Refusal } from './values/refusal.ts';

/** What of the data is given decides, while a query is made ready, what it may read; its rows come with each run. */
export interface QueryOptions extends AnalyseOptions, OutsideData {
  /** Functions of the workspace or repository, by their bodies: a call is bound and run like that of a let function. */
  readonly functions?: readonly StoredFunction[];
  /** The file that problems are reported in. */
  readonly file?: string;
}

const nothing: Rel = { op: 'rows', columns: [], serialized: true, rows: [] };

/** A query planned as far as its columns are known. */
export interface Stage {
  /** Of the whole query; or of the input of the plugin call that is open. */
  readonly plan: Plan;
  readonly span: Span;
  /** Where a place in the query's text is. */
  readonly spanOf: (place: Place) => Span;
  readonly outputs: Outputs;
  readonly open?: { readonly place: number; readonly rel: Extract<Rel, { op: 'evaluate' }> };
}

/**
 * Binds a query and plans it up to the first plugin call whose columns only its rows tell, given those of the calls
 * before. Columns that are certain by themselves, but that the analyser has otherwise, are settled here.
 */
export function prepareStage(query: string, options: QueryOptions, outputs: Outputs): Checked<Stage> {
  const found = translate(query, options, outputs);
  const { value } = found;
  if (!value?.settles) return value ? { value: value.stage, problems: [] } : { problems: found.problems };
  const { place, output } = value.settles;
  return prepareStage(query, options, new Map([...outputs, [place, output]]));
}

interface Translated {
  readonly stage: Stage;
  readonly settles?: { readonly place: number; readonly output: Output };
}

function translate(query: string, options: QueryOptions, outputs: Outputs): Checked<Translated> {
  const file = options.file ?? 'query';
  const { positionAt } = lineIndex(query);
  const spanOf = ({ start, end }: Place): Span => ({
    file,
    start: positionAt(start),
    end: positionAt(end),
  });
  const { functions = [] } = options;
  const before = preludesFor(query, functions);
  const span = spanOf({ start: 0, end: query.length });
  if ('circle' in before) return { problems: [diagnostic('ENG119', { names: before.circle.join(' → ') }, span)] };
  const bind = (declarations: ReturnType<typeof withWatchlists>) =>
    bindQuery(query, {
      ...options,
      declarations,
      allTables: [...(options.tables?.keys() ?? [])],
      preludes: before.preludes,
      outputs: [...outputs].map(([place, output]) => ({ place, ...output })),
    });
  const declarations = withWatchlists(options.declarations, options.watchlists);
  const asDeclared = bind(declarations);
  const bound = (options.missing === 'empty' && withAssumed(asDeclared, declarations, options, bind)) || asDeclared;
  const errors = bound.problems.filter(isError);
  const told = (problem: KqlProblem): Diagnostic => {
    const [near, ...others] = problem.candidates ?? [];
    const said = problem.message.trim();
    return diagnostic('ENG105', { said, near: others.length === 0 ? near : undefined }, spanOf(problem));
  };
  if (!bound.root || (errors.length > 0 && !mayLackColumns(bound.root))) return { problems: errors.map(told) };
  const { function: workspaceFunction } = options.schemas ?? documentedSchemas();
  const shared = openShared({
    text: query,
    file,
    data: options,
    functions,
    workspaceFunction,
    operators: operatorKinds,
    outputs,
  });
  const scope: Scope = { shared, names: new Map(), columns: [], serialized: false };
  try {
    const plan = planOf(bound.root, scope);
    if (errors.length > 0) return { problems: errors.map(told) };
    if (!plan || shared.problems.length > 0) return { problems: shared.problems };
    return { value: { stage: { plan, span, spanOf, outputs } }, problems: [] };
  } catch (ended) {
    if (ended instanceof Refusal) {
      const { what, why, at } = ended;
      if (errors.length > 0) return { problems: errors.map(told) };
      return { problems: [diagnostic('ENG102', { what, why }, at ? spanOf(at) : span)] };
    }
    if (!(ended instanceof OpenOutput)) throw ended;
    const { place, open } = ended;
    if (errors.length > 0 && 'op' in open) return { problems: errors.map(told) };
    if (errors.length === 0 && shared.problems.length > 0) return { problems: shared.problems };
    const begun = { plan: { bindings: shared.bindings, root: nothing }, span, spanOf, outputs };
    if (!('op' in open)) return { value: { stage: begun, settles: { place, output: open } }, problems: [] };
    const plan: Plan = { bindings: shared.bindings, root: open };
    return { value: { stage: { ...begun, plan, open: { place, rel: open } } }, problems: [] };
  }
}

const isError = (problem: KqlProblem): boolean => problem.severity === 'error';

/** The query bound once more, with columns for what is not given. Undefined where that is not needed, or does not help. */
function withAssumed(
  bound: KqlTree,
  declarations: ReturnType<typeof withWatchlists>,
  options: QueryOptions,
  bind: (declarations: ReturnType<typeof withWatchlists>) => KqlTree,
): KqlTree | undefined {
  if (!bound.root || bound.problems.some(isError)) return undefined;
  for (const assumed of assumedColumns(bound.root, declarations, options)) {
    const again = bind(assumed);
    if (!again.problems.some(isError)) return again;
  }
  return undefined;
}

/** True when the analyser may not know names only because it does not know an operator's columns. */
function mayLackColumns(node: KqlNode): boolean {
  const isWildcard = node.kind === 'NameReference' && node.text.includes('*');
  const isPlugin = node.kind === 'EvaluateOperator' && !hasSchema(node);
  return (
    isWildcard ||
    isPlugin ||
    node.children.some(mayLackColumns) ||
    (node.body !== undefined && mayLackColumns(node.body))
  );
}

function planOf(root: KqlNode, scope: Scope): Plan | undefined {
  const statements = elements(root, 'Statements');
  const results = statements.filter((statement) => statement.kind === 'ExpressionStatement');
  const [result, another] = results;
  const expression = result && part(result, 'Expression');
  if (!expression || another)
    return refused(another ? 'a second result' : 'a query without rows', another ?? root, scope);
  let inner = scope;
  for (const directive of elements(root, 'Directives'))
    scope.shared.refuse('ENG101', { what: 'a directive' }, directive);
  for (const statement of statements) if (statement !== result) inner = withStatement(statement, inner);
  if (!expression.columns && !callsPlugin(expression)) {
    const last = part(expression, 'Operator') ?? expression;
    return refused(operatorNames[last.kind] ?? 'a query without rows', last, scope);
  }
  for (const early of callsThatEnd(expression).filter((node) => node.end < expression.end)) {
    scope.shared.refuse('ENG101', { what: 'an operator behind a plugin that ends the query' }, early);
  }
  const rel = translateRel(expression, inner);
  const made = new Set(rel.columns.map((column) => column.name));
  const { phantoms } = scope.shared;
  const own = rel.columns;
  const names = (expression.columns ?? []).flatMap(({ name }) => (phantoms.has(name) && !made.has(name) ? [] : [name]));
  const fits = names.length === own.length && names.every((name, i) => isSameName(name, own[i]?.name));
  // The analyser's columns are the measure: a plan with others has misread the query.
  if (!fits && scope.shared.problems.length === 0) {
    scope.shared.refuse('ENG101', { what: `a result with the columns ${names.join(', ')}` }, expression);
  }
  const render = scope.shared.drawn();
  return { bindings: scope.shared.bindings, root: rel, ...(render ? { render } : {}) };
}

function refused(what: string, node: KqlNode, scope: Scope): undefined {
  scope.shared.refuse('ENG101', { what }, node);
  return undefined;
}

/** The analyser does not know the columns of some plugins, and takes their rows for no rows. */
const callsPlugin = (node: KqlNode): boolean =>
  node.kind === 'EvaluateOperator' ||
  node.children.some(callsPlugin) ||
  (node.body !== undefined && callsPlugin(node.body));
