import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runPicket } from '../io.test-support.ts';
import { copyOfRepository, emptyFolder } from '../repository.test-support.ts';

const path = 'content/risky-users/workbook.yaml';

/** A repository with one package, and its workbook as the generator writes it. */
async function generated(): Promise<{ readonly cwd: string; readonly text: string }> {
  const cwd = copyOfRepository('risky-users');
  rmSync(join(cwd, path), { force: true });
  const made = await runPicket(['workbook', 'generate', 'risky-users'], { cwd });
  expect(made).toEqual({ code: 0, out: `wrote ${path}\n`, err: '' });
  return { cwd, text: readFileSync(join(cwd, path), 'utf8') };
}

test('a generated workbook passes the check, names the rules of its package and is the same each time', async () => {
  const { cwd, text } = await generated();
  expect(text).toContain('"High user risk dismissed within minutes"');
  expect(await runPicket(['workbook', 'generate', 'RiskyUsers'], { cwd })).toEqual({
    code: 0,
    out: `${path} is what is generated\n`,
    err: '',
  });
  const { code, out } = await runPicket(['check'], { cwd });
  expect(out).toContain('no problems');
  expect(code).toBe(0);
});

test('an untouched workbook is written over with --update only; id and version stay', async () => {
  const { cwd, text } = await generated();
  const rule = join(cwd, 'content/risky-users/rules/high-risk-dismissed-within-minutes.yaml');
  writeFileSync(rule, readFileSync(rule, 'utf8').replace(/^name: .*$/m, 'name: Renamed rule'));
  const shown = await runPicket(['workbook', 'generate', 'risky-users'], { cwd });
  expect(shown.code).toBe(1);
  expect(shown.out).toContain('\n-          ');
  expect(shown.out).toMatch(/\n\+ .*"Renamed rule"/);
  expect(shown.out).toContain('nothing was written; --update writes the generated text\n');
  expect(readFileSync(join(cwd, path), 'utf8')).toBe(text);
  expect((await runPicket(['workbook', 'generate', 'risky-users', '--update'], { cwd })).code).toBe(0);
  const updated = readFileSync(join(cwd, path), 'utf8');
  expect(updated).toContain('"Renamed rule"');
  expect(updated.slice(0, updated.indexOf('generated:'))).toBe(text.slice(0, text.indexOf('generated:')));
});

test.each([
  ['edited', (text: string) => text.replace('P7D', 'P1D'), 'was edited since it was generated'],
  ['made by hand', (text: string) => text.replace(/^generated: .*\n/m, ''), 'was not generated'],
])('WB451: one that was %s is written over with --force only', async (_, edit, words) => {
  const { cwd, text } = await generated();
  writeFileSync(join(cwd, path), edit(text));
  for (const options of [[], ['--update']]) {
    const { code, out, err } = await runPicket(['workbook', 'generate', 'risky-users', ...options], { cwd });
    expect(code).toBe(1);
    expect(out).toContain(`--- ${path}\n+++ generated\n`);
    expect(err).toContain('WB451');
    expect(err).toContain(words);
    expect(readFileSync(join(cwd, path), 'utf8')).toBe(edit(text));
  }
  expect((await runPicket(['workbook', 'generate', 'risky-users', '--force'], { cwd })).code).toBe(0);
  expect(readFileSync(join(cwd, path), 'utf8')).toBe(text);
});

test('line ends that git changed are no edit', async () => {
  const { cwd, text } = await generated();
  writeFileSync(join(cwd, path), text.replaceAll('\n', '\r\n'));
  const { code, err } = await runPicket(['workbook', 'generate', 'risky-users', '--update'], { cwd });
  expect({ code, err }).toEqual({ code: 0, err: '' });
});

test('--out writes elsewhere, new workbook never over what is there', async () => {
  const { cwd, text } = await generated();
  const out = join(emptyFolder(), 'users.yaml');
  const { code } = await runPicket(['workbook', 'generate', 'risky-users', '--out', out], { cwd });
  expect(code).toBe(0);
  expect(readFileSync(out, 'utf8')).toBe(text);
  const again = await runPicket(['new', 'workbook', 'risky-users'], { cwd });
  expect(again.code).toBe(2);
  expect(again.err).toContain('CMD011');
  rmSync(join(cwd, path));
  expect((await runPicket(['new', 'workbook', 'risky-users'], { cwd })).out).toBe(`wrote ${path}\n`);
  expect(readFileSync(join(cwd, path), 'utf8')).toBe(text);
});

test.each([
  ['CMD012', ['workbook', 'generate', 'RiskyUser'], "did you mean 'RiskyUsers'?"],
  ['CMD012', ['new', 'workbook', '../risky-users'], 'no Entra log category'],
])('%s: %j', async (problem, args, words) => {
  const { code, err } = await runPicket(args, { cwd: copyOfRepository('risky-users') });
  expect(code).toBe(2);
  expect(err).toContain(problem);
  expect(err).toContain(words);
});
