import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runPicket } from '../io.test-support.ts';
import { copyOfRepository, emptyFolder } from '../repository.test-support.ts';

describe('picket new', () => {
  test.each(['Scheduled', 'NRT'])('a new %s rule passes the check from the start', async (kind) => {
    const cwd = copyOfRepository('sign-in-logs');
    const made = await runPicket(['new', 'rule', 'SignInLogs', 'consent-to-risky-app', '--kind', kind], { cwd });
    expect(made).toEqual({
      code: 0,
      out: `wrote ${join('content/sign-in-logs/rules/consent-to-risky-app.yaml')}\n`,
      err: '',
    });
    const text = readFileSync(join(cwd, 'content/sign-in-logs/rules/consent-to-risky-app.yaml'), 'utf8');
    expect(text).toContain('name: "Consent to risky app"');
    const { code, out } = await runPicket(['check'], { cwd });
    expect(out).toContain('6 rules');
    expect(code).toBe(0);
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
