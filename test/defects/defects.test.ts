import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { runPicket } from '../../tools/picket/src/io.test-support.ts';

/**
 * Rules with the defects that public rules were seen to have, each with the cases that its author would write.
 * The cases catch the defect, and hold once it is repaired: so it is the defect that they see.
 */
const folder = fileURLToPath(new URL('.', import.meta.url));

interface Defect {
  readonly rule: string;
  /** The text of the rule that is wrong, and what repairs it. */
  readonly wrong: string;
  readonly right: string;
  /** The cases that do not hold; none where the query cannot run at all. */
  readonly failing: readonly string[];
  /** What `picket check` says of it, without any event. */
  readonly checked: readonly string[];
}

const defects: readonly Defect[] = [
  {
    rule: 'sign-in-logs/rules/letter-case-of-a-value.yaml',
    wrong: '== "High"',
    right: '== "high"',
    failing: ['a high risk sign-in succeeds'],
    checked: ['VAL103'],
  },
  {
    rule: 'sign-in-logs/rules/period-that-cuts-the-history.yaml',
    wrong: 'queryPeriod: 1d',
    right: 'queryPeriod: 14d',
    failing: ['from where the user was five days ago'],
    checked: ['TIME101'],
  },
  {
    rule: 'sign-in-logs/rules/entity-of-a-missing-column.yaml',
    wrong: 'columnName: IPAddress',
    right: 'columnName: SourceAddress',
    failing: ['ten accounts from one address'],
    checked: ['COL101'],
  },
  {
    rule: 'sign-in-logs/rules/distinct-count-of-its-own-key.yaml',
    wrong: 'by IPAddress, UserPrincipalName',
    right: 'by IPAddress',
    failing: ['ten accounts from one address'],
    checked: [],
  },
  {
    rule: 'sign-in-logs/rules/join-of-names-in-other-letter-case.yaml',
    wrong: '= tostring(InitiatedBy.user.userPrincipalName)',
    right: '= tolower(InitiatedBy.user.userPrincipalName)',
    failing: ['a change by the user who signed in at high risk'],
    checked: [],
  },
  {
    rule: 'sign-in-logs/rules/join-of-text-and-number.yaml',
    wrong: 'datatable(ResultType: int) [50053]',
    right: 'datatable(ResultType: string) ["50053"]',
    failing: [],
    checked: ['KQL205'],
  },
  {
    rule: 'sign-in-logs/rules/union-that-splits-a-column.yaml',
    wrong: 'DeviceDetail_dynamic.operatingSystem',
    right: 'coalesce(DeviceDetail_dynamic, parse_json(DeviceDetail_string)).operatingSystem',
    failing: ['by a token'],
    checked: [],
  },
  {
    rule: 'sign-in-logs/rules/window-shorter-than-the-frequency.yaml',
    wrong: 'ago(30m)',
    right: 'ago(1h)',
    failing: ['twelve users in six hours, one each half hour'],
    checked: ['TIME103'],
  },
  {
    rule: 'audit-logs/rules/text-that-the-service-changed.yaml',
    wrong: '== "Update application - Certificates and secrets management"',
    right: 'has "Certificates and secrets management"',
    failing: ['a secret is added'],
    checked: ['VAL104'],
  },
  {
    rule: 'audit-logs/rules/value-inside-json-text.yaml',
    wrong: 'where tostring(Property.newValue)',
    right: 'where tostring(parse_json(tostring(Property.newValue)))',
    failing: ['a Global Administrator'],
    checked: [],
  },
];

test.each(defects)('picket test catches $rule', async ({ rule, failing }) => {
  const path = join('content', rule);
  const { code, out } = await runPicket(['test', path, '--json'], { cwd: folder });
  expect(code).toBe(1);
  expect(failingCases(out)).toEqual(failing);
});

test.each(defects)('the cases of $rule hold once it is repaired', async ({ rule, wrong, right }) => {
  const copy = mkdtempSync(join(tmpdir(), 'picket-test-'));
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
  cpSync(folder, copy, { recursive: true });
  const path = join('content', rule);
  const text = readFileSync(join(copy, path), 'utf8');
  expect(text.split(wrong)).toHaveLength(2);
  writeFileSync(join(copy, path), text.replace(wrong, right));
  const { code, out } = await runPicket(['test', path], { cwd: copy });
  expect([code, out]).toEqual([0, expect.stringMatching(/^1 rule, (\d) of \1 cases hold\n$/)]);
});

test.each(defects)('what picket check says of $rule', async ({ rule, checked }) => {
  const { out } = await runPicket(['check', join('content', rule), '--json'], { cwd: folder });
  expect(codesOf(out)).toEqual(checked);
});

/** The names of the cases that do not hold, of the JSON that `picket test` prints. */
function failingCases(out: string): readonly string[] {
  const report = JSON.parse(out) as { suites: { cases: { name: string; passed: boolean }[] }[] };
  return report.suites.flatMap(({ cases }) => cases.filter(({ passed }) => !passed).map(({ name }) => name));
}

/** The codes of the problems, of the JSON that `picket check` prints. */
function codesOf(out: string): readonly string[] {
  const report = JSON.parse(out) as { problems: { code: string }[] };
  return report.problems.map(({ code }) => code);
}
