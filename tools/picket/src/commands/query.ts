import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Diagnostic, diagnostic, OutsideFailure, renderProblem } from '@picket/diagnostics';
import { cellJson, type Json, readRows, runQuery, type Table, tableJson } from '@picket/engine';
import { tableSchema } from '@picket/tables';
import { exitCodes, type Options, type RunCommand, textOption } from '../command.ts';
import type { Io } from '../io.ts';

/** Runs a query on rows of local files, or a batch of queries: JSON lines in, JSON lines out. */
export const run: RunCommand = async (io, [kql], options) => {
  const written = textOption(options, 'now');
  const now = written === undefined ? io.now() : new Date(written);
  const render = renderers[textOption(options, 'format') ?? 'table'];
  const wrong = Number.isNaN(now.getTime())
    ? diagnostic('CMD009', { option: '--now', value: written ?? '', want: 'a moment as 2026-03-02T10:00:00Z' })
    : options.batch || kql !== undefined
      ? undefined
      : diagnostic('CMD009', { option: '[kql]', value: '', want: 'a query, or --batch' });
  if (wrong || !render) {
    if (wrong) tell(io, [wrong], '');
    return exitCodes.usage;
  }
  const data = await readTables(pathsOf(options));
  if (data.problems.length > 0) {
    tell(io, data.problems, '');
    return exitCodes.problems;
  }
  if (options.batch) {
    for await (const line of createInterface({ input: process.stdin })) {
      if (line.trim() !== '') io.out(`${answerLine(line, now, data.tables)}\n`);
    }
    return exitCodes.fine;
  }
  const result = runQuery(kql ?? '', { now, tables: data.tables });
  if (!result.value) {
    tell(io, result.problems, kql ?? '');
    return exitCodes.problems;
  }
  io.out(render(result.value));
  return exitCodes.fine;
};

/** One question of a batch and its answer: rows, why it is refused, or why it failed. */
export function answerLine(line: string, now: Date, tables: ReadonlyMap<string, Table>): string {
  const asked: unknown = JSON.parse(line);
  const { id, query } = (typeof asked === 'object' && asked !== null ? asked : {}) as { id?: unknown; query?: unknown };
  try {
    const { value, problems } = runQuery(String(query), { now, tables });
    if (value) return JSON.stringify({ id, ...tableJson(value) });
    return JSON.stringify({ id, refused: problems.map(({ code, message }) => ({ code, message })) });
  } catch (failure) {
    // One query's failure is its answer; the others still get theirs.
    return JSON.stringify({ id, error: failure instanceof Error ? failure.message : String(failure) });
  }
}

function tell(io: Io, problems: readonly Diagnostic[], kql: string): void {
  for (const problem of problems) {
    io.err(renderProblem(problem, (file) => (file === 'query' ? kql : undefined), io.colour));
  }
}

function pathsOf(options: Options): readonly string[] {
  const given: unknown = options.data;
  if (typeof given === 'string') return [given];
  return Array.isArray(given) ? given.map(String) : [];
}

/** Files named after tables, each by itself or in a folder. */
async function readTables(
  paths: readonly string[],
): Promise<{ readonly tables: ReadonlyMap<string, Table>; readonly problems: readonly Diagnostic[] }> {
  const tables = new Map<string, Table>();
  const problems: Diagnostic[] = [];
  for (const file of (await Promise.all(paths.map(filesAt))).flat()) {
    const name = basename(file, extname(file));
    const schema = tableSchema(name);
    const isRead = /\.(json|jsonl)$/i.test(file);
    if (!isRead || !schema) {
      problems.push(isRead ? diagnostic('ENG108', { table: name }) : diagnostic('ENG109', { file }));
      continue;
    }
    const read = readRows(await readFile(file, 'utf8'), file, schema.columns);
    problems.push(...read.problems);
    if (read.value) tables.set(name, read.value);
  }
  return { tables, problems };
}

async function filesAt(path: string): Promise<readonly string[]> {
  try {
    const found = await stat(path);
    if (!found.isDirectory()) return [path];
    return (await readdir(path)).sort().map((name) => join(path, name));
  } catch (failure) {
    throw new OutsideFailure(diagnostic('CMD001', { path }), failure);
  }
}

const renderers: Readonly<Record<string, (table: Table) => string>> = {
  json: (table) => `${JSON.stringify(tableJson(table), null, 2)}\n`,
  csv: (table) => lines(textsOf(table).map((cells) => cells.map(csvField).join(','))),
  table: (table) => {
    const texts = textsOf(table);
    const widths = table.columns.map((_, i) => Math.max(...texts.map((cells) => cells[i]?.length ?? 0)));
    return lines(
      texts.map((cells) =>
        cells
          .map((cell, i) => cell.padEnd(widths[i] ?? 0))
          .join('  ')
          .trimEnd(),
      ),
    );
  },
};

const lines = (texts: readonly string[]): string => texts.map((text) => `${text}\n`).join('');

/** Names, then cells, as text. */
function textsOf({ columns, rows }: Table): readonly (readonly string[])[] {
  const cells = rows.map((row) => columns.map(({ type }, i) => plainText(cellJson(row[i] ?? null, type))));
  return [columns.map((column) => column.name), ...cells];
}

function plainText(value: Json): string {
  if (value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const csvField = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
