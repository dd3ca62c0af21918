import type { FunctionTable } from '../blueprint.ts';
import { buffers } from './buffers.ts';
import { covers } from './covers.ts';
import { geohash } from './geohash.ts';
import { h3 } from './h3.ts';
import { intersections } from './intersections.ts';
import { ipLocation } from './ip-location.ts';
import { lines } from './lines.ts';
import { points } from './points.ts';
import { polygons } from './polygons.ts';
import { s2 } from './s2.ts';
import { simplify } from './simplify.ts';
import { unions } from './unions.ts';
import { wkt } from './wkt.ts';

/** The geospatial functions. They work on a sphere, as Google's S2 does, and on Uber's H3. */
export const geospatial: FunctionTable = {
  ...points,
  ...lines,
  ...polygons,
  ...unions,
  ...covers,
  ...buffers,
  ...simplify,
  ...intersections,
  ...geohash,
  ...h3,
  ...s2,
  ...wkt,
  ...ipLocation,
};
