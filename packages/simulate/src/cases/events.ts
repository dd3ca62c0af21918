import { type Diagnostic, diagnostic, didYouMean, type Span } from '@picket/diagnostics';
import {
  absent,
  type Cell,
  type Column,
  isArray,
  isBag,
  jsonText,
  type OutsideData,
  type ScalarType,
  type Table,
  typedCell,
} from '@picket/engine';
import type { Document, RuleTest } from '@picket/model';
import { tableSchema } from '@picket/tables';
import { momentTicks } from './moments.ts';
import { cellOf, eventsWritten, type SourceContext, type WrittenEvent } from './sources.ts';

/** What the cases of a test may name. */
export interface EventTypes {
  /** Columns of a table, or of the result of a workspace function; undefined when it is unknown. */
  readonly columnsOf: (table: string) => readonly Column[] | undefined;
  /** For suggestions. */
  readonly tableNames: readonly string[];
  /** The text of a file, by its path relative to the test file. */
  readonly readFile: (path: string) => string | undefined;
}

/** The events of a case as the engine takes them, and where each was written. */
export interface CaseEvents {
  readonly data: OutsideData;
  readonly origins: ReadonlyMap<string, readonly Span[]>;
  readonly problems: readonly Diagnostic[];
  readonly usedTemplates: ReadonlySet<string>;
}

/**
 * What a case gives: tables with typed rows and the times at which they came in, and watchlists. Whatever does not fit is
 * a problem at its place, and the row is left out.
 *
 * @param now the case's moment, in ticks
 */
export function eventsOf(test: Document<RuleTest>, index: number, now: bigint, types: EventTypes): CaseEvents {
  const problems: Diagnostic[] = [];
  const context: SourceContext = { test, now, readFile: types.readFile, problems, usedTemplates: new Set() };
  const { given = {}, watchlists = {} } = test.value.cases[index] ?? {};
  const tables = new Map<string, Table>();
  const origins = new Map<string, readonly Span[]>();
  for (const [name, value] of Object.entries(given)) {
    const path = ['cases', index, 'given', name];
    const columns = types.columnsOf(name);
    if (!columns) {
      problems.push(diagnostic('TEST207', { table: name, near: didYouMean(name, types.tableNames) }, test.keyAt(path)));
      continue;
    }
    const events = eventsWritten(value, path, context);
    const rows = events.flatMap((event) => typedRow(event, name, columns, context) ?? []);
    tables.set(name, { columns, rows: rows.map(({ row }) => row), ingested: rows.map(({ ingested }) => ingested) });
    origins.set(
      name,
      rows.map(({ at }) => at),
    );
  }
  const lists = new Map(Object.entries(watchlists).map(([alias, items]) => [alias, watchlistOf(items)] as const));
  return { data: { tables, watchlists: lists }, origins, problems, usedTemplates: context.usedTemplates };
}

interface TypedRow {
  readonly row: readonly Cell[];
  readonly ingested: Cell;
  readonly at: Span;
}

function typedRow(
  event: WrittenEvent,
  table: string,
  columns: readonly Column[],
  { now, problems }: SourceContext,
): TypedRow | undefined {
  const before = problems.length;
  const places = new Map(columns.map(({ name }, i) => [name, i]));
  // The workspace writes this column itself.
  const own = tableSchema(table) ? 'Type' : undefined;
  const row: Cell[] = columns.map(({ name, type }) => (name === own ? table : absent(type)));
  for (const [name, given] of event.cells) {
    const place = places.get(name);
    const type = columns[place ?? -1]?.type;
    if (place === undefined || type === undefined) {
      const near = didYouMean(name, [...places.keys()]);
      problems.push(diagnostic('TEST208', { table, column: name, near }, event.at(name)));
      continue;
    }
    const cell = event.isExact || isSafe(given) ? typedValue(given, type, now) : undefined;
    if (cell === undefined)
      problems.push(diagnostic('TEST209', { column: name, type, value: shown(given) }, event.at(name)));
    else row[place] = cell;
  }
  const time = places.get('TimeGenerated');
  if (time !== undefined && event.generated !== undefined) row[time] = event.generated;
  else if (time !== undefined && problems.length === before)
    problems.push(diagnostic('TEST210', { table }, event.at()));
  if (problems.length > before) return undefined;
  return { row, ingested: event.ingested ?? null, at: event.at() };
}

/** A value as its column has it: JSON in string columns may be written as YAML, moments as a distance from now. */
function typedValue(given: Cell, type: ScalarType, now: bigint): Cell | undefined {
  if (type === 'datetime' && typeof given === 'string') return momentTicks(given, now);
  if (type === 'string' && (isBag(given) || isArray(given))) return jsonText(given);
  // Beyond 2^53 a number in YAML is no longer the one that was written.
  if (typeof given === 'bigint' && (given > 9_007_199_254_740_991n || given < -9_007_199_254_740_991n))
    return undefined;
  return typedCell(given, type);
}

/** Beyond 2^53 a number in YAML is no longer the one that was written: as text it is. */
const isSafe = (given: Cell): boolean => typeof given !== 'bigint' || Number.isSafeInteger(Number(given));

function shown(given: Cell): string {
  const text = jsonText(given);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** Items of a watchlist: all columns are text, whatever they look like. */
function watchlistOf(items: readonly Readonly<Record<string, unknown>>[]): Table {
  const names = [...new Set(items.flatMap((item) => Object.keys(item)))];
  const text = (value: unknown): string => {
    const cell = cellOf(value);
    return cell === null ? '' : typeof cell === 'string' ? cell : jsonText(cell);
  };
  return {
    columns: names.map((name): Column => ({ name, type: 'string' })),
    rows: items.map((item) => names.map((name) => text(item[name]))),
  };
}
