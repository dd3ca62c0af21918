import { didYouMean } from '@picket/diagnostics';
import type { KqlProblem } from './analysis.ts';
import type { BoundText } from './bind-text.ts';
import type { Extraction } from './extract/extraction.ts';
import { isFalseError } from './false-errors.ts';
import { items, type Kusto, type KustoDiagnostic, type KustoNode, type KustoSymbol } from './kusto.ts';
import { kindOfProblem } from './problem-kinds.ts';
import { childNodes, symbolOf } from './syntax.ts';
import type { Workspace } from './workspace.ts';

/** Up to here all columns in scope are told; of more only the nearest, to keep what is cached small. */
const fewColumns = 12;

/** Operators, for a misspelt one. */
const operatorNames = [
  ...['as', 'count', 'distinct', 'evaluate', 'extend', 'find', 'getschema', 'invoke', 'join', 'lookup', 'make-series'],
  ...['mv-apply', 'mv-expand', 'parse', 'parse-kv', 'parse-where', 'partition', 'print', 'project', 'project-away'],
  ...['project-keep', 'project-rename', 'project-reorder', 'range', 'reduce', 'render', 'sample', 'sample-distinct'],
  ...['scan', 'search', 'serialize', 'sort', 'order', 'summarize', 'take', 'limit', 'top', 'top-hitters'],
  ...['top-nested', 'union', 'where'],
];

/** A text that is no KQL at all yields a diagnostic a character; nobody reads past these. */
const mostDiagnostics = 200;

interface Found {
  readonly diagnostic: KustoDiagnostic;
  readonly start: number;
  readonly end: number;
  readonly node: KustoNode | undefined;
  readonly fuzzy: boolean;
}

/** Turns the analyser's diagnostics into problems: false ones and mere consequences are left out, one a mistake. */
export function readProblems(
  kusto: Kusto,
  workspace: Workspace,
  query: BoundText,
  extraction: Extraction | undefined,
): readonly KqlProblem[] {
  const inQuery = query.diagnostics.slice(0, mostDiagnostics).map(
    (diagnostic): Found => ({
      diagnostic,
      start: diagnostic.Start,
      end: diagnostic.Start + diagnostic.Length,
      node: nodeAt(query.root, diagnostic.Start, diagnostic.Start + diagnostic.Length),
      fuzzy: false,
    }),
  );
  const scope: Scope = { kusto, workspace, query, extraction };
  const all = [...inQuery, ...(extraction?.bodyProblems ?? [])]
    .filter((found) => !found.node || !isFalseError(found.diagnostic.Code, found.node, kusto))
    .flatMap((found) => classify(found, scope) ?? []);
  return withoutConsequences(query.text, withoutRepeats(all));
}

interface Scope {
  readonly kusto: Kusto;
  readonly workspace: Workspace;
  readonly query: BoundText;
  readonly extraction: Extraction | undefined;
}

function classify(found: Found, scope: Scope): KqlProblem | undefined {
  const { diagnostic, node, start, end } = found;
  const severity = severityOf(diagnostic.Severity);
  if (!severity) return undefined;
  const code = diagnostic.Code;
  const common = { code, start, end, message: diagnostic.Message };
  const weakened = found.fuzzy && severity === 'error' ? 'warning' : severity;
  if (code === 'KS142') return unknownName({ ...common, severity: weakened }, found, scope);
  const kind = kindOfProblem(code);
  const name = quotedName(diagnostic.Message);
  switch (kind) {
    case 'unknown-table':
      if (name === undefined) return { ...common, severity: weakened, kind };
      return unknownTable({ ...common, severity: weakened }, name, scope);
    case 'unknown-function':
      if (name === undefined) return { ...common, severity: weakened, kind };
      return { ...common, severity: weakened, kind, name, candidates: nearest(name, functionNames(scope)) };
    case 'type': {
      if (code === 'KS147' && node) {
        const member = memberOfString(node, scope);
        if (member) return { ...common, severity: weakened, kind: 'string-member', ...member };
      }
      // `where ResultType = "0"` names a value instead of comparing two.
      if (code === 'KS141' && node && scope.kusto.kindNames[node.Kind] === 'SimpleNamedExpression') {
        return { ...common, severity: weakened, kind, name: '=', candidates: ['=='] };
      }
      return { ...common, severity: weakened, kind };
    }
    case 'syntax': {
      const written = scope.query.text.slice(start, end);
      if (code !== 'KS176' || written === '') return { ...common, severity, kind };
      return { ...common, severity, kind, name: written, candidates: nearest(written, operatorNames) };
    }
    default:
      return { ...common, severity: weakened, kind };
  }
}

/** A custom table of the workspace cannot be known here, so that its absence is no more than a warning. */
function unknownTable(common: Unclassified, name: string, { workspace, extraction }: Scope): KqlProblem {
  const known = [...workspace.tableNames(), ...workspace.functionNames(), ...(extraction?.letNames ?? [])];
  const severity = name.endsWith('_CL') ? 'warning' : common.severity;
  return { ...common, severity, kind: 'unknown-table', name, candidates: nearest(name, known) };
}

type Unclassified = Pick<KqlProblem, 'code' | 'start' | 'end' | 'message' | 'severity'>;

/** KS142 says only that a name means nothing; its place tells what it should have meant. */
function unknownName(common: Unclassified, found: Found, scope: Scope): KqlProblem | undefined {
  const name = quotedName(common.message) ?? scope.query.text.slice(found.start, found.end);
  const node = found.node;
  if (!node) return { ...common, kind: 'unknown-name', name };
  const member = memberOfString(node, scope);
  if (member) return { ...common, kind: 'string-member', ...member };
  if (common.message.includes('any known table')) return { ...common, kind: 'unknown-table', name, candidates: [] };
  // A name that is a whole statement can only mean rows.
  const isStatement = node.Parent && scope.kusto.kindNames[node.Parent.Kind] === 'ExpressionStatement';
  if (isStatement) return unknownTable(common, name, scope);
  const columns = columnsInScope(node, scope);
  if (!columns) {
    const candidates = nearest(name, [...(scope.extraction?.letNames ?? []), ...scope.workspace.tableNames()]);
    return { ...common, kind: 'unknown-name', name, candidates };
  }
  // A search through everything sees the columns of tables that the analyser was not given.
  if ((scope.extraction?.searchesEverything.length ?? 0) > 0) return undefined;
  if (readsUnknownTables(node, scope)) return undefined;
  if (name.includes('*')) return { ...common, severity: 'warning', kind: 'unknown-column', name };
  const names = columns.map((column) => column.Name);
  const candidates = nearest(name, [...names, ...(scope.extraction?.letNames ?? [])]);
  const tables = baseTables(columns, scope.workspace);
  const [table] = tables;
  const wasThere = tablesFeeding(node, scope).some((read) => scope.workspace.columnsOf(read).includes(name));
  return {
    ...common,
    kind: 'unknown-column',
    name,
    candidates: candidates.length > 0 || names.length > fewColumns ? candidates : names,
    ...(table !== undefined && tables.length === 1 && !wasThere ? { table } : {}),
    ...(wasThere ? { dropped: true } : {}),
  };
}

/** `Status.errorCode` or `Status["errorCode"]` where Status is a string. */
function memberOfString(node: KustoNode, scope: Scope): { readonly name: string; readonly table: string } | undefined {
  const access = node.Parent;
  const kind = access ? scope.kusto.kindNames[access.Kind] : undefined;
  if (kind !== 'PathExpression' && kind !== 'ElementExpression') return undefined;
  if (access?.Selector !== node || access.Expression?.ResultType?.Name !== 'string') return undefined;
  const name =
    node.SimpleName ??
    node
      .toString()
      .trim()
      .replace(/^\[['"]?|['"]?\]$/g, '');
  return { name, table: access.Expression.toString().trim() };
}

/** The columns a name at this place may refer to; undefined outside of any rows. */
function columnsInScope(node: KustoNode, scope: Scope): readonly KustoSymbol[] | undefined {
  const kindOf = (n: KustoNode): string => scope.kusto.kindNames[n.Kind] ?? '';
  let from = node;
  for (let at = node.Parent; at; from = at, at = at.Parent) {
    // `$left.X` and `$right.X` name one side of a join.
    if (kindOf(at) === 'PathExpression' && at.Selector === from) {
      const columns = items(at.Expression?.ResultType?.Columns);
      if (columns.length > 0) return columns;
    }
    if (kindOf(at) === 'PipeExpression' && at.Operator === from) return items(at.Expression?.ResultType?.Columns);
    if (kindOf(at) === 'FindOperator' || kindOf(at) === 'SearchOperator') return [];
  }
  return undefined;
}

/** True behind a union of a wildcard that no known table fits: what the tables are is told there, and no column is known. */
function readsUnknownTables(place: KustoNode, { kusto, query }: Scope): boolean {
  const unmatched = query.diagnostics.filter(
    ({ Code, Message }) =>
      Code === 'KS142' && Message.includes('any known table') && quotedName(Message)?.includes('*'),
  );
  let from = place;
  for (let at = place.Parent; unmatched.length > 0 && at; from = at, at = at.Parent) {
    const rows = kusto.kindNames[at.Kind] === 'PipeExpression' && at.Operator === from ? at.Expression : undefined;
    if (rows && unmatched.some(({ Start }) => Start >= rows.TextStart && Start < rows.End)) return true;
  }
  return false;
}

function baseTables(columns: readonly KustoSymbol[], workspace: Workspace): readonly string[] {
  return [...new Set(columns.flatMap((column) => workspace.baseColumn(column)?.table ?? []))];
}

/** The tables whose rows reach a place through the pipe before it. */
function tablesFeeding(place: KustoNode, scope: Scope): readonly string[] {
  const { kusto, workspace } = scope;
  const deepest = 20;
  const below = (node: KustoNode, depth: number): readonly string[] => {
    if (depth > deepest) return [];
    if (node.ResultType && workspace.isTable(node.ResultType)) return [node.ResultType.Name];
    const source = kusto.kindNames[node.Kind] === 'NameReference' ? symbolOf(node)?.Source : null;
    if (source && source.ResultType?.Kind === kusto.symbolKind('Table')) return below(source, depth + 1);
    return childNodes(node).flatMap((child) => below(child, depth));
  };
  let from = place;
  for (let at = place.Parent; at; from = at, at = at.Parent) {
    if (kusto.kindNames[at.Kind] === 'PipeExpression' && at.Operator === from && at.Expression) {
      return below(at.Expression, 0);
    }
  }
  return [];
}

function functionNames(scope: Scope): readonly string[] {
  const { Functions, Aggregates, PlugIns } = scope.kusto.language;
  const own = [Functions, Aggregates, PlugIns].flatMap((family) => family.All.map((symbol) => symbol.Name));
  return [...own, ...scope.workspace.functionNames(), ...(scope.extraction?.letNames ?? [])];
}

function nearest(name: string, among: readonly string[]): readonly string[] {
  const near = didYouMean(name, among);
  return near === undefined ? [] : [near];
}

function severityOf(severity: string): KqlProblem['severity'] | undefined {
  if (severity === 'Error') return 'error';
  return severity === 'Warning' ? 'warning' : undefined;
}

function quotedName(message: string): string | undefined {
  return /'([^']*)'/.exec(message)?.[1];
}

/** The node that a range belongs to: the innermost bound one of exactly that range, else the smallest around it. */
function nodeAt(root: KustoNode, start: number, end: number): KustoNode {
  let at = root;
  let exact: KustoNode | undefined;
  for (;;) {
    if (at.TextStart === start && at.End === end && at.extendedData?.SemanticInfo) exact = at;
    const inner = childNodes(at).find((child) => child.TextStart <= start && child.End >= end && child.End > start);
    if (!inner) return exact ?? at;
    at = inner;
  }
}

/** The same place is told once: a name that means nothing is also no column, as `project-away Foo` says twice. */
function withoutRepeats(problems: readonly KqlProblem[]): readonly KqlProblem[] {
  const kept = new Map<string, KqlProblem>();
  for (const problem of problems) {
    const key = `${problem.start} ${problem.end}`;
    const before = kept.get(key);
    if (!before || (!before.kind.startsWith('unknown') && problem.kind.startsWith('unknown'))) kept.set(key, problem);
  }
  return [...kept.values()].sort((a, b) => a.start - b.start || a.end - b.end);
}

/**
 * After a syntax error the parser guesses: what it says about the rest of the statement, and what the binder says about
 * anything behind, is mostly consequence. The first error of each statement is kept.
 */
function withoutConsequences(text: string, problems: readonly KqlProblem[]): readonly KqlProblem[] {
  const syntax = problems.filter((problem) => problem.kind === 'syntax');
  const [first] = syntax;
  if (!first) return problems;
  const kept: KqlProblem[] = [];
  for (const problem of syntax) {
    const before = kept.at(-1);
    if (!before || text.slice(before.end, problem.start).includes(';')) kept.push(problem);
  }
  return [...problems.filter((p) => p.kind !== 'syntax' && p.start < first.start), ...kept];
}
