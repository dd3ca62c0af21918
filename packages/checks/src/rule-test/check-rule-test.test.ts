import { readRuleTest } from '@picket/model';
import { expect, test } from 'vitest';
import { checkEventFile, checkRuleTest } from './check-rule-test.ts';

const text = `now: 2026-03-02T10:00:00Z
templates:
  failure: { UserPrincipalName: ava@contoso.com }
cases:
  - name: mail of somebody@somewhere.org is no data
    given:
      SigninLogs:
        - { like: failure, row: { IPAddress: 8.8.8.8 }, at: -10m }
        - { row: { DeviceDetail: { displayName: "x", owner: ben@somewhere.org } }, at: -10m }
    watchlists:
      VIPUsers: [{ SearchKey: a, mobilePhone: "4258828080" }]
    expect: { alerts: 1, title: From 8.8.8.8 }
`;

const read = () => {
  const { test: found } = readRuleTest({ path: 'tests/a.yaml', bytes: new TextEncoder().encode(text) });
  if (!found) throw new Error('the test file has faults');
  return found;
};
const told = (problems: ReturnType<typeof checkRuleTest>): readonly string[] =>
  problems.map(({ code, at }) => `${code} ${at?.start.line}:${at?.start.column}-${at?.end.column}`);

test('each value that could be real, at its place', () => {
  expect(told(checkRuleTest(read()))).toEqual([
    'TEST401 3:37-48',
    'TEST402 8:46-53',
    'TEST401 9:65-78',
    'TEST403 11:48-58',
    'TEST402 12:38-45',
  ]);
});

test("what the rule's query names may be there", () => {
  const query = 'SigninLogs | where UserPrincipalName endswith "@Contoso.com" or IPAddress == "8.8.8.8"';
  expect(told(checkRuleTest(read(), query))).toEqual(['TEST401 9:65-78', 'TEST403 11:48-58']);
});

test('a file of events, by line', () => {
  const lines = '{"IPAddress":"203.0.113.7"}\nnothing\n{"A":{"B":["8.8.8.8"]},"UserPrincipalName":"ava@contoso.com"}\n';
  expect(told(checkEventFile('tests/events/a.jsonl', lines))).toEqual(['TEST402 3:13-20', 'TEST401 3:49-60']);
});
