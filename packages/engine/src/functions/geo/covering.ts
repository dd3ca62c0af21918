import { distanceToEdge } from './distances.ts';
import { edgesOf } from './loop.ts';
import type { EdgePair } from './overlay.ts';
import { boxesMeet, type Edge, edgeOf } from './polygon.ts';
import { crossingSign, sign } from './predicates.ts';
import { type CellId, cellCenter, cellChildren, cellVertices, faceCells } from './s2-library.ts';
import type { Point } from './vector.ts';

/** More cells than this are not given. */
export const mostCells = 65_536;

/** What is to be covered: its edges, what is inside of it, and the radians around it. */
export interface Shape {
  readonly edges: readonly EdgePair[];
  readonly holds: (point: Point) => boolean;
  readonly radius: number;
}

/** Distances below this count as touching. */
const touching = 1e-15;

interface Candidate {
  readonly cell: CellId;
  /** The edges that may reach the cell. */
  readonly edges: readonly Edge[];
}

/**
 * The cells of one level (0 to 30) that hold something of a shape, in their order along the curve; undefined when there
 * are too many. Microsoft Learn, "geo_polygon_to_s2cells()".
 */
export function covering(shape: Shape, level: number): readonly CellId[] | undefined {
  const edges = shape.edges.map(edgeOf);
  let found: readonly Candidate[] = faceCells().flatMap((cell) => candidate(cell, edges, shape));
  for (let at = 0; at < level; at++) {
    found = found.flatMap(({ cell, edges: near }) =>
      cellChildren(cell).flatMap((child) =>
        near.length > 0 ? candidate(child, near, shape) : [{ cell: child, edges: [] }],
      ),
    );
    if (found.length > mostCells) return undefined;
  }
  return found.map(({ cell }) => cell);
}

function candidate(cell: CellId, edges: readonly Edge[], shape: Shape): readonly Candidate[] {
  const corners = cellVertices(cell);
  const sides = edgesOf(corners).map(edgeOf);
  const near = edges.filter((edge) => reaches(edge, corners, sides, shape.radius));
  return near.length > 0 || shape.holds(cellCenter(cell)) ? [{ cell, edges: near }] : [];
}

const holdsPoint = (sides: readonly Edge[], point: Point): boolean =>
  sides.every(({ from, to }) => sign(from, to, point) >= 0);

function reaches(edge: Edge, corners: readonly Point[], sides: readonly Edge[], radius: number): boolean {
  const reach = Math.max(radius, touching);
  const wide = radius === 0 ? edge : widened(edge, 2 * radius);
  if (!sides.some((side) => boxesMeet(wide, side)) && !holdsPoint(sides, edge.from)) return false;
  if (holdsPoint(sides, edge.from) || holdsPoint(sides, edge.to)) return true;
  if (sides.some((side) => crossingSign(edge.from, edge.to, side.from, side.to) >= 0)) return true;
  return (
    corners.some((corner) => distanceToEdge(corner, edge.from, edge.to) <= reach) ||
    sides.some((side) => [edge.from, edge.to].some((end) => distanceToEdge(end, side.from, side.to) <= reach))
  );
}

const widened = (edge: Edge, by: number): Edge => ({
  ...edge,
  low: { x: edge.low.x - by, y: edge.low.y - by, z: edge.low.z - by },
  high: { x: edge.high.x + by, y: edge.high.y + by, z: edge.high.z + by },
});
