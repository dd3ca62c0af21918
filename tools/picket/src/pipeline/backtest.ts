import { type Checked, type Diagnostic, diagnostic } from '@picket/diagnostics';
import { type Engine, type LocalEngine, openEngine, tablesRead } from '@picket/engine';
import type { Declarations } from '@picket/kql';
import { type Document, durationMinutes, type Rule } from '@picket/model';
import {
  type BacktestControl,
  type BacktestedRule,
  type BacktestReport,
  backtestReport,
  backtestRule,
  type PreparedRule,
  prepareRule,
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

/** What DuckDB may hold in memory, a thread. */
const storeMemory = '400MB';

/** Rules that were run on this machine, and what their events do not cover. */
export interface BacktestedRules {
  readonly rules: readonly BacktestedRule[];
  readonly warnings: readonly Diagnostic[];
}

/** Runs rules over local files, one after the other, on this thread. */
export async function backtestRules(
  { data, ...backtest }: Backtest & { readonly data: readonly string[] },
  control: BacktestControl,
): Promise<Checked<BacktestedRules>> {
  const { rules, declarations, from, to } = backtest;
  const opened = await openEngine({ data, declarations, missing: 'empty', store: 'always', memory: storeMemory });
  if (!opened.value) return { problems: opened.problems };
  const engine = opened.value;
  try {
    const queries = rules.map((rule) => ({ text: rule.value.query, window: replayWindowOf(rule.value) }));
    const replays = [...(await engine.openReplays(queries, to))];
    const done: BacktestedRule[] = [];
    for (const rule of rules) {
      // Each replay holds rows in memory: it goes when its rule is done.
      const { value: replay, problems = [] } = replays.shift() ?? {};
      const refused = problems.filter(({ severity }) => severity === 'error').map((each) => inRule(each, rule));
      const result = replay && (await backtestRule(rule.value, { from, to }, (at) => replay.run(at), control));
      await replay?.close();
      const told = result && { ...result, problems: result.problems.map((each) => inRule(each, rule)) };
      done.push({ file: rule.file, rule: rule.value, problems: refused, ...(told ? { result: told } : {}) });
      if (control.isStopped?.()) break;
    }
    return { value: { rules: done, warnings: await coverageWarnings(engine, backtest) }, problems: [] };
  } finally {
    await engine.close();
  }
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

/** What the events do not cover of what the rules read. */
async function coverageWarnings(
  engine: LocalEngine,
  { rules, declarations, from, to }: Backtest,
): Promise<readonly Diagnostic[]> {
  const spans = await engine.spans();
  const read = new Set<string>();
  const warnings: Diagnostic[] = [];
  for (const rule of rules) {
    const prepared = prepareRule(rule.value, { declarations }).value;
    const names = prepared ? tablesOf(prepared) : [];
    for (const name of names) read.add(name);
    const missing = names.filter((name) => !spans.has(name));
    if (missing.length > 0) warnings.push(diagnostic('BT003', { tables: missing.join(', ') }, rule.at(['query'])));
  }
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

const tablesOf = ({ query }: PreparedRule): readonly string[] => [...tablesRead(query).keys()];
