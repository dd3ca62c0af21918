import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { catalogue, type DiagnosticCode, pageOf } from '@picket/diagnostics';
import { noDeclarations } from '@picket/kql';
import { describe, expect, test } from 'vitest';
import { caseOf, type Example, examplesOf } from './pages.test-support.ts';
import { checkFiles } from './pipeline/check-files.ts';

const root = new URL('../../../', import.meta.url);
const codes = Object.keys(catalogue) as DiagnosticCode[];
const manifest = JSON.stringify({ picket: { category: 'SignInLogs', table: 'SigninLogs' } });

async function codesIn({ kind, text }: Example): Promise<readonly string[]> {
  const path = `content/sign-in-logs/${kind === 'rule' ? 'rules/example' : kind}.yaml`;
  const bytes = (content: string) => new TextEncoder().encode(content);
  const { report } = await checkFiles({
    files: [
      { path: 'content/sign-in-logs/package.json', bytes: bytes(manifest) },
      { path, bytes: bytes(text) },
    ],
    named: new Set([path]),
    inRepository: true,
    declarations: noDeclarations,
    today: '2026-06-01',
  });
  return report.problems.map((problem) => problem.code);
}

test('there is a page for every code and a code for every page', () => {
  const pages = readdirSync(new URL('packages/diagnostics/pages/', root)).map((name) => name.replace(/\.md$/, ''));
  expect(pages.sort()).toEqual([...codes].sort());
});

describe.each(codes)('%s', (code) => {
  const page = pageOf(code);
  const examples = examplesOf(page);
  const testFile = caseOf(page);

  test('its page has a title, advice, a source and a case', () => {
    expect(page.split('\n')[0]).toMatch(new RegExp(`^# ${code}: \\S.*[^.]$`));
    expect(page).toMatch(/^What to do: \S/m);
    expect(page).toMatch(/^Source: \S/m);
    expect(examples.length > 0 || testFile !== undefined).toBe(true);
  });

  if (testFile) {
    test(`is provoked in ${testFile}`, () => {
      expect(existsSync(new URL(testFile, root))).toBe(true);
      expect(readFileSync(new URL(testFile, root), 'utf8')).toContain(code);
    });
  }

  test.each(examples.map((example, i) => [`${example.wanted} example ${i + 1}`, example] as const))(
    '%s',
    async (_, example) => {
      const found = await codesIn(example);
      if (example.wanted === 'bad') expect(found).toContain(code);
      else expect(found).not.toContain(code);
    },
  );
});
