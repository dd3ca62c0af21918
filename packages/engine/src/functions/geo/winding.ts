import { Refusal } from '../../values/refusal.ts';
import { edgesOf } from './loop.ts';
import { cut, directions, hasReverse, middleOf, type Piece } from './overlay.ts';
import { enclosed, type Region } from './polygon-union.ts';
import { crossingSign, reference, sign } from './predicates.ts';
import { add, dot, normalize, type Point, vector } from './vector.ts';

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
  const outside = reference(center);
  const ends = pieces.map(({ from, to }) => [places[from] ?? center, places[to] ?? center] as const);
  const bounds = (piece: Piece, number: number): boolean => {
    const middle = middleOf(places, piece);
    let winding = 0;
    ends.forEach(([a, b], other) => {
      if (other === number || crossingSign(outside, middle, a, b) <= 0) return;
      winding += sign(a, b, middle) > 0 ? 1 : -1;
    });
    const [a, b] = ends[number] ?? [center, center];
    const right = sign(a, b, outside) > 0 ? winding - 1 : winding;
    return right <= 0 && right + 1 >= 1;
  };
  return enclosed(places, pieces.filter(bounds));
}
