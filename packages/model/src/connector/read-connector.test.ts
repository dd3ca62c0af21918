import { expect, test } from 'vitest';
import { fileOf, places } from '../problems.test-support.ts';
import { connectorText } from './connector-text.test-support.ts';
import { readConnector } from './read-connector.ts';

test('a connector without a fault', () => {
  const { connector, problems } = readConnector(fileOf(connectorText));
  expect(problems).toEqual([]);
  expect(connector?.value.permissions).toEqual({
    workspace: ['read', 'write'],
    tenantRoles: ['Security Administrator'],
  });
});

test.each<[string, string, string, readonly string[]]>([
  ['no title', 'title: Entra ID sign-in logs\n', '', ['CON101 1:1']],
  ['a graph line without a legend', '    legend: SigninLogs\n', '', ['CON101 15:5']],
  ['a key misspelt', 'licence:', 'license:', ['CON102 8:1']],
  ['a key too much', 'enabled: true', 'enabled: true\n  state: on', ['CON102 31:3']],
  ['roles as text', '[Security Administrator]', 'Security Administrator', ['CON103 11:16']],
  ['a setting that is no truth value', 'enabled: true', 'enabled: yes', ['CON103 30:12']],
  ['no steps', /instructions:\n(?: .*\n)+/.exec(connectorText)?.[0] ?? '', 'instructions: []\n', ['CON104 24:1']],
  ['an empty licence', 'Microsoft Entra ID P1', "''", ['CON104 8:1']],
  ['a query without a value', 'SigninLogs | take 1 | project IsConnected = true', '', ['CON104 13:3']],
  ['a right that does not exist', '[read, write]', '[read, wirte]', ['CON105 10:21']],
  ['a kind of setting in another case', 'microsoft.aadiam', 'Microsoft.aadiam', ['CON105 28:13']],
  ['an id with a blank', 'picket-sign-in-logs', 'picket sign-in', ['CON106 1:5']],
  ['a version of two numbers', '1.0.0', '1.0', ['CON106 4:10']],
  ['a data type with a blank', '- name: SigninLogs', '- name: Sign in', ['CON106 19:11']],
  ['a title that is too long', 'Entra ID sign-in logs', 'x'.repeat(201), ['CON106 2:8']],
])('%s', (_case, before, after, expected) => {
  const { connector, draft, problems } = readConnector(fileOf(connectorText.replace(before, after)));
  expect(places(problems)).toEqual(expected);
  expect(connector).toBeUndefined();
  expect(draft?.value.table).toBe('SigninLogs');
});
