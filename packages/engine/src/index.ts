/**
 * What a query returns: KQL run on this machine, exactly or not at all.
 *
 * text ─ bindQuery (kql) ─▶ bound tree ─ prepareQuery ─▶ plan ─ runPrepared ─▶ rows
 *                                             └──── what is not evaluated, by name and place
 *
 * `coverage()` tells what is evaluated, as data.
 */
export { type CoverageRow, coverage } from './coverage.ts';
export { coveragePage } from './coverage-page.ts';
export { typedCell } from './data/typed-cell.ts';
export type { Engine, EngineQuery } from './engine.ts';
export { type IpLocation, type IpLocations, ipLocations } from './functions/geo/ip-location.ts';
export {
  type ColumnsRead,
  type LocalEngine,
  type LocalEngineOptions,
  openEngine,
  type ReplayQuery,
  type SavedTables,
  unitedColumns,
} from './local-engine.ts';
export type { OutsideData } from './outside/outside-data.ts';
export { readWatchlist } from './outside/read-watchlist.ts';
export type { StoredFunction } from './outside/stored-functions.ts';
export type { Expr, Plan, Rel } from './plan/plan.ts';
export {
  type PreparedQuery,
  prepareQuery,
  prepareSteps,
  type RunOptions,
  runPrepared,
  runQuery,
} from './query.ts';
export { readRows } from './read-rows.ts';
export { type DataExplorerOptions, openDataExplorer } from './remote/data-explorer.ts';
export { type LogAnalyticsOptions, logAnalyticsClouds, openLogAnalytics } from './remote/log-analytics.ts';
export type { Replay } from './replay/replay.ts';
export type { ReplayWindow } from './replay/windowed.ts';
export { cellJson, type Json, tableJson } from './result-json.ts';
export type { QueryOptions, Stage } from './stage.ts';
export { tablesRead } from './tables-read.ts';
export { passTime, type RowTimes, type TimeReading, timeReadings } from './time-readings.ts';
export {
  type StepRows,
  type Trace,
  type TraceCondition,
  type TraceExample,
  type TraceStep,
  traceSteps,
} from './trace-query.ts';
export type { Bag, Cell, Column, Render, Row, ScalarType, Table, Tagged } from './values/cell.ts';
export { absent, isArray, isBag } from './values/cell.ts';
export { jsonText, parseJson } from './values/json.ts';
export { clockTicks, dateOfTicks, datetimeText, ticksPer } from './values/ticks.ts';
