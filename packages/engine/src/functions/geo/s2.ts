import { type FunctionTable, fn } from '../blueprint.ts';
import { geometry, pointGeometry, ringCell } from './geojson.ts';
import { cellAt, cellCenter, cellNeighbors, cellOfToken, cellToken, cellVertices } from './s2-library.ts';
import { asDistinct } from './token-order.ts';
import { isPosition, pointOf, positionOf } from './vector.ts';

/** Microsoft Learn: a page for each, as "geo_point_to_s2cell()". An invalid token gives null. */
export const s2: FunctionTable = {
  geo_point_to_s2cell: fn({
    takes: ['real', 'real', 'long?'],
    returns: 'string',
    run: (longitude, latitude, level = 11n) =>
      isPosition(longitude, latitude) && level >= 0n && level <= 30n
        ? cellToken(cellAt(pointOf([longitude, latitude]), Number(level)))
        : '',
  }),
  geo_s2cell_to_central_point: fn({
    takes: ['string'],
    returns: 'dynamic',
    run: (token) => {
      const cell = cellOfToken(token);
      return cell === undefined ? null : pointGeometry(cellCenter(cell));
    },
  }),
  geo_s2cell_to_polygon: fn({
    takes: ['string'],
    returns: 'dynamic',
    run: (token) => {
      const cell = cellOfToken(token);
      return cell === undefined ? null : geometry('Polygon', [ringCell(cellVertices(cell).map(positionOf))]);
    },
  }),
  geo_s2cell_neighbors: fn({
    takes: ['string'],
    returns: 'dynamic',
    run: (token) => {
      const cell = cellOfToken(token);
      return cell === undefined ? null : asDistinct('geo_s2cell_neighbors()', cellNeighbors(cell).map(cellToken), 8);
    },
  }),
};
