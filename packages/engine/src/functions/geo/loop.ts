import { angleHoldsVertex, changesSide, sign } from './predicates.ts';
import { add, angle, cross, dot, norm, norm2, type Point, scale, subtract, vector, wideCross } from './vector.ts';

/** A closed chain of edges, its inside to the left. The last vertex is joined with the first. */
export interface Loop {
  readonly vertices: readonly Point[];
  /** Whether the fixed point that containment is counted from lies inside. */
  readonly originInside: boolean;
}

/** Where S2 counts crossings from: a point that no usual vertex lies on. */
const origin: Point = vector(-0.0099994664350250197, 0.0025924542609324121, 0.99994664350250195);

const at = (vertices: readonly Point[], index: number): Point => vertices[index % vertices.length] ?? origin;

export function edgesOf(vertices: readonly Point[]): readonly (readonly [Point, Point])[] {
  return vertices.map((vertex, i) => [vertex, at(vertices, i + 1)]);
}

function crossesOften(vertices: readonly Point[], point: Point): boolean {
  let odd = false;
  for (let i = 0; i < vertices.length; i++) {
    if (changesSide(origin, point, at(vertices, i), at(vertices, i + 1))) odd = !odd;
  }
  return odd;
}

export function loopOf(vertices: readonly Point[]): Loop {
  const [before, second, after] = [at(vertices, 0), at(vertices, 1), at(vertices, 2)];
  return { vertices, originInside: angleHoldsVertex(before, second, after) !== crossesOften(vertices, second) };
}

export const loopHolds = (loop: Loop, point: Point): boolean =>
  loop.originInside !== crossesOften(loop.vertices, point);

/** How far the loop turns left in all, in radians: above 0 when it encloses less than half of the sphere. */
export function curvature(vertices: readonly Point[]): number {
  let sum = 0;
  vertices.forEach((b, i) => {
    const a = at(vertices, i + vertices.length - 1);
    const c = at(vertices, i + 1);
    const turn = angle(wideCross(a, b), wideCross(b, c));
    sum += sign(a, b, c) > 0 ? turn : -turn;
  });
  return sum;
}

/** The vertices in the order that has the smaller part of the sphere to its left. */
export function smallerSide(vertices: readonly Point[]): readonly Point[] {
  return curvature(vertices) < -11.25 * Number.EPSILON * vertices.length ? [...vertices].reverse() : vertices;
}

/** The angle between two points, precise also near 0 and near half a turn. */
const stableAngle = (a: Point, b: Point): number => 2 * Math.atan2(norm(subtract(a, b)), norm(add(a, b)));

function triangleArea(a: Point, b: Point, c: Point): number {
  const sa = stableAngle(b, c);
  const sb = stableAngle(c, a);
  const sc = stableAngle(a, b);
  const s = 0.5 * (sa + sb + sc);
  if (s >= 3e-4) {
    const least = s - Math.max(sa, sb, sc);
    if (least < 1e-2 * s ** 5) {
      const girard = girardArea(a, b, c);
      if (least < s * (0.1 * (girard + 5e-15))) return girard;
    }
  }
  const product = Math.tan(0.5 * s) * Math.tan(0.5 * (s - sa)) * Math.tan(0.5 * (s - sb)) * Math.tan(0.5 * (s - sc));
  return 4 * Math.atan(Math.sqrt(Math.max(0, product)));
}

function girardArea(a: Point, b: Point, c: Point): number {
  const ab = wideCross(a, b);
  const bc = wideCross(b, c);
  const ac = wideCross(a, c);
  return Math.max(0, angle(ab, ac) - angle(ab, bc) + angle(bc, ac));
}

/** Square radians to the left of a loop that encloses at most half of the sphere. */
export function loopArea(vertices: readonly Point[]): number {
  const first = at(vertices, 0);
  let sum = 0;
  for (let i = 1; i + 1 < vertices.length; i++) {
    const [b, c] = [at(vertices, i), at(vertices, i + 1)];
    sum += sign(first, b, c) * triangleArea(first, b, c);
  }
  return Math.abs(sum);
}

/** The centroid of a triangle times its area. */
function triangleCentroid(a: Point, b: Point, c: Point): Point {
  const ratio = (size: number): number => (size === 0 ? 1 : size / Math.sin(size));
  const ra = ratio(angle(b, c));
  const rb = ratio(angle(c, a));
  const rc = ratio(angle(a, b));
  const x = vector(a.x, b.x - a.x, c.x - a.x);
  const y = vector(a.y, b.y - a.y, c.y - a.y);
  const z = vector(a.z, b.z - a.z, c.z - a.z);
  const r = vector(ra, rb - ra, rc - ra);
  return scale(vector(dot(cross(y, z), r), dot(cross(z, x), r), dot(cross(x, y), r)), 0.5);
}

/** The centroid of what lies to the left of a loop, times its area. */
export function loopCentroid(vertices: readonly Point[]): Point {
  const first = at(vertices, 0);
  let sum = vector(0, 0, 0);
  for (let i = 1; i + 1 < vertices.length; i++) {
    sum = add(sum, triangleCentroid(first, at(vertices, i), at(vertices, i + 1)));
  }
  return sum;
}

/** The centroid of an edge times its length. */
export function edgeCentroid(a: Point, b: Point): Point {
  const sum = add(a, b);
  const cos2 = norm2(sum);
  return cos2 === 0 ? vector(0, 0, 0) : scale(sum, Math.sqrt(norm2(subtract(a, b)) / cos2));
}
