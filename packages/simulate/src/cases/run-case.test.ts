import { describe, expect, test } from 'vitest';
import { resultOf } from './case.test-support.ts';

const rule = {
  query:
    'SigninLogs | where ResultType == "50126" | summarize Tries = count(), Last = max(TimeGenerated), Apps = make_set(AppDisplayName) by IPAddress, UserPrincipalName | extend Name = tostring(split(UserPrincipalName, "@")[0])',
  queryPeriod: '1h',
  customDetails: { Tries: 'Tries', Apps: 'Apps' },
  entityMappings: [
    { entityType: 'IP', fieldMappings: [{ identifier: 'Address', columnName: 'IPAddress' }] },
    { entityType: 'Account', fieldMappings: [{ identifier: 'Name', columnName: 'Name' }] },
  ],
  alertDetailsOverride: { alertDisplayNameFormat: 'Tries from {{IPAddress}}' },
  eventGroupingSettings: { aggregationKind: 'AlertPerResult' as const },
};
const given = `given:
  SigninLogs:
    - { row: { IPAddress: 203.0.113.7, ResultType: "50126", UserPrincipalName: ava@contoso.example, AppDisplayName: Mail }, repeat: 3, at: -30m }
    - { row: { IPAddress: 203.0.113.8, ResultType: "50126", UserPrincipalName: ben@contoso.example, AppDisplayName: Mail }, at: -20m }
    - { row: { IPAddress: 203.0.113.9, ResultType: "0" }, at: -20m }
`;
const said = (expected: string): readonly string[] =>
  resultOf(rule, `${given}expect: ${expected}`).problems.map(
    // The rest of a message is in mismatch-text.golden.txt.
    ({ code, message }) => `${code} ${message.replace('a case: ', '').split('\n')[0]}`,
  );

test.each([
  '{ alerts: 2 }',
  '{ alerts: { at_least: 1, at_most: 2 } }',
  '{ alerts: [{ title: Tries from 203.0.113.8 }, { title: Tries from 203.0.113.7, rows: [{ Tries: 3 }] }] }',
  '{ alerts: [{ entities: [{ type: IP, Address: 203.0.113.7 }], rows: 1 }, { at: 2026-03-02T10:00:00Z }] }',
  '{ rows: 2 }',
  '{ rows: [{ Tries: 1 }, { Tries: 3, Last: -30m }] }',
  '{ rows: [{ Last: 2026-03-02T09:40:00Z }, { Apps: [Mail] }] }',
  '{ rows: [{ Tries: { at_least: 2 } }, { UserPrincipalName: { matches: "^ben@" } }] }',
  '{ rows: [{ Apps: { any_order: [Mail] } }, { Apps: { contains: Mail } }] }',
  '{ rows: [{ Apps: { present: true } }, { IPAddress: { contains: "113.8" } }] }',
  '{ entities: [{ type: IP, Address: 203.0.113.8 }, { type: Account, Name: ava }] }',
  '{ severity: Medium, tactics: [CredentialAccess], title: { matches: "^Tries from " } }',
  '{ alerts: [{ customDetails: { Tries: 3 } }, { customDetails: { Tries: ["1"] } }] }',
  '{ incidents: 2 }',
  '{ incidents: [{ severity: Medium, alerts: 1 }, { status: New, title: Tries from 203.0.113.7 }] }',
  '{ events: { seen: 5, twice: 0, never: 0 }, runs: 1 }',
])('holds: %s', (expected) => {
  expect(said(expected)).toEqual([]);
});

test.each<[string, readonly string[]]>([
  ['{ alerts: 1 }', ['TEST301 alerts is 2; expected 1']],
  ['{ alerts: { at_most: 1 } }', ['TEST301 alerts is 2; expected {"at_most":1}']],
  [
    '{ alerts: [{ title: Tries from 203.0.113.7 }, { title: Other, severity: Medium }] }',
    ['TEST301 alerts[1].title is "Tries from 203.0.113.8"; expected "Other"'],
  ],
  [
    '{ alerts: [{ severity: Medium }, { severity: Medium }, { severity: Medium }] }',
    ['TEST301 alerts[2] is missing; expected {"severity":"Medium"}'],
  ],
  [
    '{ rows: [{ Tries: 1 }] }',
    [expect.stringMatching(/^TEST301 rows: one more than expected: \{"IPAddress":"203.0.113.7"/)],
  ],
  ['{ rows: [{ Tries: 1 }, { Tries: 4, Apps: [Mail] }] }', ['TEST301 rows[1].Tries is 3; expected 4']],
  ['{ entities: [{ type: IP, Address: 203.0.113.1 }] }', ['TEST301 entities[0] is not as expected']],
  ['{ entities: [] }', ['TEST301 entities is not as expected']],
  ['{ alerts: [{}, { rows: [{ Tries: 4 }] }] }', ['TEST301 alerts[1].rows[0].Tries is 1; expected 4']],
  ['{ severity: High }', ['TEST301 severity is "Medium"; expected "High"']],
  ['{ customDetails: { Tries: 3 } }', ['TEST301 customDetails.Tries is ["1"]; expected 3']],
  ['{ incidents: 1 }', ['TEST301 incidents is 2; expected 1']],
  ['{ events: { seen: 1 } }', ['TEST301 events.seen is 5; expected 1']],
  ['{ alerts: several }', ['TEST212 alerts is "several"; it must be a count, or a bound as { at_least: 1 }']],
  ['{ alerts: { present: true } }', [expect.stringMatching(/^TEST212 alerts is .* it must be a count, or a bound/)]],
  ['{ alerts: { at_least: "1" } }', [expect.stringMatching(/^TEST212 alerts is .* it must be a count, or a bound/)]],
  [
    '{ rows: [{ Adress: null }, { Adress: { present: false } }] }',
    [
      'TEST301 rows[0].Adress is missing; expected null',
      'TEST301 rows[1].Adress is missing; expected {"present":false}',
    ],
  ],
  ['{ alerts: [{ titel: null }, {}] }', ['TEST301 alerts[0].titel is missing; expected null']],
  ['{ alerts: [{ rows: [{ Adress: null }] }, {}] }', ['TEST301 alerts[0].rows[0].Adress is missing; expected null']],
  ['{ rows: [1] }', ['TEST212 rows is [1]; it must be a count, a bound or a list of mappings']],
  ['{ entities: [IP] }', ['TEST103 cases[0].expect.entities[0] must be a mapping; here it is a text']],
])('does not hold: %s', (expected, problems) => {
  if (problems[0]?.startsWith?.('TEST103')) expect(() => said(expected)).toThrow('must be');
  else expect(said(expected)).toEqual(problems);
});

describe('values are held by their type', () => {
  const typed = (projected: string, wanted: string): boolean =>
    resultOf(
      { query: `SigninLogs | project X = ${projected}` },
      `given: { SigninLogs: [{ row: {}, at: -1m }] }\nexpect: { rows: [{ X: ${wanted} }] }`,
    ).passed;
  test.each<[string, string, boolean]>([
    ['"50126"', '"50126"', true],
    ['"50126"', '50126', false],
    ['50126', '"50126"', false],
    ['"10"', '{ at_least: 9 }', false],
    ['"10"', '{ at_least: "09" }', false],
    ['9223372036854775807', '"9223372036854775807"', true],
    ['9223372036854775807', '"9223372036854775806"', false],
    ['9223372036854775807', '{ at_least: 5 }', true],
    ['decimal(1.50)', '1.5', true],
    ['decimal(1.50)', '1.6', false],
    ['1.0', '1', true],
    ['"2026-03-02"', '"2026-03-02T00:00:00Z"', false],
    ['datetime(2026-03-02)', '"2026-03-02T00:00:00Z"', true],
    ['datetime(2026-03-02)', '{ at_most: -9h }', true],
    ['datetime(2026-03-02)', '{ at_least: -9h }', false],
    ['2h', '"02:00:00"', true],
    ['2h', '{ at_least: "01:00:00", at_most: "03:00:00" }', true],
    ['2h', '{ at_least: "03:00:00" }', false],
    ['dynamic({"items": [1]})', '{ items: [1] }', true],
    ['dynamic({"items": [1]})', '{ items: [2] }', false],
    ['dynamic({"n": "5"})', '{ n: 5 }', false],
    ['true', '"true"', false],
    ['""', 'null', false],
    ['int(null)', 'null', true],
    ['int(null)', '0', false],
  ])('%s is held against %s: %s', (projected, wanted, holds) => {
    expect(typed(projected, wanted)).toBe(holds);
  });
});

test('a problem stands at what was expected', () => {
  const [problem] = resultOf(rule, `${given}expect:\n  alerts: 2\n  severity: High\n`).problems;
  expect(problem?.at?.start).toEqual({ line: 11, column: 17 });
});

test('a silent rule has no title', () => {
  expect(resultOf(rule, 'expect: { title: x }').problems.map(({ message }) => message)).toEqual([
    'a case: title is "no alert"; expected "x"',
  ]);
});

describe('over a stretch of time', () => {
  const window = { query: 'SigninLogs | project Id', queryFrequency: '10m', queryPeriod: '10m' };
  const overlapping = { query: 'SigninLogs | project Id', queryFrequency: '10m', queryPeriod: '20m' };
  const once = {
    query: 'SigninLogs | where ingestion_time() > ago(10m) | project Id',
    queryFrequency: '10m',
    queryPeriod: '30m',
  };
  const late =
    'given: { SigninLogs: [{ row: {}, at: -35m }, { row: {}, at: -25m, delay: 8m }] }\nschedule: { for: 1h }\n';
  test.each<[string, Parameters<typeof resultOf>[0], string]>([
    [
      'each event in one run; a late one in none',
      window,
      '{ runs: 6, events: { seen: 1, twice: 0, never: 1 }, alerts: 1 }',
    ],
    [
      'with overlap in two; a late one in one',
      overlapping,
      '{ runs: 6, events: { seen: 1, twice: 1, never: 0 }, alerts: 3 }',
    ],
    ['by arrival in one, also a late one', once, '{ runs: 6, events: { seen: 2, twice: 0, never: 0 }, alerts: 2 }'],
  ])('%s', (_name, scheduled, expected) => {
    expect(resultOf(scheduled, `${late}expect: ${expected}`).problems).toEqual([]);
  });

  test('a history beside the newest events does not make them seen twice', () => {
    const query =
      'let known = SigninLogs | where TimeGenerated < ago(10m) | distinct UserId; SigninLogs | where TimeGenerated >= ago(10m) | where UserId !in (known)';
    const text =
      'given: { SigninLogs: [{ row: { UserId: a }, at: -35m }] }\nschedule: { for: 1h }\nexpect: { alerts: 1, events: { seen: 1, twice: 0, never: 0 } }';
    expect(resultOf({ query, queryFrequency: '10m', queryPeriod: '1d' }, text).problems).toEqual([]);
  });

  test.each([
    ['for: soon', "schedule.for is 'soon'; it must be a duration, as 6h"],
    ['from: soon', "schedule.from is 'soon'; it must be a moment, or for must be given"],
    ['for: 1h, from: -2h', "schedule.for is '1h'; it must be left out beside from"],
    [
      'for: 5m',
      "schedule is '2026-03-02T09:55:00.000Z to 2026-03-02T10:00:00.000Z'; it must be long enough for a run: the rule runs every 10 minutes",
    ],
    [
      'from: -1h, to: -2h',
      "schedule is '2026-03-02T09:00:00.000Z to 2026-03-02T08:00:00.000Z'; it must be long enough for a run: the rule runs every 10 minutes",
    ],
    ['for: 1h, close_incidents: [soon]', "schedule.close_incidents is 'soon'; it must be a list of moments"],
  ])('%s', (schedule, message) => {
    expect(resultOf(window, `schedule: { ${schedule} }`).problems.map((problem) => problem.message)).toEqual([message]);
  });
});
