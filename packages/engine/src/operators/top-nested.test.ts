import { expect, test } from 'vitest';
import { columnsOf, rowsOf } from '../evaluate.test-support.ts';

const sales = `datatable(region: string, item: string, n: long)[
  'north', 'pen', 5, 'north', 'ink', 9, 'north', 'pen', 1, 'south', 'ink', 4, 'south', 'cap', 7, 'west', 'cap', 2]`;

test.each([
  [
    `${sales} | top-nested 2 of region by sum(n), top-nested 1 of item by total = sum(n)`,
    [
      ['north', 15, 'ink', 9],
      ['south', 11, 'cap', 7],
    ],
  ],
  [
    `${sales} | top-nested of region by max(n) asc, top-nested 1 of item by count() * sum(n)`,
    [
      ['west', 2, 'cap', 2],
      ['south', 7, 'cap', 7],
      ['north', 9, 'pen', 12],
    ],
  ],
  [`${sales} | top-nested 1 of item by count()`, [expect.stringMatching(/^ENG102 top-nested/)]],
  [`${sales} | top-nested of region by max(1), top-nested 1 of item by sum(n) | count`, [[3]]],
  [
    `${sales} | top-nested 1 of region with others = 'rest' by sum(n)`,
    [
      ['north', 15],
      ['rest', 13],
    ],
  ],
  [
    `${sales} | top-nested 1 of region with others = 'rest' by sum(n), top-nested of n by dcount(item) | count`,
    [expect.stringMatching(/^ENG101/)],
  ],
  [
    `${sales} | top-nested 1 of region with others = 'rest' by sum(n), top-nested 1 of item by sum(n), top-nested 1 of n with others = -1 by count()`,
    [expect.stringMatching(/^ENG102 top-nested/)],
  ],
  [
    `${sales} | top-nested 2 of region with others = 'rest' by sum(n), top-nested 1 of item with others = 'more' by sum(n)`,
    [
      ['north', 15, 'ink', 9],
      ['north', 15, 'more', 6],
      ['south', 11, 'cap', 7],
      ['south', 11, 'more', 4],
      ['rest', 2, 'more', 2],
    ],
  ],
  [
    `${sales} | top-hitters 2 of region by n`,
    [
      ['north', 15],
      ['south', 11],
    ],
  ],
  [`${sales} | top-hitters 1 of region`, [['north', 3]]],
  [`${sales} | top-hitters 1 of item`, [expect.stringMatching(/^ENG102 top-hitters/)]],
])('%s', (query, expected) => {
  expect(rowsOf(query)).toEqual(expected);
});

test('columns are named after the keys', () => {
  const query = `${sales} | top-nested 2 of region by sum(n), top-nested of b = bin(n, 5) by m = max(n)`;
  expect(columnsOf(query)).toEqual(['region:string', 'aggregated_region:long', 'b:long', 'm:long']);
});
