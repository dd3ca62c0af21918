import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runPicket } from '../io.test-support.ts';
import { copyOfRepository, emptyFolder } from '../repository.test-support.ts';

const path = 'content/sign-in-logs/rules/consent-to-risky-app.yaml';
const rules = readdirSync(new URL('../../../../content/sign-in-logs/rules', import.meta.url)).length;

function edit(cwd: string, change: (text: string) => string): void {
  writeFileSync(join(cwd, path), change(readFileSync(join(cwd, path), 'utf8')));
}

describe('picket new', () => {
  test.each(['Scheduled', 'NRT'])('a new %s rule passes the check from the start', async (kind) => {
    const cwd = copyOfRepository('sign-in-logs');
    const made = await runPicket(['new', 'rule', 'SignInLogs', 'consent-to-risky-app', '--kind', kind], { cwd });
    expect(made).toEqual({
      code: 0,
      out: ['rules', 'tests'].map((kind) => `wrote content/sign-in-logs/${kind}/consent-to-risky-app.yaml\n`).join(''),
      err: '',
    });
    const text = readFileSync(join(cwd, 'content/sign-in-logs/rules/consent-to-risky-app.yaml'), 'utf8');
    expect(text).toContain('name: "Consent to risky app"');
    const { code, out } = await runPicket(['check'], { cwd });
    expect(out).toContain(`${rules + 1} rules`);
    expect(code).toBe(0);
    const tested = await runPicket(['test', '--filter', 'consent-to-risky-app'], { cwd });
    expect(tested.out).toContain('alerts is 0; expected 1');
    expect(tested.out).toMatch(/\n1 rule, 1 of 2 cases hold\n$/);
    edit(cwd, (rule) => rule.replace('| take 0', ''));
    expect((await runPicket(['test', '--filter', 'consent-to-risky-app'], { cwd })).out).toBe(
      '1 rule, 2 of 2 cases hold\n',
    );
  });

  test('the first rule of a package brings the script that runs its cases', async () => {
    const cwd = copyOfRepository();
    await runPicket(['new', 'category', 'risky-agents'], { cwd });
    const { out } = await runPicket(['new', 'rule', 'risky-agents', 'first-rule'], { cwd });
    expect(out).toContain('wrote content/risky-agents/package.json\n');
    const text = readFileSync(join(cwd, 'content/risky-agents/package.json'), 'utf8');
    expect(Object.entries(JSON.parse(text).scripts)).toEqual([
      ['check', 'picket check .'],
      ['test', 'picket test .'],
      ['build', 'picket build . --out dist'],
    ]);
    expect((await runPicket(['new', 'rule', 'risky-agents', 'second-rule'], { cwd })).out).not.toContain(
      'package.json',
    );
  });

  test('a new category with its connector passes the check and builds', async () => {
    const cwd = copyOfRepository();
    expect((await runPicket(['new', 'category', 'risky-users'], { cwd })).code).toBe(0);
    const { code, out } = await runPicket(['check'], { cwd });
    expect(out).toContain('1 connector');
    expect(code).toBe(0);
    expect((await runPicket(['build'], { cwd })).code).toBe(0);
  });

  test('CMD011: what exists is never overwritten', async () => {
    const cwd = copyOfRepository('sign-in-logs');
    const before = readFileSync(join(cwd, 'content/sign-in-logs/connector.yaml'), 'utf8');
    const { code, err } = await runPicket(['new', 'connector', 'sign-in-logs'], { cwd });
    expect(code).toBe(2);
    expect(err).toContain('CMD011');
    expect(readFileSync(join(cwd, 'content/sign-in-logs/connector.yaml'), 'utf8')).toBe(before);
  });

  test.each([
    ['CMD012', ['new', 'rule', 'SigninLog', 'x'], "did you mean 'SignInLogs'?"],
    ['CMD013', ['new', 'rule', 'SignInLogs', '../../escape'], 'kebab'],
    ['CMD013', ['new', 'rule', 'SignInLogs', 'Upper'], 'hyphens'],
  ])('%s: %j', async (problem, args, words) => {
    const cwd = copyOfRepository('sign-in-logs');
    const { code, err } = await runPicket(args, { cwd });
    expect(code).toBe(2);
    expect(err).toContain(problem);
    if (problem === 'CMD012') expect(err).toContain(words);
    expect(existsSync(join(cwd, 'escape.yaml'))).toBe(false);
  });

  test('CMD003: outside a repository nothing is written', async () => {
    const { code, err } = await runPicket(['new', 'category', 'RiskyUsers'], { cwd: emptyFolder() });
    expect(code).toBe(2);
    expect(err).toContain('CMD003');
  });
});
