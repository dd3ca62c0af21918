import type { WorkbookItem, WorkbookTab } from '@picket/model';
import type { Log } from '../log.ts';
import { literal, pipeline } from '../query.ts';
import { union } from './union.ts';

/** Which logs arrive: volume, freshness, delay and pauses of each, those that are silent too. */
export function logsTab(logs: readonly Log[]): WorkbookTab {
  return {
    title: 'Logs',
    name: 'logs',
    items: [
      {
        text: `The ${logs.length} logs of Microsoft Entra ID that a workspace can have. A log that is not routed, or that has no table yet, is silent here; queries pass over tables that the workspace lacks. What a log tells is in its own workbook.\n`,
      },
      figures(logs),
      everyLog(logs),
      overTime(logs),
      ...ofSelected(logs),
      pauses(logs),
    ],
  };
}

function everyLog(logs: readonly Log[]): WorkbookItem {
  const rows = logs.map(({ table, category }) => `    ${literal(table)}, ${literal(category.displayName)}`);
  return {
    title: 'Every log (click for its course)',
    query: `let Logs = datatable(Table: string, Log: string) [\n${rows.join(',\n')}\n];\nlet Arrived = ${pipeline(
      union(logs, (log) => [
        'extend Delay = (ingestion_time() - TimeGenerated) / 1m',
        `summarize Rows = count(), Events = ${log.events}, LastEvent = max(TimeGenerated), P95 = percentile(Delay, 95)`,
        `extend Table = ${literal(log.table)}`,
      ]),
      'where Rows > 0;',
    )}${pipeline(
      'Logs',
      'join kind=leftouter Arrived on Table',
      'extend MinutesAgo = round((now() - LastEvent) / 1m, 0)',
      'extend State = case(isnull(Rows), "silent", MinutesAgo > 1440, "older than a day", "arrives")',
      'project Log, Table, State, Rows, Events, LastEvent, MinutesAgo, DelayP95 = round(P95, 1)',
      'sort by Rows desc, Log asc',
    )}`,
    visualization: 'table',
    size: 'large',
    grid: {
      columns: [
        { column: 'Log' },
        { column: 'Table' },
        {
          column: 'State',
          format: 'thresholds',
          thresholds: [
            { when: '==', value: 'arrives', show: 'green' },
            { when: '==', value: 'silent', show: 'gray' },
            { show: 'orange' },
          ],
        },
        { column: 'Rows', format: 'bar', palette: 'blue' },
        { column: 'Events', format: 'number' },
        { column: 'LastEvent', label: 'Last event', format: 'datetime' },
        { column: 'MinutesAgo', label: 'Minutes ago', format: 'number' },
        { column: 'DelayP95', label: '95% within, minutes', format: 'heatmap', palette: 'orangeRed' },
      ],
      filter: true,
    },
    exports: [{ column: 'Table', parameter: 'SelectedLog' }],
  };
}

function figures(logs: readonly Log[]): WorkbookItem {
  return {
    title: 'In this time',
    query: `let Arrived = ${pipeline(
      union(logs, ({ table }) => ['summarize Rows = count()', `extend Table = ${literal(table)}`]),
      'where Rows > 0',
      'summarize Logs = count(), Rows = sum(Rows);',
    )}let Alerts = SecurityAlert\n    | summarize Alerts = dcount(SystemAlertId);\n${pipeline(
      'Arrived',
      'extend Alerts = toscalar(Alerts)',
      'project Facts = pack_array(bag_pack("Name", "Logs that arrive", "Value", Logs), bag_pack("Name", "Rows", "Value", Rows), bag_pack("Name", "Alerts", "Value", Alerts))',
      'mv-expand Fact = Facts',
      'project Name = tostring(Fact.Name), Value = tolong(Fact.Value)',
    )}`,
    visualization: 'tiles',
    size: 'small',
    tiles: { title: 'Name', value: 'Value', tileSize: 'auto' },
  };
}

function overTime(logs: readonly Log[]): WorkbookItem {
  return {
    title: 'Rows over time',
    query: pipeline(
      union(logs, ({ table }) => [
        'summarize Rows = count() by bin(TimeGenerated, {TimeRange:grain})',
        `extend Table = ${literal(table)}`,
      ]),
      'as Counts',
      'lookup kind=leftouter (Counts | summarize Total = sum(Rows) by Table | top 7 by Total | project Table, Log = Table) on Table',
      'summarize Rows = sum(Rows) by Log = iff(isempty(Log), "other logs", Log), TimeGenerated',
    ),
    visualization: 'barchart',
    size: 'medium',
    noData: 'No log arrived in this time.',
    chart: {
      x: 'TimeGenerated',
      y: ['Rows'],
      group: 'Log',
      series: [{ name: 'other logs', colour: 'gray' }],
      legend: true,
    },
  };
}

/** The course of the log that was clicked: its rows, and how late they were. */
function ofSelected(logs: readonly Log[]): readonly WorkbookItem[] {
  const chosen = 'where Table == "{SelectedLog:escape}"';
  const from = union(logs, ({ table }) => [
    'project TimeGenerated, Delay = (ingestion_time() - TimeGenerated) / 1m',
    `extend Table = ${literal(table)}`,
    chosen,
  ]);
  const common = { size: 'small', width: 50, noData: 'The log is silent in this time.' } as const;
  const visibleWhen = [{ parameter: 'SelectedLog', isNot: '' }];
  return [
    {
      title: 'Rows of {SelectedLog}',
      query: pipeline(from, 'summarize Rows = count() by bin(TimeGenerated, {TimeRange:grain})'),
      visualization: 'timechart',
      ...common,
      chart: { x: 'TimeGenerated', y: ['Rows'] },
      visibleWhen,
    },
    {
      title: 'Minutes until rows of {SelectedLog} arrive',
      query: pipeline(
        from,
        'summarize Median = percentile(Delay, 50), P95 = percentile(Delay, 95) by bin(TimeGenerated, {TimeRange:grain})',
      ),
      visualization: 'linechart',
      ...common,
      chart: { x: 'TimeGenerated', y: ['Median', 'P95'], legend: true },
      visibleWhen,
    },
  ];
}

function pauses(logs: readonly Log[]): WorkbookItem {
  return {
    title: 'Longest pause of each log',
    query: pipeline(
      // Pauses within five minutes are none, and busy logs make few rows so.
      union(logs, ({ table }) => [
        'summarize First = min(TimeGenerated), Last = max(TimeGenerated) by bin(TimeGenerated, 5m)',
        `project First, Last, Table = ${literal(table)}`,
      ]),
      'sort by Table asc, First asc',
      'extend From = iff(prev(Table) == Table, prev(Last), datetime(null))',
      'where isnotnull(From)',
      'extend Hours = (First - From) / 1h',
      'summarize arg_max(Hours, From, First), Median = percentile(Hours, 50) by Table',
      'project Table, Hours = round(Hours, 2), Median = round(Median, 2), From, Until = First',
      'sort by Hours desc',
    ),
    visualization: 'table',
    size: 'medium',
    noData: 'No log arrived in this time.',
    grid: {
      columns: [
        { column: 'Table' },
        { column: 'Hours', label: 'Longest pause, hours', format: 'heatmap', palette: 'orangeRed' },
        { column: 'Median', label: 'Usual pause, hours', format: 'number' },
        { column: 'From', format: 'datetime' },
        { column: 'Until', format: 'datetime' },
      ],
    },
  };
}
