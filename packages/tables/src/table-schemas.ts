import { factFile } from './data-file.ts';
import type { Column, Provenance, TableSchema } from './schema.ts';
import { readTableLine, readTableText } from './table-lines.ts';

interface TableIndex {
  readonly standard: readonly Column[];
  readonly sources: readonly Provenance[];
  /** Where a table's line lies in the text: it is parsed when someone asks for that table. */
  readonly lines: ReadonlyMap<string, readonly [start: number, end: number]>;
  readonly text: string;
}

const index = factFile('tables.txt', indexLines);
const schemas = new Map<string, TableSchema>();

/**
 * The columns of a table as Azure Monitor documents them, followed by the standard columns that its documentation leaves
 * out. Where a table documents a standard column, the documented type stands. Exact and case-sensitive, as KQL is;
 * `undefined` for a table that is not documented. Source: Microsoft Learn, "Azure Monitor table reference" and
 * "Standard columns in Azure Monitor Logs".
 */
export function tableSchema(name: string): TableSchema | undefined {
  const known = schemas.get(name);
  if (known) return known;
  const { text, lines, standard } = index();
  const line = lines.get(name);
  if (!line) return undefined;
  const { columns } = readTableLine(text.slice(...line));
  const documented = new Set(columns.map((column) => column.name));
  const schema = { name, columns: [...columns, ...standard.filter((column) => !documented.has(column.name))] };
  schemas.set(name, schema);
  return schema;
}

/** All documented tables, in the order of their names. */
export function tableNames(): readonly string[] {
  return [...index().lines.keys()];
}

/** Who documents the tables; the first is the one that most tables come from. */
export function tableSources(): readonly Provenance[] {
  return index().sources;
}

function indexLines(text: string): TableIndex {
  const lines = new Map<string, readonly [number, number]>();
  let start = 0;
  let firstTable = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const first = text[start];
    if (first !== '#' && first !== '*' && end > start) {
      firstTable ||= start;
      lines.set(text.slice(start, text.indexOf(' ', start)), [start, end]);
    }
    start = end + 1;
  }
  const { standard, sources } = readTableText(text.slice(0, firstTable)).value;
  return { standard, sources, lines, text };
}
