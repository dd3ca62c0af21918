import { type Cell, isArray } from '../../values/cell.ts';
import { Refusal } from '../../values/refusal.ts';
import { type FunctionTable, fn } from '../blueprint.ts';
import { geometry, readLines, readPolygons, ringCell } from './geojson.ts';
import { joinedLines } from './line-paths.ts';
import { lineStrings } from './lines.ts';
import { type Region, united } from './polygon-union.ts';
import { type Point, pointOf, positionOf } from './vector.ts';

/** A region as GeoJSON: a Polygon, or a MultiPolygon of several. Where a ring of a hole starts is not known. */
export function regionGeometry(what: string, region: Region): Cell {
  const rings = region.map(({ loops: [shell, ...holes] }) => {
    if (!shell || holes.length > 0) throw new Refusal(what, 'a result with holes');
    return [ringCell(shell.vertices.map(positionOf))];
  });
  return rings.length === 1 ? geometry('Polygon', rings[0] ?? []) : geometry('MultiPolygon', rings);
}

/** The polygons of an array of Polygons and MultiPolygons, each united; undefined when one of them is not valid. */
export function readPolygonArray(value: Cell): readonly Region[] | undefined {
  if (!isArray(value) || value.length === 0) return undefined;
  const regions: Region[] = [];
  for (const each of value) {
    const polygons = readPolygons(each);
    if (!polygons) return undefined;
    regions.push(united(polygons));
  }
  return regions;
}

/** Microsoft Learn, "geo_union_polygons_array()" and "geo_union_lines_array()". An invalid shape makes the whole null. */
export const unions: FunctionTable = {
  geo_union_lines_array: fn({
    takes: ['dynamic'],
    returns: 'dynamic',
    run: (value) => {
      if (!isArray(value) || value.length === 0) return null;
      const chains: (readonly Point[])[] = [];
      for (const each of value) {
        const lines = readLines(each);
        if (!lines) return null;
        chains.push(...lines.chains.map((chain) => chain.map(pointOf)));
      }
      const joined = joinedLines('geo_union_lines_array()', chains);
      return lineStrings(joined, joined.length > 1);
    },
  }),
  geo_union_polygons_array: fn({
    takes: ['dynamic'],
    returns: 'dynamic',
    run: (value) => {
      const regions = readPolygonArray(value);
      if (!regions) return null;
      if (regions.some((region) => region.length > 1))
        throw new Refusal('geo_union_polygons_array()', 'multipolygons among the polygons');
      return regionGeometry('geo_union_polygons_array()', united(regions.flat()));
    },
  }),
};
