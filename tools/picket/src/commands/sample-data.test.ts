import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runPicket } from '../io.test-support.ts';
import { copyOfRepository, emptyFolder } from '../repository.test-support.ts';

const small = ['sample-data', '--days', '1', '--events', '100', '--now', '2026-02-26T12:00:00Z'];

/** All bytes of a folder, by file. */
const bytesOf = (folder: string) =>
  readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')] as const);

describe('picket sample-data', () => {
  test('writes files of JSON lines named after tables, the same bytes for the same seed', async () => {
    const cwd = emptyFolder();
    const first = await runPicket([...small, '--out', 'first'], { cwd });
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toMatch(
      /^wrote 1,\d\d\d rows of \d\d tables to .*first, from 2026-02-25T12:00:00.000Z to 2026-02-26T12:00:00.000Z\n$/,
    );
    await runPicket([...small, '--out', 'again'], { cwd });
    await runPicket([...small, '--out', 'other', '--seed', '2'], { cwd });
    expect(bytesOf(join(cwd, 'again'))).toEqual(bytesOf(join(cwd, 'first')));
    expect(bytesOf(join(cwd, 'other'))).not.toEqual(bytesOf(join(cwd, 'first')));
    expect(readdirSync(join(cwd, 'first')).filter((file) => !/^[A-Z]\w+\.jsonl$/.test(file))).toEqual([]);
  });

  test('other commands read what it wrote', async () => {
    const cwd = emptyFolder();
    const { out } = await runPicket([...small, '--out', 'data', '--json'], { cwd });
    const told = JSON.parse(out) as { rows: number; files: Readonly<Record<string, number>> };
    const query = 'SigninLogs | where ingestion_time() > TimeGenerated | count';
    const counted = await runPicket(
      ['query', query, '--data', join(cwd, 'data'), '--now', '2026-02-26T12:00:00Z', '--format', 'csv'],
      { cwd },
    );
    expect(counted).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining(String(told.files['SigninLogs.jsonl'])),
    });
    expect(Object.values(told.files).reduce((sum, count) => sum + count, 0)).toBe(told.rows);
  });

  test('in a repository, the alerts are those of its rules', async () => {
    const cwd = copyOfRepository('sign-in-logs');
    await runPicket([...small, '--out', 'data', '--days', '3'], { cwd });
    const alerts = readFileSync(join(cwd, 'data/SecurityAlert.jsonl'), 'utf8').trim().split('\n');
    const rules = readdirSync(join(cwd, 'content/sign-in-logs/rules')).map((file) =>
      readFileSync(join(cwd, 'content/sign-in-logs/rules', file), 'utf8'),
    );
    for (const alert of alerts) {
      const { AlertName } = JSON.parse(alert) as { AlertName: string };
      expect(rules.some((rule) => rule.includes(`name: ${AlertName}\n`))).toBe(true);
    }
  });

  test.each([
    ['--days', '0', 'a whole number from 1 to 400'],
    ['--events', 'many', 'a whole number from 1 to 50000000'],
    ['--seed', '-1', 'a whole number from 0 to 2147483648'],
    ['--now', 'yesterday', 'a moment as 2026-03-02 or 2026-03-02T10:00:00Z'],
  ])('%s %s is refused', async (option, value, want) => {
    const { code, out, err } = await runPicket(['sample-data', `${option}=${value}`], { cwd: emptyFolder() });
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(`${option} cannot be '${value}'; it takes ${want}`);
  });

  test('a folder that cannot be written is told, and nothing is left', async () => {
    const cwd = emptyFolder();
    await runPicket([...small, '--out', 'data'], { cwd });
    const { code, err } = await runPicket([...small, '--out', 'data/SigninLogs.jsonl'], { cwd });
    expect(code).toBe(3);
    expect(err).toContain('CMD008');
    expect(readdirSync(join(cwd, 'data')).filter((file) => file.endsWith('.tmp'))).toEqual([]);
  });
});
