import { Refusal } from '../../values/refusal.ts';
import { type FunctionTable, fn } from '../blueprint.ts';
import { geometry, positionCell } from './geojson.ts';
import {
  boundaryOf,
  cellAt,
  centerOf,
  childrenOf,
  isCell,
  isPentagon,
  parentOf,
  resolutionOf,
  ringsOf,
} from './h3-library.ts';
import { asDistinct } from './token-order.ts';
import { isPosition } from './vector.ts';

/** Does a token in another writing than its own name the same cell: no answer says so. */
function readCell(token: string): string | undefined {
  const lower = token.toLowerCase();
  if (lower !== token && isCell(lower)) throw new Refusal('an H3 cell', 'a token in upper case');
  return isCell(token) ? token.replace(/^0/, '') : undefined;
}

/** Microsoft Learn: a page for each, as "geo_point_to_h3cell()". An invalid token gives null, or an empty string. */
export const h3: FunctionTable = {
  geo_point_to_h3cell: fn({
    takes: ['real', 'real', 'long?'],
    returns: 'string',
    run: (longitude, latitude, resolution = 6n) =>
      isPosition(longitude, latitude) && resolution >= 0n && resolution <= 15n
        ? cellAt([longitude, latitude], Number(resolution))
        : '',
  }),
  geo_h3cell_level: fn({
    takes: ['string'],
    returns: 'int',
    run: (token) => {
      const cell = readCell(token);
      return cell ? resolutionOf(cell) : null;
    },
  }),
  geo_h3cell_to_central_point: fn({
    takes: ['string'],
    returns: 'dynamic',
    run: (token) => {
      const cell = readCell(token);
      return cell ? geometry('Point', positionCell(centerOf(cell))) : null;
    },
  }),
  geo_h3cell_to_polygon: fn({
    takes: ['string'],
    returns: 'dynamic',
    run: (token) => {
      const cell = readCell(token);
      return cell ? geometry('Polygon', [boundaryOf(cell).map(positionCell)]) : null;
    },
  }),
  geo_h3cell_parent: fn({
    takes: ['string', 'long?'],
    returns: 'string',
    run: (token, resolution) => {
      const cell = readCell(token);
      if (!cell) return '';
      const own = resolutionOf(cell);
      const wanted = Number(resolution ?? BigInt(own - 1));
      if (wanted === own) throw new Refusal('geo_h3cell_parent()', "the cell's own resolution");
      return wanted >= 0 && wanted < own ? parentOf(cell, wanted) : '';
    },
  }),
  geo_h3cell_children: fn({
    takes: ['string', 'long?'],
    returns: 'dynamic',
    run: (token, resolution) => {
      const cell = readCell(token);
      if (!cell) return null;
      const own = resolutionOf(cell);
      const wanted = Number(resolution ?? BigInt(own + 1));
      if (wanted === own) throw new Refusal('geo_h3cell_children()', "the cell's own resolution");
      return wanted > own && wanted <= 15 && wanted - own <= 5 ? childrenOf(cell, wanted) : null;
    },
  }),
  geo_h3cell_neighbors: fn({
    takes: ['string'],
    returns: 'dynamic',
    run: (token) => {
      const cell = readCell(token);
      if (!cell) return null;
      if (isPentagon(cell)) throw new Refusal('geo_h3cell_neighbors()', 'the neighbors of a pentagon');
      return asDistinct('geo_h3cell_neighbors()', ringsOf(cell, 1)[1] ?? [], 6);
    },
  }),
  geo_h3cell_rings: fn({
    takes: ['string', 'long'],
    returns: 'dynamic',
    run: (token, distance) => {
      const cell = readCell(token);
      if (!cell || distance < 0n || distance > 142n) return null;
      const rings = ringsOf(cell, Number(distance));
      const isDistorted = rings.some((ring, i) => ring.length !== Math.max(1, 6 * i) || ring.some(isPentagon));
      if (isDistorted) throw new Refusal('geo_h3cell_rings()', 'rings about a pentagon');
      return rings;
    },
  }),
};
