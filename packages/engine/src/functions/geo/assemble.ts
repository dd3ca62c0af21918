import { Refusal } from '../../values/refusal.ts';
import { curvature, type Loop, loopHolds, loopOf } from './loop.ts';
import type { Piece } from './overlay.ts';
import type { Polygon, PolygonLoop } from './polygon.ts';
import { inOrder } from './predicates.ts';
import { type Point, samePoint } from './vector.ts';

/**
 * Pieces joined to loops, with the inside to the left. At a place where loops touch, each turns left as sharply as it
 * can. A loop ends with the piece whose edge has the highest number, and loops come in the order of their first edges.
 * After S2Builder::Graph::GetDirectedLoops.
 */
export function joined(places: readonly Point[], pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const leaving = new Map<number, Piece[]>();
  for (const piece of pieces) leaving.set(piece.from, [...(leaving.get(piece.from) ?? []), piece]);
  const left = new Set(pieces);
  const loops: (readonly Piece[])[] = [];
  for (const start of pieces) {
    let path: Piece[] = [];
    for (let piece: Piece | undefined = start; piece && left.has(piece); piece = leftTurn(places, leaving, piece)) {
      left.delete(piece);
      path.push(piece);
      const end = piece.to;
      const again = path.findIndex(({ from }) => from === end);
      if (again < 0) continue;
      loops.push(fromHighest(path.slice(again)));
      path = path.slice(0, again);
    }
    if (path.length > 0) throw new Refusal('shapes laid over each other', 'edges that do not close');
  }
  return loops.sort((a, b) => (a[0]?.edge ?? 0) - (b[0]?.edge ?? 0));
}

/** The piece that goes on from another, turning left as sharply as there is. */
function leftTurn(
  places: readonly Point[],
  leaving: ReadonlyMap<number, readonly Piece[]>,
  arrived: Piece,
): Piece | undefined {
  const [first, ...others] = leaving.get(arrived.to) ?? [];
  const at = (place: number): Point => places[place] ?? { x: 0, y: 0, z: 0 };
  const [back, center] = [at(arrived.from), at(arrived.to)];
  // Turning clockwise from where it came, the first that is met.
  return others.reduce((best, each) => {
    if (!best) return each;
    return inOrder(back, at(best.to), at(each.to), center) ? each : best;
  }, first);
}

function fromHighest(loop: readonly Piece[]): readonly Piece[] {
  const edge = (i: number): number => loop[i]?.edge ?? 0;
  let last = 0;
  let sawGap = false;
  for (let i = 1; i < loop.length; i++) {
    const difference = edge(i) - edge(last);
    if (difference < 0) sawGap = true;
    else if (difference > 0 || !sawGap) {
      last = i;
      sawGap = false;
    }
  }
  const start = (last + 1) % loop.length;
  return [...loop.slice(start), ...loop.slice(0, start)];
}

interface Nested {
  readonly loop: Loop;
  children: Nested[];
}

function insideOf(inner: Loop, outer: Loop): boolean {
  const free = inner.vertices.find((vertex) => !outer.vertices.some((each) => samePoint(each, vertex)));
  if (!free) throw new Refusal('shapes laid over each other', 'loops that have all their corners in common');
  return loopHolds(outer, free);
}

function insert(loop: Loop, siblings: Nested[]): void {
  const parent = siblings.find((each) => insideOf(loop, each.loop));
  if (parent) {
    insert(loop, parent.children);
    return;
  }
  const children = siblings.filter((each) => insideOf(each.loop, loop));
  for (const child of children) siblings.splice(siblings.indexOf(child), 1);
  siblings.push({ loop, children });
}

const withHoles = ({ loop, children }: Nested): readonly Polygon[] => [
  { loops: [{ ...loop, isHole: false }, ...children.map((hole): PolygonLoop => ({ ...hole.loop, isHole: true }))] },
  ...children.flatMap((hole) => hole.children.flatMap(withHoles)),
];

/** Loops sorted into shells and the holes in them. After S2Polygon::InitOriented. */
export function nested(loops: readonly (readonly Point[])[]): readonly Polygon[] {
  const roots: Nested[] = [];
  for (const vertices of loops) insert(loopOf(curvature(vertices) < 0 ? [...vertices].reverse() : vertices), roots);
  return roots.flatMap(withHoles);
}
