import { joined, nested } from './assemble.ts';
import { directions, hasReverse, hasSame, middleOf, type Overlay, overlay, type Piece } from './overlay.ts';
import { type Polygon, polygonEdges, polygonHolds } from './polygon.ts';
import type { Point } from './vector.ts';

/** Several polygons that do not overlap, as one region. */
export type Region = readonly Polygon[];

/** All edges, with the region to their left. */
export const edgesOfRegion = (region: Region): readonly (readonly [Point, Point])[] => region.flatMap(polygonEdges);

export const regionHolds = (region: Region, point: Point): boolean =>
  region.some((polygon) => polygonHolds(polygon, point));

/** The pieces of two regions that bound what is in both (`inside`) or in either. A shared piece counts once. */
export function boundary(laid: Overlay, first: Region, second: Region, inside: boolean): readonly Piece[] {
  const ofFirst = directions(laid.first);
  const ofSecond = directions(laid.second);
  const isKept = (piece: Piece, other: Region): boolean => regionHolds(other, middleOf(laid.places, piece)) === inside;
  return [
    ...laid.first.filter(
      (piece) => hasSame(ofSecond, piece) || (!hasReverse(ofSecond, piece) && isKept(piece, second)),
    ),
    ...laid.second.filter((piece) => !hasSame(ofFirst, piece) && !hasReverse(ofFirst, piece) && isKept(piece, first)),
  ];
}

/** Polygons with the boundary that the pieces make. */
export function enclosed(places: readonly Point[], pieces: readonly Piece[]): Region {
  const loops = joined(places, pieces).map((loop) => loop.flatMap(({ from }) => places[from] ?? []));
  return nested(loops);
}

/** The union of two regions. */
function unionOf(first: Region, second: Region): Region {
  const laid = overlay(edgesOfRegion(first), edgesOfRegion(second));
  return enclosed(laid.places, boundary(laid, first, second, false));
}

const size = (region: Region): number =>
  region.reduce((sum, { loops }) => sum + loops.reduce((all, { vertices }) => all + vertices.length, 0), 0);

/**
 * The union of polygons. Which two are united next decides where the rings start: always the two with the fewest
 * vertices, the earlier ones first. After S2Polygon::DestructiveUnion.
 */
export function united(polygons: readonly Polygon[]): Region {
  const queue = polygons.map((polygon, slot) => ({ slot, region: [polygon] as Region, size: size([polygon]) }));
  while (queue.length > 1) {
    queue.sort((a, b) => a.size - b.size || a.slot - b.slot);
    const [first, second] = queue.splice(0, 2);
    if (!first || !second) break;
    const region = unionOf(first.region, second.region);
    queue.push({ slot: first.slot, region, size: size(region) });
  }
  return queue[0]?.region ?? [];
}
