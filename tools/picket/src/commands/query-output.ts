import { cellJson, type Json, type ScalarType, type Table, tableJson } from '@picket/engine';

/** How a result is shown. */
export interface Shown {
  /** Characters in a line of the terminal that it goes to; undefined where it goes elsewhere. */
  readonly width?: number | undefined;
  readonly colour: boolean;
}

type Render = (table: Table, shown: Shown) => string;

/** Forms of a result, by the name that `--format` takes. */
export const renderers: Readonly<Record<string, Render>> = {
  json: (table) => `${JSON.stringify(tableJson(table), null, 2)}\n`,
  csv: (table) => lines([namesOf(table), ...textsOf(table)].map((cells) => cells.map(csvField).join(','))),
  table: tableText,
};

const rightAligned: readonly ScalarType[] = ['int', 'long', 'real', 'decimal'];
const narrowest = 8;
const gap = '  ';

/** Columns side by side, numbers to the right; on a terminal, wide columns are cut so that lines fit. */
function tableText(table: Table, { width, colour }: Shown): string {
  const rows = [namesOf(table), ...textsOf(table).map((cells) => cells.map(oneLine))];
  const wanted = table.columns.map((_, i) => rows.reduce((most, cells) => Math.max(most, lengthOf(cells[i] ?? '')), 0));
  const widths = width === undefined ? wanted : fitted(wanted, width);
  const texts = rows.map((cells) =>
    cells
      .map((cell, i) => {
        const room = widths[i] ?? 0;
        const cut = lengthOf(cell) > room ? `${[...cell].slice(0, Math.max(0, room - 1)).join('')}…` : cell;
        const blanks = ' '.repeat(Math.max(0, room - lengthOf(cut)));
        return rightAligned.includes(table.columns[i]?.type ?? 'string') ? blanks + cut : cut + blanks;
      })
      .join(gap)
      .trimEnd(),
  );
  const [head = '', ...rest] = texts;
  return lines([colour && width !== undefined ? `\u001b[1m${head}\u001b[22m` : head, ...rest]);
}

const lengthOf = (text: string): number => [...text].length;

/** What would move the cursor is written out, so that a cell stays in its place. */
const oneLine = (text: string): string =>
  text.replace(/\p{Cc}/gu, (each) =>
    JSON.stringify(each)
      .slice(1, -1)
      .replace(/^\P{ASCII}$/u, ' '),
  );

/** The widest columns give way first. */
function fitted(wanted: readonly number[], width: number): readonly number[] {
  const room = width - gap.length * Math.max(0, wanted.length - 1);
  const total = (most: number): number => wanted.reduce((sum, each) => sum + Math.min(each, most), 0);
  let most = Math.max(narrowest, ...wanted);
  while (most > narrowest && total(most) > room) most--;
  return wanted.map((each) => Math.min(each, most));
}

const lines = (texts: readonly string[]): string => texts.map((text) => `${text}\n`).join('');

const namesOf = ({ columns }: Table): readonly string[] => columns.map((column) => column.name);

const textsOf = ({ columns, rows }: Table): readonly (readonly string[])[] =>
  rows.map((row) => columns.map(({ type }, i) => plainText(cellJson(row[i] ?? null, type))));

function plainText(value: Json): string {
  if (value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const csvField = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
