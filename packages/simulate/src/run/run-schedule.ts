import type { Checked } from '@picket/diagnostics';
import type { OutsideData } from '@picket/engine';
import { durationMinutes, type Rule } from '@picket/model';
import type { Incident } from '../alerts/alert.ts';
import { incidentsOf } from '../incidents/incidents-of.ts';
import { executeRule } from './execute-rule.ts';
import type { Execution } from './execution.ts';
import type { PreparedRule } from './prepare-rule.ts';
import { frequencyOf } from './window.ts';

/** A stretch of virtual time: the first run is one frequency after its start, the last at its end or before. */
export interface Stretch {
  readonly from: Date;
  readonly to: Date;
  /** Moments at which analysts close all open incidents. */
  readonly closures?: readonly Date[];
}

/** What a rule did over a stretch of time. */
export interface Timeline {
  readonly executions: readonly Execution[];
  /** Moments at which the rule would have run but was suppressed. */
  readonly suppressed: readonly Date[];
  readonly incidents: readonly Incident[];
}

/** The moments of a rule's runs: from + frequency, and so on up to and including `to`. */
export function runsOf(rule: Rule, { from, to }: Stretch): readonly Date[] {
  const step = frequencyOf(rule) * 60_000;
  const count = Math.max(0, Math.floor((to.getTime() - from.getTime()) / step));
  return Array.from({ length: count }, (_, i) => new Date(from.getTime() + (i + 1) * step));
}

/**
 * A rule as the scheduler runs it. After an alert, a rule with suppression does not run until the duration is over
 * (Scheduled analytics rules, Suppression). Stops at the first run that the engine refuses.
 */
export function runSchedule(prepared: PreparedRule, data: OutsideData, stretch: Stretch): Checked<Timeline> {
  const { rule } = prepared;
  const executions: Execution[] = [];
  const suppressed: Date[] = [];
  let quietUntil = Number.NEGATIVE_INFINITY;
  for (const at of runsOf(rule, stretch)) {
    if (at.getTime() < quietUntil) {
      suppressed.push(at);
      continue;
    }
    const { value, problems } = executeRule(prepared, data, at);
    if (!value) return { problems };
    executions.push(value);
    if (value.alerts.length > 0) quietUntil = at.getTime() + suppressionOf(rule);
  }
  const alerts = executions.flatMap((each) => each.alerts);
  const incidents = incidentsOf(rule, alerts, stretch.closures);
  return { value: { executions, suppressed, incidents }, problems: [] };
}

/** Milliseconds that the rule rests after an alert. */
export function suppressionOf({ suppressionEnabled, suppressionDuration }: Rule): number {
  return suppressionEnabled ? (durationMinutes(suppressionDuration ?? '') ?? 0) * 60_000 : 0;
}
