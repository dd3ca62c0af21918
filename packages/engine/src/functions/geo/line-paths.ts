import { Refusal } from '../../values/refusal.ts';
import { cut, directions, hasReverse, type Piece } from './overlay.ts';
import type { Point } from './vector.ts';

/**
 * The union of lines: stretches that several of them run along in the same direction count once, and lines that go on
 * where another ends become one. Lines that cross, fork, close or run against each other are refused.
 * After S2's polyline vector layer.
 */
export function joinedLines(what: string, chains: readonly (readonly Point[])[]): readonly (readonly Point[])[] {
  const edges = chains.flatMap((chain) => chain.slice(1).map((point, i) => [chain[i] ?? point, point] as const));
  const { places, pieces: byEdge } = cut(edges, () => true);
  const known = new Set<string>();
  const pieces = byEdge.flat().filter(({ from, to }) => {
    const key = `${from},${to}`;
    return known.has(key) ? false : known.add(key);
  });
  const after = new Map<number, Piece>();
  const arrived = new Set<number>();
  const all = directions(pieces);
  for (const piece of pieces) {
    if (after.has(piece.from) || arrived.has(piece.to) || hasReverse(all, piece))
      throw new Refusal(what, 'lines that cross, fork or run against each other');
    after.set(piece.from, piece);
    arrived.add(piece.to);
  }
  const starts = pieces.filter(({ from }) => !arrived.has(from));
  const paths = starts.map((start) => {
    const path = [start.from];
    for (let piece: Piece | undefined = start; piece; piece = after.get(piece.to)) path.push(piece.to);
    return path;
  });
  const used = paths.reduce((sum, path) => sum + path.length - 1, 0);
  if (used !== pieces.length) throw new Refusal(what, 'lines that close');
  return paths.map((path) => path.flatMap((place) => places[place] ?? []));
}
