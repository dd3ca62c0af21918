import { exactSign } from './exact-sign.ts';
import { cross, dot, normalize, type Point, samePoint, vector } from './vector.ts';

/** Larger determinants than this have their sign for certain. */
const certainDeterminant = 4 * Number.EPSILON;

/** 1 when a, b, c turn counterclockwise, -1 when clockwise, 0 only when two of them are the same. */
export function sign(a: Point, b: Point, c: Point): number {
  const determinant = dot(cross(a, b), c);
  if (determinant > certainDeterminant) return 1;
  if (determinant < -certainDeterminant) return -1;
  return samePoint(a, b) || samePoint(b, c) || samePoint(c, a) ? 0 : exactSign(a, b, c);
}

/** 1 when the edges ab and cd cross in their interiors, 0 when they share an end, -1 otherwise. */
export function crossingSign(a: Point, b: Point, c: Point, d: Point): number {
  if (samePoint(a, c) || samePoint(a, d) || samePoint(b, c) || samePoint(b, d)) return 0;
  if (samePoint(a, b) || samePoint(c, d)) return -1;
  const turn = -sign(a, b, c);
  if (sign(a, b, d) !== turn || -sign(c, d, b) !== turn) return -1;
  return sign(c, d, a) === turn ? 1 : -1;
}

/** Are the edges oa, ob and oc met in this order when turning counterclockwise about o. */
export function inOrder(a: Point, b: Point, c: Point, o: Point): boolean {
  const turns = Number(sign(b, o, a) >= 0) + Number(sign(c, o, b) >= 0) + Number(sign(a, o, c) > 0);
  return turns >= 2;
}

/** A fixed direction at a right angle to each point, which decides on which side of its own edges a vertex lies. */
export function reference(a: Point): Point {
  const [x, y, z] = [Math.abs(a.x), Math.abs(a.y), Math.abs(a.z)];
  const largest = x > y ? (x > z ? 0 : 2) : y > z ? 1 : 2;
  const before = (largest + 2) % 3;
  return normalize(cross(a, vector(before === 0 ? 1 : 0.012, before === 1 ? 1 : 0.0053, before === 2 ? 1 : 0.00457)));
}

/** Does the angle abc hold its vertex b, under the rule that each point is in exactly one of the regions that meet there. */
export const angleHoldsVertex = (a: Point, b: Point, c: Point): boolean => !inOrder(reference(b), c, a, b);

function vertexCrossing(a: Point, b: Point, c: Point, d: Point): boolean {
  if (samePoint(a, b) || samePoint(c, d)) return false;
  if (samePoint(a, c)) return samePoint(b, d) || inOrder(reference(a), d, b, a);
  if (samePoint(b, d)) return inOrder(reference(b), c, a, b);
  if (samePoint(a, d)) return samePoint(b, c) || inOrder(reference(a), c, b, a);
  return samePoint(b, c) && inOrder(reference(b), d, a, b);
}

/** Does walking along ab change sides at cd: crossings of interiors, and of ends by the rule for vertices. */
export function changesSide(a: Point, b: Point, c: Point, d: Point): boolean {
  const crossing = crossingSign(a, b, c, d);
  return crossing === 0 ? vertexCrossing(a, b, c, d) : crossing > 0;
}
