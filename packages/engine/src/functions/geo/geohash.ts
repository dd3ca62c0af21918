import { Refusal } from '../../values/refusal.ts';
import { type FunctionTable, fn } from '../blueprint.ts';
import { geometry, positionCell, ringCell } from './geojson.ts';
import { isPosition, type Position } from './vector.ts';

const alphabet = '0123456789bcdefghjkmnpqrstuvwxyz';

/** A geohash as whole numbers: which column and row of the grid of its length. */
interface GridCell {
  readonly length: number;
  readonly column: bigint;
  readonly row: bigint;
}

const bitsOf = (length: number): { readonly columns: number; readonly rows: number } => ({
  columns: Math.ceil((5 * length) / 2),
  rows: Math.floor((5 * length) / 2),
});

/** At most 18 characters of the geohash alphabet, in lower case; undefined when the text is none. */
function readGeohash(text: string): GridCell | undefined {
  if (text.length < 1 || text.length > 18) return undefined;
  if (/[A-Z]/.test(text)) throw new Refusal('a geohash', 'letters in upper case');
  let column = 0n;
  let row = 0n;
  let isColumn = true;
  for (const character of text) {
    const value = alphabet.indexOf(character);
    if (value < 0) return undefined;
    for (let bit = 4; bit >= 0; bit--) {
      const one = BigInt((value >> bit) & 1);
      if (isColumn) column = column * 2n + one;
      else row = row * 2n + one;
      isColumn = !isColumn;
    }
  }
  return { length: text.length, column, row };
}

function writeGeohash({ length, column, row }: GridCell): string {
  const { columns, rows } = bitsOf(length);
  let text = '';
  let left = BigInt(columns);
  let down = BigInt(rows);
  let isColumn = true;
  for (let i = 0; i < length; i++) {
    let value = 0;
    for (let bit = 0; bit < 5; bit++) {
      const one = isColumn ? (column >> --left) & 1n : (row >> --down) & 1n;
      value = value * 2 + Number(one);
      isColumn = !isColumn;
    }
    text += alphabet.charAt(value);
  }
  return text;
}

/** The bits of a coordinate: at each halving of the range, the upper half is 1. */
function halvings(value: number, limit: number, bits: number): bigint {
  let low = -limit;
  let high = limit;
  let found = 0n;
  for (let i = 0; i < bits; i++) {
    const middle = (low + high) / 2;
    const isUpper = value >= middle;
    found = found * 2n + (isUpper ? 1n : 0n);
    if (isUpper) low = middle;
    else high = middle;
  }
  return found;
}

function edgesOf({ length, column, row }: GridCell): { low: Position; high: Position } {
  const { columns, rows } = bitsOf(length);
  const width = 360 / 2 ** columns;
  const height = 180 / 2 ** rows;
  const low: Position = [-180 + Number(column) * width, -90 + Number(row) * height];
  return { low, high: [-180 + Number(column + 1n) * width, -90 + Number(row + 1n) * height] };
}

/** Microsoft Learn: a page for each, as "geo_point_to_geohash()". An invalid geohash gives null. */
export const geohash: FunctionTable = {
  geo_point_to_geohash: fn({
    takes: ['real', 'real', 'long?'],
    returns: 'string',
    run: (longitude, latitude, accuracy = 5n) => {
      if (!isPosition(longitude, latitude) || accuracy < 1n || accuracy > 18n) return '';
      const { columns, rows } = bitsOf(Number(accuracy));
      return writeGeohash({
        length: Number(accuracy),
        column: halvings(longitude, 180, columns),
        row: halvings(latitude, 90, rows),
      });
    },
  }),
  geo_geohash_to_central_point: fn({
    takes: ['string'],
    returns: 'dynamic',
    run: (text) => {
      const cell = readGeohash(text);
      if (!cell) return null;
      const { low, high } = edgesOf(cell);
      return geometry('Point', positionCell([(low[0] + high[0]) / 2, (low[1] + high[1]) / 2]));
    },
  }),
  geo_geohash_to_polygon: fn({
    takes: ['string'],
    returns: 'dynamic',
    run: (text) => {
      const cell = readGeohash(text);
      if (!cell) return null;
      const { low, high } = edgesOf(cell);
      return geometry('Polygon', [ringCell([low, [high[0], low[1]], high, [low[0], high[1]]])]);
    },
  }),
  geo_geohash_neighbors: fn({
    takes: ['string'],
    returns: 'dynamic',
    run: (text) => {
      const cell = readGeohash(text);
      if (cell) throw new Refusal('geo_geohash_neighbors()', 'the order of the neighbors is not known');
      return null;
    },
  }),
};
