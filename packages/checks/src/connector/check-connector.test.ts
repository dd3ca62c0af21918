import { lineIndex } from '@picket/diagnostics';
import { expect, test } from 'vitest';
import { checkConnectorText } from '../check-file.test-support.ts';
import { goodConnector } from '../good-connector.test-support.ts';

test('the connector that the mutants come from has no problem', () => {
  expect(checkConnectorText(goodConnector)).toEqual([]);
});

const everywhere = /SigninLogs/g;

test.each<[string, string, string, string]>([
  ['no IsConnected', 'project IsConnected = LastLog > ago(7d)', 'project LastLog', 'CON201'],
  ['IsConnected is no bool', 'LastLog > ago(7d)', 'LastLog', 'CON201'],
  [
    'a last event of another table',
    'SigninLogs\n      | summarize Time',
    'AuditLogs\n      | summarize Time',
    'CON202',
  ],
  ['a graph of another table', 'baseQuery: SigninLogs', 'baseQuery: «AuditLogs»', 'CON202'],
  ['a data type called after the category', '- name: SigninLogs', '- name: «SignInLogs»', 'CON203'],
  [
    'a last event without time',
    'Time = max(TimeGenerated)\n      | where isnotempty(Time)',
    'Rows = count()',
    'CON204',
  ],
  ['the category in another letter case', 'category: SignInLogs\ntable', 'category: «SigninLogs»\ntable', 'CON205'],
  ['another category in the setting', 'category: SignInLogs\n  enabled', 'category: «AuditLogs»\n  enabled', 'CON207'],
  [
    'another kind of setting',
    'resource: microsoft.aadiam/',
    'resource: «Microsoft.AadCustomSecurityAttributesDiagnosticSettings/',
    'CON208',
  ],
  ['no role to route', 'tenantRoles: [Security Administrator]', '«tenantRoles»: [Reports Reader]', 'CON209'],
  ['no right to write', 'workspace: [read, write]', '«workspace»: [read]', 'CON210'],
  ['a column that does not exist', 'by AppDisplayName', 'by «AppDisplayNam»', 'KQL'],
])('%s → %s', (_name, find, put, code) => {
  expect(goodConnector.split(find), 'the text to change occurs once').toHaveLength(2);
  const marked = goodConnector.replace(find, () => put);
  const mutant = marked.replace(/[«»]/g, '');
  const [problem, ...more] = checkConnectorText(mutant);
  expect(more).toEqual([]);
  expect(problem?.code.startsWith(code)).toBe(true);
  const place = marked.indexOf('«');
  if (place >= 0) expect(problem?.at?.start).toEqual(lineIndex(mutant).positionAt(place));
});

test('CON206: the table of another category', () => {
  const problems = checkConnectorText(goodConnector.replace(everywhere, 'AADNonInteractiveUserSignInLogs'));
  expect(problems.map(({ code }) => code)).toEqual(['CON206']);
});
