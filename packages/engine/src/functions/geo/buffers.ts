import type { Cell } from '../../values/cell.ts';
import { Refusal } from '../../values/refusal.ts';
import { type FunctionTable, fn } from '../blueprint.ts';
import { aroundLine, aroundLoop, aroundPoint, type Reach } from './buffer-path.ts';
import { readLines, readPolygons } from './geojson.ts';
import { orientedVertices } from './polygon.ts';
import { united } from './polygon-union.ts';
import { regionGeometry } from './unions.ts';
import { earthRadius, isPosition, type Point, pointOf } from './vector.ts';
import { wound } from './winding.ts';

/** The greatest and the least error that may be asked for, as parts of the radius. */
const coarsest = 1;
const finest = 1e-6;

/** Metres to what a buffer takes; undefined when they are not valid. A tolerance above the radius is refused. */
function readReach(what: string, radius: number, tolerance: number): Reach | undefined {
  if (!(radius > 0) || !(tolerance > 0)) return undefined;
  const fraction = tolerance / radius;
  if (fraction < finest) throw new Refusal(what, 'a tolerance so small beside the radius');
  if (fraction >= coarsest) throw new Refusal(what, 'a tolerance not below the radius');
  if (radius / earthRadius > 1) throw new Refusal(what, 'so great a radius');
  return { radius: radius / earthRadius, fraction };
}

function buffered(
  what: string,
  reach: Reach | undefined,
  paths: (reach: Reach) => readonly (readonly Point[])[],
): Cell {
  return reach ? regionGeometry(what, wound(what, paths(reach))) : null;
}

/** Microsoft Learn: a page for each, as "geo_point_buffer()". Distances in metres; what is invalid gives null. */
export const buffers: FunctionTable = {
  geo_point_buffer: fn({
    takes: ['real', 'real', 'real', 'real?'],
    returns: 'dynamic',
    run: (longitude, latitude, radius, tolerance = 10) => {
      const what = 'geo_point_buffer()';
      if (!isPosition(longitude, latitude)) return null;
      const center = pointOf([longitude, latitude]);
      return buffered(what, readReach(what, radius, tolerance), (reach) => [aroundPoint(center, reach)]);
    },
  }),
  geo_line_buffer: fn({
    takes: ['dynamic', 'real', 'real?'],
    returns: 'dynamic',
    run: (value, radius, tolerance = 10) => {
      const what = 'geo_line_buffer()';
      const lines = readLines(value);
      if (!lines) return null;
      return buffered(what, readReach(what, radius, tolerance), (reach) =>
        lines.chains.map((chain) => aroundLine(chain.map(pointOf), reach)),
      );
    },
  }),
  geo_polygon_buffer: fn({
    takes: ['dynamic', 'real', 'real?'],
    returns: 'dynamic',
    run: (value, radius, tolerance = 10) => {
      const what = 'geo_polygon_buffer()';
      const polygons = readPolygons(value);
      if (!polygons) return null;
      return buffered(what, readReach(what, radius, tolerance), (reach) =>
        united(polygons).flatMap(({ loops }) => loops.map((loop) => aroundLoop(orientedVertices(loop), reach))),
      );
    },
  }),
};
