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
  ['a computed bound is not judged', 'SigninLogs | where TimeGenerated > now() - rand() * 1d', every('1h', '2h'), []],
])('period: %s', (_name, query, schedule, expected) => {
  expect(codes(query, schedule)).toEqual(expected);
});

test.each<[string, string, string, readonly string[]]>([
  ['a gap', 'SigninLogs | where TimeGenerated > ago(1h)', every('1d', '1d'), ['TIME103']],
  ['a gap by ingestion time', 'SigninLogs | where ingestion_time() > ago(5m)', every('1h', '1d'), ['TIME103']],
  ['the same as the frequency', 'SigninLogs | where TimeGenerated > ago(1h)', every('1h', '1h'), ['TIME104']],
  ['the same, of a log of unknown delay', 'OfficeActivity | where TimeGenerated > ago(1h)', every('1h', '1h'), []],
  ['longer, but not by the delay', 'SigninLogs | where TimeGenerated > ago(65m)', every('1h', '2h'), ['TIME104']],
  ['longer by the delay', 'SigninLogs | where TimeGenerated > ago(80m)', every('1h', '2h'), []],
  ['no window, a period as long as the frequency', 'SigninLogs', every('1h', '1h'), ['TIME104']],
  ['no window, a longer period', 'SigninLogs', every('1h', '2h'), []],
  ['no window, of a log of unknown delay', 'OfficeActivity', every('1h', '1h'), []],
  ['two tables, told once', 'SigninLogs | join AuditLogs on CorrelationId', every('1h', '1h'), ['TIME104']],
  [
    'by arrival, while the period cuts what came late',
    'SigninLogs | where ingestion_time() > ago(1h)',
    every('1h', '1h'),
    ['TIME104'],
  ],
  [
    'by arrival, while the window cuts what came late',
    'SigninLogs | where TimeGenerated > ago(1h) | where ingestion_time() > ago(1h)',
    every('1h', '2h'),
    ['TIME104'],
  ],
  [
    'a gap by ingestion time behind a longer window',
    'SigninLogs | where TimeGenerated > ago(2h) | where ingestion_time() > ago(30m)',
    every('1h', '2h'),
    ['TIME103'],
  ],
  [
    'ingestion time keeps each event to one run',
    'SigninLogs | where TimeGenerated > ago(2h) | where ingestion_time() > ago(1h)',
    every('1h', '2h'),
    [],
  ],
  [
    'another read without a bound',
    'SigninLogs | where TimeGenerated > ago(1h) | join (SigninLogs | project UserId) on UserId',
    every('1d', '2d'),
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
    every('1d', '2d'),
    [],
  ],
  ['one side of an or', 'SigninLogs | where TimeGenerated > ago(1h) or UserId == "x"', every('1d', '2d'), []],
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

test.each<[string, string, string]>([
  [
    'SigninLogs | where ResultType != "0"',
    '1h',
    'the rule runs every 1h and reads 1h back, but rows of SigninLogs can arrive 18m late: such events fall between two runs; look back 1h 18m and keep each event to one run with ingestion_time() > ago(1h)',
  ],
  [
    'SigninLogs | where ingestion_time() > ago(1h)',
    '1h',
    'the rule runs every 1h and reads 1h back, but rows of SigninLogs can arrive 18m late: such events fall between two runs; look back 1h 18m by TimeGenerated and by queryPeriod',
  ],
])('%s within %s', (query, period, expected) => {
  const rule = ruleOf(`${every('1h', period)}\nquery: ${JSON.stringify(query)}\n`);
  const told = windowsMeet(rule, analyse(query), { connectorIds: new Set() });
  expect(told.map(({ message, hint }) => `${message}; ${hint}`)).toEqual([expected]);
});

test('a period shorter than the frequency has been told; its windows are not judged', () => {
  expect(codes('SigninLogs | where TimeGenerated > ago(1d)', every('2h', '1h'))).toEqual([]);
});
