import type { Cell } from '../../values/cell.ts';
import { Refusal } from '../../values/refusal.ts';
import { type FunctionTable, fn } from '../blueprint.ts';
import { covering, type Shape } from './covering.ts';
import { readLines, readPolygonRings, readPolygons } from './geojson.ts';
import { cellsInside } from './h3-library.ts';
import { edgesOfLines } from './lines.ts';
import { polygonArea } from './polygon.ts';
import { edgesOfRegion, regionHolds, united } from './polygon-union.ts';
import { cellToken } from './s2-library.ts';
import { asDistinct } from './token-order.ts';
import { earthRadius, type Point } from './vector.ts';

function tokensOf(shape: Shape, level: bigint): Cell {
  if (level < 0n || level > 30n) return null;
  return covering(shape, Number(level))?.map(cellToken) ?? null;
}

/** Cells that a polygon may have at most; counts up to `certain` are given, beyond `most` there is none. */
const certain = 20_000;
const most = 61_680;

/** The average area of a cell of a resolution, in square metres. Each resolution has seven times as many. */
const averageArea = (resolution: number): number => (4 * Math.PI * earthRadius ** 2) / (2 + 120 * 7 ** resolution);

function h3Cells(value: Cell, resolution: bigint, radius: number): Cell {
  const what = 'geo_polygon_to_h3cells()';
  const polygons = readPolygons(value);
  const rings = readPolygonRings(value);
  if (!polygons || !rings || resolution < 0n || resolution > 15n || !(radius >= 0)) return null;
  if (radius > 0) throw new Refusal(what, 'a radius about the polygon');
  const [polygon, another] = rings.polygons;
  if (!polygon || another) throw new Refusal(what, 'several polygons');
  const expected = polygons.reduce((sum, each) => sum + polygonArea(each), 0) * earthRadius ** 2;
  if (expected / averageArea(Number(resolution)) > 3 * most) return null;
  const cells = cellsInside(polygon, Number(resolution));
  if (cells.length > 2 * most) return null;
  if (cells.length > certain) throw new Refusal(what, 'so many cells');
  return asDistinct(what, cells);
}

/** Microsoft Learn: a page for each, as "geo_line_to_s2cells()". What is invalid, or takes too many cells, gives null. */
export const covers: FunctionTable = {
  geo_line_to_s2cells: fn({
    takes: ['dynamic', 'long?', 'real?'],
    returns: 'dynamic',
    run: (value, level = 11n, radius = 0) => {
      const read = readLines(value);
      if (!read || !(radius >= 0)) return null;
      return tokensOf({ edges: edgesOfLines(read), holds: () => false, radius: radius / earthRadius }, level);
    },
  }),
  geo_polygon_to_s2cells: fn({
    takes: ['dynamic', 'long?', 'real?'],
    returns: 'dynamic',
    run: (value, level = 11n, radius = 0) => {
      const polygons = readPolygons(value);
      if (!polygons || !(radius >= 0)) return null;
      const region = united(polygons);
      const shape = {
        edges: edgesOfRegion(region),
        holds: (point: Point) => regionHolds(region, point),
        radius: radius / earthRadius,
      };
      return tokensOf(shape, level);
    },
  }),
  geo_polygon_to_h3cells: fn({
    takes: ['dynamic', 'long?', 'real?'],
    returns: 'dynamic',
    run: (value, resolution = 6n, radius = 0) => h3Cells(value, resolution, radius),
  }),
};
