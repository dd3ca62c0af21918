import { type Checked, type Diagnostic, diagnostic, type Span } from '@picket/diagnostics';
import {
  absent,
  type Cell,
  type Column,
  isArray,
  isBag,
  type Row,
  type ScalarType,
  type Table,
} from './values/cell.ts';
import { convert } from './values/convert.ts';
import { jsonText, parseJson } from './values/json.ts';
import { Refusal } from './values/refusal.ts';

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
    const cell = readCell(given, type);
    if (cell !== undefined) return cell;
    problems.push(diagnostic('ENG107', { said: `${name} is ${type}, and ${jsonText(given)} is none` }, at));
    return absent(type);
  });
}

/** Undefined when the value is not of the type. Exports give bags and arrays of dynamic columns as text. */
function readCell(given: Cell, type: ScalarType): Cell | undefined {
  if (given === null) return absent(type);
  if (type === 'dynamic')
    return typeof given === 'string' && /^\s*[[{]/.test(given) ? (parseJson(given) ?? given) : given;
  if (type === 'string') return typeof given === 'string' ? given : undefined;
  if (isArray(given) || isBag(given)) return undefined;
  const fits: Partial<Record<ScalarType, readonly string[]>> = {
    bool: ['boolean', 'string'],
    int: ['bigint', 'string'],
    long: ['bigint', 'string'],
    real: ['bigint', 'number', 'string'],
  };
  if (!(fits[type] ?? ['string']).includes(typeof given)) return undefined;
  try {
    return convert(given, 'dynamic', type) ?? undefined;
  } catch (failure) {
    if (failure instanceof Refusal) return undefined;
    throw failure;
  }
}
