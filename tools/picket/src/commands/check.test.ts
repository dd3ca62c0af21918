import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runPicket } from '../io.test-support.ts';
import { copyOfRepository, emptyFolder, write } from '../repository.test-support.ts';

const spray = 'content/sign-in-logs/rules/password-spray-from-one-address.yaml';

const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefgh']
  .map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[i]}`).join(',')}]\n`)
  .join('')}`;

function edit(folder: string, file: string, change: (text: string) => string): void {
  const path = join(folder, file);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

function git(folder: string, ...args: string[]): void {
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@contoso.example', ...args], {
    cwd: folder,
    stdio: 'pipe',
  });
}

describe('picket check', () => {
  test('is short when all is well, and the second run needs no analyser', async () => {
    const cwd = copyOfRepository('sign-in-logs');
    const { code, out, err } = await runPicket(['check'], { cwd });
    expect(err).toBe('');
    expect(out).toMatch(
      /^no problems in \d+ files, 0 suppressed\n5 rules, 1 workbook and 1 connector checked, with the cases of \d rules?\n$/,
    );
    expect(code).toBe(0);
    expect(await runPicket(['check'], { cwd })).toEqual({ code, out, err });
  });

  test('shows a misspelt column at its place in the YAML, with the way out', async () => {
    const cwd = copyOfRepository('sign-in-logs');
    edit(cwd, spray, (text) => text.replace('where isnotempty(IPAddress)', 'where isnotempty(IPAdress)'));
    const { code, out } = await runPicket(['check'], { cwd });
    expect(code).toBe(1);
    expect(out).toContain(`${spray}:32:26  error KQL`);
    expect(out).toContain("hint: did you mean 'IPAddress'?");
    expect(out).toMatch(/\n {6}\| +\^{8}\n/);
  });

  test.each([
    [[spray], '1 rule and 0 connectors', '1 file'],
    [['content/sign-in-logs/rules'], '5 rules and 0 connectors', '5 files'],
    [['content/sign-in-logs/connector.yaml'], '0 rules and 1 connector', '1 file'],
    [
      ['content/sign-in-logs/package.json', 'content/sign-in-logs/connector.yaml'],
      '0 rules and 1 connector',
      '2 files',
    ],
  ])('takes a part of a package for what it is: %j', async (paths, content, files) => {
    const cwd = copyOfRepository('sign-in-logs');
    const { code, out } = await runPicket(['check', ...paths], { cwd });
    expect(out).toBe(`no problems in ${files}, 0 suppressed\n${content} checked\n`);
    expect(code).toBe(0);
  });

  test('TEST401, TEST402: test data that could be somebody’s is refused, in files of events too', async () => {
    const cwd = copyOfRepository('sign-in-logs');
    const tests = 'content/sign-in-logs/tests';
    const text = readFileSync(join(cwd, tests, 'password-spray-from-one-address.yaml'), 'utf8');
    write(cwd, `${tests}/password-spray-from-one-address.yaml`, text.replace('contoso.example', 'contoso.com'));
    write(cwd, `${tests}/events/a.jsonl`, '{"IPAddress":"8.8.8.8"}\n');
    const { code, out } = await runPicket(['check'], { cwd });
    expect(out).toMatch(/tests\/password-spray-from-one-address\.yaml:\d+:\d+ {2}error TEST401\n/);
    expect(out).toContain(`${tests}/events/a.jsonl:1:15  error TEST402\n`);
    expect(code).toBe(1);
  });

  test('takes any folder of rules, without a repository, and counts what is none', async () => {
    const cwd = emptyFolder();
    write(cwd, 'Detections/a.yaml', readFileSync(new URL(`../../../../${spray}`, import.meta.url)));
    write(cwd, 'Hunting/b.yaml', 'id: 1\nname: x\nquery: |\n  SigninLogs\n');
    const { code, out } = await runPicket(['check', '.'], { cwd, env: { XDG_CACHE_HOME: join(cwd, 'cache') } });
    expect(out).toBe(
      'no problems in 1 file, 0 suppressed\n1 rule and 0 connectors checked; 1 other YAML file left alone\n',
    );
    expect(code).toBe(0);
  });

  test.each([
    ['YAML001', 'a file of 10 MB', new Uint8Array(10_000_000).fill(0x20, 0).fill(0x23, 0, 1)],
    ['YAML003', 'UTF-16', new Uint8Array(Buffer.from('\ufeffkind: Scheduled\nquery: x\n', 'utf16le'))],
    ['YAML002', 'no UTF-8', new Uint8Array(Buffer.from('kind: Scheduled\nname: \xff\n', 'latin1'))],
    ['YAML014', 'an alias bomb', new TextEncoder().encode(bomb)],
    ['YAML011', 'a key given twice', new TextEncoder().encode('kind: NRT\nname: a\nname: b\n')],
  ])('%s: %s is refused with its place, quickly', async (code, _, bytes) => {
    const cwd = emptyFolder();
    write(cwd, 'rules/hostile.yaml', bytes);
    const { out, code: exit } = await runPicket(['check', 'rules/hostile.yaml', '--json', '--no-cache'], { cwd });
    const problem = JSON.parse(out).problems.find((p: { code: string }) => p.code === code);
    expect(problem?.at?.file).toBe('rules/hostile.yaml');
    if (code === 'YAML001') expect(problem.message).toContain('10000000');
    expect(exit).toBe(1);
  });

  test('does not follow links into a loop', async () => {
    const cwd = copyOfRepository('sign-in-logs');
    symlinkSync('..', join(cwd, 'content', 'loop'));
    expect((await runPicket(['check'], { cwd })).code).toBe(0);
  });

  test.each([
    ['CMD001', ['check', 'nowhere'], 2],
    ['CMD002', ['check', 'picket.yaml/..', '--no-cache'], 0],
    ['CMD009', ['check', '--threads', 'many'], 2],
    ['CMD004', ['check', '--base', 'no-such-commit'], 3],
  ] as const)('%s: %j', async (problem, args, expected) => {
    const cwd = copyOfRepository('sign-in-logs');
    if (problem === 'CMD004') git(cwd, 'init', '-q');
    const { code, err } = await runPicket(args, { cwd });
    expect(code).toBe(expected);
    if (expected > 0) expect(err).toContain(problem);
  });

  test('CMD002: an empty selection is no pass', async () => {
    const cwd = emptyFolder();
    const { code, err } = await runPicket(['check', '.'], { cwd });
    expect(code).toBe(1);
    expect(err).toContain('CMD002');
  });

  test('CMD003: without paths it wants a repository', async () => {
    const { code, err } = await runPicket(['check'], { cwd: emptyFolder() });
    expect(code).toBe(2);
    expect(err).toContain('CMD003');
  });

  test('CMD008: an output that cannot be written is the outside world failing', async () => {
    const cwd = copyOfRepository('sign-in-logs');
    const { code, err } = await runPicket(['check', '--output', 'picket.yaml/report.txt'], { cwd });
    expect(code).toBe(3);
    expect(err).toContain('CMD008');
  });

  test.each(['json', 'sarif', 'junit', 'github'])(
    'writes %s to a file and the summary to the terminal',
    async (format) => {
      const cwd = copyOfRepository('sign-in-logs');
      const { out } = await runPicket(['check', '--format', format, '--output', 'out/report'], { cwd });
      expect(out).toMatch(/^no problems in \d+ files, 0 suppressed\n$/);
      expect(readFileSync(join(cwd, 'out/report'), 'utf8').length).toBeGreaterThan(10);
    },
  );

  test('a suppression sets a problem aside, and is counted', async () => {
    const cwd = copyOfRepository('sign-in-logs');
    edit(cwd, spray, (text) =>
      text.replace(/^severity: Medium/m, 'severity: Severe # picket-allow RULE104 until 2026-12-31: trying it out'),
    );
    const { out } = await runPicket(['check', '--format', 'json'], { cwd });
    const { counts, problems } = JSON.parse(out);
    const [code] = [...problems, ...JSON.parse(out).suppressed.map((s: { problem: object }) => s.problem)].map(
      (p) => p.code,
    );
    expect(code).toBeDefined();
    expect(counts.suppressed + counts.error).toBeGreaterThan(0);
  });

  test('many notes are counted, and shown when asked for', async () => {
    const cwd = emptyFolder();
    const text = readFileSync(new URL(`../../../../${spray}`, import.meta.url), 'utf8').replaceAll('\n', '\r\n');
    for (let i = 0; i < 21; i++) {
      write(
        cwd,
        `rules/r${i}.yaml`,
        text.replace('6b1d2c0e-8f0a', `6b1d2c0e-80${10 + i}`).replace(/name: P.*/, `name: Spray ${i}`),
      );
    }
    const few = await runPicket(['check', '.', '--no-cache'], { cwd });
    expect(few.out).toBe(
      'no problems in 21 files, 0 suppressed\n21 notes left out; --notes shows them\n21 rules and 0 connectors checked\n',
    );
    const all = await runPicket(['check', '.', '--no-cache', '--notes'], { cwd });
    expect(all.out.match(/note YAML005/g)).toHaveLength(21);
    expect(all.code).toBe(0);
  });

  test('--fail-on makes warnings count', async () => {
    const cwd = copyOfRepository('sign-in-logs');
    edit(cwd, spray, (text) => text.replace(/^version: .*\n/m, ''));
    expect((await runPicket(['check'], { cwd })).code).toBe(0);
    expect((await runPicket(['check', '--fail-on', 'warning'], { cwd })).code).toBe(1);
  });
});

describe('picket check against git', () => {
  function committed(): string {
    const cwd = copyOfRepository('sign-in-logs');
    git(cwd, 'init', '-q');
    git(cwd, 'add', '.');
    git(cwd, 'commit', '-qm', 'base');
    return cwd;
  }

  test('a changed rule needs a raised version', async () => {
    const cwd = committed();
    edit(cwd, spray, (text) => text.replace(/^severity: Medium/m, 'severity: Low'));
    const { code, out } = await runPicket(['check', '--base', 'HEAD'], { cwd });
    expect(code).toBe(1);
    expect(out).toContain('REPO301');
    edit(cwd, spray, (text) => text.replace(/^version: .*$/m, 'version: 9.0.0'));
    expect((await runPicket(['check', '--base', 'HEAD'], { cwd })).code).toBe(0);
  });

  test('a changed workbook needs a raised version, too', async () => {
    const cwd = committed();
    const file = 'content/sign-in-logs/workbook.yaml';
    const write = (text: string) => writeFileSync(join(cwd, file), text);
    const head = 'id: 6e1f7d0a-3a55-4d0e-9f0b-2f1f5b1f2a01\nname: Invented\ndescription: D.\n';
    write(`${head}version: 1.0.0\nitems:\n  - text: Sign-ins.\n`);
    git(cwd, 'add', '.');
    git(cwd, 'commit', '-qm', 'workbook');
    write(`${head}version: 1.0.0\nitems:\n  - text: Sign-ins of people.\n`);
    const { code, out } = await runPicket(['check', file, '--base', 'HEAD'], { cwd });
    expect([code, out]).toEqual([1, expect.stringContaining('REPO301')]);
    write(`${head}version: 1.0.1\nitems:\n  - text: Sign-ins of people.\n`);
    expect((await runPicket(['check', file, '--base', 'HEAD'], { cwd })).code).toBe(0);
  });

  test('--changed-since reports changed files only, and ids still against all', async () => {
    const cwd = committed();
    const other = 'content/sign-in-logs/rules/mfa-prompts-refused-then-approved.yaml';
    const copy = 'content/sign-in-logs/rules/copied.yaml';
    write(cwd, copy, readFileSync(join(cwd, other)));
    const { out } = await runPicket(['check', '--changed-since', 'HEAD', '--json'], { cwd });
    const { files, problems } = JSON.parse(out);
    expect(files).toEqual([copy]);
    expect(new Set(problems.map((p: { at: { file: string } }) => p.at.file)).size).toBeLessThanOrEqual(1);
    rmSync(join(cwd, copy));
  });
});

describe('picket check of workbooks', () => {
  const queryItem = (query: string) => ({
    type: 3,
    content: {
      query,
      queryType: 0,
      resourceType: 'microsoft.operationalinsights/workspaces',
      timeContext: { durationMs: 86_400_000 },
    },
  });
  const notebook = (query: string) => JSON.stringify({ version: 'Notebook/1.0', items: [queryItem(query)] }, null, 2);

  test('finds a format that the portal lets pass, in Azure JSON, at its place in the file', async () => {
    const cwd = copyOfRepository('sign-in-logs');
    const file = 'content/sign-in-logs/workbook.json';
    const field = { type: 9, content: { parameters: [{ name: 'User', type: 2, jsonData: '["a"]' }] } };
    const items = [field, queryItem("SigninLogs | where UserPrincipalName == '{User:lable}' | count")];
    write(cwd, file, JSON.stringify({ version: 'Notebook/1.0', items }, null, 1));
    const { code, out } = await runPicket(['check', file], { cwd });
    expect(code).toBe(1);
    expect(out).toMatch(/workbook\.json:\d+:\d+ {2}error WB111\n/);
    expect(out).toContain("did you mean '{User:label}'?");
    expect(out).toMatch(/\n {6}\| +\^{12}\n/);
  });

  test('tells of those that changed only', async () => {
    const cwd = copyOfRepository('sign-in-logs', 'audit-logs');
    write(cwd, 'content/audit-logs/workbook.json', notebook('AuditLogs | where Nobody == 1 | count'));
    git(cwd, 'init', '-q');
    git(cwd, 'add', '.');
    git(cwd, 'commit', '-qm', 'base');
    write(cwd, 'content/sign-in-logs/workbook.json', notebook('SigninLogs | where Nothing == 1 | count'));
    const { code, out } = await runPicket(['check', '--changed-since', 'HEAD'], { cwd });
    expect(code).toBe(1);
    expect(out).toContain("SigninLogs has no column 'Nothing'");
    expect(out).not.toContain('Nobody');
  });
});
