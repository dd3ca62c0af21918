import { readLines, readPolygons } from '../functions/geo/geojson.ts';
import { distanceToLines } from '../functions/geo/lines.ts';
import { distanceToPolygons } from '../functions/geo/polygons.ts';
import { isPosition, type Point, pointOf } from '../functions/geo/vector.ts';
import { absent, type Cell, type Column, type Row } from '../values/cell.ts';
import { Refusal } from '../values/refusal.ts';
import {
  constantOf,
  namesFor,
  type PluginArguments,
  type PluginParameter,
  type PluginRow,
  type PluginRun,
  placeOf,
  rowsOfTable,
} from './plugin.ts';

/** Metres from a point to a shape, 0 inside of it; undefined when the cell holds no such shape. */
type Measure = (shape: Cell) => ((point: Point) => number) | undefined;

const constant = (name: string, type: 'real' | 'bool'): PluginParameter => ({
  name,
  is: 'constant',
  types: [type],
  optional: true,
});

const table: PluginParameter = { name: 'LookupTable', is: 'table' };
const source: readonly PluginParameter[] = [
  { name: 'SourceLongitude', is: 'column', types: ['real'] },
  { name: 'SourceLatitude', is: 'column', types: ['real'] },
];
const options: readonly PluginParameter[] = [
  constant('return_unmatched', 'bool'),
  constant('lookup_area_radius', 'real'),
  constant('return_lookup_key', 'bool'),
];

const keyParameter = (name: string): PluginParameter => ({ name, is: 'column of the table', types: ['dynamic'] });

/** Microsoft Learn, "geo_line_lookup plugin": the lines within a radius of each location. */
export const geoLineLookup: PluginRow = lookupRow(
  'geo_line_lookup',
  'LookupLineKey',
  { name: 'Radius', is: 'constant', types: ['real'] },
  (shape) => {
    const lines = readLines(shape);
    return lines && ((point) => distanceToLines(point, lines));
  },
);

/** Microsoft Learn, "geo_polygon_lookup plugin": the polygons that hold each location, or are within a radius of it. */
export const geoPolygonLookup: PluginRow = lookupRow(
  'geo_polygon_lookup',
  'LookupPolygonKey',
  constant('radius', 'real'),
  (shape) => {
    const polygons = readPolygons(shape);
    return polygons && ((point) => distanceToPolygons(point, polygons));
  },
);

function lookupRow(plugin: string, key: string, radius: PluginParameter, measure: Measure): PluginRow {
  return {
    takes: [table, keyParameter(key), ...source, radius, ...options],
    columns: (args, input) => columnsOf(args, input, key),
    run: (call) => {
      const kept = keptOf(call.args, key).map(({ place }) => place);
      const nothing = keptOf(call.args, key).map(({ column }) => absent(column.type));
      const isOuter = constantOf(call, 'return_unmatched') === true;
      const find = finder(call, plugin, key, constantOf(call, radius.name), measure);
      return {
        columns: columnsOf(call.args, call.columns, key) ?? [],
        rows: call.rows.flatMap((row) => {
          const found = find(row).map((other) => [...row, ...kept.map((place) => other[place] ?? null)]);
          return found.length > 0 || !isOuter ? found : [[...row, ...nothing]];
        }),
      };
    },
  };
}

/** The columns of the lookup table that go into the result, with their places. */
function keptOf(args: PluginArguments, key: string): readonly { readonly column: Column; readonly place: number }[] {
  const [wanted] = args.exprs.return_lookup_key ?? [];
  const isKept = wanted?.expr.op === 'literal' && wanted.expr.value === true;
  const [name] = namesFor(args, key);
  return (args.table?.columns ?? []).flatMap((column, place) =>
    column.name === name && !isKept ? [] : [{ column, place }],
  );
}

/** Columns of the input, then of the table. Names that both have, and a flag that is no literal, are not evaluated. */
function columnsOf(args: PluginArguments, input: readonly Column[], key: string): readonly Column[] | undefined {
  const [wanted] = args.exprs.return_lookup_key ?? [];
  const columns = [...input, ...keptOf(args, key).map(({ column }) => column)];
  const isClear = new Set(columns.map(({ name }) => name)).size === columns.length;
  return isClear && (!wanted || wanted.expr.op === 'literal') ? columns : undefined;
}

/** Finds the rows of the table that match a location. */
function finder(
  call: PluginRun,
  plugin: string,
  key: string,
  given: Cell | undefined,
  measure: Measure,
): (row: Row) => readonly Row[] {
  const what = `evaluate ${plugin}`;
  const radius = typeof given === 'bigint' ? Number(given) : given;
  if (radius !== undefined && !(typeof radius === 'number' && radius > 0))
    throw new Refusal(what, 'a radius not above 0');
  const columns = call.args.table?.columns ?? [];
  const shapeAt = placeOf(columns, namesFor(call.args, key)[0]);
  const shapes = rowsOfTable(call).map((row) => {
    const distance = measure(row[shapeAt] ?? null);
    if (!distance) throw new Refusal(what, 'a shape of the table that is not valid');
    return { row, distance };
  });
  const [longitudeAt, latitudeAt] = source.map(({ name }) => placeOf(call.columns, namesFor(call.args, name)[0]));
  return (row) => {
    const [longitude, latitude] = [row[longitudeAt ?? -1], row[latitudeAt ?? -1]];
    if (typeof longitude !== 'number' || typeof latitude !== 'number' || !isPosition(longitude, latitude)) return [];
    const point = pointOf([longitude, latitude]);
    return shapes.flatMap(({ row: other, distance }) => {
      const metres = distance(point);
      if (typeof radius !== 'number') return metres === 0 ? [other] : [];
      if (Math.abs(metres - radius) < 1e-9 * radius) throw new Refusal(what, 'a location on the brink of the radius');
      return metres <= radius ? [other] : [];
    });
  };
}
