import type { WorkbookItem, WorkbookTab } from '@picket/model';
import type { Field } from '../field.ts';
import type { Log } from '../log.ts';
import { begin, type Filter, pipeline, plural, spoken } from '../query.ts';

const mostEntities = 4;
/** Entities that are new so often that their being new tells nothing. */
const always = new Set(['User agent', 'Subscription']);

/** What was not seen in the thirty days before this week: entities, and pairs of them whose first is known. */
export function newThisWeekTab(log: Log, filter: Filter | undefined): WorkbookTab | undefined {
  const entities = log.entities.filter(({ label }) => !always.has(label));
  const [first, second, third] = entities;
  if (!first) return undefined;
  const country: Field | undefined = log.place && { name: 'Country', label: 'Country', from: log.place.country };
  const pairs = [country, second, third].filter((field) => field !== undefined).slice(0, 2);
  return {
    title: 'New this week',
    name: 'new',
    items: [
      {
        text: 'First seen within seven days, and not in the thirty days before. These tables have a time of their own: they pass over the time range.\n',
      },
      ...entities.slice(0, mostEntities).map((field) => newEntity(log, field, filter)),
      ...pairs.map((field) => newPair(log, first, field, filter)),
    ],
  };
}

function newEntity({ table, events }: Log, field: Field, filter: Filter | undefined): WorkbookItem {
  return {
    title: `${field.label}: new`,
    query: pipeline(
      table,
      'where TimeGenerated > ago(37d)',
      ...begin([field], filter),
      `where isnotempty(${field.name})`,
      `summarize FirstSeen = min(TimeGenerated), LastSeen = max(TimeGenerated), Events = ${events} by ${field.name}`,
      'where FirstSeen > ago(7d)',
      'top 100 by FirstSeen',
    ),
    visualization: 'table',
    size: 'small',
    width: 50,
    time: 'none',
    noData: 'Nothing new this week.',
    grid: {
      columns: [
        { column: field.name, label: field.label },
        { column: 'FirstSeen', label: 'First seen', format: 'datetime' },
        { column: 'LastSeen', label: 'Last seen', format: 'datetime' },
        { column: 'Events', format: 'bar', palette: 'blue' },
      ],
    },
  };
}

function newPair({ table, events }: Log, known: Field, field: Field, filter: Filter | undefined): WorkbookItem {
  const start = begin([known, field], filter);
  const filled = `where isnotempty(${known.name}) and isnotempty(${field.name})`;
  const before = pipeline(
    `let Before = ${table}`,
    'where TimeGenerated between (ago(37d) .. ago(7d))',
    ...start,
    filled,
    `distinct ${known.name}, ${field.name};`,
  );
  return {
    title: `${spoken(plural(known))} with a new ${field.label.toLowerCase()}`,
    query: `${before}${pipeline(
      table,
      'where TimeGenerated > ago(7d)',
      ...start,
      filled,
      `where ${known.name} in ((Before | project ${known.name}))`,
      `summarize FirstSeen = min(TimeGenerated), Events = ${events} by ${known.name}, ${field.name}`,
      `join kind=leftanti Before on ${known.name}, ${field.name}`,
      'top 100 by FirstSeen',
    )}`,
    visualization: 'table',
    size: 'medium',
    width: 50,
    time: 'none',
    noData: 'Nothing new this week.',
    grid: {
      columns: [
        { column: known.name, label: known.label },
        { column: field.name, label: field.label },
        { column: 'FirstSeen', label: 'First seen', format: 'datetime' },
        { column: 'Events', format: 'bar', palette: 'blue' },
      ],
    },
  };
}
