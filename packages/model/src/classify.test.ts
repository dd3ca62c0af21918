import { expect, test } from 'vitest';
import { classify } from './classify.ts';
import { ruleText } from './rule/rule-text.test-support.ts';

const hunt = 'id: 1\nname: x\ndescription: x\ntactics: [Impact]\nquery: |\n  SigninLogs\n';

const asUtf8 = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

test.each<[string, string, string, ReturnType<typeof classify>]>([
  ['a rule anywhere', 'a/b.yaml', ruleText().text, 'rule'],
  ['a rule with a byte order mark', 'a/b.yaml', `\uFEFF${ruleText().text}`, 'rule'],
  ['a rule with Windows line ends', 'a/b.yaml', ruleText().text.replaceAll('\n', '\r\n'), 'rule'],
  ['a rule without its kind', 'a/b.yaml', ruleText({ kind: undefined }).text, 'rule'],
  ['a rule of a misspelt kind', 'a/b.yaml', ruleText({ kind: 'Sheduled' }).text, 'rule'],
  ['a rule that is broken YAML', 'a/b.yaml', 'id: "1\nquery: |\n\tT\ntriggerOperator: gt\n', 'rule'],
  ['an NRT rule by its kind', 'a/b.yaml', 'id: 1\nkind: "nrt"\nquery: T\n', 'rule'],
  ['a rule by severity and query', 'a/b.yaml', 'severity: High\nquery: T\n', 'rule'],
  ['a rule whose keys are indented', 'a/b.yaml', '  severity: High\n  query: T\n', 'rule'],
  ['a rule in quotes', 'a/b.yaml', '"severity": High\n"query": T\n', 'rule'],
  ['a query in a folder of rules', 'Solutions/X/Analytic Rules/a.yaml', hunt, 'rule'],
  ['a query in a folder below it', 'Solutions/X/Analytic Rules/Execution/a.yaml', hunt, 'rule'],
  ['a query in the other spelling', 'Solutions/X/Analytics Rules/a.yaml', hunt, 'rule'],
  ['a query among detections', 'Detections/SigninLogs/a.yaml', hunt, 'rule'],
  [
    'the stub of a moved rule',
    'Detections/SigninLogs/a.yaml',
    'id: 1\nname: x\ndescription: moved\nversion: 1.0.0\n',
    'other',
  ],
  ['a hunting query', 'Hunting Queries/SigninLogs/a.yaml', hunt, 'other'],
  ['a parser', 'Parsers/a.yaml', 'id: 1\nFunction:\n  Title: x\nFunctionQuery: |\n  T\n', 'other'],
  ['an ASIM parser', 'ASIM/a.yaml', 'Parser:\n  Title: x\nParserQuery: |\n  queryFrequency: 1\n', 'other'],
  [
    'a custom detection',
    'a.yaml',
    'kind: CustomDetection\nproperties:\n  schedule:\n    queryFrequency: 1h\n',
    'other',
  ],
  ['a workflow', '.github/workflows/a.yaml', 'on: push\njobs:\n  rules: {}\n', 'other'],
  ['the cases of a rule', 'content/a/tests/b.yaml', 'now: 2026-03-02\ncases:\n  - name: x\n', 'rule-test'],
  ['cases without a moment', 'content/a/tests/b.yaml', 'cases: []\n', 'rule-test'],
  ['a query inside a text', 'a.yaml', 'notes: |\n  severity: High\n  query: T\n', 'other'],
  ['nothing among rules', 'rules/a.yaml', '', 'rule'],
  ['a list among rules', 'rules/a.yaml', '- a\n- b\n', 'rule'],
  ['nothing', 'a.yaml', '', 'other'],
  ['a list', 'a.yaml', '- a\n- b\n', 'other'],
  ['a rule in UTF-16', 'a/b.yaml', asUtf8(Buffer.from(`\uFEFF${ruleText().text}`, 'utf16le')), 'rule'],
  [
    'a rule in the other UTF-16',
    'a/b.yaml',
    asUtf8(Buffer.from(`\uFEFF${ruleText().text}`, 'utf16le').swap16()),
    'rule',
  ],
  ['a hunting query with a severity', 'Hunting Queries/SigninLogs/a.yaml', `severity: Low\n${hunt}`, 'other'],
  ['a hunting query that says it is scheduled', 'X/Hunting Queries/a.yaml', `kind: Scheduled\n${hunt}`, 'other'],
  ['a rule among hunting queries', 'Hunting Queries/a.yaml', ruleText().text, 'rule'],
  ['a connector by its name', 'content/sign-in-logs/connector.yaml', 'id: x\n', 'connector'],
  ['a workbook by its name', 'content/sign-in-logs/workbook.yaml', 'id: x\nquery: T\n', 'workbook'],
  ['a connector by its keys', 'a.yaml', 'connectivity:\n  query: T\ndiagnosticSetting: {}\n', 'connector'],
])('%s', (_case, path, text, expected) => {
  expect(classify(path, text)).toBe(expected);
});
