import type { GridColumn, WorkbookTab } from '@picket/model';
import type { Log } from '../log.ts';
import { begin, countColumn, eventsWhere, type Filter, howMany, pipeline, plural } from '../query.ts';

/** Where events come from: a map of cities, and countries with how many there are of what. */
export function placesTab(log: Log, filter: Filter | undefined): WorkbookTab | undefined {
  const { table, events, place, outcome, entities } = log;
  if (!place) return undefined;
  const who = entities[0];
  const bad = outcome?.badLabel.replaceAll(/\W+(\w)/g, (_, letter: string) => letter.toUpperCase());
  const counts = [
    `Events = ${events}`,
    ...(outcome ? [`${bad} = ${eventsWhere(log, outcome.bad)}`] : []),
    ...(who ? [`${plural(who)} = ${howMany(who)}`] : []),
    'LastSeen = max(TimeGenerated)',
  ];
  const columns: readonly GridColumn[] = [
    { column: 'Events', format: 'bar', palette: 'blue' },
    ...(outcome && bad
      ? [{ column: bad, label: outcome.badLabel, format: 'heatmap', palette: 'orangeRed' } as const]
      : []),
    ...(who ? [countColumn(who)] : []),
    { column: 'LastSeen', label: 'Last seen', format: 'datetime' },
  ];
  const start = [
    ...begin([who, outcome?.field], filter),
    place.prepare,
    `extend Country = ${place.country}, City = ${place.city}`,
  ];
  return {
    title: 'Places',
    name: 'places',
    items: [
      {
        title: 'Where events come from',
        query: pipeline(
          table,
          ...start,
          `extend Latitude = ${place.latitude}, Longitude = ${place.longitude}`,
          'where isnotnull(Latitude) and isnotnull(Longitude)',
          `summarize Events = ${events}, Latitude = percentile(Latitude, 50), Longitude = percentile(Longitude, 50) by Country, City`,
          'top 500 by Events',
        ),
        visualization: 'map',
        size: 'large',
        noData: 'No event in this time tells its place.',
        map: { latitude: 'Latitude', longitude: 'Longitude', label: 'City', size: 'Events' },
      },
      {
        title: 'Countries',
        query: pipeline(
          table,
          ...start,
          'where isnotempty(Country)',
          `summarize ${counts.join(', ')}, Cities = dcount(City) by Country`,
          'top 100 by Events',
        ),
        visualization: 'table',
        size: 'medium',
        width: 50,
        noData: 'No event in this time tells its country.',
        grid: { columns: [{ column: 'Country' }, ...columns, { column: 'Cities', format: 'number' }] },
      },
      {
        title: 'Cities with fewest events',
        query: pipeline(
          table,
          ...start,
          'where isnotempty(City)',
          `summarize ${counts.join(', ')} by Country, City`,
          'top 100 by Events asc',
        ),
        visualization: 'table',
        size: 'medium',
        width: 50,
        noData: 'No event in this time tells its city.',
        grid: { columns: [{ column: 'Country' }, { column: 'City' }, ...columns] },
      },
    ],
  };
}
