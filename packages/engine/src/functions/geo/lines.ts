import type { Cell } from '../../values/cell.ts';
import { Refusal } from '../../values/refusal.ts';
import { type FunctionTable, fn } from '../blueprint.ts';
import { densified } from './densify.ts';
import { nearestOf, pointAtDistance } from './distances.ts';
import { geometry, type Lines, pointGeometry, positionCell, readLine, readLines } from './geojson.ts';
import { unitedEdges } from './line-union.ts';
import { edgeCentroid } from './loop.ts';
import { add, angle, earthRadius, isPosition, normalize, type Point, pointOf, positionOf, vector } from './vector.ts';

type Edge = readonly [Point, Point];

export const edgesOfChain = (points: readonly Point[]): readonly Edge[] =>
  points.slice(1).map((point, i) => [points[i] ?? point, point]);

/** The edges of all lines, in their order. */
export const edgesOfLines = ({ chains }: Lines): readonly Edge[] =>
  chains.flatMap((chain) => edgesOfChain(chain.map(pointOf)));

const lengthOf = (edges: readonly Edge[]): number => edges.reduce((sum, [a, b]) => sum + angle(a, b), 0);

/** Metres from a point to the nearest of lines. */
export const distanceToLines = (point: Point, lines: Lines): number =>
  nearestOf(point, edgesOfLines(lines)).distance * earthRadius;

export const lineStrings = (chains: readonly (readonly Point[])[], several: boolean): Cell => {
  const all = chains.map((chain) => chain.map((point) => positionCell(positionOf(point))));
  return several ? geometry('MultiLineString', all) : geometry('LineString', all[0] ?? []);
};

function pointAtFraction(points: readonly Point[], fraction: number): Point {
  const edges = edgesOfChain(points);
  let left = fraction * lengthOf(edges);
  for (const [a, b] of fraction > 0 ? edges : []) {
    const length = angle(a, b);
    if (left < length) return pointAtDistance(a, b, left);
    left -= length;
  }
  return (fraction > 0 ? points.at(-1) : points[0]) ?? vector(0, 0, 0);
}

/** Microsoft Learn: a page for each, as "geo_line_length()". An invalid line gives null. */
export const lines: FunctionTable = {
  geo_line_length: fn({
    takes: ['dynamic'],
    returns: 'real',
    run: (value) => {
      const read = readLines(value);
      return read ? lengthOf(unitedEdges('geo_line_length()', read)) * earthRadius : null;
    },
  }),
  geo_line_centroid: fn({
    takes: ['dynamic'],
    returns: 'dynamic',
    run: (value) => {
      const read = readLines(value);
      if (!read) return null;
      const edges = unitedEdges('geo_line_centroid()', read);
      return pointGeometry(normalize(edges.reduce((sum, [a, b]) => add(sum, edgeCentroid(a, b)), vector(0, 0, 0))));
    },
  }),
  geo_line_interpolate_point: fn({
    takes: ['dynamic', 'real'],
    returns: 'dynamic',
    run: (value, fraction) => {
      const chain = readLine(value);
      if (!chain || !(fraction >= 0 && fraction <= 1)) return null;
      return pointGeometry(pointAtFraction(chain.map(pointOf), fraction));
    },
  }),
  geo_line_locate_point: fn({
    takes: ['dynamic', 'real', 'real', 'bool?'],
    returns: 'real',
    run: (value, longitude, latitude, onSpheroid = false) => {
      const chain = readLine(value);
      if (!chain || !isPosition(longitude, latitude)) return null;
      if (onSpheroid) throw new Refusal('geo_line_locate_point()', 'a distance on the spheroid');
      const edges = edgesOfChain(chain.map(pointOf));
      const { at, edge } = nearestOf(pointOf([longitude, latitude]), edges);
      const before = lengthOf(edges.slice(0, edge)) + angle(edges[edge]?.[0] ?? at, at);
      return Math.min(1, before / lengthOf(edges));
    },
  }),
  geo_line_densify: fn({
    takes: ['dynamic', 'real?', 'bool?'],
    returns: 'dynamic',
    run: (value, tolerance = 10) => {
      const read = readLines(value);
      if (!read || !(tolerance >= 0.1 && tolerance <= 10_000)) return null;
      const chains = read.chains.map((chain) => densified(chain, tolerance));
      const complete = chains.flatMap((chain) => (chain ? [chain] : []));
      return complete.length === chains.length ? lineStrings(complete, read.several) : null;
    },
  }),
  geo_closest_point_on_line: fn({
    takes: ['real', 'real', 'dynamic'],
    returns: 'dynamic',
    run: (longitude, latitude, value) => {
      const read = readLines(value);
      if (!read || !isPosition(longitude, latitude)) return null;
      return pointGeometry(nearestOf(pointOf([longitude, latitude]), edgesOfLines(read)).at);
    },
  }),
  geo_distance_point_to_line: fn({
    takes: ['real', 'real', 'dynamic'],
    returns: 'real',
    run: (longitude, latitude, value) => {
      const read = readLines(value);
      if (!read || !isPosition(longitude, latitude)) return null;
      return distanceToLines(pointOf([longitude, latitude]), read);
    },
  }),
};
