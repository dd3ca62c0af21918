import { type Cell, isArray } from '../../values/cell.ts';
import { Refusal } from '../../values/refusal.ts';
import { type FunctionTable, fn } from '../blueprint.ts';
import { geometry, readPolygons, ringCell } from './geojson.ts';
import { type Region, united } from './polygon-union.ts';
import { positionOf } from './vector.ts';

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

/** Microsoft Learn: "geo_union_polygons_array()". An invalid polygon makes the whole null. */
export const unions: FunctionTable = {
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
