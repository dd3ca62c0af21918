import { type Diagnostic, diagnostic, didYouMean, type Span } from '@picket/diagnostics';
import { type Bag, type Cell, isArray, isBag, jsonText, parseJson } from '@picket/engine';
import type { Document, Path, RuleTest } from '@picket/model';
import { isMapping, type Mapping } from './mapping.ts';
import { momentTicks, spanTicks } from './moments.ts';

/** An event as its author wrote it, with when it happened and came in, in ticks. */
export interface WrittenEvent {
  readonly cells: Bag;
  readonly generated: bigint | undefined;
  readonly ingested: bigint | undefined;
  /** Where a column's value is written; the row, when the row does not hold it. */
  readonly at: (column?: string) => Span;
  /** Numbers of YAML are exact up to 2^53 only, those of JSON lines always. */
  readonly isExact: boolean;
}

export interface SourceContext {
  readonly test: Document<RuleTest>;
  /** Ticks. */
  readonly now: bigint;
  /** The text of a file, by its path relative to the test file; undefined when there is none. */
  readonly readFile: (path: string) => string | undefined;
  readonly problems: Diagnostic[];
  readonly usedTemplates: Set<string>;
}

const makers = ['row', 'rows', 'file', 'like'] as const;
const settings = ['repeat', 'at', 'spread', 'delay', 'duplicate'] as const;
const sourceKeys: readonly string[] = [...makers, ...settings];

/** The events of one table of a case: a list of rows and sources, or one source. */
export function eventsWritten(given: unknown, path: Path, context: SourceContext): readonly WrittenEvent[] {
  if (Array.isArray(given)) return given.flatMap((entry, i) => eventsOfEntry(entry, [...path, i], context));
  return eventsOfEntry(given, path, context);
}

function eventsOfEntry(entry: unknown, path: Path, context: SourceContext): readonly WrittenEvent[] {
  if (!isMapping(entry)) return refused(context, path, 'events are rows, or sources of rows: mappings');
  const isSource = makers.some((key) => Object.hasOwn(entry, key));
  return isSource ? eventsOfSource(entry, path, context) : timed([rowAt(entry, path, context)], {}, path, context);
}

function refused(context: SourceContext, path: Path, said: string): readonly never[] {
  context.problems.push(diagnostic('TEST211', { said }, context.test.at(path)));
  return [];
}

/** A row before it is known when it happens. */
type Row = Pick<WrittenEvent, 'cells' | 'at' | 'isExact'>;

function rowAt(value: Mapping, path: Path, { test }: SourceContext): Row {
  const at = (column?: string): Span => (column === undefined ? test.at(path) : test.at([...path, column]));
  return { cells: bagOf(value), at, isExact: false };
}

/** What YAML says as the engine's values. */
export function cellOf(value: unknown): Cell {
  return parseJson(JSON.stringify(value ?? null)) ?? null;
}

function bagOf(value: Mapping): Bag {
  const cell = cellOf(value);
  return isBag(cell) ? cell : new Map();
}

function eventsOfSource(source: Mapping, path: Path, context: SourceContext): readonly WrittenEvent[] {
  const unknown = Object.keys(source).find((key) => !sourceKeys.includes(key));
  if (unknown !== undefined) {
    const near = didYouMean(unknown, sourceKeys);
    context.problems.push(
      diagnostic(
        'TEST102',
        { key: unknown, inside: 'a source of events', near },
        context.test.keyAt([...path, unknown]),
      ),
    );
    return [];
  }
  const made = makers.filter((key) => Object.hasOwn(source, key) && !(key === 'like' && Object.hasOwn(source, 'row')));
  if (made.length !== 1)
    return refused(context, path, `a source has one of row, rows, file and like; here are ${made.join(' and ')}`);
  return timed(rowsOfSource(source, path, context), source, path, context);
}

function rowsOfSource(source: Mapping, path: Path, context: SourceContext): readonly Row[] {
  const { row, rows, file } = source;
  if (Object.hasOwn(source, 'like')) return likeRow(source, path, context);
  if (isMapping(row)) return [rowAt(row, [...path, 'row'], context)];
  if (Array.isArray(rows) && rows.every(isMapping))
    return rows.map((each, i) => rowAt(each, [...path, 'rows', i], context));
  if (typeof file === 'string') return fileRows(file, [...path, 'file'], context);
  return refused(context, path, 'row is a mapping, rows a list of mappings, file a path');
}

function likeRow({ like, row = {} }: Mapping, path: Path, context: SourceContext): readonly Row[] {
  const { templates = {} } = context.test.value;
  if (typeof like !== 'string' || !isMapping(row))
    return refused(context, path, 'like is the name of a template, row a mapping');
  const template = Object.hasOwn(templates, like) ? templates[like] : undefined;
  if (!template) {
    const near = didYouMean(like, Object.keys(templates));
    context.problems.push(diagnostic('TEST205', { name: like, near }, context.test.at([...path, 'like'])));
    return [];
  }
  context.usedTemplates.add(like);
  const own = rowAt(row, [...path, 'row'], context);
  const base = rowAt(template, ['templates', like], context);
  const at = (column?: string): Span => {
    if (column === undefined) return context.test.at(path);
    return own.cells.has(column) ? own.at(column) : base.at(column);
  };
  return [{ cells: laidOver(base.cells, own.cells), at, isExact: false }];
}

/** Bags member by member; anything else is replaced. */
function laidOver(base: Bag, over: Bag): Bag {
  const merged = new Map(base);
  for (const [key, value] of over) {
    const below = merged.get(key) ?? null;
    merged.set(key, isBag(below) && isBag(value) ? laidOver(below, value) : value);
  }
  return merged;
}

function fileRows(file: string, path: Path, context: SourceContext): readonly Row[] {
  const text = context.readFile(file);
  if (text === undefined) return refused(context, path, `there is no file ${file} beside the test`);
  const whole = /^\s*\[/.test(text) ? parseJson(text) : undefined;
  const entries =
    whole !== undefined && isArray(whole)
      ? whole.map((value) => ({ value, line: 1 }))
      : text.split(/\r?\n/).flatMap((line, i) => (line.trim() === '' ? [] : [{ value: parseJson(line), line: i + 1 }]));
  return entries.flatMap(({ value, line }): readonly Row[] => {
    const position = { line, column: 1 };
    const at: Span = { file: fileBeside(context.test.file, file), start: position, end: position };
    if (value !== undefined && isBag(value)) return [{ cells: value, at: () => at, isExact: true }];
    context.problems.push(diagnostic('TEST211', { said: 'this line is no JSON object' }, at));
    return [];
  });
}

/** The path of a file that a test names, as problems show it. */
export function fileBeside(test: string, file: string): string {
  const parts = test.split('/').slice(0, -1);
  for (const step of file.split('/')) {
    if (step === '..') parts.pop();
    else if (step !== '.') parts.push(step);
  }
  return parts.join('/');
}

/** The files of events that the cases of a test name, as problems show them. */
export function filesNamedBy({ file, value }: Document<RuleTest>): readonly string[] {
  const sources = value.cases.flatMap(({ given = {} }) => Object.values(given).flat());
  const named = sources.flatMap((source) =>
    isMapping(source) && typeof source.file === 'string' ? [fileBeside(file, source.file)] : [],
  );
  return [...new Set(named)];
}

/** Copies of rows, each with its times. */
function timed(rows: readonly Row[], source: Mapping, path: Path, context: SourceContext): readonly WrittenEvent[] {
  const { now } = context;
  const wrong = (key: string, form: string): undefined => {
    const value = JSON.stringify(source[key]);
    context.problems.push(diagnostic('TEST106', { key, value, form }, context.test.at([...path, key])));
    return undefined;
  };
  const count = (key: 'repeat' | 'duplicate'): number => {
    const value = source[key] ?? 1;
    if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 100_000) return value;
    wrong(key, 'a whole number from 1');
    return 1;
  };
  const length = (key: 'spread' | 'delay'): bigint | undefined =>
    source[key] === undefined ? undefined : (spanTicks(source[key]) ?? wrong(key, 'a duration, as 40m'));
  const spread = length('spread');
  const delay = length('delay') ?? 0n;
  const given =
    source.at === undefined
      ? undefined
      : (momentTicks(source.at, now) ?? wrong('at', 'a moment, or how far from now: -50m'));
  const start = given ?? (spread === undefined ? undefined : now - spread);
  const repeat = count('repeat');
  const duplicate = count('duplicate');
  const copies = Array.from({ length: repeat }, (_, i) =>
    rows.map((row) => (source.repeat === undefined ? row : numbered(row, i + 1))),
  ).flat();
  return copies.flatMap(({ cells, at, isExact }, i) => {
    const generated =
      start === undefined
        ? ownTime(cells, 'TimeGenerated', now)
        : start + (spread === undefined ? 0n : (spread * BigInt(i)) / BigInt(copies.length));
    const arrival = ownTime(cells, '$ingested', now);
    if (arrival === undefined && cells.has('$ingested')) {
      const value = jsonText(cells.get('$ingested') ?? null);
      context.problems.push(diagnostic('TEST209', { column: '$ingested', type: 'datetime', value }, at('$ingested')));
    }
    const came = arrival ?? (generated === undefined ? undefined : generated + delay);
    const kept = new Map(
      [...cells].filter(([name]) => name !== '$ingested' && !(start !== undefined && name === 'TimeGenerated')),
    );
    return Array.from({ length: duplicate }, () => ({ cells: kept, generated, ingested: came, at, isExact }));
  });
}

function ownTime(cells: Bag, name: string, now: bigint): bigint | undefined {
  return momentTicks(cells.get(name), now);
}

/** A copy with its number in place of `{n}` and, with leading zeros, `{n:12}`. */
function numbered({ cells, ...row }: Row, number: number): Row {
  const put = (cell: Cell): Cell => {
    if (typeof cell === 'string')
      return cell.replace(/\{n(?::(\d{1,2}))?\}/g, (_, width = '1') => String(number).padStart(Number(width), '0'));
    if (isArray(cell)) return cell.map(put);
    return isBag(cell) ? new Map([...cell].map(([key, value]) => [key, put(value)])) : cell;
  };
  return { ...row, cells: new Map([...cells].map(([key, value]) => [key, put(value)])) };
}
