import { add, comparePoints, cross, dot, norm2, normalize, type Point, scale, subtract } from './vector.ts';

type Edge = readonly [Point, Point];

/** The signed distance of a point from the plane of an edge, measured from the nearer end; scaled by the normal. */
function heightOver(point: Point, normal: Point, [a, b]: Edge): number {
  const fromA = subtract(point, a);
  const fromB = subtract(point, b);
  const difference = norm2(fromA) - norm2(fromB);
  const isA = difference < 0 || (difference === 0 && comparePoints(fromA, fromB) < 0);
  return dot(isA ? fromA : fromB, normal);
}

/** Where two edges cross that are known to cross, precise also for short edges. After S2::GetIntersection. */
export function crossingPoint(one: Edge, other: Edge): Point {
  const isLonger = norm2(subtract(...one)) >= norm2(subtract(...other));
  const [long, short] = isLonger ? [one, other] : [other, one];
  const normal = cross(subtract(long[0], long[1]), add(long[0], long[1]));
  const before = heightOver(short[0], normal, long);
  const after = heightOver(short[1], normal, long);
  const point = normalize(subtract(scale(short[1], before), scale(short[0], after)));
  return dot(point, add(add(...one), add(...other))) < 0 ? scale(point, -1) : point;
}
