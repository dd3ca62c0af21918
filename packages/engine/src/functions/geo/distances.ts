import {
  add,
  angle,
  cross,
  dot,
  norm2,
  normalize,
  type Point,
  samePoint,
  scale,
  subtract,
  wideCross,
} from './vector.ts';

/** The point of the edge ab that is nearest to a point. */
export function nearestOnEdge(point: Point, a: Point, b: Point): Point {
  if (samePoint(point, a) || samePoint(point, b)) return point;
  const normal = normalize(wideCross(a, b));
  const candidate = normalize(cross(wideCross(normal, point), normal));
  const between = cross(candidate, normal);
  if (dot(between, a) > 0 && dot(between, b) < 0) return candidate;
  return norm2(subtract(point, a)) <= norm2(subtract(point, b)) ? a : b;
}

/** Radians between a point and the edge ab. */
export const distanceToEdge = (point: Point, a: Point, b: Point): number => angle(point, nearestOnEdge(point, a, b));

/** The point of several edges that is nearest to a point, the edge it lies on and the radians to it. */
export function nearestOf(
  point: Point,
  edges: readonly (readonly [Point, Point])[],
): { readonly at: Point; readonly edge: number; readonly distance: number } {
  let best = { at: point, edge: -1, distance: Number.POSITIVE_INFINITY };
  edges.forEach(([a, b], edge) => {
    const at = nearestOnEdge(point, a, b);
    const distance = angle(point, at);
    if (distance < best.distance) best = { at, edge, distance };
  });
  return best;
}

/** The point at a distance in radians from a on the way to b. */
export function pointAtDistance(a: Point, b: Point, radians: number): Point {
  const tangent = normalize(cross(wideCross(a, b), a));
  return normalize(add(scale(a, Math.cos(radians)), scale(tangent, Math.sin(radians))));
}

/** The point at a fraction of the edge ab. */
export function interpolated(a: Point, b: Point, fraction: number): Point {
  if (fraction === 0) return a;
  return fraction === 1 ? b : pointAtDistance(a, b, fraction * angle(a, b));
}
