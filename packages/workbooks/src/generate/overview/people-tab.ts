import type { GridColumn, WorkbookItem, WorkbookTab } from '@picket/model';
import type { Field } from '../field.ts';
import type { Log } from '../log.ts';
import { begin, literal, pipeline } from '../query.ts';
import { union } from './union.ts';

/** One who, or one where, that several logs know, with how each of them calls it. */
interface Thread {
  readonly title: string;
  readonly name: string;
  /** For readers: `person`. */
  readonly word: string;
  readonly parameter: string;
  readonly labels: readonly string[];
}

const threads = {
  person: {
    title: 'One person',
    name: 'person',
    word: 'person',
    parameter: 'SelectedPerson',
    labels: ['Person', 'Actor'],
  },
  address: {
    title: 'One address',
    name: 'address',
    word: 'address',
    parameter: 'SelectedAddress',
    labels: ['Address'],
  },
} as const satisfies Record<string, Thread>;

/** What events are about, for a line in a course of events of several logs: the first of these that a log has. */
const subjects = ['Application', 'Operation', 'Kind of risk', 'Resource', 'Destination', 'Server', 'Workload'];

/** The people, or the addresses, in most logs, and the course of one of them through all logs. */
export function threadTab(which: keyof typeof threads, logs: readonly Log[]): WorkbookTab {
  const thread = threads[which];
  const found = logs.flatMap((log) => {
    const field = log.entities.find(({ label }) => thread.labels.some((each) => each === label));
    return field ? [{ log, field }] : [];
  });
  const fieldOf = (log: Log): Field => found.find((each) => each.log === log)?.field ?? { name: '', label: '' };
  const own = found.map(({ log }) => log);
  return {
    title: thread.title,
    name: thread.name,
    items: [most(thread, own, fieldOf), course(thread, own, fieldOf)],
  };
}

function most({ word, parameter }: Thread, logs: readonly Log[], fieldOf: (log: Log) => Field): WorkbookItem {
  return {
    title: `In most logs (click for the course of one ${word})`,
    query: pipeline(
      union(logs, (log) => [
        ...begin([fieldOf(log), log.outcome?.field], undefined).filter((each) => each !== undefined),
        `where isnotempty(${fieldOf(log).name})`,
        `summarize Events = ${log.events}, Bad = ${log.outcome ? badOf(log) : 'tolong(0)'}, Last = max(TimeGenerated) by Who = tolower(${fieldOf(log).name})`,
        `extend Log = ${literal(log.table)}`,
      ]),
      'summarize Logs = dcount(Log), Events = sum(Events), Bad = sum(Bad), Last = max(Last), Names = make_set(Log, 30) by Who',
      'extend Names = strcat_array(array_sort_asc(Names), ", ")',
      'project Who, Logs, Events, Bad, Last, Names',
      'top 200 by Logs',
    ),
    visualization: 'table',
    size: 'medium',
    noData: 'No event in this time.',
    grid: {
      columns: [
        { column: 'Who', label: `${word.charAt(0).toUpperCase()}${word.slice(1)}` },
        { column: 'Logs', format: 'heatmap', palette: 'blue' },
        { column: 'Events', format: 'bar', palette: 'blue' },
        { column: 'Bad', label: 'Failures, risks and the like', format: 'bar', palette: 'red' },
        { column: 'Last', format: 'datetime' },
        { column: 'Names', label: 'Which logs' },
      ],
      filter: true,
    },
    exports: [{ column: 'Who', parameter }],
  };
}

function badOf(log: Log): string {
  return log.eventId ? `dcountif(${log.eventId.expression}, ${log.outcome?.bad})` : `countif(${log.outcome?.bad})`;
}

function course({ parameter, word }: Thread, logs: readonly Log[], fieldOf: (log: Log) => Field): WorkbookItem {
  const columns: readonly GridColumn[] = [
    { column: 'TimeGenerated', label: 'Time', format: 'datetime' },
    { column: 'Log' },
    { column: 'What' },
    { column: 'Who' },
    { column: 'Address' },
    { column: 'Outcome' },
  ];
  return {
    title: `The course of {${parameter}}`,
    query: pipeline(
      union(logs, (log) => {
        const field = fieldOf(log);
        const what = subjects.flatMap((label) => log.entities.find((each) => each.label === label) ?? [])[0];
        const who = log.entities.find(({ label }) => ['Person', 'Actor', 'User', 'Workload'].includes(label));
        const address = log.entities.find(({ label }) => label === 'Address');
        const text = (each: Field | undefined) => (each ? each.name : '""');
        return [
          ...begin([field, what, who, address, log.outcome?.field], undefined).filter((each) => each !== undefined),
          `where ${field.name} =~ "{${parameter}:escape}"`,
          `top 100 by TimeGenerated`,
          `project TimeGenerated, Log = ${literal(log.table)}, What = ${text(what)}, Who = ${text(who)}, Address = ${text(address)}, Outcome = ${log.outcome ? 'Outcome' : '""'}`,
        ];
      }),
      'top 500 by TimeGenerated',
    ),
    visualization: 'table',
    size: 'large',
    noData: `No log knows this ${word} in this time.`,
    grid: { columns, filter: true },
    visibleWhen: [{ parameter, isNot: '' }],
  };
}
