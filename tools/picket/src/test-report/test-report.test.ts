import { diagnostic, type Span } from '@picket/diagnostics';
import { expect, test } from 'vitest';
import type { CaseReport, SuiteReport } from '../pipeline/test-suite.ts';
import { renderTests } from './index.ts';

const at = (file: string, line: number, from: number, to: number): Span => ({
  file,
  start: { line, column: from },
  end: { line, column: to },
});

const file = 'content/sign-in-logs/tests/many-failures.yaml';
const source = `now: 2026-03-02T10:00:00Z
templates: { idle: {} }
cases:
  - name: ten <failures> & "more"
    expect: { alerts: 1 }
  - name: nine failures
    expect: { alerts: 0 }
`;

const failed: CaseReport = {
  name: 'ten <failures> & "more"',
  at: at(file, 4, 11, 34),
  passed: false,
  mismatches: [{ what: 'alerts', path: ['alerts'], expected: 1, actual: 0 }],
  problems: [
    diagnostic('TEST301', { name: 'ten <failures> & "more"', said: 'alerts is 0; expected 1' }, at(file, 5, 23, 24)),
  ],
  milliseconds: 12.5,
  explanation: '   10  SigninLogs\n    0  where false\n',
};
const passed: CaseReport = {
  name: 'nine failures',
  at: at(file, 6, 11, 24),
  passed: true,
  mismatches: [],
  problems: [],
  milliseconds: 3,
};

const suite = (folder: string, slug: string): SuiteReport['paths'] => ({
  folder,
  slug,
  rule: `${folder}/rules/${slug}.yaml`,
  test: `${folder}/tests/${slug}.yaml`,
});
const suites: readonly SuiteReport[] = [
  {
    paths: suite('content/sign-in-logs', 'many-failures'),
    cases: [failed, passed],
    problems: [diagnostic('TEST206', { name: 'idle' }, at(file, 2, 14, 18))],
    files: ['content/sign-in-logs/rules/many-failures.yaml', file],
  },
  {
    paths: suite('content/risky-users', 'untested'),
    cases: [],
    problems: [diagnostic('TEST202', { slug: 'untested' }, at('content/risky-users/rules/untested.yaml', 1, 1, 1))],
    files: ['content/risky-users/rules/untested.yaml', 'content/risky-users/tests/untested.yaml'],
  },
  {
    paths: suite('content/audit-logs', 'sound'),
    cases: [{ ...passed, at: at('a.yaml', 1, 1, 1) }],
    problems: [],
    files: [],
  },
];

test.each([
  ['text', 'txt'],
  ['json', 'json'],
  ['junit', 'xml'],
  ['github', 'github.txt'],
])('%s', async (format, ending) => {
  const text = renderTests(format, suites, (path) => (path === file ? source : undefined), false);
  await expect(text).toMatchFileSnapshot(`./test-report.golden.${ending}`);
});
