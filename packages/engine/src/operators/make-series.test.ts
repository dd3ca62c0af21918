import { expect, test } from 'vitest';
import { rowsOf } from '../evaluate.test-support.ts';

const numbers = 'datatable(at: long, n: long, who: string)[1, 10, "a", 2, 20, "b", 2, 5, "a", 4, 1, "a"]';

test.each([
  [
    'the end is not part of it',
    'n = sum(n) on at from 1 to 4 step 1',
    [
      [
        [10, 25, 0],
        [1, 2, 3],
      ],
    ],
  ],
  [
    'without bounds it spans the bins that have rows',
    'n = sum(n) on at step 2',
    [
      [
        [10, 25, 1],
        [0, 2, 4],
      ],
    ],
  ],
  [
    'without bounds each series has its own span',
    'n = sum(n) on at step 1 by who',
    [
      ['a', [10, 5, 0, 1], [1, 2, 3, 4]],
      ['b', [20], [2]],
    ],
  ],
  [
    'only a start',
    'n = sum(n) on at from 0 step 3',
    [
      [
        [35, 1],
        [0, 3],
      ],
    ],
  ],
  [
    'only an end',
    'n = sum(n) on at to 3 step 1',
    [
      [
        [10, 25],
        [1, 2],
      ],
    ],
  ],
  [
    'in range() has its stop',
    'n = count() on at in range(2, 4, 1)',
    [
      [
        [2, 0, 1],
        [2, 3, 4],
      ],
    ],
  ],
  [
    'several, each with its default',
    'a = count(), b = max(n) default = -1 on at from 2 to 4 step 1',
    [
      [
        [2, 0],
        [20, -1],
        [2, 3],
      ],
    ],
  ],
  [
    'a constant marks where there are rows',
    'seen = 1 default = 0 on at from 2 to 4 step 1',
    [
      [
        [1, 0],
        [2, 3],
      ],
    ],
  ],
  [
    'an expression around aggregates',
    'n = sum(n) / count() on at from 1 to 3 step 1',
    [
      [
        [10, 12],
        [1, 2],
      ],
    ],
  ],
  [
    'in range() places are those of bin()',
    'n = count() on at in range(1, 5, 2)',
    [
      [
        [1, 2, 1],
        [0, 2, 4],
      ],
    ],
  ],
  ['no rows on the axis, no series', 'n = count() on at from 7 to 9 step 1', []],
])('%s', (_, series, expected) => {
  expect(rowsOf(`${numbers} | make-series ${series}`)).toEqual(expected);
});

test.each([
  ['real', '[0.2, 0.9, 2.5]', 'from 0 to 3 step 1', [2, 0, 1], [0, 1, 2]],
  ['timespan', '[1h, 30h]', 'step 1d', [1, 1], ['00:00:00', '1.00:00:00']],
  [
    'datetime',
    '[datetime(2026-03-01 07:00), datetime(2026-03-02)]',
    'step 1d',
    [1, 1],
    ['2026-03-01T00:00:00.0000000Z', '2026-03-02T00:00:00.0000000Z'],
  ],
])('an axis of %s', (type, values, bounds, counts, axis) => {
  expect(rowsOf(`datatable(at: ${type})${values} | make-series n = count() on at ${bounds}`)).toEqual([[counts, axis]]);
});

test('kind=nonempty gives the defaults when there are no rows', () => {
  const none = `${numbers} | take 0`;
  const bounds = 'on at from 1 to 3 step 1';
  expect(rowsOf(`${none} | make-series n = avg(n) default = 2 ${bounds}`)).toEqual([]);
  expect(rowsOf(`${none} | make-series kind=nonempty n = avg(n) default = 2 ${bounds}`)).toEqual([
    [
      [2, 2],
      [1, 2],
    ],
  ]);
});

test.each([
  ['n = count() on at from 1 to 3 step 0'],
  ['n = count() on at from long(null) to 3 step 1'],
  ['n = count() on at in range(2, 6, 4)'],
])('refused: %s', (series) => {
  expect(String(rowsOf(`${numbers} | make-series ${series}`)[0])).toMatch(/^ENG102/);
});
