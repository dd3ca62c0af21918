import { durationMinutes, type IncidentConfiguration, type Rule, type RuleSeverity } from '@picket/model';
import type { Alert, Incident } from '../alerts/alert.ts';
import { entityKey } from '../alerts/entities.ts';

type Grouping = NonNullable<IncidentConfiguration['groupingConfiguration']>;

/** Most alerts of one incident (Scheduled analytics rules, Alert grouping). */
const mostAlerts = 150;
const severities: readonly RuleSeverity[] = ['Informational', 'Low', 'Medium', 'High'];

interface Growing {
  readonly key: string;
  readonly title: string;
  readonly alerts: Alert[];
  readonly createdAt: Date;
  status: Incident['status'];
}

/**
 * The incidents of a rule's alerts, in the order of their creation. Without grouping each alert has its own. An alert
 * joins the newest incident with the same values if that was created no longer than the lookback ago; a closed one only
 * if the rule reopens it. An incident that is full is followed by another of the same title.
 *
 * @param alerts in the order of their moments
 * @param closures moments at which analysts close all incidents that are open
 */
export function incidentsOf(rule: Rule, alerts: readonly Alert[], closures: readonly Date[] = []): readonly Incident[] {
  const { createIncident = true, groupingConfiguration: grouping } = rule.incidentConfiguration ?? {};
  if (!createIncident) return [];
  const incidents: Growing[] = [];
  const closing = [...closures].sort((a, b) => a.getTime() - b.getTime());
  const closeUntil = (moment: number): void => {
    for (; closing[0] && closing[0].getTime() <= moment; closing.shift())
      for (const incident of incidents)
        if (incident.createdAt.getTime() <= closing[0].getTime()) incident.status = 'Closed';
  };
  for (const alert of alerts) {
    closeUntil(alert.at.getTime());
    const matching = grouping?.enabled ? matchingIncident(alert, grouping, incidents) : undefined;
    if (matching && matching.alerts.length < mostAlerts) {
      matching.alerts.push(alert);
      matching.status = 'New';
    } else {
      const key = grouping?.enabled ? keyFor(alert, grouping) : '';
      const title = matching?.title ?? alert.title;
      incidents.push({ key, title, alerts: [alert], createdAt: alert.at, status: 'New' });
    }
  }
  closeUntil(Number.POSITIVE_INFINITY);
  return incidents.map(({ title, alerts: own, createdAt, status }) => ({
    title,
    severity: highest(own),
    status,
    createdAt,
    alerts: own,
  }));
}

/** The incident that an alert belongs to; it may be full. */
function matchingIncident(alert: Alert, grouping: Grouping, incidents: readonly Growing[]): Growing | undefined {
  const key = keyFor(alert, grouping);
  const lookback = (durationMinutes(grouping.lookbackDuration) ?? 0) * 60_000;
  return incidents.findLast(
    (incident) =>
      incident.key === key &&
      alert.at.getTime() - incident.createdAt.getTime() <= lookback &&
      (incident.status !== 'Closed' || grouping.reopenClosedIncident),
  );
}

/** Alerts with the same key belong together. */
function keyFor(alert: Alert, grouping: Grouping): string {
  const { matchingMethod, groupByEntities = [], groupByAlertDetails = [], groupByCustomDetails = [] } = grouping;
  if (matchingMethod === 'AnyAlert') return '';
  const keysOf = (types?: readonly string[]): readonly string[] =>
    alert.entities
      .filter(({ type }) => !types || types.includes(type))
      .map(entityKey)
      .sort();
  if (matchingMethod === 'AllEntities') return JSON.stringify(keysOf());
  const details: Readonly<Record<string, string>> = { DisplayName: alert.title, Severity: alert.severity };
  return JSON.stringify([
    keysOf(groupByEntities),
    groupByAlertDetails.map((name) => details[name] ?? null),
    groupByCustomDetails.map((name) => [...(alert.customDetails[name] ?? [])].sort()),
  ]);
}

function highest(alerts: readonly Alert[]): RuleSeverity {
  const ranks = alerts.map(({ severity }) => severities.indexOf(severity));
  return severities[Math.max(0, ...ranks)] ?? 'Informational';
}
