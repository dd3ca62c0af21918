import { comparePoints, type Point } from './vector.ts';

type Exact = readonly [x: bigint, y: bigint, z: bigint];

/** A double as a whole number of the smallest doubles there are. */
function exact(value: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = (bits >> 52n) & 0x7ffn;
  const fraction = bits & 0xfffffffffffffn;
  const size = exponent === 0n ? fraction : (fraction | 0x10000000000000n) << (exponent - 1n);
  return bits >> 63n ? -size : size;
}

const signOf = (value: bigint): number => (value > 0n ? 1 : value < 0n ? -1 : 0);

/**
 * 1 when three distinct points turn counterclockwise, -1 when clockwise. In exact arithmetic; points in one plane with
 * the center are told apart as if each were moved by a different infinitesimal, the same way in every call.
 */
export function exactSign(a: Point, b: Point, c: Point): number {
  const points = [a, b, c];
  let flips = 1;
  const swap = (i: number, j: number): void => {
    const [left, right] = [points[i] ?? a, points[j] ?? a];
    if (comparePoints(left, right) <= 0) return;
    points[i] = right;
    points[j] = left;
    flips = -flips;
  };
  swap(0, 1);
  swap(1, 2);
  swap(0, 1);
  const [p, q, r] = points.map(({ x, y, z }): Exact => [exact(x), exact(y), exact(z)]);
  if (!p || !q || !r) return 0;
  const plane: Exact = [q[1] * r[2] - q[2] * r[1], q[2] * r[0] - q[0] * r[2], q[0] * r[1] - q[1] * r[0]];
  const determinant = plane[0] * p[0] + plane[1] * p[1] + plane[2] * p[2];
  return flips * (signOf(determinant) || perturbedSign(p, q, r, plane));
}

/** The first term of the perturbed determinant that is not 0 decides. */
function perturbedSign(a: Exact, b: Exact, c: Exact, plane: Exact): number {
  const terms = [
    plane[2],
    plane[1],
    plane[0],
    c[0] * a[1] - c[1] * a[0],
    c[0],
    -c[1],
    c[2] * a[0] - c[0] * a[2],
    c[2],
    a[0] * b[1] - a[1] * b[0],
    -b[0],
    b[1],
    a[0],
  ];
  return signOf(terms.find((term) => term !== 0n) ?? 1n);
}
