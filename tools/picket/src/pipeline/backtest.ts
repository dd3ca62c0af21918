import { type Checked, type Diagnostic, diagnostic } from '@picket/diagnostics';
import type { ColumnsRead, Engine, LocalEngine, ReplayQuery } from '@picket/engine';
import type { Declarations } from '@picket/kql';
import { type Document, durationMinutes, type Rule } from '@picket/model';
import {
  type BacktestControl,
  type BacktestedRule,
  type BacktestReport,
  backtestReport,
  backtestRule,
  type ResultAt,
  replayWindowOf,
  runsOf,
} from '@picket/simulate';
import { placed } from './rule-tests.ts';

/** Rules to run over recorded events, and the stretch of time: the first run is one frequency after `from`. */
export interface Backtest {
  readonly rules: readonly Document<Rule>[];
  readonly declarations: Declarations;
  readonly from: Date;
  readonly to: Date;
}

export interface BacktestOutcome {
  readonly report: BacktestReport;
  /** Of files, and warnings about what the events do not cover. */
  readonly problems: readonly Diagnostic[];
}

/** How many runs there are in all. */
export const runCount = ({ rules, from, to }: Backtest): number =>
  rules.reduce((sum, { value }) => sum + runsOf(value, { from, to }).length, 0);

/** Rules that are run over local files, each when it is asked for. */
export interface LocalBacktest {
  /** What a rule's query reads. */
  readBy(rule: Document<Rule>): ColumnsRead;
  /** Runs one. Problems are those of its query, of the files that it reads, or of the run that ended it. */
  run(rule: Document<Rule>, control: BacktestControl): Promise<BacktestedRule>;
}

/** Runs rules as their schedule would have, over the tables of an engine. */
export function localBacktest(engine: LocalEngine, { from, to }: Pick<Backtest, 'from' | 'to'>): LocalBacktest {
  const queryOf = ({ value }: Document<Rule>): ReplayQuery => ({ text: value.query, window: replayWindowOf(value) });
  return {
    readBy: (rule) => engine.readBy(queryOf(rule)),
    run: async (rule, control) => {
      const [opened] = await engine.openReplays([queryOf(rule)], to);
      const replay = opened?.value;
      const refused = (opened?.problems ?? [])
        .filter(({ severity }) => severity === 'error')
        .map((each) => inRule(each, rule));
      const result = replay && (await backtestRule(rule.value, { from, to }, (at) => replay.run(at), control));
      await replay?.close();
      const told = result && { ...result, problems: result.problems.map((each) => inRule(each, rule)) };
      return { file: rule.file, rule: rule.value, problems: refused, ...(told ? { result: told } : {}) };
    },
  };
}

/** At most so many queries at once, where the data lives. */
const atOnce = 4;

/** Runs rules where the data lives: a query a run, cut to the run's period by the service. */
export async function backtestRemotely(
  { rules, from, to }: Backtest,
  engine: Engine,
  control: BacktestControl,
): Promise<Checked<BacktestOutcome>> {
  const done: BacktestedRule[] = [];
  const left = [...rules];
  let failed = false;
  const isStopped = (): boolean => failed || control.isStopped?.() === true;
  const work = async (): Promise<void> => {
    try {
      for (let rule = left.shift(); rule && !isStopped(); rule = left.shift()) {
        done.push(await remotely(rule, { from, to }, engine, { ...control, isStopped }));
      }
    } catch (failure) {
      // When the service fails one, nothing more is asked of it.
      failed = true;
      throw failure;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const report = backtestReport(done, from, to);
  return {
    value: { report: { ...report, isWhole: report.isWhole && done.length === rules.length }, problems: [] },
    problems: [],
  };
}

async function remotely(
  rule: Document<Rule>,
  stretch: { readonly from: Date; readonly to: Date },
  engine: Engine,
  control: BacktestControl,
): Promise<BacktestedRule> {
  const { file, value } = rule;
  if (value.kind === 'NRT') return { file, rule: value, problems: [diagnostic('BT004', {}, rule.at(['kind']))] };
  const period = (durationMinutes(value.queryPeriod ?? '') ?? 0) * 60_000;
  const resultAt: ResultAt = async (at) => {
    const answer = await engine.query(value.query, {
      now: at,
      file,
      within: { from: new Date(at.getTime() - period), to: at },
    });
    return answer.value ? answer : { problems: answer.problems.map((each) => inRule(each, rule)) };
  };
  return { file, rule: value, problems: [], result: await backtestRule(value, stretch, resultAt, control) };
}

const inRule = (problem: Diagnostic, rule: Document<Rule>): Diagnostic =>
  problem.at?.file === 'query' || problem.at?.file === rule.file ? placed(problem, rule) : problem;

/** Quiet logs begin and end some hours off. */
const aDay = 86_400_000;

/** What events do not cover of what rules read: `reads`, by the rules' places. */
export function coverageWarnings(
  { rules, from, to }: Backtest,
  reads: readonly (readonly string[])[],
  spans: Awaited<ReturnType<LocalEngine['spans']>>,
): readonly Diagnostic[] {
  const warnings: Diagnostic[] = [];
  for (const [i, rule] of rules.entries()) {
    const missing = (reads[i] ?? []).filter((name) => !spans.has(name));
    if (missing.length > 0) warnings.push(diagnostic('BT003', { tables: missing.join(', ') }, rule.at(['query'])));
  }
  const read = new Set(reads.flat());
  for (const [table, { first, last }] of spans) {
    const isShort = first.getTime() > from.getTime() + aDay || last.getTime() < to.getTime() - aDay;
    if (!read.has(table) || !isShort) continue;
    const told = {
      first: first.toISOString(),
      last: last.toISOString(),
      from: from.toISOString(),
      to: to.toISOString(),
    };
    warnings.push(diagnostic('BT002', { table, ...told }));
  }
  return warnings;
}
