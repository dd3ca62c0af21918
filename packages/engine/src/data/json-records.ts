import { type Cell, type Column, isArray, isBag, type ScalarType } from '../values/cell.ts';
import { parseJson, parseJsonRow } from '../values/json.ts';
import { BrokenFile, linesOf } from './file-text.ts';

/** A JSON value that should be a row, and where it begins. */
export interface JsonRecord {
  /** Undefined where the text is no JSON. */
  readonly value: Cell | undefined;
  /** A name that the row has more than once. */
  readonly twice?: string | undefined;
  readonly line: number;
}

/** One value a line. */
export async function* lineRecords(pieces: AsyncIterable<string>): AsyncIterable<JsonRecord> {
  for await (const { text, number } of linesOf(pieces)) yield { ...parseJsonRow(withoutMark(text)), line: number };
}

const withoutMark = (text: string): string => (text.startsWith('\uFEFF') ? text.slice(1) : text);

/** What the rows of a query's answer say of themselves. */
export interface JsonDocument {
  readonly records: AsyncIterable<JsonRecord>;
  /** The columns that the file names itself, as the answer of a Log Analytics query does. */
  readonly columns?: readonly Column[];
}

/**
 * A `.json` file: an array of rows, the answer of a query (`{"tables": [{"columns", "rows"}]}`), or one row a line, as
 * Azure Monitor's data export writes it.
 */
export async function readDocument(pieces: AsyncIterable<string>): Promise<JsonDocument> {
  const iterator = pieces[Symbol.asyncIterator]();
  let head = '';
  for (;;) {
    const { value, done } = await iterator.next();
    if (done) break;
    head += value;
    if (head.trim().length > 0) break;
  }
  const rest: AsyncIterable<string> = { [Symbol.asyncIterator]: () => iterator };
  const first = withoutMark(head).trimStart();
  if (first.startsWith('[')) return { records: arrayRecords(withoutMark(await whole(head, rest))) };
  if (/^\{\s*"tables"\s*:/.test(first)) return answerDocument(withoutMark(await whole(head, rest)));
  if (/^\{\s*\r?\n/.test(first)) {
    // One row over several lines.
    const text = withoutMark(await whole(head, rest));
    return { records: once({ ...parseJsonRow(text), line: 1 }) };
  }
  return { records: lineRecords(joined(head, rest)) };
}

async function* once<T>(value: T): AsyncIterable<T> {
  yield value;
}

async function* joined(head: string, rest: AsyncIterable<string>): AsyncIterable<string> {
  yield head;
  yield* rest;
}

async function whole(head: string, rest: AsyncIterable<string>): Promise<string> {
  const texts = [head];
  for await (const piece of rest) texts.push(piece);
  return texts.join('');
}

/** The members of an array, each with the line that it begins at. */
async function* arrayRecords(text: string): AsyncIterable<JsonRecord> {
  let depth = 0;
  let line = 1;
  let start = -1;
  let startLine = 1;
  for (let at = 0; at < text.length; at++) {
    const next = text[at];
    if (next === '\n') line++;
    if (next === '"') {
      for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === '\\') at++;
    } else if (next === '{' || next === '[') depth++;
    else if (next === '}' || next === ']') depth--;
    const isEnd = (depth === 1 && next === ',') || depth === 0;
    if (isEnd && start >= 0) {
      yield { ...parseJsonRow(text.slice(start, at)), line: startLine };
      start = -1;
    } else if (start < 0 && depth > 0 && !(depth === 1 && next === '[') && next?.trim()) {
      start = at;
      startLine = line;
    }
    if (depth === 0 && next?.trim()) {
      if (text.slice(at + 1).trim() !== '') throw new BrokenFile('text follows the array', line);
      return;
    }
  }
  throw new BrokenFile('its array does not end', line);
}

const answerTypes: Readonly<Record<string, ScalarType>> = {
  bool: 'bool',
  boolean: 'bool',
  int: 'int',
  long: 'long',
  real: 'real',
  decimal: 'decimal',
  string: 'string',
  datetime: 'datetime',
  timespan: 'timespan',
  guid: 'guid',
  dynamic: 'dynamic',
};

function answerDocument(text: string): JsonDocument {
  const answer = parseJson(text);
  const tables = answer !== undefined && isBag(answer) ? answer.get('tables') : undefined;
  const table = tables !== undefined && isArray(tables) && tables.length === 1 ? tables[0] : undefined;
  const given = table !== undefined && isBag(table) ? table.get('columns') : undefined;
  const rows = table !== undefined && isBag(table) ? table.get('rows') : undefined;
  if (!given || !rows || !isArray(given) || !isArray(rows)) throw new BrokenFile('it is not the answer of one query');
  const columns = given.map((column): Column => {
    const name = isBag(column) ? column.get('name') : undefined;
    const type = isBag(column) ? answerTypes[String(column.get('type'))] : undefined;
    if (typeof name !== 'string' || !type) throw new BrokenFile('a column of its answer has no name or no known type');
    return { name, type };
  });
  async function* records(cells: readonly Cell[]): AsyncIterable<JsonRecord> {
    for (const row of cells) {
      const isRow = isArray(row) && row.length === columns.length;
      const pairs = isRow ? columns.map(({ name }, i) => [name, row[i] ?? null] as const) : [];
      yield { value: isRow ? new Map(pairs) : undefined, line: 1 };
    }
  }
  return { columns, records: records(rows) };
}
