import { expect, test } from 'vitest';
import { connectorText } from './connector/connector-text.test-support.ts';
import { fileOf, places } from './problems.test-support.ts';
import { readContent } from './read-content.ts';
import { ruleText } from './rule/rule-text.test-support.ts';
import { workbookText } from './workbook/workbook-text.test-support.ts';

const manifest = '{ "picket": { "category": "SignInLogs", "table": "SigninLogs" } }';
const folder = 'content/sign-in-logs';
const files = [
  fileOf(ruleText({ name: 'Second' }).text, `${folder}/rules/b.yaml`),
  fileOf(ruleText({ name: 'First' }).text, `${folder}/rules/a.yaml`),
  fileOf(connectorText, `${folder}/connector.yaml`),
  fileOf(workbookText, `${folder}/workbook.yaml`),
  fileOf('{ "version": "Notebook/1.0", "items": [] }', `${folder}/workbook.json`),
  fileOf(manifest, `${folder}/package.json`),
  fileOf('# Sign-ins', `${folder}/README.md`),
  fileOf('now: 2026-03-02T10:00:00Z', `${folder}/tests/a.yaml`),
  fileOf('- not: content', 'docs/rules/a.yaml'),
];

test('a package with its connector, its workbooks and its rules, in the order of their paths', () => {
  const { value, problems } = readContent(files);
  expect(problems).toEqual([]);
  const [only] = value?.packages ?? [];
  expect(value?.packages).toHaveLength(1);
  expect(only).toMatchObject({ folder, slug: 'sign-in-logs', category: 'SignInLogs', table: 'SigninLogs' });
  expect(only?.connector?.value.id).toBe('picket-sign-in-logs');
  expect(only?.workbook?.value.name).toBe('Sign-ins');
  expect(only?.rawWorkbook?.value.items).toEqual([]);
  expect(only?.rules.map((rule) => rule.value.name)).toEqual(['First', 'Second']);
});

test('a rule with an error is left out, and named', () => {
  const bad = fileOf(ruleText({ severity: 'high' }).text, `${folder}/rules/c.yaml`);
  const { value, problems } = readContent([...files, bad]);
  expect(problems.map(({ code, at }) => [code, at?.file])).toEqual([['RULE108', `${folder}/rules/c.yaml`]]);
  expect(value?.packages[0]?.rules).toHaveLength(2);
});

test('a folder without package.json is left out; its files are still read', () => {
  const { value, problems } = readContent([
    fileOf(ruleText({ severity: 'high' }).text, 'content/audit-logs/rules/a.yaml'),
    ...files,
  ]);
  expect(places(problems)).toEqual(['SET201 1:1', 'RULE108 7:11']);
  expect(value?.packages.map(({ slug }) => slug)).toEqual(['sign-in-logs']);
});
