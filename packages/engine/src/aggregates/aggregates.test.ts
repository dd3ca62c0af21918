import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnsOf, rowsOf } from '../evaluate.test-support.ts';

const sensors =
  'datatable(name: string, at: long, real_: real, span: timespan, bag: dynamic)' +
  '["a", 1, 1.5, 1h, dynamic({"x": 1}), "a", 2, 2.5, 2h, dynamic({"x": 2, "y": "s"}), "b", long(null), real(null), timespan(null), dynamic(null)]';

test.each([
  ['count(), countif(at > 1)', [3, 1]],
  ['sum(at), avg(at), sum(real_), avg(span), sum(span)', [3, 1.5, 4, '01:30:00', '03:00:00']],
  ['min(name), max(at), minif(at, at > 1)', ['a', 2, 2]],
  ['stdev(at), variance(real_), stdevp(at), variancepif(at, at > 5)', [Math.SQRT1_2, 0.5, 0.5, 0]],
  ['covariance(at, real_), covariancep(at, real_), covarianceif(at, real_, at > 1)', [0.5, 0.25, 0]],
  ['percentile(at, 50), percentiles(at, 1, 100)', [1, 1, 2]],
  ['p = percentilesw_array(at, at, dynamic([30, 34]))', [[1, 2]]],
  ['percentiles_array(at, 1, 100)', [[1, 2]]],
  [
    'make_list(at), make_set(name), make_list_with_nulls(at)',
    [
      [1, 2],
      ['a', 'b'],
      [1, 2, null],
    ],
  ],
  ['make_list_if(name, at > 1), make_set_if(name, isnull(at)), make_list(name, 2)', [['a'], ['b'], ['a', 'a']]],
  ['make_bag(bag), make_bag_if(bag, at == 2), make_bag(bag, 1)', [{ x: 1, y: 's' }, { x: 2, y: 's' }, { x: 1 }]],
  ['arg_max(at, name), arg_min(real_, at)', [2, 'a', 1.5, 1]],
  ['take_any(name), take_anyif(at, name == "b")', ['a', null]],
  ['dcount(name), dcountif(name, at > 0), count_distinct(at), count_distinctif(at, at > 1)', [2, 1, 2, 1]],
  ['binary_all_or(at), binary_all_and(at), binary_all_xor(at)', [3, 0, 3]],
  ['buildschema(bag_pack("k", at))', ['ENG102']],
  ['x = sum(at) / count(), y = round(avg(real_))', [1, 2]],
  ['avgif(real_, at > 1), sumif(at, name == "a"), maxif(at, at < 2)', [2.5, 3, 1]],
  ['stdevif(at, name == "a"), varianceif(at, name == "a")', [Math.SQRT1_2, 0.5]],
  ['covariancepif(at, real_, name == "a")', [0.25]],
  ['any(name), anyif(name, at == 2), argmax(at, name), argmin(at, name)', ['a', 'a', 2, 'a', 1, 'a']],
  ['makelist(at), makeset(at), make_dictionary(bag)', [[1, 2], [1, 2], { x: 1, y: 's' }]],
])('summarize %s is %j', (aggregate, expected) => {
  const [row] = rowsOf(`${sensors} | summarize ${aggregate}`);
  if (expected[0] === 'ENG102') expect(row).toContain('ENG102');
  else expect(row).toEqual(expected);
});

test.each([
  ['summarize h = hll(at) by name | summarize n = dcount_hll(hll_merge(h))', [[2]]],
  ['summarize a = hll(at), b = hll(at + 1) | project n = dcount_hll(hll_merge(a, b))', [[3]]],
  ['summarize h = hll_if(at, at > 1) | project n = dcount_hll(h)', [[1]]],
  ['summarize t = tdigest(at) | project p = percentile_tdigest(t, 100, typeof(long))', [[2]]],
  ['summarize t = tdigest(at), w = tdigest(at, at) | project p = percentile_tdigest(merge_tdigest(t, w), 50)', [[2]]],
  ['summarize t = tdigest(at) | project r = rank_tdigest(t, 1), p = percentrank_tdigest(t, 1)', [[1, 50]]],
  ['where at > 5 | summarize hll(at), tdigest(at), buildschema(bag)', [[null, null, null]]],
  ['where isnotnull(at) | summarize buildschema(bag)', [[{ x: 'long', y: 'string' }]]],
])('%s', (query, expected) => {
  expect(rowsOf(`${sensors} | ${query}`)).toEqual(expected);
});

test.each(['hll(at)', 'tdigest(at)', 'x = bag_pack("h", hll(at))', 'x = tostring(hll(at))', 'x = hll(at)[0]'])(
  'what shows a sketch is refused: %s',
  (aggregate) => {
    expect(rowsOf(`${sensors} | summarize ${aggregate}`)[0]).toContain('ENG102');
  },
);

test('an unnamed covariance names both of its columns', () => {
  expect(columnsOf(`${sensors} | summarize covariance(at, real_)`)).toEqual(['covariance_at_real_:real']);
});

test('a merged count of distinct values is that of all rows', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 12 }), (numbers) => {
      const table = `datatable(n: long)[${numbers.join(', ')}]`;
      const merged = rowsOf(`${table} | summarize h = hll(n) by n % 3 | summarize dcount_hll(hll_merge(h))`);
      expect(merged).toEqual(rowsOf(`${table} | summarize dcount(n)`));
    }),
    { numRuns: 10 },
  );
});

test('a name that a star has brought already gets a number', () => {
  const query = `${sensors} | project name, at, span | summarize arg_max(at, *), at = count() by name`;
  expect(columnsOf(query)).toEqual(['name:string', 'at:long', 'span:timespan', 'at1:long']);
  expect(rowsOf(`${query} | where name == "a"`)).toEqual([['a', 2, '02:00:00', 2]]);
});
