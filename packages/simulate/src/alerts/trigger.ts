import type { Row } from '@picket/engine';
import type { Rule } from '@picket/model';

type Comparison = (count: number, threshold: number) => boolean;

const above: Comparison = (count, threshold) => count > threshold;
const below: Comparison = (count, threshold) => count < threshold;
const equal: Comparison = (count, threshold) => count === threshold;
const unequal: Comparison = (count, threshold) => count !== threshold;

const operators: Readonly<Record<string, Comparison>> = {
  gt: above,
  GreaterThan: above,
  lt: below,
  LessThan: below,
  eq: equal,
  Equal: equal,
  ne: unequal,
  NotEqual: unequal,
};

/** Whether as many rows make the rule alert. An NRT rule alerts at any row. */
export function isTriggered({ kind, triggerOperator = 'gt', triggerThreshold = 0 }: Rule, count: number): boolean {
  if (kind === 'NRT') return count > 0;
  return (operators[triggerOperator] ?? above)(count, triggerThreshold);
}

/** Most alerts of one run (Scheduled analytics rules, Event grouping; Near-real-time analytics rules). */
const mostAlerts = { Scheduled: 150, NRT: 30 } as const;

/**
 * The rows that each alert stands for. One alert for all rows, unless the rule wants one a row; beyond the most alerts
 * of a run, the last one stands for all rows. A rule that alerts without rows has one alert without rows.
 */
export function rowsByAlert(rule: Rule, rows: readonly Row[]): readonly (readonly Row[])[] {
  if (!isTriggered(rule, rows.length)) return [];
  if (rule.eventGroupingSettings?.aggregationKind !== 'AlertPerResult' || rows.length === 0) return [rows];
  const most = mostAlerts[rule.kind];
  if (rows.length <= most) return rows.map((row) => [row]);
  return [...rows.slice(0, most - 1).map((row) => [row]), rows];
}
