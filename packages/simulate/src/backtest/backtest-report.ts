import type { Diagnostic } from '@picket/diagnostics';
import type { Rule } from '@picket/model';
import type { Entity } from '../alerts/alert.ts';
import { type RuleBacktest, topEntities } from './backtest-rule.ts';

/** A rule that was asked for, and what came of it; without a result it was refused. */
export interface BacktestedRule {
  readonly file: string;
  readonly rule: Rule;
  readonly result?: RuleBacktest;
  readonly problems: readonly Diagnostic[];
}

/** A backtest as plain data. Days are those of UTC. */
export interface BacktestReport {
  readonly from: string;
  readonly to: string;
  /** False when it was interrupted. */
  readonly isWhole: boolean;
  readonly days: readonly { readonly day: string; readonly alerts: number; readonly incidents: number }[];
  /** The noisiest first. */
  readonly rules: readonly {
    readonly name: string;
    readonly file: string;
    readonly severity: Rule['severity'];
    readonly runs: number;
    readonly suppressed: number;
    readonly alerts: number;
    readonly incidents: number;
    /** Alerts of each day. */
    readonly perDay: readonly number[];
    readonly isWhole: boolean;
    readonly problems: readonly Diagnostic[];
  }[];
  readonly entities: readonly {
    readonly type: string;
    readonly identifiers: Entity['identifiers'];
    readonly alerts: number;
  }[];
}

const mostEntities = 20;
const dayMilliseconds = 86_400_000;
const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);

/** Puts what the rules did together. Pure. */
export function backtestReport(rules: readonly BacktestedRule[], from: Date, to: Date): BacktestReport {
  const days = daysBetween(from, to);
  const alerts = rules.flatMap(({ result }) => result?.alerts ?? []);
  const incidents = rules.flatMap(({ result }) => result?.incidents ?? []);
  const countBy = (moments: readonly Date[]): ReadonlyMap<string, number> => {
    const counts = new Map<string, number>();
    for (const moment of moments) counts.set(dayOf(moment), (counts.get(dayOf(moment)) ?? 0) + 1);
    return counts;
  };
  const alertsByDay = countBy(alerts.map(({ at }) => at));
  const incidentsByDay = countBy(incidents.map(({ createdAt }) => createdAt));
  const rows = rules.map(({ file, rule, result, problems }) => {
    const own = countBy(result?.alerts.map(({ at }) => at) ?? []);
    return {
      name: rule.name,
      file,
      severity: rule.severity,
      runs: result?.runs ?? 0,
      suppressed: result?.suppressed ?? 0,
      alerts: result?.alerts.length ?? 0,
      incidents: result?.incidents.length ?? 0,
      perDay: days.map((day) => own.get(day) ?? 0),
      isWhole: result?.isWhole ?? false,
      problems: [...problems, ...(result?.problems ?? [])],
    };
  });
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    isWhole: rules.every(
      ({ result, problems }) => result?.isWhole || problems.length > 0 || (result?.problems.length ?? 0) > 0,
    ),
    days: days.map((day) => ({ day, alerts: alertsByDay.get(day) ?? 0, incidents: incidentsByDay.get(day) ?? 0 })),
    rules: rows.sort((a, b) => b.alerts - a.alerts || (a.file < b.file ? -1 : 1)),
    entities: topEntities(alerts, mostEntities).map(({ entity, alerts: count }) => ({
      type: entity.type,
      identifiers: entity.identifiers,
      alerts: count,
    })),
  };
}

/** The days that runs of (from, to] fall on. */
function daysBetween(from: Date, to: Date): readonly string[] {
  const days: string[] = [];
  const start = Math.floor(from.getTime() / dayMilliseconds) * dayMilliseconds;
  for (let day = start; day <= to.getTime(); day += dayMilliseconds) days.push(dayOf(new Date(day)));
  return days;
}
