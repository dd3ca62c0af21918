import { Refusal } from '../../values/refusal.ts';
import { distanceToEdge } from './distances.ts';
import type { Lines } from './geojson.ts';
import { boxesMeet, edgeOf } from './polygon.ts';
import { type Point, pointOf, samePoint } from './vector.ts';

/** Vertices nearer than this (radians) to another edge may be taken for a part of it. */
const merging = 1e-14;

/**
 * The edges of the union of lines. Lines that cross keep all of their length; those that share a stretch are refused.
 */
export function unitedEdges(what: string, { chains, several }: Lines): readonly (readonly [Point, Point])[] {
  const edges = chains.flatMap((chain) => {
    const points = chain.map(pointOf);
    return points.slice(1).map((point, i) => [points[i] ?? point, point] as const);
  });
  if (several && chains.length > 1) requireNoSharedStretch(what, edges);
  return edges;
}

function requireNoSharedStretch(what: string, edges: readonly (readonly [Point, Point])[]): void {
  const boxed = edges.map(edgeOf);
  boxed.forEach((a, i) => {
    for (const b of boxed.slice(i + 1)) {
      if (!boxesMeet(a, b)) continue;
      const shared = [a.from, a.to].filter((point) => distanceToEdge(point, b.from, b.to) < merging);
      const others = [b.from, b.to].filter(
        (point) => distanceToEdge(point, a.from, a.to) < merging && !shared.some((each) => samePoint(each, point)),
      );
      if (shared.length + others.length > 1) throw new Refusal(what, 'lines that share a stretch');
    }
  });
}
