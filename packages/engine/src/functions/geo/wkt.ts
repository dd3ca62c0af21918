import { type Cell, isArray } from '../../values/cell.ts';
import { Refusal } from '../../values/refusal.ts';
import { type FunctionTable, fn } from '../blueprint.ts';
import { geometry, positionCell } from './geojson.ts';

class NoWkt extends Error {}

interface Reader {
  readonly tokens: readonly string[];
  at: number;
}

const numberForm = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;

function expect(reader: Reader, token: string): void {
  if (reader.tokens[reader.at++] !== token) throw new NoWkt();
}

/** `( item , item … )`, at least one. */
function list(reader: Reader, item: (reader: Reader) => Cell): readonly Cell[] {
  expect(reader, '(');
  const items = [item(reader)];
  while (reader.tokens[reader.at] === ',') {
    reader.at++;
    items.push(item(reader));
  }
  expect(reader, ')');
  return items;
}

function position(reader: Reader): Cell {
  const [longitude, latitude] = [number(reader), number(reader)];
  if (numberForm.test(reader.tokens[reader.at] ?? ''))
    throw new Refusal('geo_from_wkt()', 'a position with more than two numbers');
  if (Math.abs(longitude) > 180 || Math.abs(latitude) > 90)
    throw new Refusal('geo_from_wkt()', 'a position that is not on the Earth');
  return positionCell([longitude, latitude]);
}

function number(reader: Reader): number {
  const token = reader.tokens[reader.at++] ?? '';
  if (!numberForm.test(token)) throw new NoWkt();
  return Number(token);
}

function single(reader: Reader): Cell {
  expect(reader, '(');
  const found = position(reader);
  expect(reader, ')');
  return found;
}

/** Points of a MULTIPOINT stand bare or each in brackets. */
const eitherPoint = (reader: Reader): Cell => (reader.tokens[reader.at] === '(' ? single(reader) : position(reader));

function line(reader: Reader): Cell {
  const positions = list(reader, position);
  if (positions.length < 2) throw new Refusal('geo_from_wkt()', 'a line of one position');
  return positions;
}

function ring(reader: Reader): Cell {
  const positions = list(reader, position);
  const ends = [positions[0], positions.at(-1)].map((end) => (isArray(end ?? null) ? String(end) : ''));
  if (positions.length < 4 || ends[0] !== ends[1]) throw new Refusal('geo_from_wkt()', 'a ring that does not close');
  return positions;
}

const polygon = (reader: Reader): Cell => list(reader, ring);

/** Names of WKT to the type in GeoJSON and what its brackets hold. */
const shapes: Readonly<Record<string, readonly [type: string, read: (reader: Reader) => Cell]>> = {
  POINT: ['Point', single],
  LINESTRING: ['LineString', line],
  POLYGON: ['Polygon', polygon],
  MULTIPOINT: ['MultiPoint', (reader) => list(reader, eitherPoint)],
  MULTILINESTRING: ['MultiLineString', (reader) => list(reader, line)],
  MULTIPOLYGON: ['MultiPolygon', (reader) => list(reader, polygon)],
};

function shape(reader: Reader): Cell {
  const name = reader.tokens[reader.at++] ?? '';
  if (name !== name.toUpperCase()) throw new Refusal('geo_from_wkt()', 'a name that is not in upper case');
  const next = reader.tokens[reader.at];
  if (next !== undefined && /^[a-z]/i.test(next)) throw new Refusal('geo_from_wkt()', `${name} with ${next}`);
  if (name === 'GEOMETRYCOLLECTION') {
    return new Map<string, Cell>([
      ['type', 'GeometryCollection'],
      ['geometries', list(reader, shape)],
    ]);
  }
  const known = shapes[name];
  if (!known) throw new NoWkt();
  return geometry(known[0], known[1](reader));
}

/**
 * GeoJSON of a well-known text; null when it is none. Empty shapes, shapes with heights and positions off the Earth are
 * refused. Microsoft Learn, "geo_from_wkt()".
 */
function fromWkt(text: string): Cell {
  const tokens = text.match(/[(),]|[^\s(),]+/g) ?? [];
  if (/[;=]/.test(text)) throw new Refusal('geo_from_wkt()', 'a text with a reference system');
  const reader = { tokens, at: 0 };
  try {
    const found = shape(reader);
    return reader.at === tokens.length ? found : null;
  } catch (failure) {
    if (failure instanceof NoWkt) return null;
    throw failure;
  }
}

export const wkt: FunctionTable = {
  geo_from_wkt: fn({ takes: ['string'], returns: 'dynamic', run: fromWkt }),
};
