import { describe, expect, test } from 'vitest';
import { resultOf, rowsOf } from '../evaluate.test-support.ts';

describe('texts of a datetime', () => {
  test.each([
    ['2026-03-01T06:07:08.123456Z', '2026-03-01T06:07:08.1234560Z'],
    ['2026-03-01T06:07', '2026-03-01T06:07:00.0000000Z'],
    ['2026-03-01 06:07:08 GMT', '2026-03-01T06:07:08.0000000Z'],
    ['2026-03-01T06:07:08+02:00', '2026-03-01T04:07:08.0000000Z'],
    ['Sun, 1 Mar 26 06:07:08 GMT', '2026-03-01T06:07:08.0000000Z'],
    ['1 Mar 26 06:07', '2026-03-01T06:07:00.0000000Z'],
    ['1 Mar 2026 06:07:08', '2026-03-01T06:07:08.0000000Z'],
    ['Sunday, 01-Mar-26 06:07:08 GMT', '2026-03-01T06:07:08.0000000Z'],
    ['01-Mar-26 06:07', '2026-03-01T06:07:00.0000000Z'],
    ['03-01-2026', '2026-03-01T00:00:00.0000000Z'],
    ['03/01/2026 06:07:08', '2026-03-01T06:07:08.0000000Z'],
    ['somewhen 06:07:08', null],
    ['2026-02-30', null],
    ['soon', null],
    ['PC-0001', null],
    ['192.0.2.1:80 ok', null],
  ])('todatetime("%s")', (text, expected) => {
    expect(resultOf(`todatetime("${text}")`)).toBe(expected);
  });
  test.each([
    ['Mon, 1 Mar 26 06:07'],
    ['31-01-2026'],
    ['1 Mar 79 06:07'],
    ['2026/03/01'],
    ['31/01/2026'],
    ['20260301'],
    ['20260301T060708Z'],
    ['3/1/2026 6:07:08 PM'],
    ['We 4-3-2026'],
  ])('todatetime("%s") is refused', (text) => {
    expect(resultOf(`todatetime("${text}")`)).toMatch(/^ENG102/);
  });
  test.each([
    ['datetime(2026 - 03 - 01)', '2026-03-01T00:00:00.0000000Z'],
    ['datetime(2026, 3, 1)', '2026-03-01T00:00:00.0000000Z'],
    ['datetime("03-01-2026")', '2026-03-01T00:00:00.0000000Z'],
    ['datetime(Sun, 1 Mar 26 06:07:08 GMT)', '2026-03-01T06:07:08.0000000Z'],
    ['datetime()', '2026-03-02T10:00:00.0000000Z'],
    ['timespan(15 seconds)', '00:00:15'],
    ['totime("1.02:00:00")', '1.02:00:00'],
  ])('%s', (literal, expected) => {
    expect(resultOf(literal)).toBe(expected);
  });
});

describe('time zones', () => {
  test.each([
    ['datetime_utc_to_local(datetime(2026-07-01 12:00), "Europe/Oslo")', '2026-07-01T14:00:00.0000000Z'],
    ['datetime_utc_to_local(datetime(2026-01-01 12:00:00.5), "Asia/Kathmandu")', '2026-01-01T17:45:00.5000000Z'],
    ['datetime_local_to_utc(datetime(2026-07-01 12:00), "US/Eastern")', '2026-07-01T16:00:00.0000000Z'],
    ['datetime_local_to_utc(datetime(2026-03-29 02:30), "Europe/Oslo")', '2026-03-29T00:30:00.0000000Z'],
    ['array_length(datetime_list_timezones()) > 500', true],
    ['datetime_list_timezones()[0]', 'Africa/Abidjan'],
  ])('%s', (expression, expected) => {
    expect(resultOf(expression)).toBe(expected);
  });
  test.each([
    ['datetime_utc_to_local(datetime(2026-07-01), "Europe/Atlantis")'],
    ['datetime_local_to_utc(datetime(2026-10-25 02:30), "Europe/Oslo")'],
    ['datetime_utc_to_local(datetime(1900-01-01), "Europe/Oslo")'],
  ])('refused: %s', (expression) => {
    expect(resultOf(expression)).toMatch(/^ENG102/);
  });
});

test.each([
  ['make_datetime("2026-03-01 10:20")', '2026-03-01T10:20:00.0000000Z'],
  ['make_datetime(datetime(2026-03-01))', '2026-03-01T00:00:00.0000000Z'],
  ['make_datetime(dynamic({"a": "2026-03-01"}).a)', '2026-03-01T00:00:00.0000000Z'],
  ['make_datetime("no date")', null],
  ['make_timespan(25, 1)', null],
  ['make_timespan(1, 2, 60.0)', null],
  ['make_timespan(2, 3, 4, 5.5)', '2.03:04:05.5000000'],
  ['unixtime_seconds_todatetime(-0.25)', '1969-12-31T23:59:59.7500000Z'],
  ['format_timespan(-90s, "mm:ss")', '-01:30'],
  ['format_timespan(time(12.03:00:00), "ddd.h")', '012.3'],
  ['datetime_add("nanosecond", 300, datetime(2026-01-01))', '2026-01-01T00:00:00.0000003Z'],
  ['week_of_year(datetime(2027-01-01))', 53],
  ['weekofyear(datetime(2025-03-05))', 10],
])('%s', (expression, expected) => {
  expect(resultOf(expression)).toBe(expected);
});

test('a week that two rules count apart is refused', () => {
  expect(resultOf('weekofyear(datetime(2026-03-01))')).toMatch(/^ENG102/);
});

test('bin_auto() takes its size and start from the query', () => {
  const moment = 'datetime(2026-03-01 10:20)';
  expect(rowsOf(`set query_bin_auto_size = 1h; print bin_auto(${moment})`)).toEqual([['2026-03-01T10:00:00.0000000Z']]);
  expect(
    rowsOf(
      `set query_bin_auto_size = 1h; set query_bin_auto_at = datetime(2026-01-01 00:05); print bin_auto(${moment})`,
    ),
  ).toEqual([['2026-03-01T10:05:00.0000000Z']]);
  expect(rowsOf(`print bin_auto(${moment})`)[0]).toMatch(/^ENG101/);
});
