import { createRequire } from 'node:module';
import type * as S2Library from 's2js';
import { type Point, vector } from './vector.ts';

let loaded: typeof S2Library | undefined;

/** The one door to s2js: loaded when the first query needs it, since that takes longer than most queries. */
function library(): typeof S2Library {
  loaded ??= createRequire(import.meta.url)('s2js') as typeof S2Library;
  return loaded;
}

/** A cell of the S2 hierarchy by its 64 bits. */
export type CellId = bigint;

const foreign = ({ x, y, z }: Point): S2Library.s2.Point => new (library().s2.Point)(x, y, z);

const own = (point: { readonly x: number; readonly y: number; readonly z: number }): Point =>
  vector(point.x, point.y, point.z);

/** The cell of a level (0 to 30) that holds a point. */
export function cellAt(point: Point, level: number): CellId {
  const { cellid } = library().s2;
  return cellid.parent(cellid.fromPoint(foreign(point)), level);
}

export const cellToken = (cell: CellId): string => library().s2.cellid.toToken(cell);

/** The cell of a token of at most 16 hexadecimal digits; undefined when it is none. */
export function cellOfToken(token: string): CellId | undefined {
  if (!/^[\da-f]{1,16}$/i.test(token)) return undefined;
  const { cellid } = library().s2;
  const cell = BigInt(`0x${token.padEnd(16, '0')}`);
  return cellid.valid(cell) ? cell : undefined;
}

export const cellCenter = (cell: CellId): Point => own(library().s2.cellid.point(cell).vector);

/** The four corners, counterclockwise from the lower left of the cell's own axes. */
export function cellVertices(cell: CellId): readonly Point[] {
  const { Cell } = library().s2;
  const region = Cell.fromCellID(cell);
  return [0, 1, 2, 3].map((corner) => own(region.vertex(corner).vector));
}

/** The cells of the same level that share an edge or a corner, in the order that S2 finds them. */
export function cellNeighbors(cell: CellId): readonly CellId[] {
  const { cellid } = library().s2;
  return cellid.allNeighbors(cell, cellid.level(cell));
}

/** The six cells of level 0. */
export const faceCells = (): readonly CellId[] => [0, 1, 2, 3, 4, 5].map((face) => library().s2.cellid.fromFace(face));

/** The four cells of the next level, in their order along the curve. */
export const cellChildren = (cell: CellId): readonly CellId[] => library().s2.cellid.children(cell);
