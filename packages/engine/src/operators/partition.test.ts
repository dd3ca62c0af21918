import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowsOf, testClock } from '../evaluate.test-support.ts';
import { runQuery } from '../index.ts';

const rows = `let T = datatable(k: string, n: long)['a', 1, 'b', 5, 'a', 3, 'b', 2, 'c', 9];`;

test.each([
  [
    `${rows} T | partition by k (top 1 by n)`,
    [
      ['a', 3],
      ['b', 5],
      ['c', 9],
    ],
  ],
  [
    `${rows} T | partition hint.strategy=native by k (sort by n asc | extend r = row_number() | where r == 1 | project n)`,
    [[1], [2], [9]],
  ],
  [
    `${rows} T | partition by k (as P | extend share = 100 * n / toscalar(P | summarize sum(n))) | project k, share`,
    [
      ['a', 25],
      ['a', 75],
      ['b', 71],
      ['b', 28],
      ['c', 100],
    ],
  ],
  [`${rows} T | partition by k { T | where k == toscalar(k) | summarize count() }`, [[2], [2], [1]]],
  [
    `${rows} T | summarize v = make_list(n) by k | mv-apply v to typeof(long) on (as P | extend s = toscalar(P | summarize sum(v))) | project v, s`,
    [
      [1, 4],
      [3, 4],
      [5, 7],
      [2, 7],
      [9, 9],
    ],
  ],
  ['range n from 1 to 65 step 1 | partition by n (count)', [expect.stringMatching(/^ENG102 partition/)]],
  ['range n from 1 to 65 step 1 | partition hint.strategy=shuffle by n (count) | count', [[65]]],
  [`${rows} T | partition hint.strategy=native by k (union T)`, [expect.stringMatching(/^ENG10/)]],
  [
    'let L = datatable(x: long)[1, 2]; print k = 1 | partition hint.strategy=native by k { L | where x > toscalar(k) }',
    [[2]],
  ],
  [
    'let L = datatable(x: long)[1, 2]; print k = 1 | partition hint.strategy=shuffle by k { L | where x > toscalar(k) }',
    [expect.stringMatching(/^ENG101/)],
  ],
  [`${rows} T | sample 2 | count`, [[2]]],
  [`${rows} T | sample-distinct 9 of k | sort by k asc`, [['a'], ['b'], ['c']]],
  [`${rows} T | take 0`, []],
])('%s', (query, expected) => {
  expect(rowsOf(query)).toEqual(expected);
});

const cells = fc.array(fc.tuple(fc.bigInt({ min: 0n, max: 4n }), fc.bigInt({ min: -5n, max: 5n })), { maxLength: 14 });
const declarations = { tables: { T: { k: 'long', n: 'long' } }, watchlists: {}, functions: {} } as const;

function answer(data: readonly (readonly [bigint, bigint])[], query: string) {
  const columns = [
    { name: 'k', type: 'long' },
    { name: 'n', type: 'long' },
  ] as const;
  const { value, problems } = runQuery(query, {
    now: testClock,
    declarations,
    tables: new Map([['T', { columns, rows: data }]]),
  });
  expect(problems).toEqual([]);
  return value?.rows ?? [];
}

test('partitions make up the whole', () => {
  fc.assert(
    fc.property(cells, (data) => {
      const whole = answer(data, 'T | sort by k asc, n asc');
      expect(answer(data, 'T | partition by k (where true) | sort by k asc, n asc')).toEqual(whole);
      const counted = answer(data, 'T | partition by k (summarize c = count(), s = sum(n) by k) | sort by k asc');
      expect(counted).toEqual(answer(data, 'T | summarize c = count(), s = sum(n) by k | sort by k asc'));
    }),
    { numRuns: 25 },
  );
});

test('a sample does not depend on the order of the rows', () => {
  fc.assert(
    fc.property(cells, fc.nat({ max: 5 }), (data, n) => {
      expect(answer(data, `T | sample ${n}`)).toEqual(answer([...data].reverse(), `T | sample ${n}`));
      expect(answer(data, `T | sample ${n}`).length).toBe(Math.min(n, data.length));
    }),
    { numRuns: 25 },
  );
});
