import { Refusal } from '../../values/refusal.ts';
import { edgesOf } from './loop.ts';
import { cut, directions, hasReverse, middleOf, type Piece } from './overlay.ts';
import { enclosed, type Region } from './polygon-union.ts';
import { crossingSign, reference, sign } from './predicates.ts';
import { add, cross, dot, normalize, type Point, vector, wideCross } from './vector.ts';

/**
 * What closed paths wind around at least once, counterclockwise: the paths may cross each other and themselves.
 * After S2WindingOperation with its positive rule. Paths that span much of the Earth are refused.
 */
export function wound(what: string, paths: readonly (readonly Point[])[]): Region {
  const center = normalize(paths.flat().reduce(add, vector(0, 0, 0)));
  if (paths.some((path) => path.some((point) => dot(point, center) < 0.3)))
    throw new Refusal(what, 'a shape that spans so much of the Earth');
  const { places, pieces: byEdge } = cut(paths.flatMap(edgesOf), () => true);
  const pieces = byEdge.flat();
  const known = directions(pieces);
  if (known.size !== pieces.length || pieces.some((piece) => hasReverse(known, piece)))
    throw new Refusal(what, 'borders that run along each other');
  const sideways = reference(center);
  const upwards = cross(center, sideways);
  const ends = pieces.map(({ from, to }) => [places[from] ?? center, places[to] ?? center] as const);
  const bounds = (piece: Piece, number: number): boolean => {
    const middle = middleOf(places, piece);
    const [a, b] = ends[number] ?? [center, center];
    // Counted from a far point that does not lie along the piece.
    const normal = wideCross(a, b);
    const outside = Math.abs(dot(normal, sideways)) > Math.abs(dot(normal, upwards)) ? sideways : upwards;
    let winding = 0;
    ends.forEach(([from, to], other) => {
      if (other === number || crossingSign(outside, middle, from, to) <= 0) return;
      winding += sign(from, to, middle) > 0 ? 1 : -1;
    });
    const right = sign(a, b, outside) > 0 ? winding - 1 : winding;
    return right <= 0 && right + 1 >= 1;
  };
  return enclosed(places, pieces.filter(bounds));
}
