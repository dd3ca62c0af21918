import { Refusal } from '../../values/refusal.ts';
import { distanceToEdge } from './distances.ts';
import { crossingPoint } from './intersection.ts';
import { boxesMeet, edgeOf, edgesCross } from './polygon.ts';
import { add, angle, normalize, type Point } from './vector.ts';

export type EdgePair = readonly [Point, Point];

/** A piece of an edge between two places. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  /** The number of the edge it comes from: those of the first shape, then those of the second. */
  readonly edge: number;
}

/** Two shapes laid over each other, their edges cut wherever they meet. */
export interface Overlay {
  readonly places: readonly Point[];
  readonly first: readonly Piece[];
  readonly second: readonly Piece[];
  /** Places that lie on an edge which no other crosses there: exact arithmetic may not see them meet. */
  readonly touched: ReadonlySet<number>;
}

/** Radians within which S2 takes two places for one, and within which a place is taken to be on an edge. */
const samePlace = 1.78e-15;
const onEdge = 2.66e-15;

/** Distances so near to a limit that rounding decides are refused. */
function isWithin(distance: number, limit: number): boolean {
  if (distance > 0.7 * limit && distance < 1.5 * limit)
    throw new Refusal('shapes laid over each other', 'corners that are not quite on each other');
  return distance <= limit;
}

/** Numbers places; one that is (nearly) there already gets the number that it has. */
class Places {
  readonly points: Point[] = [];
  readonly #near = new Map<string, number[]>();

  numberOf(point: Point): number {
    const cell = (value: number): number => Math.round(value * 1e12);
    const [x, y, z] = [cell(point.x), cell(point.y), cell(point.z)];
    const around = [-1, 0, 1];
    for (const dx of around)
      for (const dy of around)
        for (const dz of around)
          for (const known of this.#near.get(`${x + dx},${y + dy},${z + dz}`) ?? []) {
            const place = this.points[known];
            if (place && isWithin(angle(place, point), samePlace)) return known;
          }
    const key = `${x},${y},${z}`;
    const number = this.points.push(point) - 1;
    this.#near.set(key, [...(this.#near.get(key) ?? []), number]);
    return number;
  }
}

/** Lays two shapes, given by their edges, over each other. */
export function overlay(first: readonly EdgePair[], second: readonly EdgePair[]): Overlay {
  const laid = cut([...first, ...second], (one, other) => one < first.length && other >= first.length);
  const { places, pieces, touched } = laid;
  return { places, touched, first: pieces.slice(0, first.length).flat(), second: pieces.slice(first.length).flat() };
}

/** Cuts edges wherever two of them cross that may, and at every place that lies on them. Pieces by edge. */
export function cut(
  edges: readonly EdgePair[],
  mayCross: (one: number, other: number) => boolean,
): {
  readonly places: readonly Point[];
  readonly pieces: readonly (readonly Piece[])[];
  readonly touched: ReadonlySet<number>;
} {
  const places = new Places();
  const ends = edges.map(([from, to]) => [places.numberOf(from), places.numberOf(to)] as const);
  const boxed = edges.map(edgeOf);
  const meetings: number[][] = edges.map(() => []);
  for (let i = 0; i < edges.length; i++) {
    for (let k = i + 1; k < edges.length; k++) {
      const [a, b, one, other] = [boxed[i], boxed[k], edges[i], edges[k]];
      if (!mayCross(i, k) || !a || !b || !one || !other || !edgesCross(a, b)) continue;
      const place = places.numberOf(crossingPoint(one, other));
      meetings[i]?.push(place);
      meetings[k]?.push(place);
    }
  }
  const touched = new Set<number>();
  const spots = places.points.map((point) => edgeOf([point, point]));
  const pieces = edges.map((edge, number): readonly Piece[] => {
    const box = boxed[number];
    const [from, to] = ends[number] ?? [0, 0];
    const between = new Set(meetings[number]);
    spots.forEach((spot, place) => {
      if (place === from || place === to || !box || !boxesMeet(box, spot)) return;
      if (between.has(place) || !isWithin(distanceToEdge(spot.from, ...edge), onEdge)) return;
      between.add(place);
      touched.add(place);
    });
    between.delete(from);
    between.delete(to);
    const along = (place: number): number => angle(edge[0], places.points[place] ?? edge[0]);
    const stops = [from, ...[...between].sort((a, b) => along(a) - along(b)), to];
    return stops.slice(1).flatMap((stop, i) => {
      const before = stops[i] ?? stop;
      return before === stop ? [] : [{ from: before, to: stop, edge: number }];
    });
  });
  return { places: places.points, pieces, touched };
}

const keyOf = (from: number, to: number): string => `${from},${to}`;

/** Which pieces there are, by their ends. */
export const directions = (pieces: readonly Piece[]): ReadonlySet<string> =>
  new Set(pieces.map(({ from, to }) => keyOf(from, to)));

export const hasSame = (known: ReadonlySet<string>, { from, to }: Piece): boolean => known.has(keyOf(from, to));
export const hasReverse = (known: ReadonlySet<string>, { from, to }: Piece): boolean => known.has(keyOf(to, from));

/** The middle of a piece. */
export function middleOf(places: readonly Point[], { from, to }: Piece): Point {
  const [a, b] = [places[from], places[to]];
  return a && b ? normalize(add(a, b)) : { x: 0, y: 0, z: 0 };
}
