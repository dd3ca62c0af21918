import type { TextRange } from '../analysis.ts';
import { items, type Kusto, type KustoNode } from '../kusto.ts';
import { openOrigins } from '../origins.ts';
import { calledBody, offsetOfTree } from '../syntax.ts';
import type { Workspace } from '../workspace.ts';
import type { Extraction, Visit, Visits } from './extraction.ts';
import { functionVisits } from './functions.ts';
import { literalVisits } from './literals.ts';
import { propertyVisits } from './properties.ts';
import { tableVisits } from './tables.ts';
import { timeWindowVisits } from './time-windows.ts';

/** What is looked for, a family a file. */
const families: readonly Visits[] = [tableVisits, functionVisits, timeWindowVisits, literalVisits, propertyVisits];

/** Nothing below these says more than they do. */
const leaves = [
  ...['NameReference', 'NameDeclaration', 'PrimitiveTypeExpression', 'TokenName'],
  ...['Boolean', 'Int', 'Long', 'Real', 'Decimal', 'DateTime', 'Timespan', 'Guid', 'String', 'Null', 'Token'].map(
    (name) => `${name}LiteralExpression`,
  ),
];

/** Bodies of called functions are walked once a call; calls that call calls stop adding up here. */
const mostNodesOfBodies = 200_000;

interface Walker {
  readonly visits: readonly (readonly Visit[] | undefined)[];
  readonly isLeaf: readonly boolean[];
  readonly numbers: Readonly<Record<'function' | 'union' | 'let' | 'expand' | 'apply', number>>;
  readonly pieces: ReadonlySet<number>;
}

let walker: Walker | undefined;

function walkerFor(kusto: Kusto): Walker {
  if (walker) return walker;
  const visits: Visit[][] = [];
  for (const family of families) {
    for (const [kind, visit] of Object.entries(family)) {
      const number = kusto.kindNumber(kind);
      const list = visits[number] ?? [];
      list.push(visit);
      visits[number] = list;
    }
  }
  const isLeaf: boolean[] = [];
  for (const kind of leaves) isLeaf[kusto.kindNumber(kind)] = true;
  walker = {
    visits,
    isLeaf,
    numbers: {
      function: kusto.kindNumber('FunctionDeclaration'),
      union: kusto.kindNumber('UnionOperator'),
      let: kusto.kindNumber('LetStatement'),
      expand: kusto.kindNumber('MvExpandOperator'),
      apply: kusto.kindNumber('MvApplyOperator'),
    },
    pieces: new Set(['ParseOperator', 'ParseWhereOperator', 'ParseKvOperator', 'ScanOperator'].map(kusto.kindNumber)),
  };
  return walker;
}

/**
 * Walks the bound tree once and gathers what the families look for. The body of a let function is walked as bound for
 * each call, since its tables and columns depend on the arguments; only one that is never called is walked as written.
 */
export function extract(kusto: Kusto, workspace: Workspace, root: KustoNode): Extraction {
  const { visits, isLeaf, numbers, pieces } = walkerFor(kusto);
  const origins = openOrigins(kusto, workspace);
  const queryTree = root.Tree;
  let offset = 0;
  let bodyDepth = 0;
  let fuzzy = 0;
  let bodyNodes = 0;
  const written: { readonly body: KustoNode; readonly offset: number }[] = [];
  const walkedBodies = new Set<KustoNode>();
  const calledAt = new Set<number>();

  const rangeOf = (node: KustoNode): TextRange | undefined => {
    const shift = offsetOfTree(queryTree, node.Tree);
    return shift === undefined ? undefined : { start: node.TextStart + shift, end: node.End + shift };
  };

  const into: Extraction = {
    kusto,
    workspace,
    origins,
    rangeOf,
    tables: [],
    functions: [],
    bounds: [],
    literals: [],
    properties: [],
    searchesEverything: [],
    bodyProblems: [],
    letNames: [],
  };

  const walk = (node: KustoNode): void => {
    const kind = node.Kind;
    const semantics = node.extendedData?.SemanticInfo;
    if (bodyDepth > 0) {
      bodyNodes++;
      if (semantics?.Diagnostics) {
        for (const diagnostic of items(semantics.Diagnostics)) {
          const start = diagnostic.Start + offset;
          const end = start + diagnostic.Length;
          into.bodyProblems.push({ diagnostic, node, start, end, fuzzy: fuzzy > 0 });
        }
      }
    }
    const visitors = visits[kind];
    if (visitors) {
      const place = { start: node.TextStart + offset, end: node.End + offset };
      for (const visit of visitors) visit(node, place, into);
    }
    if (semantics?.CalledFunctionInfo) walkBody(node);
    if (isLeaf[kind]) return;
    if (kind === numbers.expand || kind === numbers.apply) origins.noteExpansion(node);
    else if (pieces.has(kind)) origins.notePieces(node);
    else if (kind === numbers.let && node.Name?.SimpleName) into.letNames.push(node.Name.SimpleName);
    const isFuzzy = kind === numbers.union && saysFuzzy(node);
    if (isFuzzy) fuzzy++;
    const isFunction = kind === numbers.function;
    for (let i = 0; i < node.ChildCount; i++) {
      const child = node.GetChild(i);
      if (!child || child.IsToken) continue;
      if (isFunction && child === node.Body) written.push({ body: child, offset });
      else walk(child);
    }
    if (isFuzzy) fuzzy--;
  };

  const walkBody = (call: KustoNode): void => {
    if (bodyNodes > mostNodesOfBodies) return;
    const body = calledBody(call);
    if (!body || walkedBodies.has(body)) return;
    walkedBodies.add(body);
    const shift = offsetOfTree(queryTree, body.Tree);
    if (shift === undefined) return;
    calledAt.add(body.TextStart + shift);
    within(body, shift, 1);
  };

  const within = (body: KustoNode, shift: number, depth: number): void => {
    const before = offset;
    offset = shift;
    bodyDepth += depth;
    walk(body);
    bodyDepth -= depth;
    offset = before;
  };

  walk(root);
  for (let last = written.pop(); last; last = written.pop()) {
    if (!calledAt.has(last.body.TextStart + last.offset)) within(last.body, last.offset, 0);
  }
  return into;
}

/** `union isfuzzy=true` leaves out what it cannot resolve. */
export function saysFuzzy(union: KustoNode): boolean {
  return /\bisfuzzy\s*=\s*true\b/.test(union.Parameters?.toString() ?? '');
}
