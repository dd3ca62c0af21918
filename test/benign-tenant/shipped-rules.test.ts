import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { checkEventFile } from '@picket/checks';
import { readRows } from '@picket/engine';
import { tableSchema } from '@picket/tables';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'picket-benign-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The command as a shell runs it; what it prints. It fails for exit codes other than 0. */
async function picket(...args: readonly string[]): Promise<string> {
  const command = join(root, 'tools/picket/bin/picket.js');
  const { stdout } = await promisify(execFile)(process.execPath, [command, ...args], { cwd: root, maxBuffer: 1 << 26 });
  return stdout;
}

interface Report {
  readonly rules: readonly {
    readonly file: string;
    readonly runs: number;
    readonly alerts: number;
    readonly isWhole: boolean;
  }[];
}

/** False alarms that a rule may give in a benign week, with their reason; all other rules have to stay silent. */
const falseAlarms: Readonly<Record<string, readonly [most: number, because: string]>> = {
  'enabled-service-principal-at-risk': [
    3,
    'a suspicion of Entra ID Protection is an alert, whoever turns out to be right',
  ],
  'credential-written-through-graph': [
    6,
    'a rotation job and the portal write keys through Microsoft Graph every week',
  ],
};

const slugOf = (file: string): string => /([^/]+)\.ya?ml$/.exec(file)?.[1] ?? file;

let files: readonly string[] = [];

beforeAll(async () => {
  // Eleven days that rules look back on, then a week.
  await picket('sample-data', '--out', folder, '--days', '18', '--events', '27000', '--now', '2026-03-02T00:00:00Z');
  files = readdirSync(folder);
}, 300_000);

test('every row is typed by its table', () => {
  expect(files.length).toBe(30);
  for (const file of files) {
    const { problems } = readRows(
      readFileSync(join(folder, file), 'utf8'),
      file,
      tableSchema(file.replace('.jsonl', ''))?.columns ?? [],
    );
    expect(problems).toEqual([]);
  }
});

test('nothing in the rows could belong to somebody', () => {
  for (const file of files) {
    expect(checkEventFile(file, readFileSync(join(folder, file), 'utf8')).slice(0, 3)).toEqual([]);
  }
});

test('the shipped rules are nearly silent in a week in which nobody attacks', async () => {
  const out = await picket('backtest', '--data', folder, '--from', '2026-02-23', '--to', '2026-03-02', '--json');
  const { rules } = JSON.parse(out) as Report;
  expect(rules.length).toBeGreaterThan(40);
  expect(rules.filter(({ isWhole, runs }) => !isWhole || runs === 0)).toEqual([]);
  const loud = rules.filter(({ file, alerts }) => alerts > (falseAlarms[slugOf(file)]?.[0] ?? 0));
  expect(loud.map(({ file, alerts }) => `${slugOf(file)}: ${alerts}`)).toEqual([]);
  // Rules that do see their benign causes show that the week has something to look at.
  expect(rules.find(({ file }) => slugOf(file) === 'credential-written-through-graph')?.alerts).toBeGreaterThan(0);
}, 600_000);
