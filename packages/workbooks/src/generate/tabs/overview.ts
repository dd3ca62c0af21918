import type { WorkbookItem, WorkbookTab } from '@picket/model';
import type { Field } from '../field.ts';
import type { Log } from '../log.ts';
import { begin, eventsWhere, type Filter, howMany, literal, newestOfEach, pipeline, them } from '../query.ts';

/** How many kinds get a chart of their own. */
const mostKinds = 6;

/** Counts, the outcome over time, and the kinds of events. */
export function overviewTab(log: Log, filter: Filter | undefined): WorkbookTab {
  return {
    title: 'Overview',
    name: 'overview',
    items: [
      { text: introduction(log) },
      counters(log, filter),
      overTime(log, filter),
      ...log.kinds.slice(0, mostKinds).map((kind) => byKind(log, kind, filter)),
    ],
  };
}

function introduction({ table, eventId, category }: Log): string {
  const counted = eventId
    ? `Rows may be delivered more than once: events are counted once, by \`${eventId.expression}\` (${eventId.because}).`
    : 'Rows are counted: nothing in this log tells an event from a second copy of it.';
  return `**${category.displayName}**, table \`${table}\`. ${counted}\n`;
}

function counters(log: Log, filter: Filter | undefined): WorkbookItem {
  const { table, events, outcome, entities, place } = log;
  const counted = entities.slice(0, 4);
  const counts = [
    ['Events', events],
    ...(outcome ? [[outcome.badLabel, eventsWhere(log, outcome.bad)] as const] : []),
    ...counted.map((field) => [them(field), howMany(field)] as const),
    ...(place ? [['Countries', 'dcountif(Country, isnotempty(Country))'] as const] : []),
  ] as const;
  const names = counts.map(([label], index) => ({ label, column: `Count${index}` }));
  return {
    title: 'In this time',
    query: pipeline(
      table,
      ...begin([outcome?.field, ...counted], filter),
      place?.prepare,
      place ? `extend Country = ${place.country}` : undefined,
      `summarize ${counts.map(([, expression], index) => `Count${index} = ${expression}`).join(',\n    ')}`,
      `project Counts = pack_array(${names.map(({ label, column }) => `bag_pack("Name", ${literal(label)}, "Value", ${column})`).join(',\n    ')})`,
      'mv-expand Count = Counts',
      'project Name = tostring(Count.Name), Value = tolong(Count.Value)',
    ),
    visualization: 'tiles',
    size: 'small',
    tiles: { title: 'Name', value: 'Value', tileSize: 'auto' },
  };
}

function overTime(log: Log, filter: Filter | undefined): WorkbookItem {
  const { table, events, outcome } = log;
  const group = outcome ? 'Outcome, ' : '';
  return {
    title: outcome ? `${outcome.field.label} over time` : 'Events over time',
    query: pipeline(
      table,
      newestOfEach(log),
      ...begin([outcome?.field], filter),
      `summarize Events = ${events} by ${group}bin(TimeGenerated, {TimeRange:grain})`,
    ),
    // Bars show a time without events as one; a line would go on over it.
    visualization: 'barchart',
    size: 'medium',
    noData: 'No events in this time.',
    chart: {
      x: 'TimeGenerated',
      y: ['Events'],
      ...(outcome
        ? { group: 'Outcome', series: outcome.colours.map(({ value, colour }) => ({ name: value, colour })) }
        : {}),
      legend: true,
    },
  };
}

function byKind(log: Log, kind: Field, filter: Filter | undefined): WorkbookItem {
  const { table, events } = log;
  const { name, label } = kind;
  return {
    title: label,
    query: pipeline(
      table,
      newestOfEach(log),
      ...begin([kind], filter),
      `summarize Events = ${events} by ${name} = iff(isempty(${name}), "(empty)", tostring(${name}))`,
      'top 10 by Events',
    ),
    visualization: 'categoricalbar',
    size: 'small',
    width: 33,
    noData: 'No events in this time.',
    chart: { x: name, y: ['Events'] },
  };
}
