import type { Cell } from '../../values/cell.ts';
import { Refusal } from '../../values/refusal.ts';
import { type FunctionTable, fn } from '../blueprint.ts';
import { geometry, pointGeometry, positionCell, readLines, readPolygons } from './geojson.ts';
import { unitedEdges } from './line-union.ts';
import { edgesOfLines } from './lines.ts';
import {
  directions,
  type EdgePair,
  hasReverse,
  hasSame,
  middleOf,
  type Overlay,
  overlay,
  type Piece,
} from './overlay.ts';
import { boundary, edgesOfRegion, enclosed, type Region, regionHolds, united } from './polygon-union.ts';
import { regionGeometry } from './unions.ts';
import { positionOf } from './vector.ts';

/** Places where pieces of both shapes end. */
function commonPlaces({ first, second }: Overlay): ReadonlySet<number> {
  const ends = (pieces: readonly Piece[]): ReadonlySet<number> => new Set(pieces.flatMap(({ from, to }) => [from, to]));
  const ofSecond = ends(second);
  return new Set([...ends(first)].filter((place) => ofSecond.has(place)));
}

const collection = (geometries: readonly Cell[]): Cell => {
  const [only] = geometries;
  if (only && geometries.length === 1) return only;
  return new Map<string, Cell>([
    ['type', 'GeometryCollection'],
    ['geometries', geometries],
  ]);
};

function pointsGeometry(what: string, { places, touched }: Overlay, found: readonly number[]): readonly Cell[] {
  if (found.some((place) => touched.has(place)))
    throw new Refusal(what, 'a corner of one shape on an edge of the other');
  if (found.length > 1) throw new Refusal(what, 'several single points in the result');
  return found.flatMap((number) => (places[number] ? [pointGeometry(places[number])] : []));
}

const withoutEnds = (places: ReadonlySet<number>, pieces: readonly Piece[]): readonly number[] => {
  const used = new Set(pieces.flatMap(({ from, to }) => [from, to]));
  return [...places].filter((place) => !used.has(place));
};

function meetOfPolygons(first: Region, second: Region): Cell {
  const what = 'geo_intersection_2polygons()';
  const laid = overlay(edgesOfRegion(first), edgesOfRegion(second));
  const ofSecond = directions(laid.second);
  if (laid.first.some((piece) => hasReverse(ofSecond, piece)))
    throw new Refusal(what, 'polygons that share a border from both sides');
  const pieces = boundary(laid, first, second, true);
  const area = pieces.length > 0 ? [regionGeometry(what, enclosed(laid.places, pieces))] : [];
  return collection([...pointsGeometry(what, laid, withoutEnds(commonPlaces(laid), pieces)), ...area]);
}

/** Pieces of lines that follow each other, as LineString or MultiLineString. */
function linesGeometry(what: string, { places }: Overlay, pieces: readonly Piece[]): readonly Cell[] {
  const chains: number[][] = [];
  for (const { from, to } of pieces) {
    const last = chains.at(-1);
    if (last?.at(-1) === from) last.push(to);
    else chains.push([from, to]);
  }
  const all = chains.flat();
  const ends = chains.flatMap((chain) => [chain[0], chain.at(-1)]);
  if (new Set(all).size !== all.length || new Set(ends).size !== ends.length)
    throw new Refusal(what, 'lines that meet themselves');
  const written = chains.map((chain) =>
    chain.flatMap((place) => (places[place] ? [positionCell(positionOf(places[place]))] : [])),
  );
  if (written.length === 0) return [];
  return [written.length === 1 ? geometry('LineString', written[0] ?? []) : geometry('MultiLineString', written)];
}

function meetOfLines(first: readonly EdgePair[], second: readonly EdgePair[]): Cell {
  const what = 'geo_intersection_2lines()';
  const laid = overlay(first, second);
  const ofSecond = directions(laid.second);
  const pieces = laid.first.filter((piece) => hasSame(ofSecond, piece) || hasReverse(ofSecond, piece));
  const points = pointsGeometry(what, laid, withoutEnds(commonPlaces(laid), pieces));
  return collection([...points, ...linesGeometry(what, laid, pieces)]);
}

function meetOfLineAndPolygon(line: readonly EdgePair[], polygon: Region): Cell {
  const what = 'geo_intersection_line_with_polygon()';
  const laid = overlay(line, edgesOfRegion(polygon));
  const border = directions(laid.second);
  if (laid.first.some((piece) => hasSame(border, piece) || hasReverse(border, piece)))
    throw new Refusal(what, 'a line along the border');
  const pieces = laid.first.filter((piece) => regionHolds(polygon, middleOf(laid.places, piece)));
  if (withoutEnds(commonPlaces(laid), pieces).length > 0) throw new Refusal(what, 'a line that touches the border');
  return collection(linesGeometry(what, laid, pieces));
}

/** Do edges of the shapes cross or share an end. A corner of one on an edge of the other is refused. */
function meets(what: string, laid: Overlay): boolean {
  const common = [...commonPlaces(laid)];
  if (common.some((place) => !laid.touched.has(place))) return true;
  if (common.length > 0) throw new Refusal(what, 'a corner of one shape on an edge of the other');
  return false;
}

const startsIn = (edges: readonly EdgePair[], region: Region): boolean =>
  edges.some(([start]) => regionHolds(region, start));

function lineMeetsPolygon(line: readonly EdgePair[], polygon: Region): boolean {
  const laid = overlay(line, edgesOfRegion(polygon));
  if (laid.first.some((piece) => regionHolds(polygon, middleOf(laid.places, piece)))) return true;
  if (commonPlaces(laid).size > 0)
    throw new Refusal('geo_intersects_line_with_polygon()', 'a line that only touches the border');
  return false;
}

const whole = (value: Cell): Region | undefined => {
  const polygons = readPolygons(value);
  return polygons && united(polygons);
};

/** Microsoft Learn: a page for each, as "geo_intersection_2lines()". An invalid shape gives null. */
export const intersections: FunctionTable = {
  geo_intersection_2lines: fn({
    takes: ['dynamic', 'dynamic'],
    returns: 'dynamic',
    run: (one, other) => {
      const [first, second] = [readLines(one), readLines(other)];
      if (!first || !second) return null;
      const what = 'geo_intersection_2lines()';
      return meetOfLines(unitedEdges(what, first), unitedEdges(what, second));
    },
  }),
  geo_intersection_2polygons: fn({
    takes: ['dynamic', 'dynamic'],
    returns: 'dynamic',
    run: (one, other) => {
      const [first, second] = [whole(one), whole(other)];
      return first && second ? meetOfPolygons(first, second) : null;
    },
  }),
  geo_intersection_line_with_polygon: fn({
    takes: ['dynamic', 'dynamic'],
    returns: 'dynamic',
    run: (one, other) => {
      const [line, polygon] = [readLines(one), whole(other)];
      if (!line || !polygon) return null;
      return meetOfLineAndPolygon(unitedEdges('geo_intersection_line_with_polygon()', line), polygon);
    },
  }),
  geo_intersects_2lines: fn({
    takes: ['dynamic', 'dynamic'],
    returns: 'bool',
    run: (one, other) => {
      const [first, second] = [readLines(one), readLines(other)];
      return first && second
        ? meets('geo_intersects_2lines()', overlay(edgesOfLines(first), edgesOfLines(second)))
        : null;
    },
  }),
  geo_intersects_2polygons: fn({
    takes: ['dynamic', 'dynamic'],
    returns: 'bool',
    run: (one, other) => {
      const [first, second] = [whole(one), whole(other)];
      if (!first || !second) return null;
      const [edges, others] = [edgesOfRegion(first), edgesOfRegion(second)];
      if (startsIn(edges, second) || startsIn(others, first)) return true;
      return meets('geo_intersects_2polygons()', overlay(edges, others));
    },
  }),
  geo_intersects_line_with_polygon: fn({
    takes: ['dynamic', 'dynamic'],
    returns: 'bool',
    run: (one, other) => {
      const [line, polygon] = [readLines(one), whole(other)];
      return line && polygon ? lineMeetsPolygon(edgesOfLines(line), polygon) : null;
    },
  }),
};
