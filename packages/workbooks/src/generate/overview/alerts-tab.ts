import type { WorkbookTab } from '@picket/model';
import { pipeline } from '../query.ts';
import type { RuleFacts } from '../tabs/alerts.ts';
import { ruleIds, rulesTable } from '../tabs/alerts.ts';

const once = 'summarize arg_max(TimeGenerated, *) by SystemAlertId';
const none = 'No alert in this time.';
const severities = [
  { name: 'High', colour: 'redBright' },
  { name: 'Medium', colour: 'orange' },
  { name: 'Low', colour: 'yellow' },
  { name: 'Informational', colour: 'blue' },
];

/** Alerts of all products by tactic, by rule and by time, and what became of the incidents. */
export function alertsOfAllTab(rules: readonly RuleFacts[]): WorkbookTab {
  return {
    title: 'Alerts and incidents',
    name: 'alerts',
    items: [
      {
        title: 'Alerts over time',
        query: pipeline(
          'SecurityAlert',
          once,
          'summarize Alerts = count() by AlertSeverity, bin(TimeGenerated, {TimeRange:grain})',
        ),
        visualization: 'barchart',
        size: 'small',
        width: 50,
        noData: none,
        chart: { x: 'TimeGenerated', y: ['Alerts'], group: 'AlertSeverity', series: severities, legend: true },
      },
      {
        title: 'Alerts by tactic',
        query: pipeline(
          'SecurityAlert',
          once,
          'extend Tactic = split(Tactics, ",")',
          'mv-expand Tactic to typeof(string)',
          'extend Tactic = iff(isempty(trim(" ", Tactic)), "(none)", trim(" ", Tactic))',
          'summarize Alerts = count() by Tactic',
          'top 20 by Alerts',
        ),
        visualization: 'categoricalbar',
        size: 'small',
        width: 50,
        noData: none,
        chart: { x: 'Tactic', y: ['Alerts'] },
      },
      ...(rules.length > 0 ? [rulesTable(rules, 'Rules of this repository')] : []),
      {
        title: 'Rules with most alerts',
        query: pipeline(
          'SecurityAlert',
          ruleIds,
          once,
          'extend Rule = iff(isempty(AlertName), DisplayName, AlertName)',
          'summarize Severity = take_any(AlertSeverity), Alerts = count(), Last = max(TimeGenerated), Product = take_any(ProductName) by Rule, RuleId',
          'top 100 by Alerts',
        ),
        visualization: 'table',
        size: 'medium',
        width: 50,
        noData: none,
        grid: {
          columns: [
            { column: 'Rule' },
            { column: 'RuleId', format: 'hidden' },
            { column: 'Severity', format: 'severity' },
            { column: 'Alerts', format: 'bar', palette: 'orange' },
            { column: 'Last', format: 'datetime' },
            { column: 'Product' },
          ],
        },
      },
      {
        title: 'Incidents by state and verdict',
        query: pipeline(
          'SecurityIncident',
          'summarize arg_max(LastModifiedTime, *) by IncidentName',
          'extend HoursToClose = (ClosedTime - CreatedTime) / 1h',
          'summarize Incidents = count(), MedianHours = round(percentile(HoursToClose, 50), 1), Oldest = min(CreatedTime) by Status, Severity, Classification',
          'top 50 by Incidents',
        ),
        visualization: 'table',
        size: 'medium',
        width: 50,
        noData: 'No incident in this time.',
        grid: {
          columns: [
            { column: 'Status' },
            { column: 'Severity', format: 'severity' },
            { column: 'Classification', label: 'Verdict' },
            { column: 'Incidents', format: 'bar', palette: 'blue' },
            { column: 'MedianHours', label: 'Hours to close (median)', format: 'number' },
            { column: 'Oldest', format: 'datetime' },
          ],
        },
      },
    ],
  };
}
