import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runPicket } from '../io.test-support.ts';

const folder = await mkdtemp(join(tmpdir(), 'picket-explain-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
await writeFile(
  join(folder, 'SigninLogs.jsonl'),
  [
    { TimeGenerated: '2026-03-02T09:30:00Z', Id: 'a', ResultType: '50126' },
    { TimeGenerated: '2026-03-02T09:40:00Z', Id: 'b', ResultType: '0' },
    { TimeGenerated: '2026-03-01T09:40:00Z', Id: 'c', ResultType: '0' },
  ]
    .map((row) => JSON.stringify(row))
    .join('\n'),
);
const query = 'SigninLogs | where ResultType == "50125"';
await writeFile(
  join(folder, 'rule.yaml'),
  `id: 5e1f3c2a-7b60-4d8e-9a41-0c2d3e4f5a6b
name: A rule
description: What it finds.
severity: Medium
kind: Scheduled
queryFrequency: 1h
queryPeriod: 1h
triggerOperator: gt
triggerThreshold: 0
version: 1.0.0
query: ${query}
`,
);

const explained = (asked: string, ...more: readonly string[]) =>
  runPicket(['explain-query', asked, '--data', join(folder, 'SigninLogs.jsonl'), ...more], {
    cwd: folder,
    now: () => new Date('2026-03-02T10:00:00Z'),
  });

test('a query: its steps, over all rows', async () => {
  expect(await explained(query)).toEqual({
    code: 0,
    out: `run at 2026-03-02T10:00:00.000Z
      3  SigninLogs
✗ 3 → 0  where ResultType == "50125"
             ResultType == "50125": keeps 0 of 3 (ResultType is "0")
0 rows in the result
`,
    err: '',
  });
});

// The engine hands the rows of a file over in the order of their values, the oldest first.
test('a rule: also its window, and each event', async () => {
  const { code, out } = await explained('rule.yaml');
  expect(code).toBe(0);
  expect(out).toContain('SigninLogs: 3 events, 2 seen by the run (1 too old)');
  expect(out).toContain('rows gt 0 does not hold: no alert');
  expect(out).toContain('SigninLogs 2-3: lost at where ResultType == "50125"');
  expect(out).toContain('SigninLogs 1: too old');
});

test('as data', async () => {
  const { out } = await explained('rule.yaml', '--json');
  expect(JSON.parse(out)).toMatchObject({ rows: 0, notFollowed: 0, events: [{ numbers: [1] }, { numbers: [2, 3] }] });
});

test.each<[string, string, readonly string[], number, string]>([
  ['a moment that is none', query, ['--now', 'soon'], 2, 'CMD009'],
  ['a query that is none', 'SigninLogs | where', [], 1, 'ENG105'],
])('%s', async (_name, asked, options, code, said) => {
  const result = await explained(asked, ...options);
  expect(result.code).toBe(code);
  expect(result.err).toContain(said);
  expect(result.out).toBe('');
});
