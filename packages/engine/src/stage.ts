import { type Checked, type Diagnostic, diagnostic, lineIndex, type Span } from '@picket/diagnostics';
import {
  type AnalyseOptions,
  bindQuery,
  documentedSchemas,
  type KqlNode,
  type KqlProblem,
  type KqlTree,
} from '@picket/kql';
import { callsThatEnd, columnsAlways, hasSchema } from './operators/evaluate.ts';
import { operatorKinds } from './operators/index.ts';
import { assumedColumns } from './outside/assumed-columns.ts';
import type { OutsideData } from './outside/outside-data.ts';
import { withWatchlists } from './outside/watchlist-columns.ts';
import { isSameName } from './plan/aggregate.ts';
import { operatorNames } from './plan/operator-names.ts';
import type { Plan, Rel } from './plan/plan.ts';
import { translateRel } from './plan/relation.ts';
import { openShared, type Scope } from './plan/scope.ts';
import { OpenOutput } from './plan/stages.ts';
import { withStatement } from './plan/statements.ts';
import { elements, part } from './plan/syntax.ts';
import type { Column } from './values/cell.ts';

/** What of the data is given decides, while a query is made ready, what it may read; its rows come with each run. */
export interface QueryOptions extends AnalyseOptions, OutsideData {
  /** The file that problems are reported in. */
  readonly file?: string;
}

/** Columns of plugin calls whose rows alone tell them, by the call's place. */
export type PluginOutputs = ReadonlyMap<number, readonly Column[]>;

/** A query planned as far as its columns are known. */
export interface Stage {
  /** Of the whole query; or of the input of the plugin call that is open. */
  readonly plan: Plan;
  readonly span: Span;
  readonly outputs: PluginOutputs;
  readonly open?: { readonly place: number; readonly rel: Extract<Rel, { op: 'evaluate' }> };
}

/**
 * Binds a query and plans it up to the first plugin call whose columns only its rows tell, given those of the calls
 * before. Columns that are certain by themselves, but that the analyser has otherwise, are settled here.
 */
export function prepareStage(query: string, options: QueryOptions, outputs: PluginOutputs): Checked<Stage> {
  const found = translate(query, options, outputs);
  const { value } = found;
  if (!value?.settles) return value ? { value: value.stage, problems: [] } : { problems: found.problems };
  const { place, columns } = value.settles;
  return prepareStage(query, options, new Map([...outputs, [place, columns]]));
}

interface Translated {
  readonly stage: Stage;
  readonly settles?: { readonly place: number; readonly columns: readonly Column[] };
}

function translate(query: string, options: QueryOptions, outputs: PluginOutputs): Checked<Translated> {
  const file = options.file ?? 'query';
  const bind = (declarations: ReturnType<typeof withWatchlists>) =>
    bindQuery(query, {
      ...options,
      declarations,
      outputs: [...outputs].map(([place, columns]) => ({ place, columns })),
    });
  const declarations = withWatchlists(options.declarations, options.watchlists);
  const asDeclared = bind(declarations);
  const bound = (options.missing === 'empty' && withAssumed(asDeclared, declarations, options, bind)) || asDeclared;
  const errors = bound.problems.filter(isError);
  const { positionAt } = lineIndex(query);
  const spanOf = ({ start, end }: { start: number; end: number }): Span => ({
    file,
    start: positionAt(start),
    end: positionAt(end),
  });
  const told = (problem: KqlProblem): Diagnostic => diagnostic('ENG105', { said: problem.message }, spanOf(problem));
  const unknown = errors.length > 0 ? unknownPlugin(bound.root, outputs) : undefined;
  if (unknown) return translate(query, options, new Map([...outputs, unknown]));
  if (!bound.root || errors.length > 0) return { problems: errors.map(told) };
  const { function: workspaceFunction } = options.schemas ?? documentedSchemas();
  const shared = openShared({ text: query, file, data: options, workspaceFunction, operators: operatorKinds, outputs });
  const scope: Scope = { shared, names: new Map(), columns: [], serialized: false };
  const span = spanOf({ start: 0, end: query.length });
  try {
    const plan = planOf(bound.root, scope);
    if (!plan || shared.problems.length > 0) return { problems: shared.problems };
    return { value: { stage: { plan, span, outputs } }, problems: [] };
  } catch (open) {
    if (!(open instanceof OpenOutput)) throw open;
    if (shared.problems.length > 0) return { problems: shared.problems };
    const { place, rel, columns } = open;
    const plan: Plan = { bindings: shared.bindings, root: rel };
    const stage: Stage = { plan, span, outputs, open: { place, rel } };
    return { value: { stage, ...(columns ? { settles: { place, columns } } : {}) }, problems: [] };
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

/** A call of a plugin whose columns are always the same, and that may be why names behind it are not known. */
function unknownPlugin(
  node: KqlNode | undefined,
  outputs: PluginOutputs,
): readonly [number, readonly Column[]] | undefined {
  if (!node) return undefined;
  const columns =
    node.place === undefined || outputs.has(node.place) || hasSchema(node) ? undefined : columnsAlways(node);
  if (columns && node.place !== undefined) return [node.place, columns];
  for (const child of [...node.children, node.body]) {
    const found = unknownPlugin(child, outputs);
    if (found) return found;
  }
  return undefined;
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
  const { assumed, phantoms } = scope.shared;
  const own = rel.columns.filter(({ name }) => !assumed.has(name));
  const names = (expression.columns ?? []).flatMap(({ name }) =>
    assumed.has(name) || (phantoms.has(name) && !made.has(name)) ? [] : [name],
  );
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
