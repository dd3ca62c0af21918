import { expect, test } from 'vitest';
import { resultOf, rowsOf } from '../../evaluate.test-support.ts';

const square = 'dynamic({"type":"Polygon","coordinates":[[[10,50],[10.2,50],[10.2,50.1],[10,50.1],[10,50]]]})';
const shifted =
  'dynamic({"type":"Polygon","coordinates":[[[10.1,50.05],[10.3,50.05],[10.3,50.15],[10.1,50.15],[10.1,50.05]]]})';
const far = 'dynamic({"type":"Polygon","coordinates":[[[20,50],[20.2,50],[20.2,50.1],[20,50]]]})';
const bowTie = 'dynamic({"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0],[0,1],[0,0]]]})';
const withHole =
  'dynamic({"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[1,2],[2,2],[2,1],[1,1]]]})';
const line = 'dynamic({"type":"LineString","coordinates":[[10,50],[10.2,50.1]]})';
const across = 'dynamic({"type":"LineString","coordinates":[[10,50.1],[10.2,50]]})';
const short = 'dynamic({"type":"LineString","coordinates":[[10,50]]})';

const close = (expression: string, expected: number): void => {
  const found = resultOf(expression);
  expect(typeof found).toBe('number');
  expect(Math.abs(Number(found) / expected - 1)).toBeLessThan(1e-9);
};

/** One degree along a meridian, in metres. */
const degree = (6_371_010 * Math.PI) / 180;

test.each([
  ['geo_distance_2points(10, 50, 10, 51)', degree],
  ['geo_azimuth(0, 0, 0, 1) + 1', 1],
  ['geo_azimuth(0, 0, 1, 0)', Math.PI / 2],
  ['geo_azimuth(0, 0, -1, 0)', (3 * Math.PI) / 2],
  ['geo_angle(0, 1, 0, 0, 1, 0)', Math.PI / 2],
  ['geo_line_length(dynamic({"type":"LineString","coordinates":[[0,0],[0,3]]}))', 3 * degree],
  ['geo_distance_point_to_line(1, 0, dynamic({"type":"LineString","coordinates":[[0,-5],[0,5]]}))', degree],
  ['geo_line_locate_point(dynamic({"type":"LineString","coordinates":[[0,0],[0,4]]}), 2, 1)', 0.25015224],
  ['geo_polygon_perimeter(dynamic({"type":"Polygon","coordinates":[[[0,0],[90,0],[0,90],[0,0]]]}))', 270 * degree],
  [
    'geo_polygon_area(dynamic({"type":"Polygon","coordinates":[[[0,0],[90,0],[0,90],[0,0]]]}))',
    (Math.PI / 2) * 6_371_010 ** 2,
  ],
  [`geo_polygon_area(geo_union_polygons_array(pack_array(${square}, ${square}))) / geo_polygon_area(${square})`, 1],
])('%s is about %d', (expression, expected) => {
  if (expression.includes('locate')) expect(Math.abs(Number(resultOf(expression)) - 0.25)).toBeLessThan(1e-3);
  else close(expression, expected);
});

test.each([
  ['geo_distance_2points(181, 0, 0, 0)', null],
  ['geo_azimuth(5, 5, 5, 5)', null],
  ['geo_angle(5, 5, 5, 5, 6, 6)', null],
  ['geo_point_in_circle(10, 50, 10.001, 50, 100)', true],
  ['geo_point_in_circle(10, 50, 10.01, 50, 100)', false],
  ['geo_point_in_circle(10, 50, 10, 50, 0)', null],
  [`geo_point_in_polygon(10.05, 50.05, ${square})`, true],
  [`geo_point_in_polygon(1.5, 1.5, ${withHole})`, false],
  [`geo_point_in_polygon(0.5, 0.5, ${withHole})`, true],
  [`geo_point_in_polygon(1, 1, ${bowTie})`, null],
  [`geo_distance_point_to_polygon(10.05, 50.05, ${square})`, 0],
  [`geo_line_length(${short})`, null],
  [`geo_line_interpolate_point(${line}, 1.5)`, null],
  [`geo_line_interpolate_point(${line}, 0).coordinates[1]`, 50],
  ['geo_line_densify(dynamic({"type":"LineString","coordinates":[[0,0],[0,9]]}), 10).type', 'LineString'],
  [`geo_line_densify(${line}, 0.01)`, null],
  ['array_length(geo_line_densify(dynamic({"type":"LineString","coordinates":[[8,48],[10,48]]})).coordinates)', 9],
  [`geo_intersects_2polygons(${square}, ${shifted})`, true],
  [`geo_intersects_2polygons(${square}, ${far})`, false],
  [`geo_intersects_2lines(${line}, ${across})`, true],
  [`geo_intersects_line_with_polygon(${line}, ${far})`, false],
  [`array_length(geo_union_polygons_array(pack_array(${square}, ${shifted})).coordinates[0])`, 9],
  [`array_length(geo_union_polygons_array(pack_array(${square}, ${far})).coordinates)`, 2],
  [`array_length(geo_intersection_2polygons(${square}, ${shifted}).coordinates[0])`, 5],
  [`array_length(geo_intersection_2polygons(${square}, ${far}).geometries)`, 0],
  [`geo_intersection_2lines(${line}, ${across}).type`, 'Point'],
  [`geo_intersection_line_with_polygon(${line}, ${shifted}).type`, 'LineString'],
  [`geo_union_lines_array(pack_array(${line}, ${short}))`, null],
  [`geo_union_lines_array(pack_array(${line}, ${line})).type`, 'LineString'],
  ['geo_from_wkt("POINT(3 4)").coordinates', [3, 4]],
  [
    'geo_from_wkt("MULTIPOINT ((1 2), (3 4))").coordinates',
    [
      [1, 2],
      [3, 4],
    ],
  ],
  ['geo_from_wkt("POLYGON (1 2)")', null],
  ['geo_from_wkt("CIRCLE (1 2)")', null],
  ['geo_point_to_geohash(10.40744, 57.64911, 11)', 'u4pruydqqvj'],
  ['geo_point_to_geohash(10, 57, 19)', ''],
  ['geo_geohash_to_central_point("ezs42").coordinates', [-5.60302734375, 42.60498046875]],
  ['geo_geohash_to_polygon("0").coordinates[0][0]', [-180, -90]],
  ['geo_geohash_neighbors("il")', null],
  ['geo_point_to_h3cell(10, 50, 0)', '801ffffffffffff'],
  ['geo_h3cell_level(geo_point_to_h3cell(10, 50))', 6],
  ['geo_h3cell_parent(geo_point_to_h3cell(10, 50, 5), 6)', ''],
  ['array_length(geo_h3cell_children(geo_point_to_h3cell(10, 50, 5)))', 7],
  ['geo_h3cell_children(geo_point_to_h3cell(10, 50, 5), 11)', null],
  ['array_length(geo_h3cell_neighbors(geo_point_to_h3cell(10, 50)))', 6],
  ['array_length(geo_h3cell_rings(geo_point_to_h3cell(10, 50), 3)[3])', 18],
  ['geo_h3cell_to_polygon("contoso")', null],
  ['geo_point_to_s2cell(0, 0, 0)', '1'],
  ['geo_point_to_s2cell(0, 0, 31)', ''],
  ['array_length(geo_s2cell_to_polygon("47b1d").coordinates[0])', 5],
  ['array_length(geo_s2cell_neighbors("47b1d"))', 8],
  [`set_has_element(geo_polygon_to_s2cells(${square}, 9), geo_point_to_s2cell(10.05, 50.05, 9))`, true],
  [`geo_polygon_to_s2cells(${square}, 29)`, null],
  [`array_length(geo_line_to_s2cells(${line}, 2))`, 1],
  [`array_length(geo_line_to_s2cells(${line}, 10, 20000)) > array_length(geo_line_to_s2cells(${line}, 10))`, true],
  [`geo_polygon_to_h3cells(${square}, 16)`, null],
  [`geo_polygon_to_h3cells(${square}, 5, -1)`, null],
  ['array_length(geo_point_buffer(10, 50, 100, 50).coordinates[0])', 4],
  ['geo_point_buffer(10, 50, -1)', null],
  [`geo_line_buffer(${line}, 100, 5).type`, 'Polygon'],
  [`geo_point_in_polygon(9.999, 50, geo_polygon_buffer(${square}, 200))`, true],
  [`geo_line_simplify(${line}, 100000)`, null],
  [`geo_polygon_simplify(${square}, -3)`, null],
])('%s is %j', (expression, expected) => {
  expect(resultOf(expression)).toEqual(expected);
});

test.each([
  'geo_geohash_neighbors("ezs42")',
  'geo_distance_2points(1, 2, 3, 4, true)',
  'geo_azimuth(0, 90, 1, 1)',
  `geo_polygon_simplify(${square})`,
  `geo_polygon_to_h3cells(${square}, 5, 100.0)`,
  'geo_point_buffer(10, 50, 5)',
  `geo_line_length(dynamic({"type":"MultiLineString","coordinates":[[[0,0],[0,2]],[[0,1],[0,3]]]}))`,
  'geo_line_length(dynamic({"type":"LineString","coordinates":[[0,0,5],[0,2,5]]}))',
  'geo_from_wkt("POINT Z (1 2 3)")',
  'geo_from_wkt("point (1 2)")',
  'geo_from_wkt("POLYGON ((0 0, 1 0, 1 1))")',
  'geo_intersects_2lines(dynamic({"type":"LineString","coordinates":[[0,-1],[0,1]]}), dynamic({"type":"LineString","coordinates":[[0,0],[-1,0]]}))',
])('%s is refused', (expression) => {
  expect(JSON.stringify(resultOf(expression))).toContain('ENG102');
});

test('cells come in the order of the service', () => {
  expect(resultOf('geo_s2cell_neighbors("47b1d")')).toEqual(resultOf('geo_s2cell_neighbors("47B1D")'));
});

const zones = `let zones = datatable(zone: string, area: dynamic) ["north", ${square}, "east", ${far}];
let seen = datatable(host: string, lng: real, lat: real) ["web01", 10.05, 50.05, "web02", 0.0, 0.0, "web03", 10.201, 50.05];`;

test.each([
  ['geo_polygon_lookup(zones, area, lng, lat)', [['web01', 10.05, 50.05, 'north']]],
  [
    'geo_polygon_lookup(zones, area, lng, lat, radius = 500, return_unmatched = true) | project host, zone',
    [
      ['web01', 'north'],
      ['web02', ''],
      ['web03', 'north'],
    ],
  ],
])('%s finds the zones', (call, expected) => {
  expect(rowsOf(`${zones} seen | evaluate ${call}`)).toEqual(expected);
});

test('geo_line_lookup finds the lines near to a location', () => {
  const query = `let roads = datatable(road: string, path: dynamic) ["A1", ${line}];
    datatable(lng: real, lat: real) [10.1, 50.0501, 10.1, 50.2]
    | evaluate geo_line_lookup(roads, path, lng, lat, 100) | project lat, road`;
  expect(rowsOf(query)).toEqual([[50.0501, 'A1']]);
});
