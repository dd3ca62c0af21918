import type { Analysis, Declarations, KqlProblem } from './analysis.ts';
import { type BoundText, bindText } from './bind-text.ts';
import { documentedSchemas } from './documented-schemas.ts';
import { pairBounds } from './extract/time-windows.ts';
import { extract } from './extract/walk.ts';
import { type Kusto, loadKusto } from './kusto.ts';
import { looksThroughAll } from './mentioned-names.ts';
import { tablesMeantAsColumns } from './misread-names.ts';
import { bracketDepth } from './nesting.ts';
import { outputOf } from './output.ts';
import { readProblems } from './problems.ts';
import type { SchemaSource } from './schema-source.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

/** Longer queries are refused: Sentinel takes 10,000 characters, so nothing real is lost. */
export const longestQuery = 100_000;

export interface AnalyseOptions {
  /** The documented tables and functions, unless given. */
  readonly schemas?: SchemaSource;
  /** None, unless given. */
  readonly declarations?: Declarations;
  /** Tables that there are besides those the query mentions: `union *`, and search and find without `in`, look through all. */
  readonly allTables?: readonly string[];
}

/** Nothing besides the documented tables. */
export const noDeclarations: Declarations = { tables: {}, watchlists: {}, functions: {} };

/**
 * What a query means: its problems, its output and what it reads. Never throws for the query's sake: one that is too
 * long or nests too deeply has a problem of kind `limit` and an open output.
 * Loads the analyser on first use (0.3 s).
 */
export function analyseQuery(query: string, options: AnalyseOptions = {}): Analysis {
  const result = bindWithin(query, options);
  return 'refused' in result ? result.refused : result.analysis;
}

/** A query bound and analysed, or why not. */
export type BoundQuery =
  | { readonly kusto: Kusto; readonly bound: BoundText; readonly analysis: Analysis }
  | { readonly refused: Analysis };

/** Guards the two things that a query can do to the analyser: be too long for it, or nest too deeply. */
export function bindWithin(query: string, options: AnalyseOptions): BoundQuery {
  if (query.length > longestQuery) return refused(query, 'KS244', 'Query text size exceeds maximum safe limit.');
  if (bracketDepth(query) > deepestBrackets) return refused(query, 'KS245', tooDeep);
  const kusto = loadKusto();
  const workspace = workspaceFor(kusto, options);
  try {
    const bound = bindColumnsFirst(kusto, query, workspace, options.allTables);
    if (!bound.bound) return refused(query, 'KS245', tooDeep);
    return { kusto, bound, analysis: describe(kusto, workspace, bound) };
  } catch (failure) {
    if (failure instanceof RangeError) return refused(query, 'KS245', tooDeep);
    if (isOfLibrary(failure)) return refused(query, unbindable, 'The analyser fails on this query.');
    throw failure;
  }
}

/** Stands in the place of the library's code where the library itself breaks off. */
export const unbindable = 'no code';

/** The library stumbles over some graph queries. An error from our own code is ours to see. */
function isOfLibrary(failure: unknown): boolean {
  const [, first = ''] = failure instanceof TypeError ? (failure.stack ?? '').split(/\n\s+at /) : [];
  return first.includes('Kusto.Language');
}

/** The binder refuses trees of more than 500 levels, and each bracket is at least one. */
const deepestBrackets = 250;

/** Binds a second time when a table's name turns out to be meant as a column. */
function bindColumnsFirst(kusto: Kusto, query: string, workspace: Workspace, all: readonly string[] = []): BoundText {
  const more = looksThroughAll(query) ? all : [];
  const bound = bindText(kusto, query, workspace.globalsFor(query, undefined, more));
  if (!bound.bound || bound.diagnostics.length === 0) return bound;
  const columns = tablesMeantAsColumns(kusto, workspace, bound);
  return columns.size === 0 ? bound : bindText(kusto, query, workspace.globalsFor(query, columns, more));
}

const tooDeep = 'Query syntax depth exceeds maximum safe limit.';

const workspaces = new WeakMap<SchemaSource, WeakMap<Declarations, Workspace>>();

/** One workspace for each pair, so that its tables are built once. */
export function workspaceFor(kusto: Kusto, options: AnalyseOptions): Workspace {
  const { schemas = documentedSchemas(), declarations = noDeclarations } = options;
  const ofSchemas = workspaces.get(schemas) ?? new WeakMap<Declarations, Workspace>();
  workspaces.set(schemas, ofSchemas);
  const kept = ofSchemas.get(declarations) ?? openWorkspace(kusto, schemas, declarations);
  ofSchemas.set(declarations, kept);
  return kept;
}

function describe(kusto: Kusto, workspace: Workspace, bound: BoundText): Analysis {
  const found = extract(kusto, workspace, bound.root);
  const problems = readProblems(kusto, workspace, bound, found);
  const windows = pairBounds(found.bounds);
  const output = outputOf(kusto, bound.root);
  return {
    problems,
    output: found.searchesEverything.length > 0 ? { ...output, open: true } : output,
    tables: distinct([...found.tables, ...unknownTables(problems)]),
    functions: distinct([...found.functions, ...unknownFunctions(problems)]),
    windows: distinct(windows),
    literals: distinct(found.literals),
    properties: distinct(found.properties),
    searchesEverything: distinct(found.searchesEverything),
  };
}

function unknownTables(problems: readonly KqlProblem[]): Analysis['tables'] {
  return problems.flatMap((problem) =>
    problem.kind === 'unknown-table' && problem.name !== undefined && !problem.name.includes('*')
      ? [{ name: problem.name, known: false, start: problem.start, end: problem.end }]
      : [],
  );
}

function unknownFunctions(problems: readonly KqlProblem[]): Analysis['functions'] {
  return problems.flatMap((problem) =>
    problem.kind === 'unknown-function' && problem.name !== undefined
      ? [{ name: problem.name, known: false, arguments: [], start: problem.start, end: problem.end }]
      : [],
  );
}

/** A function's body is walked for each of its calls, and most of what it says is the same each time. */
function distinct<T>(values: readonly T[]): readonly T[] {
  if (values.length < 2) return values;
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

function refused(query: string, code: string, message: string): { readonly refused: Analysis } {
  const problem: KqlProblem = { code, severity: 'error', kind: 'limit', message, start: 0, end: query.length };
  return {
    refused: {
      problems: [problem],
      output: { columns: [], open: true, tabular: true },
      tables: [],
      functions: [],
      windows: [],
      literals: [],
      properties: [],
      searchesEverything: [],
    },
  };
}
