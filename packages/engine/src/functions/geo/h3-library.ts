import { createRequire } from 'node:module';
import type * as H3Library from 'h3-js';
import type { Position } from './vector.ts';

let loaded: typeof H3Library | undefined;

/** The one door to h3-js: loaded when the first query needs it, since that takes longer than most queries. */
function library(): typeof H3Library {
  loaded ??= createRequire(import.meta.url)('h3-js') as typeof H3Library;
  return loaded;
}

/** Is the text the token of a cell: 15 or 16 hexadecimal digits. */
export const isCell = (token: string): boolean => /^[\da-f]{15,16}$/.test(token) && library().isValidCell(token);
export const isPentagon = (cell: string): boolean => library().isPentagon(cell);
export const resolutionOf = (cell: string): number => library().getResolution(cell);
export const cellAt = ([longitude, latitude]: Position, resolution: number): string =>
  library().latLngToCell(latitude, longitude, resolution);
export const parentOf = (cell: string, resolution: number): string => library().cellToParent(cell, resolution);
export const childrenOf = (cell: string, resolution: number): readonly string[] =>
  library().cellToChildren(cell, resolution);

/** Rings around a cell, from the cell itself outwards. */
export const ringsOf = (cell: string, distance: number): readonly (readonly string[])[] =>
  library().gridDiskDistances(cell, distance);

export function centerOf(cell: string): Position {
  const [latitude, longitude] = library().cellToLatLng(cell);
  return [longitude, latitude];
}

/** The corners of a cell, the first again at the end. */
export const boundaryOf = (cell: string): readonly Position[] => library().cellToBoundary(cell, true);

/** The cells of a resolution whose centers lie inside the rings (shell first), as many as the polygon needs. */
export const cellsInside = (rings: readonly (readonly Position[])[], resolution: number): readonly string[] =>
  library().polygonToCells(
    rings.map((ring) => ring.map(([longitude, latitude]) => [longitude, latitude])),
    resolution,
    true,
  );
