import { expect, test } from 'vitest';
import { resultOf, rowsOf } from '../evaluate.test-support.ts';

test.each([
  ['decimal(1.25) + 1', '2.25'],
  ['decimal(1.25) * 2 - 0.5', '2'],
  ['decimal(7) / 8', '0.875'],
  ['decimal(1) / 3', '0.3333333333333333333333333333333333'],
  ['decimal(2) / 3', '0.6666666666666666666666666666666667'],
  ['decimal(-7.5) % 2', '0.5'],
  ['decimal(2e3)', '2000'],
  ['decimal(-1.5)', '-1.5'],
  ['-decimal(1.5)', '-1.5'],
  ['decimal(null) == decimal(1)', false],
  ['decimal(2.50) == decimal(2.5)', true],
  ['decimal(2.5) > 2', true],
  ['decimal(7) in (6, 7)', true],
  ['todecimal(0.1) + todecimal(0.7) == todecimal(0.8)', true],
  ['todecimal("no number")', null],
  ['todecimal(" 1.5 ")', '1.5'],
  ['todecimal(true)', '1'],
  ['toint(decimal(-8.9))', -8],
  ['toreal(decimal(0.25))', 0.25],
  ['tostring(decimal(0.25))', '0.25'],
  ['tostring(todecimal(40))', '40'],
  ['tostring(decimal(0.250))', 'ENG102'],
  ['tostring(decimal(1) / 3)', 'ENG102'],
  ['decimal(1) + 0.1', 'ENG102'],
  ['decimal(1) / decimal(0)', 'ENG102'],
  ['gettype(decimal(1) * 2)', 'decimal'],
  ['round(decimal(1.236), 2)', '1.24'],
  ['round(decimal(1.5))', 'ENG102'],
  ['ceiling(decimal(-1.5))', '-1'],
  ['bin(decimal(-1.5), 1)', '-2'],
  ['abs(decimal(-1.5))', '1.5'],
  ['max_of(decimal(2), 3)', '3'],
  ['pack_array(decimal(1.5), 2)', ['1.5', 2]],
])('%s is %j', (expression, expected) => {
  const result = resultOf(expression);
  if (typeof expected === 'string' && expected.startsWith('ENG')) expect(result).toContain(expected);
  else expect(result).toEqual(expected);
});

test('decimals group and sort by their value', () => {
  const query = 'datatable(k: decimal)["2.50", decimal(10), "2.5"] | summarize rows = count() by k | sort by k desc';
  expect(rowsOf(query)).toEqual([
    ['10', 1],
    ['2.5', 2],
  ]);
});
