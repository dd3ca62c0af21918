import { type Checked, type Diagnostic, diagnostic, type Span } from '@picket/diagnostics';
import { dateOfTicks, type OutsideData } from '@picket/engine';
import type { Document, RuleTest } from '@picket/model';
import { incidentsOf } from '../incidents/incidents-of.ts';
import { coverageOf } from '../run/coverage.ts';
import { executeRule } from '../run/execute-rule.ts';
import type { PreparedRule } from '../run/prepare-rule.ts';
import { runSchedule, runsOf, type Stretch } from '../run/run-schedule.ts';
import { frequencyOf } from '../run/window.ts';
import type { CaseEvents } from './events.ts';
import { judge, type Mismatch, type Outcome } from './expectations.ts';
import { mismatchText } from './mismatch-text.ts';
import { momentTicks, spanTicks } from './moments.ts';

/** What became of a case. */
export interface CaseResult {
  readonly name: string;
  readonly at: Span;
  readonly passed: boolean;
  readonly mismatches: readonly Mismatch[];
  /** What keeps the case from being run or read, or TEST301 for what does not hold. */
  readonly problems: readonly Diagnostic[];
  /** Missing when the case could not be run. */
  readonly outcome?: Outcome;
}

/** The moment of a case, in ticks; undefined when it is none, which is a problem of the reader. */
export function momentOf({ value }: Document<RuleTest>, index: number): bigint {
  const text = value.cases[index]?.now ?? value.now;
  return momentTicks(text, 0n) ?? 0n;
}

/** The moment of a case as a date: that of its run, or of the last one of its schedule. */
export const runMoment = (test: Document<RuleTest>, index: number): Date => dateOfTicks(momentOf(test, index));

/**
 * Runs a case and holds what comes against what it expects.
 *
 * @param events of this case
 */
export function runCase(
  prepared: PreparedRule,
  test: Document<RuleTest>,
  index: number,
  events: CaseEvents,
): CaseResult {
  const written = test.value.cases[index];
  const path = ['cases', index];
  const at = test.at([...path, 'name']);
  const name = written?.name ?? '';
  const failed = (problems: readonly Diagnostic[]): CaseResult => ({
    name,
    at,
    passed: false,
    mismatches: [],
    problems,
  });
  if (events.problems.length > 0 || !written) return failed(events.problems);
  const now = momentOf(test, index);
  const stretch = stretchOf(test, index, now);
  if (stretch && 'problem' in stretch) return failed([stretch.problem]);
  if (stretch && runsOf(prepared.rule, stretch).length === 0) {
    // Without a run every rule is silent.
    const value = `${stretch.from.toISOString()} to ${stretch.to.toISOString()}`;
    const form = `long enough for a run: the rule runs every ${frequencyOf(prepared.rule)} minutes`;
    return failed([diagnostic('TEST106', { key: 'schedule', value, form }, test.keyAt([...path, 'schedule']))]);
  }
  const { value: outcome, problems } = outcomeOf(prepared, events, dateOfTicks(now), stretch);
  if (!outcome) return failed(problems);
  const { mismatches, unreadable } = judge(written.expect, outcome, now);
  const unread = unreadable.map(({ path: inner, value, form }) => {
    const place = [...path, 'expect', ...inner];
    return diagnostic(
      'TEST212',
      { key: inner.join('.'), value: JSON.stringify(value) ?? 'nothing', form },
      test.at(place),
    );
  });
  const broken = mismatches.map((each) => {
    const place = [...path, 'expect', ...each.path];
    return diagnostic('TEST301', { name, said: mismatchText(each) }, test.at(place));
  });
  const all = [...unread, ...broken];
  return { name, at, passed: all.length === 0, mismatches, problems: all, outcome };
}

function outcomeOf(
  prepared: PreparedRule,
  { data }: Pick<CaseEvents, 'data'>,
  now: Date,
  stretch: Stretch | undefined,
): Checked<Outcome> {
  const ran = stretch ? runSchedule(prepared, data, stretch) : onceAt(prepared, data, now);
  if (!ran.value) return { problems: ran.problems };
  const { executions, incidents } = ran.value;
  const events = () =>
    coverageOf(
      prepared,
      data,
      executions.map(({ at }) => at),
      stretch ?? { from: new Date(now.getTime() - frequencyOf(prepared.rule) * 60_000), to: now },
    );
  return { value: { executions, incidents, alerts: executions.flatMap(({ alerts }) => alerts), events }, problems: [] };
}

function onceAt(
  prepared: PreparedRule,
  data: OutsideData,
  now: Date,
): Checked<Pick<Outcome, 'executions' | 'incidents'>> {
  const { value, problems } = executeRule(prepared, data, now);
  if (!value) return { problems };
  return { value: { executions: [value], incidents: incidentsOf(prepared.rule, value.alerts) }, problems: [] };
}

/** The stretch of time that a case runs over; undefined for one run at now. */
function stretchOf(
  test: Document<RuleTest>,
  index: number,
  now: bigint,
): Stretch | undefined | { readonly problem: Diagnostic } {
  const schedule = test.value.cases[index]?.schedule;
  if (!schedule) return undefined;
  const path = ['cases', index, 'schedule'];
  const wrong = (key: string, form: string) => {
    const value = String(Reflect.get(schedule, key));
    return { problem: diagnostic('TEST106', { key: `schedule.${key}`, value, form }, test.at([...path, key])) };
  };
  const to = schedule.to === undefined ? now : momentTicks(schedule.to, now);
  if (to === undefined) return wrong('to', 'a moment');
  if (schedule.for !== undefined && schedule.from !== undefined) return wrong('for', 'left out beside from');
  const length = schedule.for === undefined ? undefined : spanTicks(schedule.for);
  if (schedule.for !== undefined && length === undefined) return wrong('for', 'a duration, as 6h');
  const from =
    schedule.from === undefined ? (length === undefined ? undefined : to - length) : momentTicks(schedule.from, now);
  if (from === undefined) return wrong('from', 'a moment, or for must be given');
  const closures = (schedule.close_incidents ?? []).map((text) => momentTicks(text, now));
  if (closures.some((moment) => moment === undefined)) return wrong('close_incidents', 'a list of moments');
  return {
    from: dateOfTicks(from),
    to: dateOfTicks(to),
    closures: closures.flatMap((moment) => (moment === undefined ? [] : [dateOfTicks(moment)])),
  };
}
