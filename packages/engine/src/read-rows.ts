import { type Checked, type Diagnostic, diagnostic, type Span } from '@picket/diagnostics';
import { typedCell } from './data/typed-cell.ts';
import { absent, type Cell, type Column, isArray, isBag, type Row, type Table } from './values/cell.ts';
import { jsonText, parseJson } from './values/json.ts';

/**
 * Rows of a table from JSON lines or a JSON array of objects, typed by the table's columns. A column that the table does
 * not have and a value that is not of its column's type are problems; columns not given are null, strings empty.
 * A row counts as ingested at its TimeGenerated.
 */
export function readRows(text: string, file: string, columns: readonly Column[]): Checked<Table> {
  const problems: Diagnostic[] = [];
  const rows = objectsOf(text, file, problems).map(({ value, line }) =>
    readRow(value, columns, spanOf(file, line), problems),
  );
  if (problems.length > 0) return { problems };
  const at = columns.findIndex((column) => column.name === 'TimeGenerated');
  return { value: { columns, rows, ...(at < 0 ? {} : { ingested: rows.map((row) => row[at] ?? null) }) }, problems };
}

interface Numbered {
  readonly value: Cell;
  readonly line: number;
}

const spanOf = (file: string, line: number): Span => ({ file, start: { line, column: 1 }, end: { line, column: 1 } });

function objectsOf(text: string, file: string, problems: Diagnostic[]): readonly Numbered[] {
  const whole = text.trimStart().startsWith('[') ? parseJson(text) : undefined;
  if (whole !== undefined && isArray(whole)) return whole.map((value) => ({ value, line: 1 }));
  return text.split(/\r?\n/).flatMap((written, i): readonly Numbered[] => {
    if (written.trim() === '') return [];
    const value = parseJson(written);
    if (value !== undefined) return [{ value, line: i + 1 }];
    problems.push(diagnostic('ENG107', { said: 'a line that is no JSON' }, spanOf(file, i + 1)));
    return [];
  });
}

function readRow(value: Cell, columns: readonly Column[], at: Span, problems: Diagnostic[]): Row {
  if (!isBag(value)) {
    problems.push(diagnostic('ENG107', { said: 'a row that is no object' }, at));
    return [];
  }
  const names = new Set(columns.map((column) => column.name));
  for (const name of value.keys()) if (!names.has(name)) problems.push(diagnostic('ENG106', { column: name }, at));
  return columns.map(({ name, type }) => {
    const given = value.get(name) ?? null;
    const cell = typedCell(given, type);
    if (cell !== undefined) return cell;
    problems.push(diagnostic('ENG107', { said: `${name} is ${type}, and ${jsonText(given)} is none` }, at));
    return absent(type);
  });
}
