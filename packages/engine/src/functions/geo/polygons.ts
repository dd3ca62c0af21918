import type { Cell } from '../../values/cell.ts';
import { type FunctionTable, fn } from '../blueprint.ts';
import { densified } from './densify.ts';
import { nearestOf } from './distances.ts';
import { geometry, pointGeometry, positionCell, readPolygonRings, readPolygons } from './geojson.ts';
import { type Polygon, polygonArea, polygonCentroid, polygonEdges, polygonHolds } from './polygon.ts';
import { united } from './polygon-union.ts';
import { add, angle, earthRadius, isPosition, normalize, type Point, pointOf, positionOf, vector } from './vector.ts';

const holds = (polygons: readonly Polygon[], point: Point): boolean =>
  polygons.some((polygon) => polygonHolds(polygon, point));

/** Metres from a point to the nearest of polygons, 0 inside of one. */
export const distanceToPolygons = (point: Point, all: readonly Polygon[]): number =>
  holds(all, point) ? 0 : nearestOf(point, all.flatMap(polygonEdges)).distance * earthRadius;

const ofUnion = <T>(value: Cell, measure: (polygons: readonly Polygon[]) => T): T | null => {
  const polygons = readPolygons(value);
  return polygons ? measure(united(polygons)) : null;
};

/** Microsoft Learn: a page for each, as "geo_polygon_area()". An invalid polygon gives null. */
export const polygons: FunctionTable = {
  geo_point_in_polygon: fn({
    takes: ['real', 'real', 'dynamic'],
    returns: 'bool',
    run: (longitude, latitude, value) => {
      const read = readPolygons(value);
      return read && isPosition(longitude, latitude) ? holds(read, pointOf([longitude, latitude])) : null;
    },
  }),
  geo_distance_point_to_polygon: fn({
    takes: ['real', 'real', 'dynamic'],
    returns: 'real',
    run: (longitude, latitude, value) => {
      const read = readPolygons(value);
      if (!read || !isPosition(longitude, latitude)) return null;
      return distanceToPolygons(pointOf([longitude, latitude]), read);
    },
  }),
  geo_closest_point_on_polygon: fn({
    takes: ['real', 'real', 'dynamic'],
    returns: 'dynamic',
    run: (longitude, latitude, value) => {
      const read = readPolygons(value);
      if (!read || !isPosition(longitude, latitude)) return null;
      const point = pointOf([longitude, latitude]);
      return pointGeometry(holds(read, point) ? point : nearestOf(point, read.flatMap(polygonEdges)).at);
    },
  }),
  geo_polygon_area: fn({
    takes: ['dynamic'],
    returns: 'real',
    run: (value) =>
      ofUnion(value, (all) => all.reduce((sum, each) => sum + polygonArea(each), 0) * earthRadius * earthRadius),
  }),
  geo_polygon_perimeter: fn({
    takes: ['dynamic'],
    returns: 'real',
    run: (value) =>
      ofUnion(value, (all) => all.flatMap(polygonEdges).reduce((sum, [a, b]) => sum + angle(a, b), 0) * earthRadius),
  }),
  geo_polygon_centroid: fn({
    takes: ['dynamic'],
    returns: 'dynamic',
    run: (value) =>
      ofUnion(value, (all) =>
        pointGeometry(normalize(all.reduce((sum, each) => add(sum, polygonCentroid(each)), vector(0, 0, 0)))),
      ),
  }),
  geo_polygon_densify: fn({
    takes: ['dynamic', 'real?', 'bool?'],
    returns: 'dynamic',
    run: (value, tolerance = 10) => {
      const read = readPolygonRings(value);
      if (!read || !readPolygons(value) || !(tolerance >= 0.1 && tolerance <= 10_000)) return null;
      const all = read.polygons.map((rings) =>
        rings.map((ring) => (densified(ring, tolerance) ?? []).map((point) => positionCell(positionOf(point)))),
      );
      if (all.some((rings) => rings.some((ring) => ring.length === 0))) return null;
      return read.several ? geometry('MultiPolygon', all) : geometry('Polygon', all[0] ?? []);
    },
  }),
};
