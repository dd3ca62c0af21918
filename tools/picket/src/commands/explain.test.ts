import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { catalogue } from '@picket/diagnostics';
import { describe, expect, test } from 'vitest';
import { runPicket } from '../io.test-support.ts';
import { commands } from './index.ts';

describe('picket explain', () => {
  test('prints the page, whatever the letter case', async () => {
    const { code, out } = await runPicket(['explain', 'cmd001']);
    expect(code).toBe(0);
    expect(out).toContain('# CMD001: the path does not exist');
  });

  test('lists every code without an argument', async () => {
    const { out } = await runPicket(['explain', '--json']);
    expect(JSON.parse(out).map((row: { code: string }) => row.code)).toEqual(Object.keys(catalogue));
  });

  test('CMD005: an unknown code is wrong usage, with the nearest one', async () => {
    const { code, err } = await runPicket(['explain', 'CMD0O1']);
    expect(code).toBe(2);
    expect(err).toContain('CMD005');
    expect(err).toContain("did you mean 'CMD0");
  });
});

test('a reader that closes the pipe early is no failure', () => {
  const bin = fileURLToPath(new URL('../../bin/picket.js', import.meta.url));
  const script = `'${process.execPath}' '${bin}' explain | head -n 1; echo "\${PIPESTATUS[0]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', script], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  expect(stdout.trim().split('\n').at(-1)).toBe('0');
  expect(stderr).toBe('');
});

describe('help', () => {
  test('--version prints the version alone', async () => {
    const { code, out } = await runPicket(['--version']);
    expect(out).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(code).toBe(0);
  });

  test.each(commands.map((row) => row.name))('of %s shows its summary and an example', async (name) => {
    const { code, out } = await runPicket([...name.split(' '), '--help']);
    const row = commands.find((c) => c.name === name);
    expect(code).toBe(0);
    expect(out).toContain(row?.summary);
    expect(out).toContain(row?.examples[0]?.[0]);
  });

  test.each([[['nonsense']], [['check', '--nonsense']], [['check', '--format', 'pdf']], [['new', 'rule']]])(
    '%j is wrong usage',
    async (args) => {
      const { code, err } = await runPicket(args);
      expect(code).toBe(2);
      expect(err).toContain('error');
    },
  );
});

describe('picket completion', () => {
  test('CMD006: only shells that exist', async () => {
    const { code, err } = await runPicket(['completion', 'cmd']);
    expect(code).toBe(2);
    expect(err).toContain('CMD006');
  });

  test.each([
    ['picket ', 'check'],
    ['picket che', 'check'],
    ['picket new ', 'rule'],
    ['picket check --form', '--format'],
    ['picket check --format ', 'sarif'],
    ['picket new rule --k', '--kind'],
  ])('bash completes %j with %s', async (line, expected) => {
    const { out } = await runPicket(['completion', 'bash']);
    const words = line.split(' ');
    const quoted = words.map((word) => `'${word}'`).join(' ');
    const script = `${out}\nCOMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _picket; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
    expect(stdout.split('\n')).toContain(expected);
  });

  test.each(['zsh', 'fish'])('%s names every command', async (shell) => {
    const { out } = await runPicket(['completion', shell]);
    for (const { name } of commands) expect(out).toContain(name.split(' ').at(-1));
  });
});
