import type { WorkbookItem, WorkbookTab } from '@picket/model';
import type { Log } from '../log.ts';
import { pipeline } from '../query.ts';

/** Whether the log arrives: volume, freshness, delay, pauses, copies. The drop-down does not narrow it. */
export function healthTab(log: Log): WorkbookTab {
  const { typical, most, confidence } = log.category.delayMinutes;
  return {
    title: 'The log itself',
    name: 'health',
    items: [
      {
        text: `Rows of this log usually arrive after ${typical} minutes, at most ${most} (${confidence}). All rows are counted here, whatever is chosen above.\n`,
      },
      figures(log),
      volume(log),
      delay(log),
      pauses(log),
      byDay(log),
    ],
  };
}

function figures({ table, eventId }: Log): WorkbookItem {
  const facts = [
    ['Rows', 'tostring(Rows)'],
    ...(eventId
      ? [
          ['Events', 'tostring(Events)'],
          ['Copies', 'tostring(Rows - Events)'],
        ]
      : []),
    ['Minutes since the last event', 'tostring(round((now() - LastEvent) / 1m, 0))'],
    ['Minutes of delay, median', 'tostring(round(Median, 1))'],
    ['Minutes of delay, 95%', 'tostring(round(P95, 1))'],
  ];
  const counted = eventId ? `Events = dcount(${eventId.expression}), ` : '';
  return {
    title: 'Freshness',
    query: pipeline(
      table,
      'extend Delay = (ingestion_time() - TimeGenerated) / 1m',
      `summarize Rows = count(), ${counted}LastEvent = max(TimeGenerated), Median = percentile(Delay, 50), P95 = percentile(Delay, 95)`,
      `project Facts = pack_array(${facts.map(([name, value]) => `bag_pack("Name", "${name}", "Value", ${value})`).join(',\n    ')})`,
      'mv-expand Fact = Facts',
      'project Name = tostring(Fact.Name), Value = todouble(Fact.Value)',
    ),
    visualization: 'tiles',
    size: 'small',
    tiles: { title: 'Name', value: 'Value', tileSize: 'auto' },
  };
}

function volume({ table, events, eventId }: Log): WorkbookItem {
  const columns = eventId ? ['Events', 'Copies'] : ['Rows'];
  return {
    title: eventId ? 'Rows: events and copies of them' : 'Rows',
    query: pipeline(
      table,
      `summarize Rows = count()${eventId ? `, Events = ${events}` : ''} by bin(TimeGenerated, {TimeRange:grain})`,
      eventId ? 'project TimeGenerated, Events, Copies = Rows - Events' : undefined,
    ),
    visualization: 'barchart',
    size: 'small',
    width: 50,
    noData: 'Nothing arrived in this time.',
    chart: { x: 'TimeGenerated', y: columns, legend: true },
  };
}

function delay({ table, happened }: Log): WorkbookItem {
  const fromDeed = happened ? `, FromTheDeed = percentile((ingestion_time() - ${happened}) / 1m, 95)` : '';
  return {
    title: 'Minutes until rows arrive',
    query: pipeline(
      table,
      'extend Delay = (ingestion_time() - TimeGenerated) / 1m',
      `summarize Median = percentile(Delay, 50), P95 = percentile(Delay, 95)${fromDeed} by bin(TimeGenerated, {TimeRange:grain})`,
    ),
    visualization: 'linechart',
    size: 'small',
    width: 50,
    noData: 'Nothing arrived in this time.',
    chart: {
      x: 'TimeGenerated',
      y: ['Median', 'P95', ...(happened ? ['FromTheDeed'] : [])],
      series: [
        { name: 'Median' },
        { name: 'P95', label: '95% arrive within' },
        ...(happened ? [{ name: 'FromTheDeed', label: `95%, counted from ${happened}` }] : []),
      ],
      legend: true,
    },
  };
}

function pauses({ table }: Log): WorkbookItem {
  return {
    title: 'Longest pauses',
    query: pipeline(
      table,
      'summarize by Minute = bin(TimeGenerated, 1m)',
      'sort by Minute asc',
      'extend From = prev(Minute)',
      'where isnotnull(From)',
      'project From, Until = Minute, Hours = round((Minute - From) / 1h, 2)',
      'top 20 by Hours',
    ),
    visualization: 'table',
    size: 'small',
    width: 50,
    noData: 'Fewer than two minutes with events in this time.',
    grid: {
      columns: [
        { column: 'From', format: 'datetime' },
        { column: 'Until', format: 'datetime' },
        { column: 'Hours', format: 'heatmap', palette: 'orangeRed' },
      ],
    },
  };
}

function byDay({ table, events, eventId }: Log): WorkbookItem {
  const copies = eventId
    ? [
        `summarize Rows = count(), Events = ${events} by Day = bin(TimeGenerated, 1d)`,
        'extend Copies = Rows - Events, CopiesPercent = round(100.0 * (Rows - Events) / Rows, 2)',
      ]
    : ['summarize Rows = count() by Day = bin(TimeGenerated, 1d)'];
  return {
    title: eventId ? 'Days, and rows delivered more than once' : 'Days',
    query: pipeline(table, ...copies, 'top 60 by Day'),
    visualization: 'table',
    size: 'small',
    width: 50,
    noData: 'Nothing arrived in this time.',
    grid: {
      columns: [
        { column: 'Day', format: 'datetime' },
        { column: 'Rows', format: 'bar', palette: 'blue' },
        ...(eventId
          ? ([
              { column: 'Events', format: 'number' },
              { column: 'Copies', format: 'number' },
              { column: 'CopiesPercent', label: 'Share of copies', format: 'number', unit: '%' },
            ] as const)
          : []),
      ],
    },
  };
}
