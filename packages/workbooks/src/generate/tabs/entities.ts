import type { GridColumn, WorkbookItem, WorkbookTab } from '@picket/model';
import type { Field } from '../field.ts';
import type { Log } from '../log.ts';
import { begin, countColumn, eventsWhere, type Filter, howMany, pipeline, plural, selected, them } from '../query.ts';

/** How many entities get a table; of the first of them, a click shows the events. */
const mostTables = 6;
const mostDrillDowns = 2;
/** How many columns the events below a click have, beside their time. */
const mostColumns = 9;

/** Who and what has most events, and the events of the one that is clicked. */
export function entitiesTab(log: Log, filter: Filter | undefined): WorkbookTab | undefined {
  const entities = log.entities.slice(0, mostTables);
  if (entities.length === 0) return undefined;
  const clicked = entities.slice(0, mostDrillDowns);
  return {
    title: 'Who and what',
    name: 'entities',
    items: [
      ...clicked.map((field) => topTable(log, field, filter, true)),
      ...clicked.map((field) => eventsOf(log, field)),
      ...entities.slice(mostDrillDowns).map((field) => topTable(log, field, filter, false)),
    ],
  };
}

/** A request is made for a user or by a service principal: a row has one of them. */
const eitherOr = ['User', 'Service principal'];
const isEitherOr = (one: Field, other: Field): boolean =>
  eitherOr.includes(one.label) && eitherOr.includes(other.label);

function topTable(log: Log, field: Field, filter: Filter | undefined, isClicked: boolean): WorkbookItem {
  const { table, events, outcome, entities } = log;
  const other = entities.find(
    (each) => each.name !== field.name && each.name !== filter?.field.name && !isEitherOr(field, each),
  );
  const bad = outcome?.badLabel.replaceAll(/\W+(\w)/g, (_, letter: string) => letter.toUpperCase());
  const aggregates = [
    `Events = ${events}`,
    ...(outcome ? [`${bad} = ${eventsWhere(log, outcome.bad)}`] : []),
    ...(other ? [`${plural(other)} = ${howMany(other)}`] : []),
    'LastSeen = max(TimeGenerated)',
  ];
  const columns: readonly GridColumn[] = [
    { column: field.name, label: field.label },
    { column: 'Events', format: 'bar', palette: 'blue' },
    ...(outcome && bad ? [{ column: bad, label: outcome.badLabel, format: 'bar', palette: 'red' } as const] : []),
    ...(other ? [countColumn(other)] : []),
    { column: 'LastSeen', label: 'Last seen', format: 'datetime' },
  ];
  return {
    title: `${them(field)} with most events${isClicked ? ' (click for the events)' : ''}`,
    query: pipeline(
      table,
      ...begin([field, outcome?.field, other], filter),
      `where isnotempty(${field.name})`,
      `summarize ${aggregates.join(', ')} by ${field.name}`,
      'top 100 by Events',
    ),
    visualization: 'table',
    size: 'medium',
    width: 50,
    noData: 'No events in this time.',
    grid: { columns, filter: true },
    ...(isClicked ? { exports: [{ column: field.name, parameter: selected(field) }] } : {}),
  };
}

function eventsOf(log: Log, field: Field): WorkbookItem {
  const { table, outcome, codes } = log;
  const shown = [
    ...log.entities.filter(({ name }) => name !== field.name),
    ...(outcome ? [outcome.field] : []),
    ...(codes && /^\w+$/.test(codes.code) && !log.entities.some(({ name }) => name === codes.code)
      ? [{ name: codes.code, label: codes.label }]
      : []),
    ...log.kinds,
  ].slice(0, mostColumns);
  const names = ['TimeGenerated', ...new Set(shown.map(({ name }) => name))];
  return {
    title: `Events of {${selected(field)}}`,
    query: pipeline(
      table,
      ...begin([field, ...shown], undefined),
      `where ${field.name} == "{${selected(field)}:escape}"`,
      'top 250 by TimeGenerated',
      `project ${names.join(', ')}`,
    ),
    visualization: 'table',
    size: 'medium',
    noData: 'No events in this time.',
    grid: {
      columns: names.map((name): GridColumn => {
        if (name === 'TimeGenerated') return { column: name, label: 'Time', format: 'datetime' };
        return { column: name, label: shown.find((each) => each.name === name)?.label ?? name };
      }),
      filter: true,
    },
    visibleWhen: [{ parameter: selected(field), isNot: '' }],
  };
}
