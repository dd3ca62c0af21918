import { type Cell, isArray, isBag } from '../../values/cell.ts';
import { Refusal } from '../../values/refusal.ts';
import { type Polygon, polygonOf } from './polygon.ts';
import { add, isPosition, norm2, type Point, type Position, pointOf, positionOf, samePoint } from './vector.ts';

export const geometry = (type: string, coordinates: Cell): Cell =>
  new Map<string, Cell>([
    ['type', type],
    ['coordinates', coordinates],
  ]);

/** A coordinate as the service writes it: whole numbers become long. */
const coordinate = (value: number): Cell => (Number.isInteger(value) ? BigInt(value) : value);

export const positionCell = (position: Position): Cell => position.map(coordinate);
export const pointGeometry = (point: Point): Cell => geometry('Point', positionCell(positionOf(point)));

/** A ring of positions as GeoJSON closes it: the first position comes again at the end. */
export const ringCell = (vertices: readonly Position[]): Cell =>
  [...vertices, ...vertices.slice(0, 1)].map(positionCell);

/** Type and coordinates of a GeoJSON geometry; undefined when it is none. A text is not taken for a geometry. */
function readGeometry(value: Cell): { readonly type: string; readonly coordinates: readonly Cell[] } | undefined {
  if (typeof value === 'string') throw new Refusal('a geometry', 'it is a text, not a dynamic object');
  if (!isBag(value)) return undefined;
  const type = value.get('type');
  const coordinates = value.get('coordinates') ?? null;
  return typeof type === 'string' && isArray(coordinates) ? { type, coordinates } : undefined;
}

function readPosition(value: Cell): Position | undefined {
  if (!isArray(value) || value.length < 2) return undefined;
  const [longitude, latitude] = value.map((each) => (typeof each === 'bigint' ? Number(each) : each));
  if (typeof longitude !== 'number' || typeof latitude !== 'number' || !isPosition(longitude, latitude))
    return undefined;
  if (value.length > 2) throw new Refusal('a geometry', 'a position with more than a longitude and a latitude');
  return [longitude, latitude];
}

function readAll<T>(values: Cell, read: (value: Cell) => T | undefined): readonly T[] | undefined {
  if (!isArray(values)) return undefined;
  const all: T[] = [];
  for (const value of values) {
    const one = read(value);
    if (one === undefined) return undefined;
    all.push(one);
  }
  return all;
}

/** A chain of at least two points; undefined when it is none. */
function readChain(value: Cell): readonly Position[] | undefined {
  const positions = readAll(value, readPosition);
  if (!positions || positions.length < 2) return undefined;
  const points = positions.map(pointOf);
  const pairs = points.slice(1).map((point, i) => [points[i] ?? point, point] as const);
  if (pairs.some(([a, b]) => norm2(add(a, b)) < 1e-28)) return undefined;
  if (pairs.some(([a, b]) => samePoint(a, b))) throw new Refusal('a line', 'the same point twice in a row');
  return positions;
}

/** Lines as they are given: their positions, and whether there may be several. */
export interface Lines {
  readonly several: boolean;
  readonly chains: readonly (readonly Position[])[];
}

/** A LineString or MultiLineString; undefined when it is not valid. Refuses what is not certain to be either. */
export function readLines(value: Cell): Lines | undefined {
  const read = readGeometry(value);
  if (!read) return undefined;
  if (read.type === 'LineString') {
    const chain = readChain(read.coordinates);
    return chain && { several: false, chains: [chain] };
  }
  if (read.type !== 'MultiLineString') return undefined;
  const chains = readAll(read.coordinates, readChain);
  return chains && chains.length > 0 ? { several: true, chains } : undefined;
}

/** A single LineString. A MultiLineString of one line is refused, of more it is not valid. */
export function readLine(value: Cell): readonly Position[] | undefined {
  const lines = readLines(value);
  if (lines?.several && lines.chains.length === 1)
    throw new Refusal('a line', 'a multiline of one line where a line is meant');
  return lines?.chains.length === 1 ? lines.chains[0] : undefined;
}

type Ring = readonly Position[];

function readRing(value: Cell): Ring | undefined {
  const ring = readAll(value, readPosition);
  const [first] = ring ?? [];
  const last = ring?.at(-1);
  if (!ring || !first || !last || ring.length < 4 || first[0] !== last[0] || first[1] !== last[1]) return undefined;
  return ring;
}

const readRings = (value: Cell): readonly Ring[] | undefined => {
  const rings = readAll(value, readRing);
  return rings && rings.length > 0 ? rings : undefined;
};

/** The rings of a Polygon or MultiPolygon as they are given; undefined when it is not valid. */
export function readPolygonRings(
  value: Cell,
): { readonly several: boolean; readonly polygons: readonly (readonly Ring[])[] } | undefined {
  const read = readGeometry(value);
  if (read?.type === 'Polygon') {
    const rings = readRings(read.coordinates);
    return rings && { several: false, polygons: [rings] };
  }
  if (read?.type !== 'MultiPolygon') return undefined;
  const polygons = readAll(read.coordinates, readRings);
  return polygons && polygons.length > 0 ? { several: true, polygons } : undefined;
}

/** What was read of an object once holds for every row: literals come again and again. */
const known = new WeakMap<object, readonly Polygon[] | 'invalid'>();

/**
 * The polygons of a Polygon or MultiPolygon, each with its holes; undefined when one of them is not valid.
 * Microsoft Learn, "geo_point_in_polygon()", has what a valid polygon is.
 */
export function readPolygons(value: Cell): readonly Polygon[] | undefined {
  const before = isBag(value) ? known.get(value) : undefined;
  if (before) return before === 'invalid' ? undefined : before;
  const rings = readPolygonRings(value);
  const polygons: Polygon[] = [];
  for (const each of rings?.polygons ?? []) {
    const polygon = polygonOf(each.map((ring) => ring.slice(0, -1).map(pointOf)));
    if (polygon) polygons.push(polygon);
  }
  const result = rings && polygons.length === rings.polygons.length ? polygons : undefined;
  if (isBag(value)) known.set(value, result ?? 'invalid');
  return result;
}
