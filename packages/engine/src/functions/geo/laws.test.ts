import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Cell, isBag } from '../../values/cell.ts';
import { readPolygons } from './geojson.ts';
import { geospatial } from './index.ts';
import { polygonArea } from './polygon.ts';
import { united } from './polygon-union.ts';
import { atan2, cos, sin } from './trigonometry.ts';

type Run = (...args: readonly unknown[]) => Cell;

/** Calls a function by its row. */
const call = (name: string, ...args: readonly unknown[]): Cell => {
  const row = geospatial[name];
  if (!row || !('run' in row)) throw new Error(`no function ${name}`);
  return (row.run as Run)(...args);
};

const longitude = fc.double({ min: -170, max: 170, noNaN: true });
const latitude = fc.double({ min: -70, max: 70, noNaN: true });

test('trigonometry is within the last place of the engine, and on the circle', () => {
  fc.assert(
    fc.property(fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }), (x) => {
      expect(Math.abs(sin(x) - Math.sin(x))).toBeLessThan(3e-16);
      expect(Math.abs(cos(x) - Math.cos(x))).toBeLessThan(3e-16);
      expect(Math.abs(atan2(sin(x), cos(x)) - x)).toBeLessThan(1e-15);
    }),
  );
});

test('the middle of a cell is in that cell', () => {
  const grids = [
    ['geo_point_to_geohash', 'geo_geohash_to_central_point', 6n],
    ['geo_point_to_s2cell', 'geo_s2cell_to_central_point', 12n],
    ['geo_point_to_h3cell', 'geo_h3cell_to_central_point', 8n],
  ] as const;
  fc.assert(
    fc.property(longitude, latitude, fc.constantFrom(...grids), (lng, lat, [toCell, toMiddle, level]) => {
      const cell = call(toCell, lng, lat, level);
      const middle = call(toMiddle, cell);
      const [x, y] = isBag(middle) ? [middle.get('coordinates')].flat() : [];
      expect(call(toCell, Number(x), Number(y), level)).toBe(cell);
    }),
  );
});

test('what two areas cover is their union and, once more, what they share', () => {
  fc.assert(
    fc.property(longitude, latitude, fc.double({ min: 0.3, max: 3, noNaN: true }), (lng, lat, shift) => {
      const one = call('geo_point_buffer', lng, lat, 1000, 50);
      const other = call('geo_point_buffer', lng, lat + shift / 100, 1500, 50);
      const [first] = readPolygons(one) ?? [];
      const [second] = readPolygons(other) ?? [];
      if (!first || !second) throw new Error('a buffer is no polygon');
      const sum = (regions: typeof united extends (polygons: infer P) => unknown ? P : never): number =>
        regions.reduce((total, each) => total + polygonArea(each), 0);
      const shared = readPolygons(call('geo_intersection_2polygons', one, other)) ?? [];
      const total = polygonArea(first) + polygonArea(second);
      expect(Math.abs(sum(united([first, second])) + sum(shared) - total) / total).toBeLessThan(1e-9);
    }),
    { numRuns: 30 },
  );
});
