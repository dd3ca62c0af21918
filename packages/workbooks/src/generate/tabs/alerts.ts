import type { WorkbookItem, WorkbookTab } from '@picket/model';
import type { Log } from '../log.ts';
import { literal, pipeline } from '../query.ts';

/** What a workbook tells of an analytics rule of its category. */
export interface RuleFacts {
  readonly id: string;
  readonly name: string;
  readonly severity: string;
}

/**
 * What analytics rules saw in a log. An alert is a rule's by its ids, since overrides may rename alerts; alerts of rules that
 * are not in the repository are found by the table that their query names. Source: the columns of SecurityAlert, whose
 * ExtendedProperties hold rule and query of a scheduled rule's alert as JSON text.
 */
export function alertsTab({ table }: Log, rules: readonly RuleFacts[]): WorkbookTab {
  return {
    title: 'Alerts',
    name: 'alerts',
    items: [rulesTable(rules, 'Rules that read this log'), overTime(table, rules), newest(table, rules)],
  };
}

export const ruleIds =
  'extend RuleId = tostring(parse_json(tostring(parse_json(ExtendedProperties)["Analytic Rule Ids"]))[0])';

function ofLog(table: string, rules: readonly RuleFacts[]): readonly string[] {
  return [
    'where ProviderName has "ASI" or ProductName has "Sentinel"',
    ruleIds,
    `where RuleId in (${rules.map(({ id }) => literal(id)).join(', ')}) or ExtendedProperties has ${literal(table)}`,
    'summarize arg_max(TimeGenerated, *) by SystemAlertId',
  ];
}

/** Each rule with its alerts, those without any too. */
export function rulesTable(rules: readonly RuleFacts[], title: string): WorkbookItem {
  const rows = rules.map(({ id, name, severity }) => `    ${[id, name, severity].map(literal).join(', ')}`);
  const alerts = [
    'SecurityAlert',
    ruleIds,
    'summarize Alerts = dcount(SystemAlertId), LastAlert = max(TimeGenerated) by RuleId',
  ].join('\n    | ');
  return {
    title,
    query: `let Rules = datatable(RuleId: string, Rule: string, Severity: string) [\n${rows.join(',\n')}\n];\n${pipeline(
      'Rules',
      `join kind=leftouter (\n    ${alerts}\n  ) on RuleId`,
      'project Rule, Severity, Alerts = coalesce(Alerts, 0), LastAlert',
      'sort by Alerts desc, Rule asc',
    )}`,
    visualization: 'table',
    size: 'medium',
    grid: {
      columns: [
        { column: 'Rule' },
        { column: 'Severity', format: 'severity' },
        { column: 'Alerts', format: 'bar', palette: 'orange' },
        { column: 'LastAlert', label: 'Last alert', format: 'datetime' },
      ],
    },
  };
}

function overTime(table: string, rules: readonly RuleFacts[]): WorkbookItem {
  return {
    title: 'Alerts over time',
    query: pipeline(
      'SecurityAlert',
      ...ofLog(table, rules),
      'summarize Alerts = count() by AlertSeverity, bin(TimeGenerated, {TimeRange:grain})',
    ),
    visualization: 'barchart',
    size: 'small',
    noData: 'No rule over this log raised an alert in this time.',
    chart: {
      x: 'TimeGenerated',
      y: ['Alerts'],
      group: 'AlertSeverity',
      series: [
        { name: 'High', colour: 'redBright' },
        { name: 'Medium', colour: 'orange' },
        { name: 'Low', colour: 'yellow' },
        { name: 'Informational', colour: 'blue' },
      ],
      legend: true,
    },
  };
}

/**
 * Whom and what an alert names. Scheduled rules leave CompromisedEntity empty; their entities are JSON text, an object
 * with the identifiers of its type each (Microsoft Learn, "Microsoft Sentinel entity types reference"). Of a resource its
 * name is told, of what has no name its id.
 */
const named: readonly string[] = [
  'mv-expand Entity = parse_json(Entities)',
  'extend Account = strcat(Entity.Name, iff(isempty(Entity.UPNSuffix), "", strcat("@", Entity.UPNSuffix)))',
  'extend Named = coalesce(tostring(Entity.Address), tostring(Entity.HostName), tostring(split(tostring(Entity.ResourceId), "/")[-1]), tostring(Entity.Url), tostring(Entity.DomainName), Account, tostring(Entity.AppId), tostring(Entity.AadUserId), tostring(Entity.CommandLine))',
  'summarize Entities = strcat_array(make_set_if(Named, isnotempty(Named), 10), ", ") by SystemAlertId, TimeGenerated, AlertName, AlertSeverity, Tactics, Status',
];

function newest(table: string, rules: readonly RuleFacts[]): WorkbookItem {
  return {
    title: 'Newest alerts',
    query: pipeline(
      'SecurityAlert',
      ...ofLog(table, rules),
      'top 100 by TimeGenerated',
      ...named,
      'project TimeGenerated, AlertName, AlertSeverity, Entities, Tactics, Status',
      'sort by TimeGenerated desc',
    ),
    visualization: 'table',
    size: 'medium',
    noData: 'No rule over this log raised an alert in this time.',
    grid: {
      columns: [
        { column: 'TimeGenerated', label: 'Time', format: 'datetime' },
        { column: 'AlertName', label: 'Alert' },
        { column: 'AlertSeverity', label: 'Severity', format: 'severity' },
        { column: 'Entities' },
        { column: 'Tactics' },
        { column: 'Status' },
      ],
      filter: true,
    },
  };
}
