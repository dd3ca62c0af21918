import { saysFuzzy } from './extract/walk.ts';
import type { Kusto, KustoNode } from './kusto.ts';
import { childNodes, elementsOf, symbolOf } from './syntax.ts';

/** A case in which the analyser refuses what the engine accepts. Only the exact case is let through. */
interface FalseError {
  readonly code: string;
  readonly reason: string;
  readonly source: string;
  /** `node` is where the analyser put the error. */
  readonly isFalse: (node: KustoNode, kusto: Kusto) => boolean;
}

const engineAnswers = 'answers of the Kusto Emulator';

/** Checked against @kusto/language-service-next 12.4.1; a test shows that each is still an error there. */
export const falseErrors: Readonly<Record<string, FalseError>> = {
  'count(x)': {
    code: 'KS107',
    reason: 'count(x) counts rows like count(); the analyser takes x for a predicate',
    source: engineAnswers,
    isFalse: (node, kusto) => {
      const call = callAround(node, kusto);
      return call?.Name?.SimpleName === 'count' && elementsOf(call.ArgumentList).length === 1;
    },
  },
  'search not("x")': {
    code: 'KS107',
    reason: 'in a search predicate a string is a term to look for, also inside not()',
    source: `${engineAnswers}; Microsoft Learn, "search operator"`,
    isFalse: (node, kusto) =>
      kindOf(node, kusto) === 'StringLiteralExpression' &&
      callAround(node, kusto)?.Name?.SimpleName === 'not' &&
      isInside(node, 'SearchOperator', kusto),
  },
  'make_timespan with seconds as real': {
    code: 'KS134',
    reason: 'the last argument, seconds, may have a fraction',
    source: `${engineAnswers}; Microsoft Learn, "make_timespan()"`,
    isFalse: (node, kusto) => {
      const call = callAround(node, kusto);
      const args = elementsOf(call?.ArgumentList);
      return call?.Name?.SimpleName === 'make_timespan' && args.length >= 3 && args.at(-1) === node;
    },
  },
  'series_fit_poly of a degree': {
    code: 'KS107',
    reason: 'the degree is a whole number such as 8, which is a long',
    source: 'Microsoft Learn, "series_fit_poly()"',
    isFalse: (node, kusto) => {
      const call = callAround(node, kusto);
      const isWhole = kindOf(node, kusto) === 'LongLiteralExpression';
      return isWhole && call?.Name?.SimpleName === 'series_fit_poly' && elementsOf(call.ArgumentList)[2] === node;
    },
  },
  'array_length of a bag': {
    code: 'KS234',
    reason: 'array_length() of what is no array is null, no error',
    source: 'Microsoft Learn, "array_length()"',
    isFalse: (node, kusto) => callAround(node, kusto)?.Name?.SimpleName === 'array_length',
  },
  'parse_json of an array or a bag': {
    code: 'KS107',
    reason:
      'the analyser knows arrays and bags from other dynamic values, of which parse_json() is accepted; the engine does not',
    source: 'Microsoft Learn, "parse_json() function"; Azure-Sentinel\'s rules call todynamic(toscalar(list))',
    isFalse: (node, kusto) =>
      parsesJson.has(callAround(node, kusto)?.Name?.SimpleName ?? '') && isDynamic(node.ResultType?.Name),
  },
  'member of column_ifexists': {
    code: 'KS142',
    reason: 'the result has the type of the column if there is one; the analyser gives it the type of the fallback',
    source: 'Microsoft Learn, "column_ifexists()"',
    isFalse: isMemberOfColumnIfExists,
  },
  'element of column_ifexists': {
    code: 'KS147',
    reason: 'as a member of it, written in brackets',
    source: 'Microsoft Learn, "column_ifexists()"',
    isFalse: isMemberOfColumnIfExists,
  },
  'evaluate schema_merge': {
    code: 'KS124',
    reason: 'a plugin that the analyser does not list',
    source: 'Microsoft Learn, "schema_merge plugin"',
    isFalse: (node) => node.SimpleName === 'schema_merge',
  },
  'more arguments of bag_unpack': {
    code: 'KS119',
    reason: 'the analyser knows two of the four parameters',
    source: 'Microsoft Learn, "bag_unpack plugin"',
    isFalse: (node, kusto) => {
      const call = node.SimpleName === 'bag_unpack' ? node.Parent : undefined;
      const args = elementsOf(call?.ArgumentList);
      return args.length > 2 && args.length <= 4 && isInside(node, 'EvaluateOperator', kusto);
    },
  },
  'ignoredProperties of bag_unpack': {
    code: 'KS107',
    reason: 'an argument given by name is taken for the one at its place',
    source: 'Microsoft Learn, "bag_unpack plugin"',
    isFalse: (node, kusto) =>
      node.Parent?.Name?.SimpleName === 'ignoredProperties' &&
      callAround(node.Parent, kusto)?.Name?.SimpleName === 'bag_unpack',
  },
  'greatest or least of a column that only the rows tell': {
    code: 'KS107',
    reason: 'it has the type of the column; of one that the analyser does not know, as behind `union *`, it has none',
    source: 'Microsoft Learn, "max() (aggregation function)", "union operator"',
    isFalse: (node, kusto) =>
      kindOf(node, kusto) === 'FunctionCallExpression' &&
      ofTheirType.has(node.Name?.SimpleName ?? '') &&
      childTypes(node).some((type) => type === 'unknown' || type === 'error'),
  },
  'wildcard without a match in a fuzzy union': {
    code: 'KS142',
    reason: 'union isfuzzy=true leaves out what it cannot resolve, wildcards too',
    source: 'Microsoft Learn, "union operator", isfuzzy',
    isFalse: (node, kusto) => {
      if (!node.SimpleName?.includes('*')) return false;
      for (let at = node.Parent; at; at = at.Parent) {
        const kind = kindOf(at, kusto);
        if (kind === 'UnionOperator') return saysFuzzy(at);
        if (kind === 'PipeExpression') return false;
      }
      return false;
    },
  },
  'union *': {
    code: 'KS142',
    reason: 'the analyser is given only the tables that a query names, so `*` finds none',
    source: 'our own reduced state',
    isFalse: (node) => node.toString().trim() === '*',
  },
};

const rows = Object.values(falseErrors);

/** True when an error of the analyser is known to be none. */
export function isFalseError(code: string, node: KustoNode, kusto: Kusto): boolean {
  return rows.some((row) => row.code === code && row.isFalse(node, kusto));
}

/** Aggregates that give one of the values. */
const ofTheirType = new Set(['max', 'min', 'maxif', 'minif']);

function childTypes(call: KustoNode): readonly (string | undefined)[] {
  return elementsOf(call.ArgumentList).map((argument) => argument.ResultType?.Name);
}

const parsesJson = new Set(['parse_json', 'todynamic', 'toobject']);
const columnIfExists = new Set(['column_ifexists', 'columnifexists']);

/** `dynamic`, and the analyser's finer types below it, such as `dynamic([string])`. */
function isDynamic(type: string | undefined): boolean {
  return type?.startsWith('dynamic') ?? false;
}

function isMemberOfColumnIfExists(node: KustoNode, kusto: Kusto): boolean {
  const access = node.Parent;
  return access?.Selector === node && access.Expression ? mayBeOtherColumn(access.Expression, kusto, 0) : false;
}

/** How many columns computed from one another are followed. */
const deepestColumn = 8;

/** True when a value is computed from column_ifexists(), here or where one of its columns was computed. */
function mayBeOtherColumn(value: KustoNode, kusto: Kusto, depth: number): boolean {
  if (columnIfExists.has(value.Name?.SimpleName ?? '')) return true;
  if (depth > deepestColumn) return false;
  const source = kindOf(value, kusto) === 'NameReference' ? symbolOf(value)?.Source : undefined;
  if (source && source !== value && mayBeOtherColumn(source, kusto, depth + 1)) return true;
  return childNodes(value).some((child) => mayBeOtherColumn(child, kusto, depth));
}

function kindOf(node: KustoNode, kusto: Kusto): string {
  return kusto.kindNames[node.Kind] ?? '';
}

/** The call whose argument a node is. */
function callAround(node: KustoNode, kusto: Kusto): KustoNode | undefined {
  let at = node.Parent;
  while (at && ['SeparatedElement', 'List', 'ExpressionList'].includes(kindOf(at, kusto))) at = at.Parent;
  return at && kindOf(at, kusto) === 'FunctionCallExpression' ? at : undefined;
}

function isInside(node: KustoNode, kind: string, kusto: Kusto): boolean {
  for (let at = node.Parent; at; at = at.Parent) if (kindOf(at, kusto) === kind) return true;
  return false;
}
