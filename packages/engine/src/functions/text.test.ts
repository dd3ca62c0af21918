import { expect, test } from 'vitest';
import { columnsOf, resultOf, rowsOf } from '../evaluate.test-support.ts';

test.each([
  ['"one\\ttwo" has "TWO"', true],
  ['"über-admin" has_cs "über"', true],
  ['"über-admin" has_cs "ÜBER"', false],
  ['"a.b-c" has "b-c"', true],
  ['"xa.b-cx" has "b-c"', false],
  ['"adminRole x" hassuffix_cs "Role"', true],
  ['"adminRole x" !hasprefix_cs "Admin"', true],
  ['"one two" has_any (dynamic(["three", "TWO"]))', true],
  ['"one two" has_all (dynamic(["two", "one"]), "one")', true],
  ['"port 22" has_any (21, 22)', true],
  ['has_any_index("one two", dynamic(["three", "two"]))', 1],
  ['has_any_index("one two", dynamic([]))', -1],
  ['indexof("naïve 😀 x", "x")', 8],
  ['indexof("abc", "b", 0, -2)', null],
  ['replace_strings("abab", dynamic(["a", 1]), dynamic([2, "x"]))', 'abab'],
  ['strrep("ab", 3, "-")', 'ab-ab-ab'],
  ['format_bytes(1536, 1)', '1.5 KB'],
  ['format_bytes(3145728)', '3 MB'],
  ['format_bytes(3145728, 0, "KB")', '3072 KB'],
  ['array_strcat(dynamic(["a", 1]), "/")', 'a/1'],
  ['notempty("x") and notnull(1)', true],
  ['assert(1 < 2, "never")', true],
  ['parse_version("1.2") == parse_version("1.2.0.0")', true],
  ['parse_version("1.10") > parse_version("1.9")', true],
  ['isnull(parse_version("1.2.3.4.5"))', true],
  ['"ısı" =~ "ISI"', false],
  ['"ÉTÉ" =~ "été"', true],
  ['format_timespan(1500ms, "s.FF")', '1.5'],
])('%s is %j', (expression, expected) => {
  expect(resultOf(expression)).toEqual(expected);
});

test.each([
  ['indexof("abc", "")', 'an empty lookup'],
  ['strrep("a", 2000)', 'a multiplier'],
  ['has_any_index("twofold", dynamic(["two"]))', 'within a longer term'],
  ['format_bytes(2048, 2)', 'digits are not certain'],
  ['format_bytes(1, 0, "kb")', 'not documented'],
  ['assert(1 > 2, "the order is wrong")', 'the order is wrong'],
  ['toupper("ısı")', 'dotless'],
  ['split("a,b", ",", -1)', 'below zero'],
  ['tolower("İZMİR")', 'dotless'],
  ['format_datetime(datetime(2026-03-01), "s.FF")', 'behind a dot'],
  ['format_timespan(1s, "s.F")', 'behind a dot'],
])('%s is refused: %s', (expression, why) => {
  expect(JSON.stringify(resultOf(expression))).toContain(why);
});

test('an assertion is tested whether or not there is a row', () => {
  expect(rowsOf('print x = 1 | where x > 1 | where assert(false, "stop")')[0]).toContain('stop');
});

test('needles may come from a table', () => {
  const hosts = 'let hosts = datatable(host: string, n: long)["alpha", 1, "beta", 2];';
  expect(rowsOf(`${hosts} print x = "on beta" has_any (hosts)`)).toEqual([[true]]);
  expect(rowsOf(`${hosts} print x = "on beta" has_all ((hosts | where n == 1))`)).toEqual([[false]]);
});

test('a size is estimated for all columns or for those named', () => {
  expect(rowsOf('print a = 1, b = "four" | extend all = estimate_data_size(*), b = estimate_data_size(b)')).toEqual([
    [1, 4, 12],
  ]);
  expect(columnsOf('print a = 1.5 | extend size = estimate_data_size(a)')).toEqual(['ENG101']);
});
