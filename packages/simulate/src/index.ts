/**
 * Whether a rule does what its author says.
 *
 * events ─ executeRule ─▶ rows ─ alertsOf ─▶ alerts ─ incidentsOf ─▶ incidents
 *
 * `runSchedule` does it over a stretch of time, `mutantsOf` makes the rules that its cases should tell from it.
 */
export type { Alert, Entity, Incident } from './alerts/alert.ts';
export { alertsOf } from './alerts/alerts-of.ts';
export { type BacktestedRule, type BacktestReport, backtestReport } from './backtest/backtest-report.ts';
export { type BacktestControl, backtestRule, type ResultAt, type RuleBacktest } from './backtest/backtest-rule.ts';
export { replayWindowOf } from './backtest/backtest-window.ts';
export { currentExpectation } from './cases/current-expectation.ts';
export { type CaseEvents, type EventTypes, eventsOf } from './cases/events.ts';
export type { Mismatch, Outcome } from './cases/expectations.ts';
export { type CaseResult, momentOf, runCase, runMoment } from './cases/run-case.ts';
export { sideOf, testProblems } from './cases/sides.ts';
export { fileBeside, filesNamedBy } from './cases/sources.ts';
export { explainQuery, explainRun, type RunExplanation } from './explain/explain-run.ts';
export { explanationText } from './explain/explanation-text.ts';
export { incidentsOf } from './incidents/incidents-of.ts';
export type { Change, Mutant } from './mutate/mutant.ts';
export { mutantsOf } from './mutate/mutants.ts';
export {
  type Explanation,
  explanationProblems,
  type Fate,
  type JudgedMutant,
  type MutationScore,
  scoreOf,
  type Verdict,
} from './mutate/score.ts';
export { survivors } from './mutate/survivors.ts';
export { type Coverage, coverageOf, type EventCounts } from './run/coverage.ts';
export { executeRule } from './run/execute-rule.ts';
export type { Execution } from './run/execution.ts';
export { type PreparedRule, prepareRule, type RuleOptions } from './run/prepare-rule.ts';
export { runSchedule, runsOf, type Stretch, type Timeline } from './run/run-schedule.ts';
