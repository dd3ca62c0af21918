import { expect, test } from 'vitest';
import { resultOf, rowsOf } from '../evaluate.test-support.ts';

test.each([
  ['toreal("0x1F")', null],
  ['tolong(1e19)', '-9223372036854775808'],
  ['tolong(real(+inf))', null],
  ['toint(dynamic(4294967297))', 1],
  ['toint(3000000000)', 'ENG102'],
  ['toint(3e9)', 'ENG102'],
  ['tolong(1s)', 10000000],
  ['toreal(datetime(0001-01-02))', 864000000000],
  ['tobool("0x0")', false],
  ['parse_json("null")', null],
  ['tostring(0.1 + 0.2)', '0.30000000000000007'],
  ['tostring(dynamic({"a": 1e25, "b": [0.5]}))', '{"a":1e25,"b":[0.5]}'],
  [`tostring(dynamic(["\\u001f", "a\\\\u001fb", "é/"]))`, '["\\u001F","a\\\\u001fb","é/"]'],
  ['dynamic(-9223372036854775808)', '-9223372036854775808'],
  [`dynamic({'it\\'s': "x"})`, { "it's": 'x' }],
  ['dynamic(1e400)', 'ENG101'],
  ['"a" == true', false],
  ['"1" == true', true],
  ['"1" == 1', true],
  ['-datetime(2026-03-02)', 'ENG101'],
  ['iff(true, 1, 2.0)', 'ENG101'],
  ['iff(true, dynamic(1), 2)', 1],
  ['iff(true, dynamic(1.5), 2)', 'ENG102'],
  ['iff(true, int(1), 2)', 1],
  ['tobool(-1.5)', true],
  ['tobool(0.5)', 'ENG102'],
  ['toreal("1e400")', 'ENG102'],
  ['toreal("-1e-400")', 'ENG102'],
  ['toreal("0e-400")', 0],
  ['tolong("0x7fffffffffffffff")', '9223372036854775807'],
  ['tolong("0x8000000000000000")', 'ENG102'],
  ['1e400', 'ENG101'],
  ['20000000d', 'ENG101'],
  ['1d / 7', 'ENG102'],
  ['make_timespan(1, 2, 3, 1.005)', 'ENG102'],
  ['1d / 9', '02:40:00'],
  ['-1tick / 3', '00:00:00'],
  ['1h * 0.1', '00:06:00'],
  ['1tick * 1.5', 'ENG102'],
  ['-1h / 0.3333333', '-03:00:00.0010800'],
  ['max_of(2.5, real(null), 1.0)', 2.5],
  ['min_of(real(nan), 1.0)', 'ENG102'],
])('%s is %j', (expression, expected) => {
  const result = resultOf(expression);
  if (typeof expected === 'string' && expected.startsWith('ENG')) expect(result).toContain(expected);
  else expect(result).toEqual(expected);
});

test('a literal of a table that its column may not hold is refused', () => {
  expect(rowsOf('datatable(i: int)[2147483648]')[0]).toContain('ENG102');
});

test('a real of a row beyond the range is the nearest whole number', () => {
  expect(rowsOf('datatable(r: real)[1e19, -1e19] | project tolong(r), toint(r)')).toEqual([
    ['9223372036854775807', 2147483647],
    ['-9223372036854775808', -2147483648],
  ]);
});
