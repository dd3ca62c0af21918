import { expect, test } from 'vitest';
import { analyse, ruleOf } from '../check-file.test-support.ts';
import type { RuleCheck } from '../rule-check.ts';
import { nrtWindows, windowsMeet, windowsWithinPeriod } from './windows.ts';

const codes = (query: string, schedule: string) => {
  const rule = ruleOf(`${schedule}\nquery: |\n${query.replace(/^/gm, '  ')}\n`);
  const checks: readonly RuleCheck[] = [windowsWithinPeriod, windowsMeet, nrtWindows];
  const analysis = analyse(query);
  return checks.flatMap((check) => check(rule, analysis, { connectorIds: new Set() })).map(({ code }) => code);
};
const every = (frequency: string, period: string) =>
  `kind: Scheduled\nqueryFrequency: ${frequency}\nqueryPeriod: ${period}`;

test.each<[string, string, string, readonly string[]]>([
  ['within the period', 'SigninLogs | where TimeGenerated > ago(2h)', every('1h', '2h'), []],
  ['just beyond it', 'SigninLogs | where TimeGenerated > ago(121m)', every('1h', '2h'), ['TIME101']],
  ['through a let', 'let back = 14d;\nSigninLogs | where TimeGenerated >= ago(back)', every('1h', '1d'), ['TIME101']],
  ['from the start of the day', 'SigninLogs | where TimeGenerated > startofday(ago(14d))', every('1d', '14d'), []],
  ['another column may be older', 'SigninLogs | where CreatedDateTime > ago(30d)', every('1h', '2h'), []],
  ['a watchlist has no time', '_GetWatchlist("vip") | where _TimeReceived > ago(30d)', every('1h', '2h'), []],
  ['a computed bound is not judged', 'SigninLogs | where TimeGenerated > now() - rand() * 1d', every('1h', '1h'), []],
])('period: %s', (_name, query, schedule, expected) => {
  expect(codes(query, schedule)).toEqual(expected);
});

test.each<[string, string, string, readonly string[]]>([
  ['a gap', 'SigninLogs | where TimeGenerated > ago(1h)', every('1d', '1d'), ['TIME103']],
  ['a gap by ingestion time', 'SigninLogs | where ingestion_time() > ago(5m)', every('1h', '1d'), ['TIME103']],
  ['the same as the frequency', 'SigninLogs | where TimeGenerated > ago(1h)', every('1h', '1h'), ['TIME104']],
  ['the same, of a log of unknown delay', 'OfficeActivity | where TimeGenerated > ago(1h)', every('1h', '1h'), []],
  [
    'ingestion time keeps each event to one run',
    'SigninLogs | where TimeGenerated > ago(2h) | where ingestion_time() > ago(1h)',
    every('1h', '2h'),
    [],
  ],
  [
    'another read without a bound',
    'SigninLogs | where TimeGenerated > ago(1h) | join (SigninLogs | project UserId) on UserId',
    every('1d', '1d'),
    [],
  ],
  [
    'recent against past',
    'SigninLogs | where TimeGenerated > ago(1d) | join kind=leftanti (SigninLogs | where TimeGenerated between (ago(14d) .. ago(1d))) on UserId',
    every('12h', '14d'),
    [],
  ],
  [
    'a bound that only counts',
    'SigninLogs | summarize countif(TimeGenerated > ago(1h)), count() by UserId',
    every('1d', '1d'),
    [],
  ],
  ['one side of an or', 'SigninLogs | where TimeGenerated > ago(1h) or UserId == "x"', every('1d', '1d'), []],
  ['a delayed window', 'SigninLogs | where TimeGenerated between (ago(2h) .. ago(1h))', every('1h', '2h'), []],
])('runs: %s', (_name, query, schedule, expected) => {
  expect(codes(query, schedule)).toEqual(expected);
});

test.each<[string, string, readonly string[]]>([
  ['no window', 'SigninLogs | where RiskLevelDuringSignIn == "high"', []],
  ['a wide window does no harm', 'SigninLogs | where TimeGenerated > ago(1d)', []],
  ['a window that drops late events', 'SigninLogs | where TimeGenerated > ago(2m)', ['TIME202']],
  ['the past', 'SigninLogs | where TimeGenerated between (ago(14d) .. ago(1d))', ['TIME201']],
])('NRT: %s', (_name, query, expected) => {
  expect(codes(query, 'kind: NRT')).toEqual(expected);
});

test('a period shorter than the frequency has been told; its windows are not judged', () => {
  expect(codes('SigninLogs | where TimeGenerated > ago(1d)', every('2h', '1h'))).toEqual([]);
});
