import { Refusal } from '../../values/refusal.ts';
import { edgesOf, type Loop, loopArea, loopCentroid, loopHolds, loopOf, smallerSide } from './loop.ts';
import { crossingSign } from './predicates.ts';
import { add, norm2, type Point, samePoint, scale, subtract, vector } from './vector.ts';

/** A shell and the holes in it, each with the smaller part of the sphere to its left. */
export interface Polygon {
  readonly loops: readonly PolygonLoop[];
}

export interface PolygonLoop extends Loop {
  readonly isHole: boolean;
}

export interface Edge {
  readonly from: Point;
  readonly to: Point;
  /** The box in space that holds the edge. */
  readonly low: Point;
  readonly high: Point;
}

/** An edge with its box, widened by how far a geodesic bulges beyond the chord. */
export function edgeOf([from, to]: readonly [Point, Point]): Edge {
  const bulge = norm2(subtract(from, to)) / 4 + 1e-14;
  const low = vector(Math.min(from.x, to.x) - bulge, Math.min(from.y, to.y) - bulge, Math.min(from.z, to.z) - bulge);
  const high = vector(Math.max(from.x, to.x) + bulge, Math.max(from.y, to.y) + bulge, Math.max(from.z, to.z) + bulge);
  return { from, to, low, high };
}

export const boxesMeet = (a: Edge, b: Edge): boolean =>
  a.low.x <= b.high.x &&
  b.low.x <= a.high.x &&
  a.low.y <= b.high.y &&
  b.low.y <= a.high.y &&
  a.low.z <= b.high.z &&
  b.low.z <= a.high.z;

export const edgesCross = (a: Edge, b: Edge): boolean =>
  boxesMeet(a, b) && crossingSign(a.from, a.to, b.from, b.to) > 0;

const sameEdge = (a: Edge, b: Edge): boolean =>
  (samePoint(a.from, b.from) && samePoint(a.to, b.to)) || (samePoint(a.from, b.to) && samePoint(a.to, b.from));

/** Distinct vertices, no half turns, no edge that crosses or repeats another. */
function isSimple(loops: readonly (readonly Point[])[]): boolean {
  for (const vertices of loops) {
    const keys = new Set(vertices.map(({ x, y, z }) => `${x},${y},${z}`));
    if (keys.size < 3 || keys.size !== vertices.length) return false;
    if (edgesOf(vertices).some(([a, b]) => norm2(add(a, b)) < 1e-28)) return false;
  }
  const edges = loops.flatMap((vertices) => edgesOf(vertices).map(edgeOf));
  return edges.every((edge, i) =>
    edges
      .slice(i + 1)
      .every((other) => !boxesMeet(edge, other) || (!edgesCross(edge, other) && !sameEdge(edge, other))),
  );
}

/** A polygon of rings that are not closed, the shell first; undefined when it is not valid. */
export function polygonOf(rings: readonly (readonly Point[])[]): Polygon | undefined {
  if (!isSimple(rings)) return undefined;
  const [shell, ...holes] = rings.map((ring) => loopOf(smallerSide(ring)));
  if (!shell) return undefined;
  if (holes.length > 0) requireNesting(shell, holes);
  return { loops: [{ ...shell, isHole: false }, ...holes.map((hole) => ({ ...hole, isHole: true }))] };
}

function requireNesting(shell: Loop, holes: readonly Loop[]): void {
  const holds = (outer: Loop, inner: Loop): boolean => {
    const free = inner.vertices.filter((vertex) => !outer.vertices.some((each) => samePoint(each, vertex)));
    if (free.length === 0) throw new Refusal('a polygon', 'a ring whose vertices all lie on another ring');
    return free.every((vertex) => loopHolds(outer, vertex));
  };
  const isNested = holes.every((hole) => holds(shell, hole));
  const isFlat = holes.every((hole) => holes.every((other) => other === hole || !holds(other, hole)));
  if (!isNested || !isFlat) throw new Refusal('a polygon', 'a hole outside its shell or inside another hole');
}

export const polygonHolds = (polygon: Polygon, point: Point): boolean =>
  polygon.loops.filter((loop) => loopHolds(loop, point)).length % 2 === 1;

/** The edges with the polygon to their left: those of holes run backwards. */
export function polygonEdges(polygon: Polygon): readonly (readonly [Point, Point])[] {
  return polygon.loops.flatMap((loop) => edgesOf(orientedVertices(loop)));
}

export const orientedVertices = ({ vertices, isHole }: PolygonLoop): readonly Point[] =>
  isHole ? [...vertices].reverse() : vertices;

/** Square radians. */
export const polygonArea = (polygon: Polygon): number =>
  polygon.loops.reduce((sum, { vertices, isHole }) => sum + (isHole ? -1 : 1) * loopArea(vertices), 0);

/** The centroid times the area. */
export const polygonCentroid = (polygon: Polygon): Point =>
  polygon.loops.reduce(
    (sum, { vertices, isHole }) => add(sum, scale(loopCentroid(vertices), isHole ? -1 : 1)),
    vector(0, 0, 0),
  );
