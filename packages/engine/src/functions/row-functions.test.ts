import { expect, test } from 'vitest';
import { rowsOf } from '../evaluate.test-support.ts';

const visits =
  'datatable(who: string, at: datetime)["a", datetime(2026-03-01 10:00), "a", datetime(2026-03-01 10:04), "a", datetime(2026-03-01 10:30), "b", datetime(2026-03-01 10:31)] | sort by who asc, at asc';

test.each([
  ['row_window_session(at, 1h, 5m)', ['10:00', '10:00', '10:30', '10:30']],
  ['row_window_session(at, 1h, 5m, who != prev(who))', ['10:00', '10:00', '10:30', '10:31']],
  ['row_window_session(at, 4m, 1h)', ['10:00', '10:04', '10:30', '10:30']],
  ['row_window_session(at, 1h, 26m)', ['10:00', '10:00', '10:30', '10:30']],
])('%s', (session, expected) => {
  const query = `${visits} | extend start = ${session} | project format_datetime(start, "HH:mm")`;
  expect(rowsOf(query)).toEqual(expected.map((time) => [time]));
});

test('a moment that is null ends the session', () => {
  const rows = 'datatable(at: datetime)[datetime(2026-03-01), datetime(null), datetime(2026-03-01)] | serialize';
  expect(rowsOf(`${rows} | extend s = row_window_session(at, 1d, 1d) | project isnull(s)`)).toEqual([
    [false],
    [true],
    [false],
  ]);
});

test.each([
  ['row_number(0)', [0, 1, 2, 3]],
  ['row_number(5, who != prev(who))', [5, 6, 7, 5]],
  ['row_rank_dense(who)', [1, 1, 1, 2]],
  ['row_rank_min(who)', [1, 1, 1, 4]],
  ['row_cumsum(1.5)', [1.5, 3, 4.5, 6]],
])('%s', (call, expected) => {
  expect(rowsOf(`${visits} | extend n = ${call} | project n`)).toEqual(expected.map((n) => [n]));
});
