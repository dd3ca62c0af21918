import { expect, test } from 'vitest';
import { columnsOf, rowsOf } from '../evaluate.test-support.ts';

const days = 'datatable(who: string, day: long)["a", 1, "b", 1, "a", 2, "c", 2, "c", 2, "b", 3]';

test.each([
  [
    'activity_counts_metrics(who, day, 1, 3, 1)',
    [
      [1, 2, 2, 2, 2],
      [2, 3, 2, 1, 3],
      [3, 1, 1, 0, 3],
    ],
  ],
  [
    'activity_metrics(who, day, 1, 3, 1)',
    [
      [1, 2, 2, 'NaN', 'NaN'],
      [2, 2, 1, 0.5, 0.5],
      [3, 1, 1, 0, 1],
    ],
  ],
  [
    'activity_engagement(who, day, 1, 3, 1, 2)',
    [
      [1, 2, 2, 1],
      [2, 2, 3, 0.6666666666666666],
      [3, 1, 3, 0.3333333333333333],
    ],
  ],
  [
    'sliding_window_counts(who, day, 1, 4, 2, 1)',
    [
      [1, 2, 2],
      [2, 5, 3],
      [3, 4, 3],
      [4, 1, 1],
    ],
  ],
  [
    'rolling_percentile(day, 50, day, 1, 2)',
    [
      [1, 1],
      [2, 2],
      [3, 2],
    ],
  ],
])('%s', (call, expected) => {
  expect(rowsOf(`${days} | evaluate ${call}`)).toEqual(expected);
});

test('those seen first in a window are followed through the later ones', () => {
  const query = `${days} | where day < 3 | evaluate new_activity_metrics(who, day, 1, 3, 1, 1)`;
  expect(rowsOf(query)).toEqual([
    [1, 1, 2, 2, 0, 1, 0],
    [1, 2, 1, 1, 1, 0.5, 0.5],
    [1, 3, 0, 0, 2, 0, 1],
  ]);
});

test('an active user has been there in enough periods', () => {
  const visits = 'datatable(who: string, day: long)["a", 1, "a", 2, "a", 3, "b", 3, "b", 9]';
  expect(rowsOf(`${visits} | evaluate active_users_count(who, day, 1, 10, 5, 1, 3, 2)`)).toEqual([[3, 1]]);
  expect(rowsOf(`${visits} | evaluate active_users_count(who, day, 1, 10, 3, 1, 3, 2)`)[0]).toMatch(/^ENG102/);
});

const steps =
  'datatable(who: string, at: timespan, state: string)["a", 1h, "in", "a", 2h, "out", "b", 1h, "in", "b", 9h, "out"]';

test('a funnel counts who gets how far in which time', () => {
  const call =
    'funnel_sequence_completion(who, at, 0h, 1d - 1tick, 1d, state, dynamic(["in", "out"]), dynamic([3h, 20h]))';
  expect(rowsOf(`${steps} | evaluate ${call}`)).toEqual([
    ['00:00:00', 'in', '03:00:00', 2],
    ['00:00:00', 'out', '03:00:00', 1],
    ['00:00:00', 'in', '20:00:00', 2],
    ['00:00:00', 'out', '20:00:00', 2],
  ]);
});

test('a window without rows has none', () => {
  const visits = 'datatable(who: string, day: long)["a", 1, "b", 3, "a", 3]';
  expect(rowsOf(`${visits} | evaluate activity_counts_metrics(who, day, 1, 4, 1)`)).toEqual([
    [1, 1, 1, 1, 1],
    [3, 2, 2, 1, 2],
  ]);
});

test('a null counts nothing in a percentile of bins', () => {
  const query = (last: string): string =>
    `datatable(at: long, v: long)[1, 5, 1, long(null), 2, 7, 2, long(null)${last}] | evaluate rolling_percentile(v, 50, at, 1, 2)`;
  expect(rowsOf(query(''))).toEqual([
    [1, 5],
    [2, 5],
  ]);
  expect(String(rowsOf(query(', 3, long(null)'))[0])).toMatch(/^ENG102.*all values are null/);
});

test('dimensions stand behind the timeline', () => {
  expect(columnsOf(`${days} | extend d = 1 | evaluate sliding_window_counts(who, day, 1, 3, 2, 1, d)`)).toEqual([
    'day:long',
    'd:long',
    'Count:long',
    'Dcount:long',
  ]);
});

test.each([
  ['sliding_window_counts(who, day, 2, 3, 2, 1)'],
  ['activity_metrics(who, day, 1, 3, 0)'],
  ['activity_engagement(who, day, 1, 3, 2, 3)'],
])('what the pages leave open is refused: %s', (call) => {
  expect(String(rowsOf(`${days} | evaluate ${call}`)[0])).toMatch(/^ENG102/);
});
