import type { OperatorTable } from '../plan/scope.ts';
import { evaluateRel } from '../run/relation.ts';
import type { OperatorRuns } from '../run/run.ts';
import { runCanonical } from './canonical.ts';
import { runEvaluate, translateEvaluate } from './evaluate.ts';
import { runExternalData, translateExternalData } from './external-data.ts';
import { translateFind } from './find.ts';
import { runJoin, translateJoin, translateLookup } from './join.ts';
import { runMakeSeries, translateMakeSeries } from './make-series.ts';
import { runMvApply, runMvExpand, translateMvApply, translateMvExpand } from './mv-expand.ts';
import { runParse, translateParse } from './parse.ts';
import { runParseKv, translateParseKv } from './parse-kv.ts';
import { runPartition, translatePartition } from './partition.ts';
import {
  runExtend,
  runProject,
  translateColumnChoice,
  translateExtend,
  translatePrint,
  translateProject,
  translateRename,
  translateSerialize,
} from './project.ts';
import { runRange, translateRange } from './range.ts';
import { runReduce, translateReduce } from './reduce.ts';
import { runSample, translateSample, translateSampleDistinct } from './sample.ts';
import { runScan, translateScan } from './scan.ts';
import { runSearch, translateSearch } from './search.ts';
import { runSort, runTake, translateSort, translateTake, translateTop } from './sort.ts';
import { runBinding, runTable, translateGetSchema, translateInvoke, translateRender } from './source.ts';
import { runSummarize, translateCount, translateDistinct, translateSummarize } from './summarize.ts';
import { runTopHitters, translateTopHitters } from './top-hitters.ts';
import { runTopNested, translateTopNested } from './top-nested.ts';
import { runUnion, translateUnion } from './union.ts';
import { runWatchlist, runWatchlistAliases } from './watchlist.ts';
import { runWhere, translateWhere } from './where.ts';

/** Syntax kinds of tabular operators to what makes their plan. One that is not here is refused. */
export const operatorKinds: OperatorTable = {
  FilterOperator: translateWhere,
  ProjectOperator: translateProject,
  ProjectAwayOperator: translateColumnChoice,
  ProjectKeepOperator: translateColumnChoice,
  ProjectByNamesOperator: translateColumnChoice,
  ProjectRenameOperator: translateRename,
  ProjectReorderOperator: translateColumnChoice,
  ExtendOperator: translateExtend,
  SerializeOperator: translateSerialize,
  PrintOperator: translatePrint,
  RangeOperator: translateRange,
  SummarizeOperator: translateSummarize,
  CountOperator: translateCount,
  DistinctOperator: translateDistinct,
  SortOperator: translateSort,
  TopOperator: translateTop,
  TakeOperator: translateTake,
  JoinOperator: translateJoin,
  LookupOperator: translateLookup,
  UnionOperator: translateUnion,
  MvExpandOperator: translateMvExpand,
  MvApplyOperator: translateMvApply,
  ParseOperator: translateParse,
  ParseWhereOperator: translateParse,
  ParseKvOperator: translateParseKv,
  PartitionOperator: translatePartition,
  ReduceByOperator: translateReduce,
  SampleOperator: translateSample,
  SampleDistinctOperator: translateSampleDistinct,
  TopHittersOperator: translateTopHitters,
  TopNestedOperator: translateTopNested,
  SearchOperator: translateSearch,
  FindOperator: translateFind,
  ScanOperator: translateScan,
  MakeSeriesOperator: translateMakeSeries,
  EvaluateOperator: translateEvaluate,
  ExternalDataExpression: translateExternalData,
  InvokeOperator: translateInvoke,
  RenderOperator: translateRender,
  GetSchemaOperator: translateGetSchema,
};

/** Steps of a plan to what makes their rows. */
export const operatorRuns: OperatorRuns = {
  rows: ({ rows }) => rows,
  group: (_, run) => run.group,
  table: runTable,
  binding: runBinding,
  range: runRange,
  where: runWhere,
  project: runProject,
  extend: runExtend,
  serialize: ({ input }, run) => evaluateRel(input, run),
  canonical: runCanonical,
  sort: runSort,
  take: runTake,
  summarize: runSummarize,
  join: runJoin,
  union: runUnion,
  'mv-expand': runMvExpand,
  'mv-apply': runMvApply,
  parse: runParse,
  'parse-kv': runParseKv,
  partition: runPartition,
  reduce: runReduce,
  sample: runSample,
  'top-hitters': runTopHitters,
  'top-nested': runTopNested,
  search: runSearch,
  scan: runScan,
  'make-series': runMakeSeries,
  evaluate: runEvaluate,
  externaldata: runExternalData,
  watchlist: runWatchlist,
  'watchlist aliases': runWatchlistAliases,
};
