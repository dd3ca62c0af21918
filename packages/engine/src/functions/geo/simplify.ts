import { type Cell, isArray } from '../../values/cell.ts';
import { Refusal } from '../../values/refusal.ts';
import { type FunctionTable, fn } from '../blueprint.ts';
import { readLines, readPolygons } from './geojson.ts';
import { polygonEdges } from './polygon.ts';
import { angle, earthRadius, type Point, pointOf } from './vector.ts';

/** The greatest tolerance in metres: a quarter of the way around the Earth, less what S2 keeps back. */
const greatest = 7_700_000;

/** A shape whose vertices all lie within the tolerance of each other shrinks to a point, of which nothing is left. */
const vanishes = (points: readonly Point[], tolerance: number): boolean =>
  points.every((point, i) =>
    points.slice(i + 1).every((other) => angle(point, other) * earthRadius < 0.999 * tolerance),
  );

/** Null for what vanishes or has no meaning; what is left of other shapes is not evaluated. */
function simplified(what: string, points: readonly Point[] | undefined, tolerance: number): Cell {
  if (!points || !(tolerance >= 0)) return null;
  if (tolerance <= greatest && points.length < 500 && vanishes(points, tolerance)) return null;
  throw new Refusal(what, 'a shape of which something is left');
}

const polygonPoints = (value: Cell): readonly Point[] | undefined =>
  readPolygons(value)?.flatMap((polygon) => polygonEdges(polygon).map(([point]) => point));

/** Microsoft Learn: a page for each, as "geo_line_simplify()". Only what becomes null is evaluated. */
export const simplify: FunctionTable = {
  geo_line_simplify: fn({
    takes: ['dynamic', 'real?'],
    returns: 'dynamic',
    run: (value, tolerance = 10) =>
      simplified('geo_line_simplify()', readLines(value)?.chains.flat().map(pointOf), tolerance),
  }),
  geo_polygon_simplify: fn({
    takes: ['dynamic', 'real?'],
    returns: 'dynamic',
    run: (value, tolerance = 10) => simplified('geo_polygon_simplify()', polygonPoints(value), tolerance),
  }),
  geo_simplify_polygons_array: fn({
    takes: ['dynamic', 'real?'],
    returns: 'dynamic',
    run: (value, tolerance = 10) => {
      if (!isArray(value) || value.length === 0) return null;
      const points = value.map(polygonPoints);
      const all = points.flatMap((each) => each ?? []);
      return simplified('geo_simplify_polygons_array()', points.includes(undefined) ? undefined : all, tolerance);
    },
  }),
};
