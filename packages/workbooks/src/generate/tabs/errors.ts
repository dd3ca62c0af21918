import type { WorkbookItem, WorkbookTab } from '@picket/model';
import type { Field } from '../field.ts';
import type { Log } from '../log.ts';
import { begin, countColumn, type Filter, howMany, literal, pipeline, plural, them } from '../query.ts';
import type { Codes } from '../roles/codes.ts';

/** What goes wrong, in words, and for whom. */
export function errorsTab(log: Log, filter: Filter | undefined): WorkbookTab | undefined {
  const { codes, entities } = log;
  if (!codes) return undefined;
  const who = entities.filter(({ name, label }) => name !== codes.code && !codes.untold?.includes(label)).slice(0, 2);
  return {
    title: 'Errors',
    name: 'errors',
    items: [
      overTime(log, codes, filter),
      meaning(log, codes, filter),
      ...who.map((field) => perEntity(log, codes, field, filter)),
    ],
  };
}

/** The codes with their meaning as a table of the query. */
function meanings({ meanings: known }: Codes): string {
  if (!known) return '';
  const rows = known.map(({ code, name, group }) => `    ${[code, name, group].map(literal).join(', ')}`);
  return `let Meanings = datatable(Code: string, Meaning: string, Group: string) [\n${rows.join(',\n')}\n];\n`;
}

function overTime({ table, events }: Log, codes: Codes, filter: Filter | undefined): WorkbookItem {
  const by = codes.meanings ? 'Group' : 'Code';
  return {
    title: 'Errors over time',
    query: `${meanings(codes)}${pipeline(
      table,
      `where ${codes.when}`,
      ...begin([], filter),
      `extend Code = ${codes.code}`,
      codes.meanings ? 'lookup kind=leftouter Meanings on Code' : undefined,
      codes.meanings ? 'extend Group = iff(isempty(Group), "other", Group)' : undefined,
      `summarize Events = ${events} by ${by}, bin(TimeGenerated, {TimeRange:grain})`,
    )}`,
    visualization: 'barchart',
    size: 'medium',
    noData: 'No error in this time.',
    chart: { x: 'TimeGenerated', y: ['Events'], group: by, legend: true },
  };
}

function meaning({ table, events, entities }: Log, codes: Codes, filter: Filter | undefined): WorkbookItem {
  const who = entities.find(({ name }) => name !== codes.code);
  const counts = [
    `Events = ${events}`,
    ...(who ? [`${plural(who)} = ${howMany(who)}`] : []),
    ...(codes.reason ? ['Reason = take_any(Reason)'] : []),
    'LastSeen = max(TimeGenerated)',
  ];
  const shown = [
    'Code',
    ...(codes.meanings ? ['Meaning', 'Group'] : []),
    'Events',
    ...(who ? [plural(who)] : []),
    ...(codes.reason ? ['Reason'] : []),
    'LastSeen',
  ];
  return {
    title: `Errors by ${codes.label.toLowerCase()}`,
    query: `${meanings(codes)}${pipeline(
      table,
      `where ${codes.when}`,
      ...begin([who], filter),
      `extend Code = ${codes.code}${codes.reason ? `, Reason = ${codes.reason}` : ''}`,
      `summarize ${counts.join(', ')} by Code`,
      codes.meanings ? 'lookup kind=leftouter Meanings on Code' : undefined,
      `project ${shown.join(', ')}`,
      'top 100 by Events',
    )}`,
    visualization: 'table',
    size: 'medium',
    noData: 'No error in this time.',
    grid: {
      columns: [
        { column: 'Code', ...(codes.label === 'Code' ? {} : { label: codes.label }) },
        ...(codes.meanings ? [{ column: 'Meaning' }, { column: 'Group' }] : []),
        { column: 'Events', format: 'bar', palette: 'red' },
        ...(who ? [countColumn(who)] : []),
        ...(codes.reason ? [{ column: 'Reason', label: 'The log says' }] : []),
        { column: 'LastSeen', label: 'Last seen', format: 'datetime' },
      ],
      filter: true,
    },
  };
}

function perEntity({ table, events }: Log, codes: Codes, field: Field, filter: Filter | undefined): WorkbookItem {
  return {
    title: `${them(field)} with most errors`,
    query: pipeline(
      table,
      `where ${codes.when}`,
      ...begin([field], filter),
      `where isnotempty(${field.name})`,
      `extend Code = ${codes.code}`,
      `summarize Events = ${events}, LastSeen = max(TimeGenerated), Codes = make_set_if(Code, isnotempty(Code), 10) by ${field.name}`,
      'extend Codes = strcat_array(array_sort_asc(Codes), ", ")',
      'top 100 by Events',
    ),
    visualization: 'table',
    size: 'medium',
    width: 50,
    noData: 'No error in this time.',
    grid: {
      columns: [
        { column: field.name, label: field.label },
        { column: 'Events', format: 'bar', palette: 'red' },
        { column: 'LastSeen', label: 'Last seen', format: 'datetime' },
        { column: 'Codes', ...(codes.label === 'Code' ? {} : { label: them(codes) }) },
      ],
    },
  };
}
