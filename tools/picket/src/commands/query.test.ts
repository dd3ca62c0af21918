import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openEngine, type Table } from '@picket/engine';
import { expect, onTestFinished, test } from 'vitest';
import type { Io } from '../io.ts';
import { answerLine, run } from './query.ts';
import { renderers } from './query-output.ts';

interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function query(
  args: readonly string[],
  options: Parameters<typeof run>[2],
  cwd: string = process.cwd(),
): Promise<Said> {
  const said = { out: '', err: '' };
  const io: Io = {
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    interactive: false,
    colour: false,
    cwd,
    env: {},
    now: () => new Date('2026-03-02T10:00:00Z'),
    confirm: async () => undefined,
    stopped: async () => undefined,
  };
  return { code: await run(io, args, options), ...said };
}

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'picket-query-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function fileWith(name: string, text: string): Promise<string> {
  const file = join(await emptyFolder(), name);
  await writeFile(file, text);
  return file;
}

test('rows come as a table, as CSV or as JSON', async () => {
  const kql = 'range x from 1 to 2 step 1 | extend s = "a,b"';
  expect((await query([kql], {})).out).toBe('x  s\n1  a,b\n2  a,b\n');
  expect((await query([kql], { format: 'csv' })).out).toBe('x,s\n1,"a,b"\n2,"a,b"\n');
  expect(JSON.parse((await query([kql], { format: 'json' })).out)).toMatchObject({
    rows: [
      [1, 'a,b'],
      [2, 'a,b'],
    ],
  });
});

test('the clock is given with --now', async () => {
  expect((await query(['print ago(1h)'], { now: '2026-01-01T01:00:00Z' })).out).toContain(
    '2026-01-01T00:00:00.0000000Z',
  );
  expect((await query(['print 1'], { now: 'soon' })).code).toBe(2);
});

test('a file named after a table gives its rows', async () => {
  const file = await fileWith('SigninLogs.jsonl', '{"UserPrincipalName":"ann@contoso.example"}\n');
  const said = await query(['SigninLogs | project UserPrincipalName'], { data: file });
  expect(said.out).toContain('ann@contoso.example');
});

test('a folder gives tables, watchlists, external data, locations and results of functions at once', async () => {
  const folder = await emptyFolder();
  const files = {
    'SigninLogs.jsonl': '{"UserPrincipalName":"ann@contoso.example","IPAddress":"203.0.113.9"}\n',
    '_Im_Authentication.csv': 'TargetUsername\nann@contoso.example\nbob@contoso.example\n',
    'geo_info_from_ip_address.csv': 'network,city\n203.0.113.0/24,Oslo\n',
    'watchlists/people.csv': 'SearchKey,Role\nann@contoso.example,Lead\n',
    'externaldata/levels.csv': 'Lead,5\n',
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const kql = `let levels = externaldata(Role: string, Rank: long) ['https://contoso.example/levels.csv'];
    SigninLogs
    | join kind=inner (_GetWatchlist('people') | project SearchKey, Role) on $left.UserPrincipalName == $right.SearchKey
    | lookup levels on Role
    | project Role, Rank, City = tostring(geo_info_from_ip_address(IPAddress).city),
        Logons = toscalar(_Im_Authentication | count)`;
  const said = await query([kql], { data: folder, format: 'csv' });
  expect(said).toMatchObject({ code: 0, err: '', out: 'Role,Rank,City,Logons\nLead,5,Oslo,2\n' });
});

test('what cannot be run or read is told, with exit code 1', async () => {
  expect(await query(['print rand()'], {})).toMatchObject({ code: 1, err: expect.stringContaining('ENG101') });
  const odd = await fileWith('Nothing.jsonl', '{}');
  expect((await query(['print 1'], { data: odd })).err).toContain('ENG108');
  const sheet = await fileWith('SigninLogs.xlsx', '');
  expect((await query(['print 1'], { data: sheet })).err).toContain('ENG109');
});

test('a batch answers a line with rows or with why not', async () => {
  const now = new Date('2026-03-02T10:00:00Z');
  const { value: engine } = await openEngine();
  const answer = async (line: string): Promise<unknown> => engine && JSON.parse(await answerLine(line, now, engine));
  const query = (text: string): string => JSON.stringify({ id: 'q', query: text });
  expect(await answer(query('print x = 1'))).toEqual({ id: 'q', columns: [{ name: 'x', type: 'long' }], rows: [[1]] });
  expect(await answer(query('print rand()'))).toMatchObject({ id: 'q', refused: [{ code: 'ENG101' }] });
  expect(await answer('no JSON')).toMatchObject({ error: expect.any(String) });
});

test('a documented table without a file is empty, and that is said', async () => {
  const file = await fileWith('SigninLogs.jsonl', '{"UserPrincipalName":"ann@contoso.example"}\n');
  const said = await query(['AuditLogs | count'], { data: file });
  expect(said).toMatchObject({ code: 0, out: 'Count\n    0\n', err: expect.stringContaining('ENG114') });
  expect(await query(['AuditLogs | count'], { data: file, missing: 'refuse' })).toMatchObject({ code: 1 });
});

test('on a terminal, columns are cut to its width and numbers stand to the right', () => {
  const table: Table = {
    columns: [
      { name: 'name', type: 'string' },
      { name: 'number', type: 'long' },
      { name: 'more', type: 'string' },
    ],
    rows: [['abc'.repeat(9), 5n, 'a\tb']],
  };
  const lines = renderers.table?.(table, { width: 24, colour: false }).split('\n');
  expect(lines).toEqual(['name        number  more', 'abcabcabc…       5  a\\tb', '']);
  expect(renderers.table?.(table, { colour: true })).toContain(`${'abc'.repeat(9)}       5  `);
});

test.each([
  [{ engine: 'log-analytics' }, '--target'],
  [{ engine: 'adx' }, '--cluster'],
  [{ engine: 'adx', cluster: 'https://soc.westeurope.kusto.windows.net' }, '--database'],
  [{ engine: 'adx', data: 'events' }, '--data'],
])('an engine elsewhere needs to be told where: %j', async (options, missing) => {
  expect(await query(['print 1'], options)).toMatchObject({ code: 2, err: expect.stringContaining(missing) });
});

test('a target that is no workspace in Azure runs no query', async () => {
  expect(await query(['print 1'], { engine: 'log-analytics', target: 'local' })).toMatchObject({ code: 2 });
  expect(await query(['print 1'], { engine: 'log-analytics', target: 'nowhere' })).toMatchObject({
    code: 1,
    err: expect.stringContaining('CMD007'),
  });
});

test('the query may stand behind --data', async () => {
  const file = await fileWith('SigninLogs.jsonl', '{"UserPrincipalName":"ann@contoso.example"}\n');
  expect((await query([], { data: [file, 'SigninLogs | count'] })).out).toBe('Count\n    1\n');
  expect(await query([], { data: [file] })).toMatchObject({ code: 2 });
});

test('paths of data are below the folder that the command runs in', async () => {
  const folder = dirname(await fileWith('SigninLogs.jsonl', '{"UserPrincipalName":"ann@contoso.example"}\n'));
  expect((await query(['SigninLogs | count'], { data: 'SigninLogs.jsonl' }, folder)).out).toBe('Count\n    1\n');
  expect((await query([], { data: ['SigninLogs.jsonl', 'SigninLogs | count'] }, folder)).code).toBe(0);
  expect((await query([], { data: ['SigninLogs.jsonl'] }, folder)).code).toBe(2);
});
