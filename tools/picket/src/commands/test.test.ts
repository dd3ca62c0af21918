import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runPicket } from '../io.test-support.ts';
import { copyOfRepository, emptyFolder, write } from '../repository.test-support.ts';
import { committed, repositoryWith, rulePath, testPath } from './rule-tests.test-support.ts';

const events = 'content/sign-in-logs/tests/events/failures.jsonl';
const failing = (text: string): string => text.replace('alerts: 1 ', 'alerts: 2 ');

describe('picket test', () => {
  test('is short when all cases hold', async () => {
    const cwd = repositoryWith();
    expect(await runPicket(['test'], { cwd })).toEqual({ code: 0, out: '1 rule, 2 of 2 cases hold\n', err: '' });
  });

  test.each([[rulePath], [testPath], ['content/sign-in-logs/rules'], ['content']])('takes %s', async (path) => {
    const cwd = repositoryWith();
    expect((await runPicket(['test', path], { cwd })).out).toBe('1 rule, 2 of 2 cases hold\n');
  });

  test('takes files that end in .yml, whichever of the two is named', async () => {
    const cwd = repositoryWith();
    for (const path of [rulePath, testPath]) {
      const text = readFileSync(join(cwd, path), 'utf8');
      rmSync(join(cwd, path));
      write(cwd, path.replace(/yaml$/, 'yml'), text);
    }
    for (const path of ['content', rulePath.replace(/yaml$/, 'yml'), testPath.replace(/yaml$/, 'yml')])
      expect((await runPicket(['test', path], { cwd })).out).toBe('1 rule, 2 of 2 cases hold\n');
  });

  test('TEST301: a case that does not hold is told at what it expects', async () => {
    const cwd = repositoryWith({ [testPath]: failing });
    const { code, out } = await runPicket(['test'], { cwd });
    expect(code).toBe(1);
    expect(out).toContain(`${testPath}:8:15  error TEST301\n`);
    expect(out).toContain('    8 |       alerts: 2 # one address\n');
    expect(out).toMatch(/\n1 rule, 1 of 2 cases hold\n$/);
  });

  test('the example of the page on tests holds', async () => {
    const cwd = copyOfRepository('sign-in-logs');
    const page = readFileSync(new URL('../../../../content/TESTING.md', import.meta.url), 'utf8');
    const example = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
    write(cwd, 'content/sign-in-logs/tests/password-spray-from-one-address.yaml', example);
    const path = 'content/sign-in-logs/rules/password-spray-from-one-address.yaml';
    expect((await runPicket(['test', path], { cwd })).out).toBe('1 rule, 2 of 2 cases hold\n');
    expect((await runPicket(['check', 'content/sign-in-logs/tests'], { cwd })).code).toBe(0);
  });

  test('a category a line when there are several', async () => {
    const cwd = repositoryWith();
    for (const path of [rulePath, testPath, events])
      write(cwd, path.replace('sign-in-logs', 'risky-users'), readFileSync(join(cwd, path)));
    expect((await runPicket(['test'], { cwd })).out).toBe(
      'content/risky-users: 1 rule, 2 of 2 cases hold\ncontent/sign-in-logs: 1 rule, 2 of 2 cases hold\n2 rules, 4 of 4 cases hold\n',
    );
  });

  test('TEST201: a test without its rule', async () => {
    const cwd = repositoryWith();
    rmSync(join(cwd, rulePath));
    const { code, out } = await runPicket(['test'], { cwd });
    expect(code).toBe(1);
    expect(out).toContain(`${testPath}:1:1  error TEST201`);
    expect(out).toMatch(/\n1 rule, 0 of 0 cases hold, 1 rule without cases that run\n$/);
  });

  test('TEST202: a rule without a test', async () => {
    const cwd = repositoryWith();
    rmSync(join(cwd, testPath));
    const { code, out } = await runPicket(['test'], { cwd });
    expect(code).toBe(1);
    expect(out).toContain(`${rulePath}:1:1  error TEST202`);
  });

  test('TEST206: a template that nothing uses does not fail the run', async () => {
    const cwd = repositoryWith({ [testPath]: (text) => text.replace('cases:', 'templates: { idle: {} }\ncases:') });
    const { code, out } = await runPicket(['test'], { cwd });
    expect(code).toBe(0);
    expect(out).toContain(`${testPath}:3:14  warning TEST206`);
  });

  test("what the engine refuses is told at its place in the rule's query", async () => {
    const cwd = repositoryWith({
      [rulePath]: (text) => text.replace('| summarize Fail', '| evaluate autocluster() | summarize Fail'),
    });
    const { code, out } = await runPicket(['test'], { cwd });
    expect(code).toBe(1);
    expect(out).toMatch(new RegExp(`${rulePath}:19:\\d+ {2}error ENG\\d+`));
  });

  test('keeps the cases that --filter names, by rule and name', async () => {
    const cwd = repositoryWith({ [testPath]: failing });
    expect(await runPicket(['test', '--filter', 'many-failures nine'], { cwd })).toEqual({
      code: 0,
      out: '1 rule, 1 of 1 case hold\n',
      err: '',
    });
  });

  test.each([
    ['CMD014', ['test', '--filter', 'no such case'], 1],
    ['CMD009', ['test', '--filter', '('], 2],
    ['CMD001', ['test', 'content/none'], 2],
    ['CMD002', ['test', 'content/sign-in-logs/package.json'], 1],
  ])('%s: %j', async (problem, args, exit) => {
    const { code, err } = await runPicket(args, { cwd: repositoryWith() });
    expect(err).toContain(problem);
    expect(code).toBe(exit);
  });

  test('CMD003: outside a repository a path is needed', async () => {
    const { code, err } = await runPicket(['test'], { cwd: emptyFolder() });
    expect(err).toContain('CMD003');
    expect(code).toBe(2);
  });

  test('many suites run on threads, with the same answers in the same order', async () => {
    const cwd = repositoryWith();
    for (let i = 10; i < 40; i++)
      for (const path of [rulePath, testPath]) {
        const text = readFileSync(join(cwd, path), 'utf8');
        write(cwd, path.replace('many-failures', `failures-${i}`), i === 20 ? failing(text) : text);
      }
    const { code, out } = await runPicket(['test', '--json'], { cwd });
    const { counts, suites } = JSON.parse(out);
    expect(counts).toMatchObject({ rules: 31, cases: 62, passed: 61, failed: 1, problems: { error: 1 } });
    expect(suites.map((suite: { slug: string }) => suite.slug)).toEqual([
      ...Array.from({ length: 30 }, (_, i) => `failures-${i + 10}`),
      'many-failures',
    ]);
    expect(code).toBe(1);
  });
});

describe('picket test --explain', () => {
  test('shows which step of the query loses the events of a case that does not hold', async () => {
    const cwd = repositoryWith({ [testPath]: (text) => text.replace('alerts: 0', 'alerts: 1') });
    const { out } = await runPicket(['test', '--explain'], { cwd });
    expect(out).toMatch(/TEST301[\s\S]*nine failures\n[\s\S]*where Failures >= 10/);
    expect(out).not.toContain('  ten failures\n');
  });

  test('a case that holds is explained when it is named', async () => {
    const { out, code } = await runPicket(['test', '--explain', '--filter', 'ten'], { cwd: repositoryWith() });
    expect(out).toContain(`${testPath}:4:11  ten failures\n`);
    expect(code).toBe(0);
  });
});

describe('picket test --changed-since', () => {
  const args = ['test', '--changed-since', 'main'];
  const touched = (cwd: string, path: string): void =>
    write(cwd, path, `${readFileSync(join(cwd, path), 'utf8')}${path.endsWith('.jsonl') ? '\n' : '# more\n'}`);

  test('nothing changed: nothing to test, which is no problem', async () => {
    const { code, out } = await runPicket(args, { cwd: committed(repositoryWith()) });
    expect(out).toMatch(/^nothing to test: /);
    expect(code).toBe(0);
  });

  test.each([[rulePath], [testPath], [events], ['picket.yaml']])('%s', async (path) => {
    const cwd = committed(repositoryWith());
    touched(cwd, path);
    expect((await runPicket(args, { cwd })).out).toBe('1 rule, 2 of 2 cases hold\n');
  });

  test('a test that was deleted is missed', async () => {
    const cwd = committed(repositoryWith());
    rmSync(join(cwd, testPath));
    expect((await runPicket(args, { cwd })).out).toContain('TEST202');
  });

  test('events that no test names do not matter', async () => {
    const cwd = committed(repositoryWith());
    write(cwd, events.replace('failures', 'others'), '{}\n');
    expect((await runPicket(args, { cwd })).out).toMatch(/^nothing to test: /);
  });

  test('CMD004: a commit that does not exist', async () => {
    const cwd = committed(repositoryWith());
    const { code, err } = await runPicket(['test', '--changed-since', 'none'], { cwd });
    expect(err).toContain('CMD004');
    expect(code).toBe(3);
  });
});

describe('picket test --update', () => {
  test('writes what came into the cases that do not hold, and nothing else', async () => {
    const cwd = repositoryWith({ [testPath]: failing });
    const { code, out, err } = await runPicket(['test', '--update'], { cwd });
    expect(err).toBe(`${testPath}:4:11  ten failures\n  - alerts: 2\n  + alerts: 1\n`);
    expect(out).toBe('1 rule, 2 of 2 cases hold\n');
    expect(code).toBe(0);
    expect(readFileSync(join(cwd, testPath), 'utf8')).toBe(readFileSync(join(repositoryWith(), testPath), 'utf8'));
  });

  test('a key that cannot be said any more goes, comments outside stay', async () => {
    const cwd = repositoryWith({
      [testPath]: (text) => text.replace('expect: { alerts: 0 }', '# none\n    expect: { title: x } # yet'),
    });
    const { code, err } = await runPicket(['test', '--update'], { cwd });
    expect(err).toContain('nine failures\n  - title: x\n  + alerts: 0\n');
    expect(readFileSync(join(cwd, testPath), 'utf8')).toMatch(/# none\n {4}expect: \{ alerts: 0 \} # yet\n$/);
    expect(code).toBe(0);
  });

  test('only cases that --filter names', async () => {
    const cwd = repositoryWith({ [testPath]: (text) => failing(text).replace('{ alerts: 0 }', '{ alerts: 7 }') });
    await runPicket(['test', '--update', '--filter', 'nine'], { cwd });
    const text = readFileSync(join(cwd, testPath), 'utf8');
    expect(text).toContain('alerts: 2 # one address');
    expect(text).toContain('{ alerts: 0 }');
  });

  test('what cannot be read is left to its author', async () => {
    const cwd = repositoryWith({ [testPath]: (text) => text.replace('{ alerts: 0 }', '{ alerts: several }') });
    const before = readFileSync(join(cwd, testPath), 'utf8');
    const { code, out, err } = await runPicket(['test', '--update'], { cwd });
    expect(out).toContain('TEST212');
    expect(err).toBe('');
    expect(code).toBe(1);
    expect(readFileSync(join(cwd, testPath), 'utf8')).toBe(before);
  });
});

describe('picket test --watch', () => {
  /** Runs the command until `work` is done; `said` waits for results that come after what was said before. */
  async function watched(cwd: string, args: readonly string[], work: (said: () => Promise<string>) => Promise<void>) {
    let out = '';
    let heard = 0;
    let stop = (): void => undefined;
    const stopped = new Promise<void>((resolve) => {
      stop = resolve;
    });
    let wake = (): void => undefined;
    const said = async (): Promise<string> => {
      while (!/case(s)? hold/.test(out.slice(heard)))
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      const text = out.slice(heard);
      heard = out.length;
      return text;
    };
    let watching = (): void => undefined;
    const begun = new Promise<void>((resolve) => {
      watching = resolve;
    });
    const ran = runPicket(['test', '--watch', ...args], {
      cwd,
      stopped: () => stopped,
      out: (text) => {
        out += text;
        wake();
      },
      err: (text) => {
        if (text.startsWith('watching')) watching();
      },
    });
    await begun;
    await said();
    await work(said);
    stop();
    expect((await ran).code).toBe(0);
  }

  test('runs again what a saved file concerns', async () => {
    const cwd = repositoryWith();
    const text = readFileSync(join(cwd, testPath), 'utf8');
    await watched(cwd, [], async (said) => {
      write(cwd, testPath, failing(text));
      expect(await said()).toContain('TEST301');
      write(cwd, testPath, text);
      expect(await said()).toBe('1 rule, 2 of 2 cases hold\n');
      write(cwd, events, readFileSync(join(cwd, events), 'utf8').split('\n').slice(1).join('\n'));
      expect(await said()).toMatch(/\n1 rule, 1 of 2 cases hold\n$/);
      write(cwd, rulePath, readFileSync(join(cwd, rulePath), 'utf8').replace('>= 10', '>= 9'));
      expect(await said()).toMatch(/\n1 rule, 1 of 2 cases hold\n$/);
    });
  });

  test('takes up a new rule with its test', async () => {
    const cwd = repositoryWith();
    await watched(cwd, [], async (said) => {
      for (const path of [testPath, rulePath]) write(cwd, path.replace('many', 'few'), readFileSync(join(cwd, path)));
      let text = await said();
      if (text.includes('TEST201')) text = await said();
      expect(text).toBe('1 rule, 2 of 2 cases hold\n');
    });
  });
});
