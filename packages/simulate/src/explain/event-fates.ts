import {
  jsonText,
  type OutsideData,
  type PreparedQuery,
  type Row,
  type Table,
  type Trace,
  type TraceCondition,
  type TraceStep,
  tablesRead,
  traceSteps,
} from '@picket/engine';
import { dataIn, type RunWindow } from '../run/window.ts';
import { timesOf, unseenBecause } from './unseen.ts';

/** Where an event is lost: what it changed up to there, it changes no more. */
export interface EventFate {
  readonly table: string;
  /** From 1, in the order given. */
  readonly numbers: readonly number[];
  readonly lost:
    | { readonly at: 'window'; readonly why: 'too old' | 'too new' | 'not yet in' }
    /** `failing`: the parts of a filter that keep out what comes of the event, with its values there. */
    | { readonly at: 'step'; readonly step: TraceStep; readonly failing: readonly TraceCondition[] }
    /** The result is another without it. */
    | { readonly at: 'nowhere' }
    /** It passes into the side of a join or the like, and the result is the same without it. */
    | { readonly at: 'aside' }
    /** The query does not read its table. */
    | { readonly at: 'unread' }
    /** The engine refuses the query without it. */
    | { readonly at: 'unknown' };
}

/** What events are followed through. */
export interface Path {
  readonly prepared: PreparedQuery;
  /** All rows, also those outside the window. */
  readonly data: OutsideData;
  readonly window: RunWindow;
  readonly at: Date;
  /** The run with all of them. */
  readonly whole: Trace;
}

/** Events are followed one by one: so many, and no more rows than these are read for it. */
const mostFollowed = 40;
const mostRows = 200_000;

/**
 * Where each event is lost, events of the same fate together. An event is followed by running the query without it: the
 * steps whose rows are others then are those that it reaches, also through groups, joins and lists.
 */
export function eventFates(path: Path): { readonly events: readonly EventFate[]; readonly notFollowed: number } {
  const read = tablesRead(path.prepared);
  const fates = new Map<string, { fate: EventFate; numbers: number[] }>();
  const all = [...(path.data.tables ?? [])].flatMap(([table, { rows }]) => rows.map((_, i) => ({ table, i })));
  const most = Math.min(mostFollowed, Math.floor(mostRows / Math.max(1, all.length)));
  for (const { table, i } of all.slice(0, most)) {
    const lost: EventFate['lost'] = read.has(table) ? lostAt(path, table, i) : { at: 'unread' };
    const place = lost.at === 'step' ? [lost.step.start, lost.failing.map(({ start }) => start)] : lost;
    const key = JSON.stringify([table, place]);
    const known = fates.get(key) ?? { fate: { table, numbers: [], lost }, numbers: [] };
    known.numbers.push(i + 1);
    fates.set(key, known);
  }
  return {
    events: [...fates.values()].map(({ fate, numbers }) => ({ ...fate, numbers })),
    notFollowed: Math.max(0, all.length - most),
  };
}

function lostAt({ prepared, data, window, at, whole }: Path, table: string, i: number): EventFate['lost'] {
  const rows = data.tables?.get(table);
  if (!rows) return { at: 'unread' };
  const why = unseenBecause(timesOf(rows, i), window);
  if (why && rows.columns.some(({ name }) => name === 'TimeGenerated')) return { at: 'window', why };
  const others = dataIn({ ...data, tables: new Map([...(data.tables ?? []), [table, without(rows, i)]]) }, window);
  const { value: trace } = traceSteps(prepared, { ...others, missing: 'empty', now: at });
  if (!trace) return { at: 'unknown' };
  if (!sameRows(whole.result.rows, trace.result.rows)) return { at: 'nowhere' };
  const stepAt = new Map(trace.steps.map((step) => [placeOf(step), step]));
  const losing = whole.steps.filter((step) => {
    const other = stepAt.get(placeOf(step));
    const [here, there] = [whole.rows.get(step), other && trace.rows.get(other)];
    return here?.in !== undefined && !sameRows(here.in, there?.in ?? []) && sameRows(here.out, there?.out ?? []);
  });
  // A table that is read in several places is lost in each: what flows into the result comes first.
  const step = losing.find(({ isMain }) => isMain) ?? losing.at(-1);
  if (!step) return { at: 'aside' };
  const own = whole.rows.get(step);
  const other = stepAt.get(placeOf(step));
  const before = counted((other && trace.rows.get(other)?.in) ?? []);
  const came = (own?.in ?? []).filter((row) => !taken(before, row));
  return { at: 'step', step, failing: failingOf(came.flatMap((row) => own?.failedBy(row) ?? [])) };
}

const placeOf = ({ start, end }: TraceStep): string => `${start} ${end}`;

function without(table: Table, i: number): Table {
  const { rows, ingested } = table;
  return {
    ...table,
    rows: rows.filter((_, at) => at !== i),
    ...(ingested ? { ingested: ingested.filter((_, at) => at !== i) } : {}),
  };
}

/** Each part of the filter once, with the first row as its example, in the order in which they are written. */
function failingOf(all: readonly TraceCondition[]): readonly TraceCondition[] {
  const once = new Map(all.toReversed().map((each) => [each.start, each]));
  return [...once.values()].sort((a, b) => a.start - b.start);
}

/** Whether the rows are the same, in whatever order. */
function sameRows(some: readonly Row[], others: readonly Row[]): boolean {
  if (some.length !== others.length) return false;
  const counts = counted(others);
  return some.every((row) => taken(counts, row));
}

/** How often each row is there, by its text: rows that a step makes anew are no longer the same objects. */
function counted(rows: readonly Row[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(textOf(row), (counts.get(textOf(row)) ?? 0) + 1);
  return counts;
}

/** Takes one of the rows that are alike away, if there is one left. */
function taken(counts: Map<string, number>, row: Row): boolean {
  const left = counts.get(textOf(row)) ?? 0;
  if (left > 0) counts.set(textOf(row), left - 1);
  return left > 0;
}

const texts = new WeakMap<Row, string>();

function textOf(row: Row): string {
  const text = texts.get(row) ?? row.map((cell) => `${typeof cell} ${jsonText(cell)}`).join('\n');
  texts.set(row, text);
  return text;
}
