import type { Diagnostic } from '@picket/diagnostics';
import { expect, test } from 'vitest';
import { connectorOf, ruleOf } from '../check-file.test-support.ts';
import { goodConnector } from '../good-connector.test-support.ts';
import { goodRule } from '../good-rule.test-support.ts';
import { checkHistory } from './check-history.ts';
import { checkRepository, type PackageUnderCheck } from './check-repository.ts';
import { checkUniqueRules } from './unique.ts';

const otherId = 'id: 0a1b2c3d-0000-4000-8000-000000000001';
const otherName = 'name: Another rule';
const other = goodRule.replace(/^id: .*$/m, otherId).replace(/^name: .*$/m, otherName);

const signIns = (rules: readonly string[], more: Partial<PackageUnderCheck> = {}): PackageUnderCheck => ({
  folder: 'content/sign-in-logs',
  slug: 'sign-in-logs',
  category: 'SignInLogs',
  table: 'SigninLogs',
  rules: rules.map((text, i) => ruleOf(text, `content/sign-in-logs/rules/rule-${i + 1}.yaml`)),
  ...more,
});

const shown = (problems: readonly Diagnostic[]) =>
  problems.map(({ code, at }) => `${code} ${at?.file}:${at?.start.line}:${at?.start.column}`);

test('a sound repository has no problem', () => {
  const content = { packages: [signIns([goodRule, other], { connector: connectorOf(goodConnector) })] };
  expect(checkRepository(content)).toEqual([]);
});

test('REPO101: one id in two files, letter case aside, shown at the second with the first beside it', () => {
  const [id = ''] = /^id: .*$/m.exec(goodRule) ?? [];
  const again = other.replace(otherId, id.toUpperCase().replace('ID:', 'id:'));
  const problems = checkUniqueRules([ruleOf(goodRule, 'a.yaml'), ruleOf(again, 'b.yaml')]);
  expect(shown(problems)).toEqual(['REPO101 b.yaml:1:5']);
  expect(problems[0]?.related?.map(({ at }) => at.file)).toEqual(['a.yaml']);
});

test('REPO102: one name in two files', () => {
  const [name = ''] = /^name: .*$/m.exec(goodRule) ?? [];
  const content = { packages: [signIns([goodRule, other.replace(otherName, name)])] };
  expect(shown(checkRepository(content))).toEqual(['REPO102 content/sign-in-logs/rules/rule-2.yaml:2:7']);
});

test('REPO103: the 51st enabled NRT rule', () => {
  const rules = Array.from({ length: 52 }, (_, i) =>
    goodRule
      .replace(/^id: .*$/m, `id: 0a1b2c3d-0000-4000-8000-${String(i).padStart(12, '0')}`)
      .replace(/^name: .*$/m, `name: Rule ${i}${i === 0 ? '\nenabled: false' : ''}`)
      .replace('kind: Scheduled', 'kind: NRT')
      .replace(/^(?:queryFrequency|queryPeriod|triggerOperator|triggerThreshold): .*\n/gm, ''),
  );
  const problems = checkRepository({ packages: [signIns(rules)] });
  expect(problems.map(({ code, message }) => `${code} ${message}`)).toEqual([
    'REPO103 the repository holds 51 enabled NRT rules; a workspace runs 50',
  ]);
});

test.each([
  ['PasswordSpray.yaml', "call it 'password-spray.yaml'"],
  ['password_spray.yml', "call it 'password-spray.yaml'"],
  ['Password Spray (v2).yaml', "call it 'password-spray-v2.yaml'"],
])('REPO201: %s', (file, hint) => {
  const rules = [ruleOf(goodRule, `content/sign-in-logs/rules/${file}`)];
  const [problem, ...more] = checkRepository({ packages: [signIns([], { rules })] });
  expect(problem).toMatchObject({ code: 'REPO201', hint });
  expect(more).toEqual([]);
});

test.each<[string, Partial<PackageUnderCheck>, string]>([
  ['REPO202', { folder: 'content/signin', slug: 'signin' }, "call the folder 'sign-in-logs'"],
  ['REPO203', { category: 'SigninLogs' }, "did you mean 'SignInLogs'?"],
  ['REPO203', { category: 'AuditLog' }, "did you mean 'AuditLogs'?"],
  ['REPO204', { table: 'SignInLogs' }, 'write "table": "SigninLogs"'],
  ['REPO204', { table: '' }, 'write "table": "SigninLogs"'],
  ['REPO202', { category: 'Overview' }, "call the folder 'overview'"],
])('%s: a package with %j', (code, wrong, hint) => {
  const problems = checkRepository({ packages: [signIns([], wrong)] });
  expect(problems).toMatchObject([
    { code, hint, at: { file: `${wrong.folder ?? 'content/sign-in-logs'}/package.json` } },
  ]);
});

test('the package that looks across all logs has no table', () => {
  const overview = { folder: 'content/overview', slug: 'overview', category: 'Overview', table: '' };
  expect(checkRepository({ packages: [signIns([], overview)] })).toEqual([]);
});

test('CON211: the connector of another category', () => {
  const wrong = goodConnector.replace('table: SigninLogs', 'table: AuditLogs');
  const problems = checkRepository({ packages: [signIns([], { connector: connectorOf(wrong) })] });
  expect(problems.map(({ code }) => code)).toEqual(['CON211']);
});

test('CON212: two connectors with one id', () => {
  const one = signIns([], { connector: connectorOf(goodConnector, 'a.yaml') });
  const two = signIns([], { connector: connectorOf(goodConnector, 'b.yaml') });
  expect(shown(checkRepository({ packages: [one, two] }))).toEqual(['CON212 b.yaml:1:5']);
});

const before = ruleOf(goodRule).value;
test.each<[string, string, string, readonly string[]]>([
  ['nothing changed', 'severity: Medium', 'severity: Medium', []],
  ['changed without a new version', 'severity: Medium', 'severity: High', ['REPO301']],
  ['version 1.0.0 to 1.0.1', 'version: 1.0.0', 'version: 1.0.1', []],
  ['version back', 'version: 1.0.0', 'version: 0.9.0', ['REPO302']],
  ['another id', /^id: .*$/m.exec(goodRule)?.[0] ?? '', otherId, ['REPO303', 'REPO301']],
  [
    'documentation is not deployed',
    'version:',
    'documentation:\n  references: [https://attack.mitre.org]\nversion:',
    [],
  ],
  ['keys in another order', 'severity: Medium\nkind: Scheduled', 'kind: Scheduled\nseverity: Medium', []],
])('history: %s', (_name, find, put, codes) => {
  expect(goodRule).toContain(find);
  const after = ruleOf(goodRule.replace(find, put));
  expect(checkHistory([{ before, after }]).map(({ code }) => code)).toEqual(codes);
});

test('history: versions compare by number, and a new file has no history', () => {
  const nine = ruleOf(goodRule.replace('version: 1.0.0', 'version: 1.9.0')).value;
  const ten = ruleOf(goodRule.replace('version: 1.0.0', 'version: 1.10.0'));
  expect(checkHistory([{ before: nine, after: ten }])).toEqual([]);
  expect(checkHistory([{ before: undefined, after: ten }])).toEqual([]);
});
