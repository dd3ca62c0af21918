import type { Column } from '@picket/engine';
import type { ChartSettings, Visualization } from '@picket/model';

const numbers: ReadonlySet<string> = new Set(['int', 'long', 'real', 'decimal', 'timespan']);
export const isNumber = (column: Column): boolean => numbers.has(column.type);

/** Which columns a chart draws, by their places. */
export interface ChartRoles {
  /** Missing where there is one row of numbers only: then the columns' names stand there. */
  readonly x?: number;
  readonly y: readonly number[];
  readonly group?: number;
}

/** A chart that cannot be drawn from these columns, and why. */
export interface NoChart {
  readonly lacks: string;
}

/**
 * What the settings name; where they do not, as Azure chooses: x is the first datetime, except for charts by category, else
 * the first column that is no number; every number is a y; the next text column makes the series.
 */
export function chartRoles(
  kind: Visualization,
  columns: readonly Column[],
  settings: ChartSettings = {},
): ChartRoles | NoChart {
  const place = (name: string): number => columns.findIndex((column) => column.name === name);
  for (const name of [settings.x, settings.group, ...(settings.y ?? [])]) {
    if (name !== undefined && place(name) < 0) return { lacks: `the result has no column '${name}'` };
  }
  const all = columns.map((column, at) => ({ column, at }));
  const y = settings.y
    ? settings.y.map(place)
    : all
        .filter(({ column, at }) => isNumber(column) && at !== (settings.x === undefined ? -1 : place(settings.x)))
        .map(({ at }) => at);
  if (y.length === 0) return { lacks: 'the result has no column of numbers' };
  const group = settings.group === undefined ? undefined : place(settings.group);
  const free = all.filter(({ at }) => !y.includes(at) && at !== group);
  const moments = free.filter(({ column }) => column.type === 'datetime');
  const texts = free.filter(({ column }) => column.type !== 'datetime' && !isNumber(column));
  if (kind === 'scatterchart' && settings.x === undefined && moments.length === 0 && y.length > 1) {
    const [x, ...rest] = y;
    return { ...(x === undefined ? {} : { x }), y: rest, ...withGroup(group ?? texts[0]?.at) };
  }
  const usual = !byCategory.has(kind) || texts.length === 0 ? (moments[0] ?? texts[0]) : texts[0];
  const x = settings.x === undefined ? usual?.at : place(settings.x);
  if (kind === 'timechart' && (x === undefined || columns[x]?.type !== 'datetime'))
    return { lacks: 'the result has no column of moments' };
  const series = group ?? (kind === 'piechart' ? undefined : texts.find(({ at }) => at !== x)?.at);
  return { ...(x === undefined ? {} : { x }), y, ...withGroup(series) };
}

const byCategory: ReadonlySet<Visualization> = new Set(['piechart', 'categoricalbar']);
const withGroup = (group: number | undefined): { readonly group?: number } => (group === undefined ? {} : { group });
