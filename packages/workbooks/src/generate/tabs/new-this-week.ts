import type { WorkbookItem, WorkbookTab } from '@picket/model';
import type { Field } from '../field.ts';
import type { Log } from '../log.ts';
import { begin, type Filter, pipeline, them } from '../query.ts';

const mostEntities = 4;
const mostPairs = 2;
/** Entities that are new so often that their being new tells nothing. */
const always = new Set(['User agent', 'Subscription']);

/** What was seen for the first time last: entities, and pairs of them. New is what the thirty days before do not have. */
export function newThisWeekTab(log: Log, filter: Filter | undefined): WorkbookTab | undefined {
  const entities = log.entities.filter(({ label }) => !always.has(label));
  const [first, ...others] = entities;
  if (!first) return undefined;
  const country: Field | undefined = log.place && { name: 'Country', label: 'Country', from: log.place.country };
  const pairs = [country, ...others]
    .filter((field) => field !== undefined)
    .filter(({ label }) => first.label !== 'Application' || label !== 'Service principal')
    .slice(0, mostPairs);
  return {
    title: 'New this week',
    name: 'new',
    items: [
      {
        text: 'What was seen for the first time last comes first, within 37 days; what the thirty days before this week do not have is marked. These tables have a time of their own: they pass over the time range.\n',
      },
      ...entities.slice(0, mostEntities).map((field) => newestEntities(log, field, filter)),
      ...pairs.map((field) => newestPairs(log, first, field, filter)),
    ],
  };
}

const isNew = 'extend New = iff(FirstSeen > ago(7d), "this week", "")';

const drawn = { visualization: 'table', size: 'medium' } as const;
const ofAllTime = { time: 'none', noData: 'No events in 37 days.' } as const;

const lastColumns = [
  {
    column: 'New',
    format: 'thresholds',
    thresholds: [{ when: '==', value: 'this week', show: 'orange' }, { show: 'gray' }],
  },
  { column: 'FirstSeen', label: 'First seen', format: 'datetime' },
  { column: 'LastSeen', label: 'Last seen', format: 'datetime' },
  { column: 'Events', format: 'bar', palette: 'blue' },
] as const;

function newestEntities({ table, events }: Log, field: Field, filter: Filter | undefined): WorkbookItem {
  return {
    title: `Newest ${them(field).toLowerCase()}`,
    query: pipeline(
      table,
      'where TimeGenerated > ago(37d)',
      ...begin([field], filter),
      `where isnotempty(${field.name})`,
      `summarize FirstSeen = min(TimeGenerated), LastSeen = max(TimeGenerated), Events = ${events} by ${field.name}`,
      isNew,
      `project ${field.name}, New, FirstSeen, LastSeen, Events`,
      'top 100 by FirstSeen',
    ),
    ...drawn,
    width: 50,
    ...ofAllTime,
    grid: { columns: [{ column: field.name, label: field.label }, ...lastColumns] },
  };
}

/**
 * Pairs are new only for those who were known before: all that a newcomer does is new. An application has one service
 * principal in a tenant, so that those two are no pair.
 */
function newestPairs(
  { table, events, place }: Log,
  known: Field,
  field: Field,
  filter: Filter | undefined,
): WorkbookItem {
  const { name } = known;
  return {
    title: `${them(known)} with their newest ${field.label.toLowerCase()}`,
    query: pipeline(
      table,
      'where TimeGenerated > ago(37d)',
      field.name === 'Country' ? place?.prepare : undefined,
      ...begin([known, field], filter),
      `where isnotempty(${name}) and isnotempty(${field.name})`,
      `summarize FirstSeen = min(TimeGenerated), LastSeen = max(TimeGenerated), Events = ${events} by ${name}, ${field.name}`,
      `as Pairs`,
      `lookup kind=inner (Pairs | summarize Known = min(FirstSeen) by ${name}) on ${name}`,
      'extend New = iff(FirstSeen > ago(7d) and Known < ago(7d), "this week", "")',
      `project ${name}, ${field.name}, New, FirstSeen, LastSeen, Events`,
      'sort by New desc, FirstSeen desc',
      'take 100',
    ),
    ...drawn,
    ...ofAllTime,
    grid: {
      columns: [{ column: name, label: known.label }, { column: field.name, label: field.label }, ...lastColumns],
    },
  };
}
