import { expect, test } from 'vitest';
import { passTime, prepareQuery, timeReadings } from './index.ts';

const now = new Date('2026-03-02T10:00:00Z');
const hour = 36_000_000_000n;
const clock = 639_080_424_000_000_000n;
/** Events at hours before now: one generated and ingested then, each. */
const times = [1n, 3n, 30n].map((back) => ({
  generated: clock - back * hour,
  ingested: clock - back * hour + hour / 2n,
}));

test.each<[string, string, readonly string[]]>([
  ['no condition', 'SigninLogs', ['SigninLogs 111']],
  ['its own window', 'SigninLogs | where TimeGenerated > ago(2h)', ['SigninLogs 100']],
  ['by arrival', 'SigninLogs | where ingestion_time() > ago(45m)', ['SigninLogs 100']],
  ['beside other conditions', 'SigninLogs | where ResultType == "0" and TimeGenerated < ago(2h)', ['SigninLogs 011']],
  ['behind steps that keep the time', 'SigninLogs | extend x = 1 | where TimeGenerated > ago(4h)', ['SigninLogs 110']],
  [
    'behind a time that was made anew',
    'SigninLogs | extend TimeGenerated = now() | where TimeGenerated > ago(1h)',
    ['SigninLogs 111'],
  ],
  [
    'behind a step that groups',
    'SigninLogs | summarize arg_max(TimeGenerated, *) by Id | where TimeGenerated > ago(2h)',
    ['SigninLogs 111'],
  ],
  [
    'through a name',
    'let x = 2h; let recent = SigninLogs | where TimeGenerated > ago(x); recent | where TimeGenerated < ago(30m)',
    ['SigninLogs 100'],
  ],
  [
    'two readings',
    'let old = SigninLogs | where TimeGenerated < ago(2h) | distinct Id; SigninLogs | where TimeGenerated > ago(2h) | join kind=leftanti old on Id',
    ['SigninLogs 100', 'SigninLogs 011'],
  ],
  [
    'a union',
    'union (SigninLogs | where TimeGenerated > ago(2h)), (AuditLogs | where TimeGenerated > ago(4h))',
    ['SigninLogs 100', 'AuditLogs 110'],
  ],
  [
    'within an expression',
    'SigninLogs | where Id in ((AuditLogs | where TimeGenerated > ago(4h) | project Id))',
    ['SigninLogs 111', 'AuditLogs 110'],
  ],
])('%s', (_name, query, expected) => {
  const { value: prepared } = prepareQuery(query, { missing: 'empty' });
  const found = (prepared ? timeReadings(prepared) : []).map((reading) => {
    const passed = prepared ? passTime(prepared, reading, times, { now, missing: 'empty' }) : [];
    return `${reading.table} ${passed.map((each) => (each ? 1 : 0)).join('')}`;
  });
  expect(found).toEqual(expected);
});
