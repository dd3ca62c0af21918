import { aggregates } from './aggregates/index.ts';
import { functions } from './functions/index.ts';
import { rowFunctions } from './functions/row-functions.ts';
import { operatorKinds } from './operators/index.ts';
import { forms } from './plan/forms.ts';

/** Whether a part of KQL runs on this machine. What is not named here is refused too. */
export interface CoverageRow {
  readonly kind: 'tabular operator' | 'scalar operator' | 'function' | 'aggregate';
  readonly name: string;
  readonly state: 'evaluated' | 'refused';
}

/** Tabular operators of KQL by the kind that the analyser gives them. */
const operatorNames: Readonly<Record<string, string>> = {
  FilterOperator: 'where',
  ProjectOperator: 'project',
  ProjectAwayOperator: 'project-away',
  ProjectKeepOperator: 'project-keep',
  ProjectRenameOperator: 'project-rename',
  ProjectReorderOperator: 'project-reorder',
  ExtendOperator: 'extend',
  SerializeOperator: 'serialize',
  PrintOperator: 'print',
  RangeOperator: 'range',
  SummarizeOperator: 'summarize',
  CountOperator: 'count',
  DistinctOperator: 'distinct',
  SortOperator: 'sort',
  TopOperator: 'top',
  TakeOperator: 'take',
  JoinOperator: 'join',
  LookupOperator: 'lookup',
  UnionOperator: 'union',
  MvExpandOperator: 'mv-expand',
  MvApplyOperator: 'mv-apply',
  ParseOperator: 'parse',
  ParseWhereOperator: 'parse-where',
  MakeSeriesOperator: 'make-series',
  InvokeOperator: 'invoke',
  RenderOperator: 'render',
  GetSchemaOperator: 'getschema',
  ParseKvOperator: 'parse-kv',
  EvaluateOperator: 'evaluate',
  SearchOperator: 'search',
  FindOperator: 'find',
  SampleOperator: 'sample',
  SampleDistinctOperator: 'sample-distinct',
  PartitionOperator: 'partition',
  ReduceByOperator: 'reduce',
  ScanOperator: 'scan',
  TopNestedOperator: 'top-nested',
  TopHittersOperator: 'top-hitters',
  FacetOperator: 'facet',
  ForkOperator: 'fork',
  ConsumeOperator: 'consume',
  ExternalDataExpression: 'externaldata',
  MakeGraphOperator: 'make-graph',
};

/** What the engine evaluates, as data, in ordinal order within each kind. */
export function coverage(): readonly CoverageRow[] {
  const evaluated = (kind: CoverageRow['kind'], names: readonly string[]): readonly CoverageRow[] =>
    [...new Set(names)].sort().map((name) => ({ kind, name, state: 'evaluated' }));
  const scalar = [
    ...Object.keys(functions),
    ...Object.keys(forms),
    ...Object.keys(rowFunctions),
    'toscalar',
    'materialize',
  ];
  const isOperator = (name: string): boolean => !/^\w+$/.test(name) || scalarWords.has(name);
  const tabular = Object.entries(operatorNames).map(([kind, name]): CoverageRow => {
    return { kind: 'tabular operator', name, state: Object.hasOwn(operatorKinds, kind) ? 'evaluated' : 'refused' };
  });
  return [
    ...tabular.sort((a, b) => (a.name < b.name ? -1 : 1)),
    ...evaluated('scalar operator', [...scalar.filter(isOperator), 'in', 'in~', '!in', '!in~', 'between', '!between']),
    ...evaluated(
      'function',
      scalar.filter((name) => !isOperator(name)),
    ),
    ...evaluated('aggregate', Object.keys(aggregates)),
  ];
}

const scalarWords = new Set([
  'and',
  'or',
  'contains',
  'contains_cs',
  'startswith',
  'startswith_cs',
  'endswith',
  'endswith_cs',
  'has',
  'has_cs',
  'hasprefix',
  'hasprefix_cs',
  'hassuffix',
  'hassuffix_cs',
  'has_any',
  'has_all',
]);
