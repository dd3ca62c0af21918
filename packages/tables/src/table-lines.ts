import type { Column, ColumnType, DocumentedTable, Provenance } from './schema.ts';

/**
 * The text form of tables.txt: a table a line, `Name column column:type …`; a column without a type is a string.
 * Comment lines start with `#`, `# source N | DATE | TEXT` names a source, line `*` holds the standard columns.
 * `Name @N …` says that source N gave the line; without it, source 0 did.
 */
export interface TableText {
  readonly sources: readonly Provenance[];
  readonly standard: readonly Column[];
  readonly tables: readonly DocumentedTable[];
}

/** A line that does not follow the form; lines count from 1. */
export interface LineFault {
  readonly line: number;
  readonly why: string;
}

const types: readonly ColumnType[] = [
  'bool',
  'int',
  'long',
  'real',
  'decimal',
  'string',
  'datetime',
  'timespan',
  'guid',
  'dynamic',
];
const columnTypes: ReadonlySet<string> = new Set(types);
const name = /^[A-Za-z_]\w*$/;
const sourceLine = /^# source (\d+) \| (\d{4}-\d\d-\d\d) \| (.+)$/;

const head = `# One table a line: its name, then its documented columns. A column without a type is a string.
# Line * holds the standard columns that every table has, documented or not. @N behind a name: see source N.
`;

export function isColumnType(text: string): text is ColumnType {
  return columnTypes.has(text);
}

/** True for names that KQL takes without brackets, which is how Log Analytics names tables and columns. */
export function isPlainName(text: string): boolean {
  return name.test(text);
}

/** `A B:int` → its columns. Words that do not follow the form are left out: data/ has none, and refreshing names them. */
export function readColumns(words: readonly string[]): readonly Column[] {
  return words.flatMap((word) => readColumn(word) ?? []);
}

export function writeColumns(columns: readonly Column[]): string {
  return columns.map((c) => (c.type === 'string' ? c.name : `${c.name}:${c.type}`)).join(' ');
}

/** One table's line, without its line break. */
export function readTableLine(line: string): DocumentedTable {
  const [table = '', ...words] = line.split(' ');
  const mark = words[0]?.startsWith('@') ? words.shift() : undefined;
  return { name: table, columns: readColumns(words), source: mark ? Number(mark.slice(1)) : 0 };
}

/** Reads a whole text and tells every line that does not follow the form. Never throws. */
export function readTableText(text: string): { readonly value: TableText; readonly faults: readonly LineFault[] } {
  const sources: Provenance[] = [];
  const tables = new Map<string, DocumentedTable>();
  const faults: LineFault[] = [];
  let standard: readonly Column[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const fault = (why: string) => faults.push({ line: index + 1, why });
    if (line === '') continue;
    if (line.startsWith('#')) {
      const [, number, date, source] = sourceLine.exec(line) ?? [];
      if (date === undefined || source === undefined) continue;
      if (Number(number) === sources.length) sources.push({ source, date });
      else fault(`source ${number} is out of order`);
      continue;
    }
    const table = readTableLine(line);
    const words = line.split(' ').slice(1);
    const seen = new Set<string>();
    for (const word of words[0]?.startsWith('@') ? words.slice(1) : words) {
      const column = readColumn(word);
      if (!column) fault(`'${word}' is not a column`);
      else if (seen.has(column.name)) fault(`column ${column.name} comes twice`);
      else seen.add(column.name);
    }
    if (table.name === '*') standard = table.columns;
    else if (!isPlainName(table.name)) fault(`'${table.name}' is not a table name`);
    else if (tables.has(table.name)) fault(`table ${table.name} comes twice`);
    else if (!sources[table.source]) fault(`table ${table.name} names a source that the file does not list`);
    else tables.set(table.name, table);
  }
  return { value: { sources, standard, tables: [...tables.values()] }, faults };
}

/** The canonical text: tables in the order of their names' code units, lines ended by LF. */
export function writeTableText({ sources, standard, tables }: TableText): string {
  const sorted = [...tables].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const lines = [
    ...sources.map(({ source, date }, number) => `# source ${number} | ${date} | ${source}`),
    `* ${writeColumns(standard)}`,
    ...sorted.map(({ name, columns, source }) =>
      [name, ...(source ? [`@${source}`] : []), writeColumns(columns)].join(' '),
    ),
  ];
  return `${head}${lines.join('\n')}\n`;
}

function readColumn(word: string): Column | undefined {
  const colon = word.indexOf(':');
  const type = colon < 0 ? 'string' : word.slice(colon + 1);
  const column = colon < 0 ? word : word.slice(0, colon);
  return isColumnType(type) && isPlainName(column) ? { name: column, type } : undefined;
}
