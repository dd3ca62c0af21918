import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { resultOf, rowsOf } from '../evaluate.test-support.ts';

const sha256 = createHash('sha256').update('contoso').digest('hex');

test.each([
  ['"Contoso" contains_cs "tos"', true],
  ['"Contoso" !contains "TOS"', false],
  ['"Contoso" !contains_cs "TOS"', true],
  ['"Contoso" startswith_cs "con"', false],
  ['"Contoso" !startswith "CON"', false],
  ['"Contoso" !startswith_cs "CON"', true],
  ['"Contoso" endswith_cs "so"', true],
  ['"Contoso" !endswith "SO"', false],
  ['"Contoso" !endswith_cs "SO"', true],
  ['"svc-Admin" !has_cs "admin"', true],
  ['"svc-adminRole" !hassuffix "ROLE"', false],
  ['"svc-adminRole" !hassuffix_cs "ROLE"', true],
  ['"svc-adminRole" !hasprefix "ADMIN"', false],
  ['"svc-adminRole" hasprefix_cs "Admin"', false],
  ['"Contoso" contains "TOS"', true],
  ['"A" !in~ ("a", "b")', false],
  ['"A" !~ "b"', true],
  ['5 !between (1 .. 4)', true],
  ['3 <= 2', false],
  ['array_reverse(dynamic([1, "a", null]))', [null, 'a', 1]],
  ['array_rotate_left(dynamic([1, 2, 3, 4, 5]), 2)', [3, 4, 5, 1, 2]],
  ['array_rotate_right(dynamic([1, 2, 3, 4, 5]), 2)', [4, 5, 1, 2, 3]],
  ['array_sum(dynamic([1, 2, 3.5]))', 6.5],
  ['array_sum(dynamic([1, "a"]))', null],
  ['acos(1)', 0],
  ['asin(1)', Math.PI / 2],
  ['atan2(1, 1)', Math.PI / 4],
  ['cos(pi())', -1],
  ['sin(pi() / 2)', 1],
  ['reverse("abc")', 'cba'],
  ['series_log(dynamic([1]))', [0]],
  ['series_stats_dynamic(dynamic([1, 3])).avg', 2],
  ['geo_h3cell_to_central_point(geo_point_to_h3cell(0, 0, 5)).type', 'Point'],
  ['geo_s2cell_to_central_point(geo_point_to_s2cell(10, 20, 30)).type', 'Point'],
  ['parse_xml("<a><b>x</b></a>")', { a: { b: 'x' } }],
  ['atan(1)', Math.PI / 4],
  ['base64_encode_tostring("contoso")', 'Y29udG9zbw=='],
  ['binary_and(12, 10)', 8],
  ['binary_or(12, 10)', 14],
  ['binary_not(0)', -1],
  ["convert_energy(2500.0, 'Joule', 'Kilojoule')", 2.5],
  ["convert_force(2500.0, 'Newton', 'Kilonewton')", 2.5],
  ["convert_speed(2.5, 'KilometerPerSecond', 'MeterPerSecond')", 2500],
  ['cot(1) * tan(1)', 1],
  ['degrees(pi())', 180],
  ['radians(180)', Math.PI],
  ['exp(1)', Math.E],
  ['exp2(3)', 8],
  ['exp10(2)', 100],
  ['pow(2, 10)', 1024],
  ['isfinite(1.0)', true],
  ['isinf(1.0 / 0.0)', true],
  ['isnan(0.0 / 0.0)', true],
  ['dayofmonth(datetime(2026-03-02))', 2],
  ['dayofyear(datetime(2026-03-02))', 61],
  ['monthofyear(datetime(2026-03-02))', 3],
  ['getyear(datetime(2026-03-02))', 2026],
  ['startofday(datetime(2026-03-02 10:11:12))', '2026-03-02T00:00:00.0000000Z'],
  ['endofday(datetime(2026-03-02 10:11:12))', '2026-03-02T23:59:59.9999999Z'],
  ['endofweek(datetime(2026-03-02))', '2026-03-07T23:59:59.9999999Z'],
  ['startofyear(datetime(2026-03-02))', '2026-01-01T00:00:00.0000000Z'],
  ['endofyear(datetime(2026-03-02))', '2026-12-31T23:59:59.9999999Z'],
  ['unixtime_milliseconds_todatetime(1772445600123)', '2026-03-02T10:00:00.1230000Z'],
  ['unixtime_microseconds_todatetime(1772445600123456)', '2026-03-02T10:00:00.1234560Z'],
  ['unixtime_nanoseconds_todatetime(1772445600123456700)', '2026-03-02T10:00:00.1234567Z'],
  ['hash_sha256("contoso")', sha256],
  ['extract_json("$.a[1]", \'{"a": [4, 5]}\', typeof(long))', 5],
  ['strcat_delim("-", "a", 1, true)', 'a-1-True'],
  ['strcmp("a", "b")', -1],
  ['unicode_codepoints_from_string("aß")', [97, 223]],
  ['series_acos(dynamic([1]))', [0]],
  ['series_asin(dynamic([0]))', [0]],
  ['series_atan(dynamic([0]))', [0]],
  ['series_sin(dynamic([0]))', [0]],
  ['series_cos(dynamic([0]))', [1]],
  ['series_tan(dynamic([0]))', [0]],
  ['series_ceiling(dynamic([1.2, -1.2]))', [2, -1]],
  ['series_less(dynamic([1, 2]), dynamic([2, 2]))', [true, false]],
  ['series_greater_equals(dynamic([1, 2]), dynamic([2, 2]))', [false, true]],
  ['series_fit_line_dynamic(dynamic([1, 2, 3])).slope', 1],
  ['series_fit_2lines_dynamic(dynamic([1, 2, 3, 4, 6, 8, 10, 12])).split_idx', 3],
])('%s is %j', (expression, expected) => {
  const result = resultOf(expression);
  if (typeof expected === 'number' && !Number.isInteger(expected)) expect(result).toBeCloseTo(expected, 12);
  else expect(result).toEqual(expected);
});

const line = 'dynamic({"type": "LineString", "coordinates": [[0, 0], [2, 0]]})';
const square = 'dynamic({"type": "Polygon", "coordinates": [[[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]]]})';

test('where things are on the globe', () => {
  expect(resultOf(`geo_closest_point_on_line(0, 0, ${line})`)).toEqual({ type: 'Point', coordinates: [0, 0] });
  expect(resultOf(`toreal(geo_line_centroid(${line}).coordinates[0])`)).toBeCloseTo(1, 12);
  expect(resultOf(`toreal(geo_polygon_centroid(${square}).coordinates[1])`)).toBeCloseTo(0, 12);
  expect(resultOf(`toreal(geo_closest_point_on_polygon(5, 0, ${square}).coordinates[0])`)).toBeCloseTo(1, 9);
  expect(resultOf(`array_length(geo_polygon_densify(${square}, 1).coordinates[0]) > 5`)).toBe(true);
  expect(resultOf('isnull(geo_simplify_polygons_array(dynamic(null), 10))')).toBe(true);
});

test('columns by their names, and the row behind', () => {
  expect(rowsOf('print a = 1, b = 2 | project-rename c = a')).toEqual([[1, 2]]);
  expect(rowsOf('print a = 1 | getschema | project ColumnName, ColumnType')).toEqual([['a', 'long']]);
  expect(rowsOf('print a = 1, b = 2 | project-keep b')).toEqual([[2]]);
  expect(rowsOf('print a = 1, b = "x" | project d = bag_pack_columns(a, b)')).toEqual([[{ a: 1, b: 'x' }]]);
  expect(rowsOf('print a = 1 | project columnifexists("a", 5), columnifexists("b", 5)')).toEqual([[1, 5]]);
  expect(rowsOf('range x from 1 to 3 step 1 | serialize | project next(x)')).toEqual([[2], [3], [null]]);
});

test('unary - turns the sign of what is no literal', () => {
  expect(rowsOf('datatable(x: long, y: timespan)[3, 1h] | project -x, -y')).toEqual([[-3, '-01:00:00']]);
});

test('rows of other tables', () => {
  const found =
    'let Log = view () { datatable(x: long, s: string)[1, "a", 2, "b"] }; find in (Log) where x == 2 project s';
  expect(rowsOf(found)).toEqual([['Log', 'b']]);
  expect(rowsOf('let Log = datatable(x: long)[1, 2]; table("Log") | count')).toEqual([[2]]);
  expect(rowsOf('let f = (T: (x: long)) { T | extend y = x * 2 }; print x = 3 | invoke f()')).toEqual([[3, 6]]);
  expect(rowsOf('range k from 1 to 2 step 1 | lookup (print k = 1, v = "one") on k')).toEqual([
    [1, 'one'],
    [2, ''],
  ]);
});
