import { Refusal } from '../../values/refusal.ts';
import { interpolated } from './distances.ts';
import { dot, earthRadius, norm2, type Point, type Position, pointOf, subtract } from './vector.ts';

/** Where an edge is probed for its greatest error, and what part of the tolerance is then kept. S2EdgeTessellator. */
const probe = 0.31215691082248315;
const kept = 0.8382999256988851;

/** No more points than this. */
const longest = 10_485_760;

const between = ([x1, y1]: Position, [x2, y2]: Position, fraction: number): Position => [
  (1 - fraction) * x1 + fraction * x2,
  (1 - fraction) * y1 + fraction * y2,
];

const chord2 = (a: Point, b: Point): number => norm2(subtract(a, b));

/**
 * A chain with points added wherever its straight edges lie further than the tolerance (metres, 0.1 to 10 000) from the
 * geodesics; null when there would be too many. An edge over the antimeridian is refused.
 * Microsoft Learn, "geo_line_densify()".
 */
export function densified(chain: readonly Position[], tolerance: number): readonly Point[] | null {
  const half = Math.sin((0.5 * kept * tolerance) / earthRadius);
  const limit = 4 * half * half;
  const [first] = chain;
  const result: Point[] = first ? [pointOf(first)] : [];
  const append = (from: Position, a: Point, to: Position, b: Point): void => {
    if (result.length > longest) return;
    if (errorOf(from, a, to, b) <= limit) {
      result.push(b);
      return;
    }
    const middle = between(from, to, 0.5);
    const m = pointOf(middle);
    append(from, a, middle, m);
    append(middle, m, to, b);
  };
  chain.slice(1).forEach((to, i) => {
    const from = chain[i] ?? to;
    if (Math.abs(from[0] - to[0]) > 180) throw new Refusal('densifying', 'an edge over the antimeridian');
    append(from, pointOf(from), to, pointOf(to));
  });
  return result.length > longest ? null : result;
}

function errorOf(from: Position, a: Point, to: Position, b: Point): number {
  if (dot(a, b) < -1e-14) return Number.POSITIVE_INFINITY;
  const early = chord2(interpolated(a, b, probe), pointOf(between(from, to, probe)));
  const late = chord2(interpolated(a, b, 1 - probe), pointOf(between(from, to, 1 - probe)));
  return Math.max(early, late);
}
