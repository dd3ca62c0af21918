import type { Column, Json } from '@picket/engine';
import type { MapSettings } from '@picket/model';
import { numberOf } from './chart-series.ts';
import type { Look } from './palette.ts';

/** What a map shows: a circle for each place, its area after the size. */
export interface MapPoints {
  readonly points: readonly {
    readonly label: string;
    readonly size: number;
    /** Longitude and latitude. */
    readonly at: readonly [number, number];
    /** The place of the row in the result. */
    readonly row: number;
  }[];
  /** Rows whose place is not known, by their labels. */
  readonly nowhere: readonly string[];
  readonly look: Look;
}

/** Places of a result, or what it lacks for a map. `countryPlace` tells where a country is. */
export function mapPoints(
  settings: MapSettings,
  columns: readonly Column[],
  rows: readonly (readonly Json[])[],
  look: Look,
  countryPlace: (country: string) => readonly [number, number] | undefined,
): MapPoints | { readonly lacks: string } {
  const place = (name: string | undefined): number =>
    name === undefined ? -1 : columns.findIndex((column) => column.name === name);
  const { country, latitude, longitude, label, size } = settings;
  for (const name of [country, latitude, longitude, label, size]) {
    if (name !== undefined && place(name) < 0) return { lacks: `the result has no column '${name}'` };
  }
  const points: MapPoints['points'][number][] = [];
  const nowhere: string[] = [];
  rows.forEach((row, i) => {
    const [east, north] = [numberOf(row[place(longitude)]), numberOf(row[place(latitude)])];
    const named = country === undefined ? undefined : countryPlace(String(row[place(country)] ?? ''));
    const at =
      country === undefined
        ? east === undefined || north === undefined
          ? undefined
          : ([east, north] as const)
        : named;
    const text = String(row[place(label)] ?? '');
    if (at) points.push({ label: text, size: numberOf(row[place(size)]) ?? 0, at, row: i });
    else nowhere.push(text || '(empty)');
  });
  return { points, nowhere, look };
}
