import { expect, test } from 'vitest';
import { analyseQuery } from '../analyse.ts';

const hour = 60;
const day = 1440;

test.each([
  ['TimeGenerated > ago(1h)', [hour, 0]],
  ['TimeGenerated >= ago(1.5h)', [90, 0]],
  ['ago(1d) < TimeGenerated', [day, 0]],
  ['TimeGenerated > now() - 1d', [day, 0]],
  ['TimeGenerated > now(-2h)', [2 * hour, 0]],
  ['TimeGenerated > now() - 2 * 12h', [day, 0]],
  ['TimeGenerated between (ago(2d) .. ago(1d))', [2 * day, day]],
  ['TimeGenerated between (ago(2d) .. 1d)', [2 * day, day]],
  ['TimeGenerated between (ago(2d) .. now())', [2 * day, 0]],
  ['TimeGenerated > ago(2d) and TimeGenerated < ago(1h)', [2 * day, hour]],
  ['TimeGenerated >= datetime_add("day", -3, now())', [3 * day, 0]],
  ['TimeGenerated > startofday(ago(7d))', [7 * day, 0]],
  ['TimeGenerated > startofday(now())', [day, 0]],
  ['TimeGenerated > startofday(now(), -2)', [2 * day, 0]],
  ['TimeGenerated > bin(ago(7d), 1d)', [7 * day, 0]],
  ['TimeGenerated > ago(1d) - 18m', [day + 18, 0]],
  ['TimeGenerated > datetime(2024-01-01)', [null, 0]],
  ['TimeGenerated > ago(toscalar(print 1d))', [null, 0]],
])('%s reaches back %j minutes', (condition, [from, to]) => {
  const { windows, problems } = analyseQuery(`SigninLogs | where ${condition}`);
  expect(problems).toEqual([]);
  expect(windows).toHaveLength(1);
  expect(windows[0]).toMatchObject({
    column: 'TimeGenerated',
    origin: { table: 'SigninLogs', column: 'TimeGenerated', type: 'datetime' },
    fromMinutes: from,
    toMinutes: to,
    ingestionTime: false,
  });
});

test.each([
  ['let lookback = 14d; SigninLogs | where TimeGenerated > ago(lookback)', 14 * day],
  ['let lookback = 14d; let start = ago(lookback); SigninLogs | where TimeGenerated > start', 14 * day],
  ['let f = (b: timespan = 2d) { SigninLogs | where TimeGenerated > ago(b) }; f()', 2 * day],
  ['let f = (b: timespan = 2d) { SigninLogs | where TimeGenerated > ago(b) }; f(5h)', 5 * hour],
  ['let t = 3d; let f = (n: string) { table(n) | where TimeGenerated > ago(t) }; f("AuditLogs")', 3 * day],
  ['SigninLogs | project-rename When = TimeGenerated | where When > ago(1h)', hour],
  ['SigninLogs | summarize Last = max(TimeGenerated) by UserPrincipalName | where Last > ago(1h)', hour],
])('%s', (query, minutes) => {
  expect(analyseQuery(query).windows).toMatchObject([{ fromMinutes: minutes, toMinutes: 0 }]);
});

test('an upper end in a later filter of the same pipe closes the window', () => {
  const query = 'SigninLogs | where TimeGenerated > ago(2d) | extend x = 1 | where TimeGenerated < ago(1h)';
  expect(analyseQuery(query).windows).toMatchObject([{ fromMinutes: 2 * day, toMinutes: hour }]);
});

test('ends in different pipes are not put together', () => {
  const query =
    'union (SigninLogs | where TimeGenerated > ago(2d)), (SigninLogs | where TimeGenerated < ago(1h) | take 1)';
  expect(analyseQuery(query).windows).toMatchObject([{ fromMinutes: 2 * day, toMinutes: 0 }]);
});

test('ingestion_time() has a window of its own', () => {
  const query = 'SigninLogs | where ingestion_time() > ago(5m) and TimeGenerated > ago(1d)';
  expect(analyseQuery(query).windows).toMatchObject([
    { ingestionTime: true, fromMinutes: 5 },
    { ingestionTime: false, fromMinutes: day },
  ]);
});

test.each([
  'SigninLogs | extend Other = now() | where TimeGenerated > Other',
  'SigninLogs | where TimeGenerated < ago(1h)',
  'SigninLogs | where CreatedDateTime == ago(1h)',
])('%s opens no window', (query) => {
  expect(analyseQuery(query).windows).toEqual([]);
});
