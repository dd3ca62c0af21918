import type { ColumnOrigin } from './analysis.ts';
import { unpackedBefore } from './bag-slots.ts';
import { items, type Kusto, type KustoNode, type KustoSymbol } from './kusto.ts';
import { calledBody, childNodes, elementsOf, plainExpression, symbolOf } from './syntax.ts';
import type { Workspace } from './workspace.ts';

/** Where a value comes from: a documented column, and the path below it. */
export interface ValueOrigin {
  readonly column: ColumnOrigin;
  readonly path: readonly string[];
  /** A parse_json or todynamic lies on the way. */
  readonly parsed: boolean;
}

/** Traces expressions back to documented columns. Where that is not certain, nothing is returned. */
export interface Origins {
  of(expression: KustoNode): readonly ValueOrigin[];
  /** To be called on entering each mv-expand and mv-apply, in the order of the text. */
  noteExpansion(operator: KustoNode): void;
  /** To be called on entering each operator that makes columns out of pieces of another, as parse does. */
  notePieces(operator: KustoNode): void;
}

/** The step for an element of an array, or an entry of a bag that is expanded. */
export const element = '[]';

/** These return one of the values they are given, so the value's origin is the argument's. */
const passesValueOn = new Set([
  'min',
  'max',
  'take_any',
  'any',
  'minif',
  'maxif',
  'take_anyif',
  'anyif',
  'tostring',
  'materialize',
]);
const parsesJson = new Set(['parse_json', 'parsejson', 'todynamic', 'toobject']);

/** Longest chain of definitions followed. */
const deepest = 60;

export function openOrigins(kusto: Kusto, workspace: Workspace): Origins {
  const column = kusto.symbolKind('Column');
  const variable = kusto.symbolKind('Variable');
  const ofColumns = new Map<KustoSymbol, readonly ValueOrigin[]>();
  /** Expressions whose elements, not whose value, are what a column symbol stands for. */
  const expanded = new Set<KustoNode>();
  /** Column symbols that mean the array before an mv-expand and its element behind: the binder makes no new symbol. */
  const reused = new Set<KustoSymbol>();
  const kindOf = (node: KustoNode): string => kusto.kindNames[node.Kind] ?? '';

  const ofSymbol = (symbol: KustoSymbol, depth: number): readonly ValueOrigin[] => {
    const base = workspace.baseColumn(symbol);
    if (base) return [{ column: base, path: [], parsed: false }];
    const kept = ofColumns.get(symbol);
    if (kept) return kept;
    ofColumns.set(symbol, []);
    const found = traceSymbol(symbol, depth);
    ofColumns.set(symbol, found);
    return found;
  };

  const traceSymbol = (symbol: KustoSymbol, depth: number): readonly ValueOrigin[] => {
    const originals = items(symbol.OriginalColumns);
    if (originals.length > 0) {
      if (originals.some((original) => reused.has(original))) return [];
      return distinct(allOrNothing(originals.map((original) => ofSymbol(original, depth + 1))));
    }
    const source = symbol.Source;
    if (!source) return [];
    const below = ofNode(source, depth + 1);
    if (expanded.has(source)) return below.map((origin) => ({ ...origin, path: [...origin.path, element] }));
    const [here, there] = [symbol.Type?.Name, source.ResultType?.Name];
    return here === there || here === 'unknown' || there === 'unknown' ? below : [];
  };

  /** The binder makes such a column where the rows before it may have any. */
  const isUnheardOf = (symbol: KustoSymbol): boolean =>
    symbol.Type?.Name === 'unknown' &&
    !symbol.Source &&
    items(symbol.OriginalColumns).length === 0 &&
    !ofColumns.has(symbol) &&
    !workspace.baseColumn(symbol);

  const ofSlot = (name: KustoNode, depth: number): readonly ValueOrigin[] => {
    const unpacked = unpackedBefore(kusto, name);
    const written = name.SimpleName ?? '';
    if (!unpacked || !written.startsWith(unpacked.prefix)) return [];
    const slot = written.slice(unpacked.prefix.length);
    return ofNode(unpacked.bag, depth).map((origin) => ({ ...origin, path: [...origin.path, slot] }));
  };

  const ofNode = (expression: KustoNode, depth: number): readonly ValueOrigin[] => {
    if (depth > deepest) return [];
    const node = plainExpression(kusto, expression);
    switch (kindOf(node)) {
      case 'NameReference': {
        const symbol = symbolOf(node);
        if (symbol?.Kind === variable) return symbol.Source ? ofNode(symbol.Source, depth + 1) : [];
        if (symbol?.Kind !== column) return [];
        if (isUnheardOf(symbol)) return ofSlot(node, depth + 1);
        if (!reused.has(symbol)) return ofSymbol(symbol, depth + 1);
        const times = expansionsBefore(node, symbol);
        if (times === undefined) return [];
        const steps = Array.from({ length: times }, () => element);
        return ofSymbol(symbol, depth + 1).map((o) => ({ ...o, path: [...o.path, ...steps] }));
      }
      case 'PathExpression':
      case 'ElementExpression': {
        const step = stepOf(kusto, node);
        if (step === undefined || !node.Expression) return [];
        return ofNode(node.Expression, depth + 1).map((o) => ({ ...o, path: [...o.path, step] }));
      }
      case 'FunctionCallExpression': {
        const name = node.Name?.SimpleName ?? '';
        const argument = elementsOf(node.ArgumentList)[0];
        if (!argument) return [];
        if (passesValueOn.has(name)) return ofNode(argument, depth + 1);
        return parsesJson.has(name) ? ofNode(argument, depth + 1).map((o) => ({ ...o, parsed: true })) : [];
      }
      default:
        return [];
    }
  };

  /** How many expansions of the column lie between its table and this place; undefined when that is not certain. */
  const expansionsBefore = (place: KustoNode, symbol: KustoSymbol): number | undefined => {
    let total = 0;
    let from = place;
    for (let at = place.Parent; at; from = at, at = at.Parent) {
      const kind = kindOf(at);
      if (kind === 'MvApplyOperator' && at.Subquery === from) total += timesExpanded(at, symbol);
      if (kind !== 'PipeExpression' || at.Operator !== from || !at.Expression) continue;
      const input = expansionsIn(at.Expression, symbol, 0);
      if (input === undefined) return undefined;
      total += input.times;
      if (input.complete) return total;
    }
    return undefined;
  };

  /** Expansions along a pipe; `complete` when it begins at a table and not at the rows of an mv-apply around it. */
  const expansionsIn = (
    expression: KustoNode,
    symbol: KustoSymbol,
    depth: number,
  ): { readonly times: number; readonly complete: boolean } | undefined => {
    if (depth > deepest) return undefined;
    const node = plainExpression(kusto, expression);
    switch (kindOf(node)) {
      case 'PipeExpression': {
        const operator = node.Operator;
        const input = node.Expression ? expansionsIn(node.Expression, symbol, depth + 1) : undefined;
        if (!operator || !input || (mixesRows.has(kindOf(operator)) && expandsSomewhere(operator))) return undefined;
        return { ...input, times: input.times + timesExpanded(operator, symbol) };
      }
      case 'NameReference': {
        const body = calledBody(node);
        if (body) return expansionsInBody(body, symbol, depth + 1);
        const named = symbolOf(node);
        if (named && workspace.isTable(named)) return { times: 0, complete: true };
        return named?.Kind === variable && named.Source ? expansionsIn(named.Source, symbol, depth + 1) : undefined;
      }
      case 'FunctionCallExpression': {
        const body = calledBody(node);
        if (body) return expansionsInBody(body, symbol, depth + 1);
        const argument = elementsOf(node.ArgumentList)[0];
        if (node.Name?.SimpleName === 'materialize' && argument) return expansionsIn(argument, symbol, depth + 1);
        return node.Name?.SimpleName === 'table' ? { times: 0, complete: true } : undefined;
      }
      case 'MaterializeExpression':
        return node.Expression ? expansionsIn(node.Expression, symbol, depth + 1) : undefined;
      case 'MvExpandOperator':
      case 'MvApplyOperator':
        return { times: timesExpanded(node, symbol), complete: false };
      default:
        return kindOf(node).endsWith('Operator') && !mixesRows.has(kindOf(node))
          ? { times: 0, complete: false }
          : undefined;
    }
  };

  const expansionsInBody = (body: KustoNode, symbol: KustoSymbol, depth: number): ReturnType<typeof expansionsIn> => {
    const last = childNodes(body).at(-1);
    return last ? expansionsIn(last, symbol, depth) : undefined;
  };

  const timesExpanded = (operator: KustoNode, symbol: KustoSymbol): number =>
    isExpansion(kindOf(operator)) && expandedExpressions(operator).some((e) => symbolOf(e) === symbol) ? 1 : 0;

  const expandsSomewhere = (node: KustoNode): boolean =>
    isExpansion(kindOf(node)) || childNodes(node).some(expandsSomewhere);

  return {
    of: (expression) => ofNode(expression, 0),
    noteExpansion(operator) {
      for (const expression of expandedExpressions(operator)) {
        const inner = plainExpression(kusto, expression);
        expanded.add(inner);
        if (inner !== expression) continue;
        const symbol = symbolOf(inner);
        if (kindOf(inner) === 'NameReference' && symbol?.Kind === column) reused.add(symbol);
      }
    },
    notePieces(operator) {
      for (const declared of declaredNames(kusto, operator)) {
        const symbol = symbolOf(declared);
        if (symbol) ofColumns.set(symbol, []);
      }
    },
  };
}

/** The name of the step that a path or element access takes; undefined when it is computed. */
export function stepOf(kusto: Kusto, access: KustoNode): string | undefined {
  const selector = access.Selector;
  if (!selector) return undefined;
  const inner = kusto.kindNames[selector.Kind] === 'BracketedExpression' ? selector.Expression : selector;
  if (!inner) return undefined;
  const kind = kusto.kindNames[inner.Kind] ?? '';
  if (kind === 'NameReference') {
    return inner === selector ? inner.SimpleName : undefined;
  }
  if (kind === 'StringLiteralExpression') {
    const text = inner.LiteralValueInfo?.Value;
    return typeof text === 'string' ? text : undefined;
  }
  const isNumber = kind === 'LongLiteralExpression' || kind === 'IntLiteralExpression';
  return isNumber || kind === 'UnaryMinusExpression' ? element : undefined;
}

const mixesRows = new Set(['JoinOperator', 'LookupOperator', 'UnionOperator', 'PartitionOperator', 'InvokeOperator']);

function isExpansion(kind: string): boolean {
  return kind === 'MvExpandOperator' || kind === 'MvApplyOperator';
}

/** What an mv-expand or mv-apply expands: the expressions between its name and its `on`, names included. */
function expandedExpressions(operator: KustoNode): readonly KustoNode[] {
  return elementsOf(operator.Expressions).flatMap((clause) => clause.Expression ?? []);
}

/** Names that an operator itself declares, those of its sub-queries left out. */
function declaredNames(kusto: Kusto, node: KustoNode): readonly KustoNode[] {
  return childNodes(node).flatMap((child) =>
    kusto.kindNames[child.Kind] === 'NameDeclaration' ? [child] : declaredNames(kusto, child),
  );
}

/** One uncertain part makes the whole uncertain. */
function allOrNothing(parts: readonly (readonly ValueOrigin[])[]): readonly ValueOrigin[] {
  return parts.some((part) => part.length === 0) ? [] : parts.flat();
}

function distinct(origins: readonly ValueOrigin[]): readonly ValueOrigin[] {
  const seen = new Map(
    origins.map((o) => [`${o.column.table}.${o.column.column}.${o.path.join('.')}.${o.parsed}`, o] as const),
  );
  return [...seen.values()];
}
