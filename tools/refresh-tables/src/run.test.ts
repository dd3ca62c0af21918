import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dataFolder } from '@picket/tables';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recordingFile, shippedFacts } from './facts.test-support.ts';
import { run } from './run.ts';
import type { Transport } from './workspace-tables.ts';

const recording = fileURLToPath(recordingFile('workspace-tables.json'));
const tableList = fileURLToPath(recordingFile('table-list.json'));
const workspace =
  '/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/rg-soc/providers/Microsoft.OperationalInsights/workspaces/contoso-soc';

let data = '';

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'picket-facts-'));
  cpSync(fileURLToPath(dataFolder()), data, { recursive: true });
});

afterEach(() => rmSync(data, { recursive: true, force: true }));

async function refresh(words: readonly string[], transport?: Transport) {
  const said = { out: '', err: '' };
  const code = await run([...words, '--data', data], {
    stdout: (text) => {
      said.out += text;
    },
    stderr: (text) => {
      said.err += text;
    },
    today: () => '2026-09-04',
    token: async () => 'a-token',
    wait: async () => undefined,
    transport: transport ?? (async () => ({ status: 500, body: '' })),
    folder: data,
  });
  return { code, ...said };
}

const line = (table: string) =>
  readFileSync(join(data, 'tables.txt'), 'utf8')
    .split('\n')
    .find((text) => text.startsWith(`${table} `));

test('without a source the shipped facts stay as they are', async () => {
  expect(await refresh([])).toEqual({ code: 0, out: 'The facts are up to date; nothing was written.\n', err: '' });
});

test('a recording is taken in, and a second time changes nothing', async () => {
  const { code, out } = await refresh(['--from', 'recording', recording]);
  expect(out).toBe(`+ AADB2CRequestLogs.PolicyId string
+ AADB2CRequestLogs.IsFederated bool
  AADB2CRequestLogs: the list lacks ResultSignature; kept (--remove takes them out)
+ table InventedActivityLogs (3 columns)
~ RemoteNetworkHealthLogs.ReceivedBytes long → real
left out, the workspace's own: RemoteNetworkHealthLogs.Site_CF, Badges_CL, SigninLogs_SRCH
Written: tables.txt, version.txt
`);
  expect(code).toBe(0);
  const shipped = (shippedFacts().get('tables.txt') ?? '').match(/^# source /gm)?.length;
  expect(line('InventedActivityLogs')).toBe(
    `InventedActivityLogs @${shipped} ActivityId:guid Actor:dynamic DurationMs:long`,
  );
  expect(line('#')).toBeDefined();
  const version = readFileSync(join(data, 'version.txt'), 'utf8');
  expect(version).not.toBe(shippedFacts().get('version.txt'));
  const again = await refresh(['--from', 'recording', recording]);
  expect(again.out).toContain('The facts are up to date; nothing was written.');
  expect(readFileSync(join(data, 'tables.txt'), 'utf8')).not.toContain('contoso');
});

test('a list in our own form is taken in', async () => {
  const { out } = await refresh(['--from', 'list', tableList]);
  expect(out).toBe('+ AADB2CRequestLogs.PolicyId string\nWritten: tables.txt, version.txt\n');
});

test('--dry-run writes nothing', async () => {
  const { code, out } = await refresh(['--from', 'list', tableList, '--dry-run']);
  expect(code).toBe(0);
  expect(out).toContain('Not written (--dry-run): tables.txt, version.txt');
  expect(readFileSync(join(data, 'tables.txt'), 'utf8')).toBe(shippedFacts().get('tables.txt'));
});

test('--remove takes columns out', async () => {
  const { out } = await refresh(['--from', 'recording', recording, '--remove']);
  expect(out).toContain('- AADB2CRequestLogs.ResultSignature');
  expect(line('AADB2CRequestLogs')).not.toContain('ResultSignature');
});

test('a workspace in Azure is asked with the token', async () => {
  const seen: string[] = [];
  const columns = [{ name: 'Invented', type: 'dateTime' }];
  const { code, out } = await refresh(['--workspace', workspace], async ({ url, token }) => {
    seen.push(`${token} ${url}`);
    const schema = { name: 'InventedLogs', tableType: 'Microsoft', standardColumns: columns };
    return { status: 200, body: JSON.stringify({ value: [{ name: 'InventedLogs', properties: { schema } }] }) };
  });
  expect(seen).toEqual([`a-token https://management.azure.com${workspace}/tables?api-version=2025-07-01`]);
  expect(code).toBe(0);
  expect(out).toBe('+ table InventedLogs (1 column)\nWritten: tables.txt, version.txt\n');
  expect(readFileSync(join(data, 'tables.txt'), 'utf8')).toMatch(
    /^# source \d \| 2026-09-04 \| Table list of a workspace, API version 2025-07-01$/m,
  );
});

test.each([
  [['--from', 'elsewhere', 'x'], '--from takes recording or list'],
  [['--from', 'list'], '--from list takes one file'],
  [['--from', 'list', 'a', 'b'], '--from list takes one file'],
  [['recording.json'], "'recording.json' is not understood"],
  [['--workspace', 'contoso-soc'], 'is not the resource id of a workspace'],
  [['--workspace', workspace, '--from', 'list', 'x'], '--workspace takes no other source'],
  [['--force'], '--force'],
])('%j is wrong usage', async (words, why) => {
  const { code, out, err } = await refresh(words);
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).toContain(why);
  expect(err).toContain('npm run refresh');
});

test('--help tells the usage', async () => {
  expect(await refresh(['--help'])).toMatchObject({ code: 0, err: '', out: expect.stringContaining('--workspace') });
});

test('broken facts are told and left alone', async () => {
  writeFileSync(join(data, 'shapes.json'), '{');
  const { code, err } = await refresh(['--from', 'list', tableList]);
  expect(code).toBe(1);
  expect(err).toContain('TBL902');
  expect(readFileSync(join(data, 'tables.txt'), 'utf8')).toBe(shippedFacts().get('tables.txt'));
});

test('an unknown type in a list is told, and nothing is written', async () => {
  const file = join(data, 'list.json');
  const list = { source: 'Invented', date: '2026-09-03', tables: [{ name: 'T', columns: 'A:money' }] };
  writeFileSync(file, JSON.stringify(list));
  const { code, err } = await refresh(['--from', 'list', 'list.json']);
  expect(code).toBe(1);
  expect(err).toContain("T.A is listed with the type 'money'");
});

test.each([
  [['--from', 'recording', 'nowhere.json'], 'TBL905'],
  [['--workspace', workspace], 'TBL904'],
])('%j: the outside world failed', async (words, problem) => {
  const { code, err } = await refresh(words);
  expect(code).toBe(3);
  expect(err).toContain(problem);
});
