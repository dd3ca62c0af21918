import type { Column, Json } from '@picket/engine';
import type { ChartSettings } from '@picket/model';
import type { ChartRoles } from './chart-roles.ts';

/** Rows by series: what a chart draws. */
export interface ChartSeries {
  /** Values of x in the order in which they are drawn: moments as ISO 8601 in their order, others as they came. */
  readonly x: readonly string[];
  readonly isTime: boolean;
  readonly series: readonly {
    readonly name: string;
    readonly colour?: string;
    /** By the place in x; null where the result has none. */
    readonly values: readonly (number | null)[];
  }[];
  /** Series that are too many to draw. */
  readonly left: number;
}

const mostSeries = 20;

/** The rows of a result as series. Values of the same x and series are added up. The largest series come first. */
export function chartSeries(
  { x, y, group }: ChartRoles,
  columns: readonly Column[],
  rows: readonly (readonly Json[])[],
  settings: ChartSettings = {},
): ChartSeries {
  const isTime = x !== undefined && columns[x]?.type === 'datetime';
  if (x === undefined && group === undefined) return namesAsX(y, columns, rows, settings);
  const values = new Map<string, Map<string, number>>();
  const places = new Set<string>();
  for (const row of rows) {
    const at = x === undefined ? '' : textOf(row[x]);
    places.add(at);
    for (const each of y) {
      const number = numberOf(row[each]);
      if (number === undefined) continue;
      const own = columns[each]?.name ?? '';
      const part = group === undefined ? own : textOf(row[group]) || '(empty)';
      const name = group !== undefined && y.length > 1 ? `${part}, ${own}` : part;
      const known = values.get(name) ?? new Map<string, number>();
      known.set(at, (known.get(at) ?? 0) + number);
      values.set(name, known);
    }
  }
  const order = isTime ? [...places].filter((place) => place !== '').sort() : [...places];
  const total = (each: ReadonlyMap<string, number>): number =>
    [...each.values()].reduce((sum, value) => sum + value, 0);
  const ranked = group === undefined ? [...values] : [...values].sort(([, a], [, b]) => total(b) - total(a));
  const shown = ranked.slice(0, mostSeries);
  return {
    x: order,
    isTime,
    series: shown.map(([name, known]) => ({
      ...named(name, settings),
      values: order.map((place) => known.get(place) ?? null),
    })),
    left: ranked.length - shown.length,
  };
}

/** One row of numbers: their names along the axis. */
function namesAsX(
  y: readonly number[],
  columns: readonly Column[],
  rows: readonly (readonly Json[])[],
  settings: ChartSettings,
): ChartSeries {
  const names = y.map((each) => named(columns[each]?.name ?? '', settings).name);
  const values = y.map((each) => numberOf(rows[0]?.[each]) ?? null);
  return { x: names, isTime: false, series: [{ name: '', values }], left: 0 };
}

function named(name: string, { series = [] }: ChartSettings): { readonly name: string; readonly colour?: string } {
  const given = series.find((each) => each.name === name);
  return { name: given?.label ?? name, ...(given?.colour === undefined ? {} : { colour: given.colour }) };
}

const textOf = (value: Json | undefined): string =>
  value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);

/** A number of the result; a timespan in seconds. */
export function numberOf(value: Json | undefined): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value === '') return undefined;
  const [, sign = '', days = 0, hours, minutes = 0, seconds = 0] =
    /^(-?)(?:(\d+)\.)?(\d\d):(\d\d):(\d\d(?:\.\d+)?)$/.exec(value) ?? [];
  const number =
    hours === undefined
      ? Number(value)
      : ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
  return Number.isFinite(number) ? (sign === '-' ? -number : number) : undefined;
}
