import { describe, expect, test } from 'vitest';
import { ruleWith } from '../alerts/rule.test-support.ts';
import { eventsIn } from '../cases/case.test-support.ts';
import { explainQuery, explainRun } from './explain-run.ts';
import { explanationText } from './explanation-text.ts';

const now = new Date('2026-03-02T10:00:00Z');
const spray = `let every = 1h;
let manyAccounts = 10;
let attempts = SigninLogs
    | where TimeGenerated > ago(2h)
    | summarize arg_max(TimeGenerated, *) by Id;
let entries = attempts
    | where ResultType == "0"
    | distinct IPAddress;
attempts
| where ResultType == "50126" and IPAddress startswith "203.0.113."
| summarize Accounts = dcount(UserPrincipalName) by IPAddress
| where Accounts >= manyAccounts
| join kind=leftouter entries on IPAddress`;
const given = `given:
  SigninLogs:
    - { row: { Id: "a{n}", ResultType: "50126", IPAddress: 203.0.113.7, UserPrincipalName: "user{n}@contoso.example" }, repeat: 9, at: -50m }
    - { row: { Id: b, ResultType: "0", IPAddress: 203.0.113.7, UserPrincipalName: ava@contoso.example }, at: -40m }
    - { row: { Id: c, ResultType: "50126", IPAddress: 198.51.100.7, UserPrincipalName: ben@contoso.example }, at: -40m }
    - { row: { Id: d, ResultType: "50126", IPAddress: 203.0.113.7 }, at: -5h }
    - { row: { Id: e, ResultType: "50126", IPAddress: 203.0.113.7 }, at: -10m, delay: 20m }
    - { row: { Id: f, ResultType: "50126", IPAddress: 203.0.113.7 }, at: +1m }
`;

test('a rule that did not fire, as its author reads it', async () => {
  const { data } = eventsIn(given);
  const { value } = explainRun(ruleWith({ query: spray, queryPeriod: '2h' }), {}, data, now);
  await expect(value && explanationText(value)).toMatchFileSnapshot('./spray.golden.txt');
});

test('a rule that fired', async () => {
  const { data } = eventsIn(given);
  const rule = ruleWith({ query: spray.replace('= 10', '= 9'), queryPeriod: '2h' });
  const { value } = explainRun(rule, {}, data, now);
  await expect(value && explanationText(value)).toMatchFileSnapshot('./spray-fired.golden.txt');
});

test('what the alert does not say as the rule wants it', () => {
  const { data } = eventsIn('given: { SigninLogs: [{ TimeGenerated: -1m }, { TimeGenerated: -2m }] }');
  const rule = ruleWith({
    alertDetailsOverride: { alertDisplayNameFormat: '{{UserPrincipalName}} signs in' },
    eventGroupingSettings: { aggregationKind: 'AlertPerResult' },
  });
  const { value } = explainRun(rule, {}, data, now);
  expect(value && explanationText(value)).toContain(
    "rows gt 0 holds: 2 alerts\n  SIM102 the alert's name is not overridden: UserPrincipalName has no value\neach event",
  );
});

test('a query on its own', async () => {
  const query =
    'AuditLogs | where OperationName == "Add User" | mv-expand Target = TargetResources | where Target.type == "User"';
  const { data } = eventsIn('given: { AuditLogs: [{ TimeGenerated: -1m, OperationName: Add user }] }');
  const { value } = explainQuery(query, {}, data, now);
  await expect(value && explanationText(value)).toMatchFileSnapshot('./query.golden.txt');
});

describe('where each event is lost', () => {
  const { data } = eventsIn(given);
  const { value } = explainRun(ruleWith({ query: spray, queryPeriod: '2h' }), {}, data, now);
  test.each([
    [[1, 2, 3, 4, 5, 6, 7, 8, 9], 'where Accounts >= manyAccounts', ['Accounts >= manyAccounts']],
    [[10], 'where ResultType == "50126" and IPAddress startswith "203.0.113."', ['ResultType == "50126"']],
    [[11], 'where ResultType == "50126" and IPAddress startswith "203.0.113."', ['IPAddress startswith "203.0.113."']],
  ])('%j: %s', (numbers, text, failing) => {
    const fate = value?.events.find((each) => each.numbers[0] === numbers[0]);
    expect(fate?.numbers).toEqual(numbers);
    expect(fate?.lost).toMatchObject({ at: 'step', step: { text } });
    expect(fate?.lost.at === 'step' && fate.lost.failing.map((each) => each.text)).toEqual(failing);
  });

  test.each([
    [12, 'too old'],
    [13, 'not yet in'],
    [14, 'too new'],
  ])('%i: %s', (number, why) => {
    expect(value?.events.find((each) => each.numbers.includes(number))?.lost).toEqual({ at: 'window', why });
  });
});

describe('what a query makes of an event beside others', () => {
  const fates = (query: string, events: string): readonly string[] => {
    const { data } = eventsIn(events);
    const { value, problems } = explainRun(ruleWith({ query, queryPeriod: '2h' }), {}, data, now);
    if (!value) throw new Error(problems.map(({ message }) => message).join('\n'));
    return value.events.map(({ table, numbers, lost }) => {
      const where =
        lost.at === 'step' ? `${lost.step.text.split(' ')[0]} ${lost.failing.map((each) => each.text)}` : '';
      return `${table} ${numbers}: ${lost.at} ${where}`.trim();
    });
  };
  const two = `given:
  SigninLogs:
    - { row: { Id: a, UserId: ava, ResultType: "0" }, at: -30m }
    - { row: { Id: b, UserId: ben, ResultType: "50126" }, at: -20m }
  AuditLogs:
    - { row: { Id: a, OperationName: Add user }, at: -10m }
`;
  test.each<[string, string, readonly string[]]>([
    [
      'branches of a union, of which one lets its events through',
      'union (SigninLogs | where ResultType == "0"), (AuditLogs | where OperationName == "Delete user") | project Id',
      [
        'SigninLogs 1: nowhere',
        'SigninLogs 2: step where ResultType == "0"',
        'AuditLogs 1: step where OperationName == "Delete user"',
      ],
    ],
    [
      'a count of all',
      'SigninLogs | where ResultType == "0" | summarize count()',
      ['SigninLogs 1: nowhere', 'SigninLogs 2: step where ResultType == "0"', 'AuditLogs 1: unread'],
    ],
    [
      'a join whose side has no partner',
      'SigninLogs | where ResultType != "0" | join kind=inner AuditLogs on Id',
      ['SigninLogs 1: step where ResultType != "0"', 'SigninLogs 2: step join', 'AuditLogs 1: aside'],
    ],
    [
      'an event that keeps another out',
      'SigninLogs | join kind=leftanti AuditLogs on Id | project UserId',
      ['SigninLogs 1: step join', 'SigninLogs 2: nowhere', 'AuditLogs 1: nowhere'],
    ],
    [
      'a right side that is the result',
      'AuditLogs | join kind=rightsemi (SigninLogs | where ResultType == "0") on Id',
      ['SigninLogs 1: nowhere', 'SigninLogs 2: step where ResultType == "0"', 'AuditLogs 1: nowhere'],
    ],
    [
      'a list of a sub-query',
      'let known = AuditLogs | where OperationName has "user" | project Id; SigninLogs | where Id !in (known) and ResultType == "0"',
      ['SigninLogs 1: step where Id !in (known)', 'SigninLogs 2: step where ResultType == "0"', 'AuditLogs 1: nowhere'],
    ],
    [
      'a value that is computed on the way',
      'SigninLogs | extend Name = toupper(UserId) | project Name, Id | where Name == "ava" | count',
      ['SigninLogs 1,2: step where Name == "ava"', 'AuditLogs 1: unread'],
    ],
  ])('%s', (_name, query, expected) => {
    expect(fates(query, two)).toEqual(expected);
  });

  test('a copy, of which another stands for it', () => {
    const copies = 'given: { SigninLogs: [{ row: { Id: a, UserId: ava }, at: -30m, duplicate: 2 }] }';
    expect(fates('SigninLogs | summarize arg_max(TimeGenerated, *) by Id', copies)).toEqual([
      'SigninLogs 1,2: step summarize',
    ]);
  });

  test('members of a list', () => {
    const targets = `given:
  AuditLogs:
    - { row: { TargetResources: [{ type: User }, { type: Group }] }, at: -30m }
    - { row: { TargetResources: [{ type: Device }] }, at: -30m }
    - { row: { TargetResources: [] }, at: -30m }`;
    const query = 'AuditLogs | mv-expand Target = TargetResources | where Target.type == "Group"';
    expect(fates(query, targets)).toEqual([
      'AuditLogs 1: nowhere',
      'AuditLogs 2: step where Target.type == "Group"',
      'AuditLogs 3: step mv-expand',
    ]);
  });

  test('no more than forty are followed', () => {
    const many = 'given: { SigninLogs: { row: { Id: "{n}" }, repeat: 50, at: -30m } }';
    const { value } = explainRun(ruleWith({}), {}, eventsIn(many).data, now);
    expect([value?.events.flatMap(({ numbers }) => numbers).length, value?.notFollowed]).toEqual([40, 10]);
  });
});

test('branches of a union that each lose their events are marked', async () => {
  const { data } = eventsIn('given: { SigninLogs: [{ row: {}, at: -1m }], AuditLogs: [{ row: {}, at: -1m }] }');
  const query = 'union (SigninLogs | where ResultType == "0"), (AuditLogs | where OperationName == "x")';
  const { value } = explainRun(ruleWith({ query }), {}, data, now);
  const marked = (value ? explanationText(value) : '').split('\n').filter((line) => line.startsWith('✗'));
  expect(marked.map((line) => line.replace(/^.*→ 0 +/, ''))).toEqual([
    'where ResultType == "0"',
    'where OperationName == "x"',
  ]);
});
