import type { Checked, Diagnostic } from '@picket/diagnostics';
import type { Table } from '@picket/engine';
import type { Rule } from '@picket/model';
import type { Alert, Entity, Incident } from '../alerts/alert.ts';
import { alertsOf } from '../alerts/alerts-of.ts';
import { entityKey } from '../alerts/entities.ts';
import { incidentsOf } from '../incidents/incidents-of.ts';
import { runsOf, type Stretch, suppressionOf } from '../run/run-schedule.ts';

/** What the rows of a query are at a moment; undefined when there are none for certain. */
export type ResultAt = (at: Date) => Promise<Checked<Table | undefined>>;

/** An alert without the rows that it stands for. */
export type AlertNote = Omit<Alert, 'columns' | 'rows'>;

/** What a rule would have done over a stretch of recorded time. */
export interface RuleBacktest {
  readonly runs: number;
  /** Runs that suppression left out. */
  readonly suppressed: number;
  readonly alerts: readonly AlertNote[];
  readonly incidents: readonly {
    readonly title: string;
    readonly severity: Incident['severity'];
    readonly createdAt: Date;
    readonly alerts: number;
  }[];
  /** Why it stopped before its last run; nothing that came after is counted. */
  readonly problems: readonly Diagnostic[];
  readonly isWhole: boolean;
}

export interface BacktestControl {
  /** Told after each run. */
  readonly onRun?: () => void;
  /** Asked before each run: true ends the backtest with what there is. */
  readonly isStopped?: () => boolean;
}

/** Runs a rule as the scheduler would have over a stretch of time. Problems of a run end it, and are told. */
export async function backtestRule(
  rule: Rule,
  stretch: Stretch,
  resultAt: ResultAt,
  control: BacktestControl = {},
): Promise<RuleBacktest> {
  const alerts: AlertNote[] = [];
  let runs = 0;
  let suppressed = 0;
  let quietUntil = Number.NEGATIVE_INFINITY;
  const ended = (problems: readonly Diagnostic[], isWhole: boolean): RuleBacktest => ({
    runs,
    suppressed,
    alerts,
    incidents: incidentsOf(rule, alerts.map(withoutRows)).map(({ title, severity, createdAt, alerts: own }) => ({
      title,
      severity,
      createdAt,
      alerts: own.length,
    })),
    problems,
    isWhole,
  });
  for (const at of runsOf(rule, stretch)) {
    if (control.isStopped?.()) return ended([], false);
    control.onRun?.();
    if (at.getTime() < quietUntil) {
      suppressed++;
      continue;
    }
    const { value, problems } = await resultAt(at);
    if (problems.some(({ severity }) => severity === 'error')) return ended(problems, false);
    runs++;
    const made = alertsOf(rule, value ?? { columns: [], rows: [] }, at).alerts;
    for (const { columns: _columns, rows: _rows, ...note } of made) alerts.push(note);
    if (made.length > 0) quietUntil = at.getTime() + suppressionOf(rule);
  }
  return ended([], true);
}

const withoutRows = (note: AlertNote): Alert => ({ ...note, columns: [], rows: [] });

/** Entities by how many alerts they are in, most first. */
export function topEntities(
  alerts: readonly AlertNote[],
  most: number,
): readonly { readonly entity: Entity; readonly alerts: number }[] {
  const counts = new Map<string, { readonly entity: Entity; alerts: number }>();
  for (const { entities } of alerts) {
    for (const entity of entities) {
      const key = entityKey(entity);
      const known = counts.get(key) ?? { entity, alerts: 0 };
      known.alerts++;
      counts.set(key, known);
    }
  }
  return [...counts.values()]
    .sort((a, b) => b.alerts - a.alerts || (entityKey(a.entity) < entityKey(b.entity) ? -1 : 1))
    .slice(0, most);
}
