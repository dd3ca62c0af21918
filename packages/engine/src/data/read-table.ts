import { type Diagnostic, diagnostic } from '@picket/diagnostics';
import { absent, type Cell, type Column, isBag, type Row } from '../values/cell.ts';
import { losslessText } from '../values/lossless-text.ts';
import { csvRecords } from './csv-records.ts';
import { type DataFile, spanOf } from './data-files.ts';
import { BrokenFile, fileText } from './file-text.ts';
import { type JsonRecord, lineRecords, readDocument } from './json-records.ts';
import { typedCell, typedField } from './typed-cell.ts';

/** A row and when it came in, as far as the file says. */
export interface ReadRow {
  readonly row: Row;
  readonly ingested: Cell;
  /** From 1. */
  readonly line: number;
}

/** Columns that exports add to a table's own and that no query can name; the first tell when the row came in. */
const arrivalNames = ['_TimeReceived', 'ingestion_time', '$ingestion_time'];
const addedNames = new Set([...arrivalNames, '_Internal_WorkspaceResourceId', '_ItemId', 'Type', 'TenantId']);

/** Takes problems of one file and keeps the first of them. */
export interface ProblemList {
  readonly add: (problem: Diagnostic) => void;
  /** What was kept, and how many more there were. */
  readonly all: () => readonly Diagnostic[];
}

const keptProblems = 20;

export function problemList(file: string): ProblemList {
  const kept: Diagnostic[] = [];
  let more = 0;
  return {
    add: (problem) => {
      if (kept.length < keptProblems) kept.push(problem);
      else more++;
    },
    all: () => (more > 0 ? [...kept, diagnostic('ENG133', { count: more, file })] : kept),
  };
}

/**
 * The rows of a file, typed by the table's columns, one after the other; what does not fit is told to the list with its
 * line, and the row is left out. A row came in at `_TimeReceived`, else at its TimeGenerated.
 */
export async function* readFileRows(
  file: DataFile,
  table: string,
  columns: readonly Column[],
  problems: ProblemList,
): AsyncIterable<ReadRow> {
  try {
    if (file.form === 'csv') yield* csvRows(file, columns, problems);
    else yield* jsonRows(file, table, columns, problems);
  } catch (failure) {
    if (!(failure instanceof BrokenFile)) throw failure;
    problems.add(diagnostic('ENG131', { file: file.path, why: failure.message }, spanOf(file.path, failure.line)));
  }
}

/** The columns that a JSON file names itself, if it is the answer of a query. */
export async function ownColumns(file: DataFile): Promise<readonly Column[] | undefined> {
  if (file.form !== 'json') return undefined;
  try {
    return (await readDocument(fileText(file))).columns;
  } catch (failure) {
    if (failure instanceof BrokenFile) return undefined;
    throw failure;
  }
}

/** A problem is told in a line. */
const shortened = (text: string): string => (text.length > 100 ? `${text.slice(0, 100)}…` : text);

async function* jsonRows(
  file: DataFile,
  table: string,
  columns: readonly Column[],
  problems: ProblemList,
): AsyncIterable<ReadRow> {
  const places = new Map(columns.map(({ name }, i) => [name, i]));
  const arrival = arrivalOf(columns);
  const records: AsyncIterable<JsonRecord> =
    file.form === 'lines' ? lineRecords(fileText(file)) : (await readDocument(fileText(file))).records;
  for await (const { value, twice, line } of records) {
    const at = spanOf(file.path, line);
    if (value === undefined || !isBag(value)) {
      const said = value === undefined ? 'this is no JSON' : 'a row that is no object';
      problems.add(diagnostic('ENG107', { said }, at));
      continue;
    }
    if (twice !== undefined) {
      problems.add(diagnostic('ENG107', { said: `the row has the name ${twice} twice` }, at));
      continue;
    }
    if (isStreamed(value, places)) {
      problems.add(diagnostic('ENG132', { file: file.path, table }, at));
      return;
    }
    const row: Cell[] = columns.map(({ type }) => absent(type));
    let fits = true;
    for (const [name, given] of value) {
      const place = places.get(name);
      const type = columns[place ?? -1]?.type;
      const cell = type && typedCell(given, type);
      if (place !== undefined && cell !== undefined) row[place] = cell;
      else if (type || !addedNames.has(name)) {
        fits = false;
        problems.add(
          type
            ? diagnostic('ENG107', { said: `${name} is ${type}, and ${shortened(losslessText(given))} is none` }, at)
            : diagnostic('ENG106', { column: name }, at),
        );
      }
    }
    const told = arrivalNames.map((name) => value.get(name)).find((cell) => cell !== undefined && cell !== null);
    const came = told === undefined ? undefined : typedCell(told, 'datetime');
    if (fits) yield { row, ingested: came ?? row[arrival] ?? null, line };
  }
}

const arrivalOf = (columns: readonly Column[]): number => columns.findIndex(({ name }) => name === 'TimeGenerated');

/** A record of a diagnostic setting, or a document that holds such records. */
function isStreamed(value: ReadonlyMap<string, Cell>, places: ReadonlyMap<string, number>): boolean {
  if (value.has('records') && !places.has('records')) return true;
  return ['category', 'time', 'properties'].every((name) => value.has(name) && !places.has(name));
}

async function* csvRows(file: DataFile, columns: readonly Column[], problems: ProblemList): AsyncIterable<ReadRow> {
  const arrival = arrivalOf(columns);
  let targets: readonly { readonly name: string; readonly place: number }[] | undefined;
  for await (const { fields, line } of csvRecords(fileText(file))) {
    const at = spanOf(file.path, line);
    if (!targets) {
      targets = fields.map((written) => targetOf(written, columns));
      for (const { name, place } of targets)
        if (place < 0 && !addedNames.has(name)) problems.add(diagnostic('ENG106', { column: name }, at));
      const twice = targets.find(({ name }, i) => targets?.findIndex((each) => each.name === name) !== i);
      if (twice) {
        problems.add(diagnostic('ENG107', { said: `the head names the column ${twice.name} twice` }, at));
        return;
      }
      continue;
    }
    if (fields.length !== targets.length) {
      const said = `the line has ${fields.length} fields, and the head has ${targets.length}`;
      problems.add(diagnostic('ENG107', { said }, at));
      continue;
    }
    const row: Cell[] = columns.map(({ type }) => absent(type));
    let came: Cell | undefined;
    let fits = true;
    for (const [i, { name, place }] of targets.entries()) {
      const given = fields[i] ?? '';
      if (arrivalNames.includes(name) && given !== '') came ??= typedField(given, 'datetime');
      const type = columns[place]?.type;
      if (!type) continue;
      const cell = typedField(given, type);
      if (cell !== undefined) row[place] = cell;
      else {
        fits = false;
        problems.add(diagnostic('ENG107', { said: `${name} is ${type}, and '${shortened(given)}' is none` }, at));
      }
    }
    if (fits) yield { row, ingested: came ?? row[arrival] ?? null, line };
  }
}

/** The portal writes the zone behind the names of datetimes: `TimeGenerated [UTC]`. */
function targetOf(written: string, columns: readonly Column[]): { readonly name: string; readonly place: number } {
  const name = written.replace(/^\uFEFF/, '').replace(/ \[UTC\]$/, '');
  return { name, place: columns.findIndex((column) => column.name === name) };
}
