import { type Diagnostic, diagnostic, didYouMean } from '@picket/diagnostics';
import type { Analysis, KqlType, OutputColumn } from '@picket/kql';
import type { Document } from '@picket/model';
import type { ColumnUse, WorkbookQuery } from '@picket/workbooks';

const numbers: readonly KqlType[] = ['int', 'long', 'real', 'decimal'];

/** Types that a use can do with; a dynamic value, or one of a type that is not known, may be of any. */
const fitting: Readonly<Record<Exclude<ColumnUse['wants'], 'any'>, readonly KqlType[]>> = {
  number: numbers,
  datetime: ['datetime'],
  'number or text': [...numbers, 'string'],
  'number or timespan': [...numbers, 'timespan'],
};

function fits({ type }: OutputColumn, wants: ColumnUse['wants']): boolean {
  return wants === 'any' || type === 'unknown' || type === 'dynamic' || fitting[wants].includes(type);
}

/** WB301, WB302, WB306: the columns that settings name are there, and of a type that can be drawn. */
export function settingsColumns(
  document: Document<unknown>,
  { columns: uses }: WorkbookQuery,
  { output }: Analysis,
): readonly Diagnostic[] {
  const names = output.columns.map(({ name }) => name);
  return uses.flatMap(({ column, path, use, wants, isLeftover }) => {
    const found = output.columns.find(({ name }) => name === column);
    if (!found && isLeftover) return [diagnostic('WB306', { column, use }, document.at(path))];
    if (!found) {
      const near = names.find((name) => name.toLowerCase() === column.toLowerCase()) ?? didYouMean(column, names);
      return [diagnostic('WB301', { column, use, near }, document.at(path))];
    }
    return fits(found, wants) ? [] : [diagnostic('WB302', { column, use, wants, type: found.type }, document.at(path))];
  });
}

/** What the rows of a visualization must have at least. */
const needs: Readonly<Record<string, readonly Exclude<ColumnUse['wants'], 'any'>[]>> = {
  timechart: ['datetime', 'number'],
  linechart: ['number'],
  areachart: ['number'],
  barchart: ['number'],
  categoricalbar: ['number'],
  unstackedbar: ['number'],
  scatterchart: ['number'],
  piechart: ['number'],
};

/** WB303: a column to measure, and one for the time. */
export function drawableRows(
  document: Document<unknown>,
  { visualization = '', path }: WorkbookQuery,
  { output: { columns } }: Analysis,
): readonly Diagnostic[] {
  const found = columns.map(({ name, type }) => `${name} (${type})`);
  return (needs[visualization] ?? [])
    .filter((wants) => !columns.some((column) => fits(column, wants)))
    .map((wants) => diagnostic('WB303', { visualization, wants, found }, document.at(path)));
}

/** The settings that a visualization looks at; what is in none of the rows is a chart. */
const looksAt: Readonly<Record<string, string>> = { table: 'grid', tiles: 'tiles', stat: 'tiles', map: 'map' };

/** WB304, WB305: settings and visualization go together. */
export function settingsKind(
  document: Document<unknown>,
  { visualization, settings, path, purpose }: WorkbookQuery,
): readonly Diagnostic[] {
  if (settings === undefined || visualization === undefined || purpose !== 'tile') return [];
  const wanted = looksAt[visualization] ?? 'chart';
  const others = settings.filter(({ key, isLaidOver }) => key !== wanted && !isLaidOver);
  const lacks = wanted !== 'chart' && wanted !== 'grid' && !settings.some(({ key }) => key === wanted);
  return [
    ...others.map(({ key, path: at }) => diagnostic('WB304', { key, visualization }, document.keyAt(at))),
    ...(lacks ? [diagnostic('WB305', { key: wanted, visualization }, document.keyAt(path.slice(0, -1)))] : []),
  ];
}
