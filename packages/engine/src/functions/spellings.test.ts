import { expect, test } from 'vitest';
import { resultOf, rowsOf } from '../evaluate.test-support.ts';

/** Names that stand for another: the call with the one gives what the call with the other gives. */
test.each([
  ['array_iif(dynamic([true, false]), 1, 2)', 'array_iff(dynamic([true, false]), 1, 2)'],
  ['arraylength(dynamic([1, 2]))', 'array_length(dynamic([1, 2]))'],
  ['base64_decodestring("Y29udG9zbw==")', 'base64_decode_tostring("Y29udG9zbw==")'],
  ['base64_encodestring("contoso")', 'base64_encode_tostring("contoso")'],
  ['datepart("Month", datetime(2026-03-02))', 'datetime_part("Month", datetime(2026-03-02))'],
  ['extractall(@"(\\d)", "a1b2")', 'extract_all(@"(\\d)", "a1b2")'],
  ['extractjson("$.a", \'{"a": 5}\', typeof(long))', 'extract_json("$.a", \'{"a": 5}\', typeof(long))'],
  ['getmonth(datetime(2026-03-02))', 'monthofyear(datetime(2026-03-02))'],
  ['iif(1 > 0, "yes", "no")', 'iff(1 > 0, "yes", "no")'],
  ['pack("a", 1)', 'bag_pack("a", 1)'],
  ['pack_dictionary("a", 1)', 'bag_pack("a", 1)'],
  ['parsejson(\'{"a": [1]}\')', 'parse_json(\'{"a": [1]}\')'],
  ['todynamic(\'{"a": [1]}\')', 'parse_json(\'{"a": [1]}\')'],
  ['toobject(\'{"a": [1]}\')', 'parse_json(\'{"a": [1]}\')'],
  ['parseurl("https://contoso.example/a?b=1")', 'parse_url("https://contoso.example/a?b=1")'],
  ['parseurlquery("b=1")', 'parse_urlquery("b=1")'],
  ['toboolean("true")', 'tobool("true")'],
  ['hash_xxhash64("contoso", 10)', 'hash("contoso", 10)'],
])('%s is %s', (older, newer) => {
  expect(resultOf(older)).not.toBeNull();
  expect(resultOf(older)).toEqual(resultOf(newer));
});

const numbers = 'datatable(x: long, y: long)[1, 2, 2, 4, 3, 6] | summarize ';

test.each([
  ['any(x)', 'take_any(x)'],
  ['anyif(x, x > 2)', 'take_anyif(x, x > 2)'],
  ['argmax(x, y)', 'arg_max(x, y)'],
  ['argmin(x, y)', 'arg_min(x, y)'],
  ['makelist(x)', 'make_list(x)'],
  ['makeset(x)', 'make_set(x)'],
  ['make_dictionary(bag_pack(tostring(x), y))', 'make_bag(bag_pack(tostring(x), y))'],
  ['avgif(x, x > 1)', 'avg(iff(x > 1, x, long(null)))'],
  ['covariancepif(x, y, x > 1)', 'covariancep(iff(x > 1, x, long(null)), y)'],
  ['stdevif(x, x > 1)', 'stdev(iff(x > 1, x, long(null)))'],
  ['varianceif(x, x > 1)', 'variance(iff(x > 1, x, long(null)))'],
  ['dcount_hll(hll_if(x, x > 1))', 'dcountif(x, x > 1)'],
])('of a column %s is %s', (one, other) => {
  expect(rowsOf(numbers + one)).toEqual(rowsOf(numbers + other));
});

test('aggregates by weight, of the whole population and over sketches', () => {
  expect(rowsOf(`${numbers} variancep(x)`)).toEqual([[2 / 3]]);
  expect(rowsOf(`${numbers} percentilew(x, y, 50), percentilesw(x, y, 10, 90)`)).toEqual([[2, 1, 3]]);
  const sketch = 'range x from 1 to 3 step 1 | summarize t = tdigest(x)';
  expect(rowsOf(`${sketch} | project percentiles_array_tdigest(t, 50)`)).toEqual([[[2]]]);
  expect(rowsOf(`${sketch} | summarize percentile_tdigest(tdigest_merge(t), 50)`)).toEqual([[2]]);
  expect(rowsOf(`${sketch} | project percentile_tdigest(tdigest_merge(t, t), 50)`)).toEqual([[2]]);
});
