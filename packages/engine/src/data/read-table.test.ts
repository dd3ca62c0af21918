import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { testClock } from '../evaluate.test-support.ts';
import { type Json, openEngine, tableJson } from '../index.ts';
import { type Files, temporaryFolder } from './temporary-folder.test-support.ts';

/** The rows of a query over files, or its problems as `code line message`. */
async function answer(files: Files, query: string, store: 'always' | 'never'): Promise<readonly Json[]> {
  const { value: engine, problems } = await openEngine({ data: [await temporaryFolder(files)], store });
  if (!engine) return problems.map(({ code }) => code);
  const result = await engine.query(query, { now: testClock });
  await engine.close();
  return result.value
    ? tableJson(result.value).rows
    : result.problems.map(({ code, at, message }) => `${code} ${at?.start.line ?? ''} ${message}`);
}

const line = (fields: object): string => `${JSON.stringify({ TimeGenerated: '2026-03-02T09:00:00Z', ...fields })}\n`;
const ann = line({ UserPrincipalName: 'ann@contoso.example', DurationMs: 5, DeviceDetail: { trustType: 'x' } });
const bob = line({ UserPrincipalName: 'bob@contoso.example', DurationMs: 7, DeviceDetail: '{"trustType":"y"}' });
const query = 'SigninLogs | project UserPrincipalName, DurationMs, tostring(DeviceDetail.trustType), TimeGenerated';
const at = '2026-03-02T09:00:00.0000000Z';
const both = [
  ['ann@contoso.example', 5, 'x', at],
  ['bob@contoso.example', 7, 'y', at],
];

const csv = `TimeGenerated [UTC],UserPrincipalName,DurationMs,DeviceDetail
"3/2/2026, 9:00:00.000 AM",ann@contoso.example,5,"{""trustType"":""x""}"
2026-03-02T09:00:00Z,bob@contoso.example,7,"{""trustType"":
""y""}"
`;

const forms: readonly (readonly [string, Files])[] = [
  ['JSON lines', { 'SigninLogs.jsonl': ann + bob }],
  ['lines in any order', { 'SigninLogs.ndjson': bob + ann }],
  ['parts of a table', { 'SigninLogs.2.jsonl': ann, 'SigninLogs.1.jsonl': bob }],
  ['gzip', { 'SigninLogs.jsonl.gz': gzipSync(ann + bob) }],
  ['an array', { 'SigninLogs.json': `[${ann},${bob}]` }],
  ['a folder of files', { 'SigninLogs/a.jsonl': bob, 'SigninLogs/b.json': ann }],
  ['CSV as the portal exports it', { 'SigninLogs.csv': csv }],
  ['CSV in gzip, with a mark', { 'SigninLogs.csv.gz': gzipSync(`\uFEFF${csv.replaceAll('\n', '\r\n')}`) }],
  [
    "Azure Monitor's data export",
    { 'am-SigninLogs/WorkspaceResourceId=x/y=2026/m=03/d=02/h=09/m=00/PT05M.json': ann + bob },
  ],
  [
    'the answer of a query',
    {
      'SigninLogs.json': JSON.stringify({
        tables: [
          {
            name: 'PrimaryResult',
            columns: [
              { name: 'TimeGenerated', type: 'datetime' },
              { name: 'UserPrincipalName', type: 'string' },
              { name: 'DurationMs', type: 'long' },
              { name: 'DeviceDetail', type: 'dynamic' },
            ],
            rows: [
              ['2026-03-02T09:00:00Z', 'ann@contoso.example', 5, '{"trustType":"x"}'],
              ['2026-03-02T09:00:00Z', 'bob@contoso.example', 7, '{"trustType":"y"}'],
            ],
          },
        ],
      }),
    },
  ],
];

test.each(
  forms.flatMap(([name, files]) => (['never', 'always'] as const).map((store) => [name, store, files] as const)),
)('%s, kept in DuckDB: %s', async (_, store, files) => {
  expect(await answer(files, query, store)).toEqual(both);
});

test.each<readonly [string, Files, readonly string[]]>([
  [
    'an unknown column',
    { 'SigninLogs.jsonl': ann + line({ Nonsense: 1 }) },
    ["ENG106 2 the table has no column 'Nonsense'"],
  ],
  [
    'a value of another type',
    { 'SigninLogs.jsonl': `\n${line({ DurationMs: 'soon' })}` },
    ['ENG107 2 DurationMs is long, and "soon" is none'],
  ],
  ['broken JSON', { 'SigninLogs.jsonl': `${ann}{"a":\n` }, ['ENG107 2 this is no JSON']],
  ['a row of an array', { 'SigninLogs.json': `[\n${ann},\n5\n]` }, ['ENG107 4 a row that is no object']],
  ['a column of CSV', { 'SigninLogs.csv': 'Nonsense\n1\n' }, ["ENG106 1 the table has no column 'Nonsense'"]],
  [
    'a field too many',
    { 'SigninLogs.csv': 'Id\n"a\nb"\nc,d\n' },
    ['ENG107 4 the line has 2 fields, and the head has 1'],
  ],
  [
    'a moment that is none',
    { 'SigninLogs.csv': 'TimeGenerated\n31/12/2026 10:00\n' },
    ["ENG107 2 TimeGenerated is datetime, and '31/12/2026 10:00' is none"],
  ],
  [
    'a name twice in a line',
    { 'SigninLogs.jsonl': `${ann}{"Id": "a", "DeviceDetail": {"a": 1, "a": 2}, "Id": "a"}\n` },
    ['ENG107 2 the row has the name Id twice'],
  ],
  [
    'a name twice in a row of an array',
    { 'SigninLogs.json': '[\n{"Id": "a"},\n{"Id": "b", "Id": "c"}]' },
    ['ENG107 3 the row has the name Id twice'],
  ],
  ['a column of CSV twice', { 'SigninLogs.csv': 'Id,Id\na,b\n' }, ['ENG107 1 the head names the column Id twice']],
  ['zeros', { 'SigninLogs.jsonl': `${ann}\0\0\n` }, ['ENG107 2 this is no JSON']],
  ['a row that is null', { 'SigninLogs.jsonl': `${ann}null\n` }, ['ENG107 2 a row that is no object']],
  [
    'a value of megabytes',
    { 'SigninLogs.jsonl': ann + line({ DurationMs: 'x'.repeat(9_000_000) }) },
    [`ENG107 2 DurationMs is long, and "${'x'.repeat(99)}… is none`],
  ],
])('%s is told with its line', async (_, files, problems) => {
  for (const store of ['never', 'always'] as const) expect(await answer(files, query, store)).toEqual(problems);
});

test('data that is broken as a whole, or in another form, is told', async () => {
  const cut = gzipSync(ann.repeat(100)).subarray(0, 40);
  expect(await answer({ 'SigninLogs.jsonl.gz': cut }, query, 'always')).toEqual([expect.stringMatching(/^ENG131 /)]);
  expect(await answer({ 'SigninLogs.jsonl': new Uint8Array([0x7b, 0xff]) }, query, 'never')).toEqual([
    expect.stringMatching(/^ENG131 .*UTF-8/),
  ]);
  const streamed = { records: [{ time: '2026-03-02T09:00:00Z', category: 'SignInLogs', properties: {} }] };
  expect(await answer({ 'SigninLogs.json': JSON.stringify(streamed) }, query, 'never')).toEqual([
    expect.stringMatching(/^ENG132 /),
  ]);
  const many = await answer({ 'SigninLogs.jsonl': line({ Nonsense: 1 }).repeat(25) }, query, 'never');
  expect(many).toHaveLength(21);
  expect(many.at(-1)).toMatch(/^ENG133 .* 5 more problems/);
  expect(await answer({ 'Nothing.jsonl': '{}' }, 'print 1', 'never')).toEqual(['ENG108']);
  expect(await answer({ 'SigninLogs.xlsx': '' }, 'print 1', 'never')).toEqual(['ENG109']);
});

test.each<readonly [string, Files, RegExp]>([
  ['a quote that does not end', { 'SigninLogs.csv': 'Id\na\n"b\n' }, /^ENG131 3 /],
  ['an array that does not end', { 'SigninLogs.json': `[\n${ann},\n` }, /^ENG131 \d /],
  ['UTF-16', { 'SigninLogs.jsonl': Buffer.from(`\uFEFF${ann}`, 'utf16le') }, /^ENG131 1 .*UTF-8/],
  [
    'gzip with something behind it',
    { 'SigninLogs.jsonl.gz': Buffer.concat([gzipSync(ann), Buffer.from('x')]) },
    /gzip/,
  ],
  ['what is called gzip', { 'SigninLogs.jsonl.gz': ann }, /gzip/],
  ['what is called Parquet', { 'SigninLogs.parquet': ann }, /^ENG131 1 /],
  ['a table packed and plain', { 'SigninLogs.jsonl': ann, 'SigninLogs.jsonl.gz': gzipSync(ann) }, /^ENG135/],
  ['a folder named like a file', { 'SigninLogs.jsonl/a.jsonl': ann }, /^ENG108/],
])('%s is told', async (_, files, problem) => {
  for (const store of ['never', 'always'] as const)
    expect(await answer(files, query, store)).toEqual([expect.stringMatching(problem)]);
});

test.each<readonly [string, Files, number]>([
  ['marks, carriage returns and blank lines', { 'SigninLogs.jsonl': `\uFEFF\r\n${ann}\r\n  \n${bob}\n\n` }, 2],
  ['an empty file', { 'SigninLogs.jsonl': '' }, 0],
  ['gzip in parts', { 'SigninLogs.jsonl.gz': Buffer.concat([gzipSync(ann), gzipSync(bob)]) }, 2],
  ['a text of megabytes', { 'SigninLogs.jsonl': line({ UserAgent: `"${'x'.repeat(20_000_000)}` }) }, 1],
  ['hidden files and folders', { 'SigninLogs.jsonl': ann, '.git/notes.md': '', '.DS_Store': '' }, 1],
])('%s are no problem', async (_, files, rows) => {
  for (const store of ['never', 'always'] as const)
    expect(await answer(files, 'SigninLogs | count', store)).toEqual([[rows]]);
});

test('a file that is named twice is read once', async () => {
  const folder = await temporaryFolder({ 'SigninLogs.jsonl': ann });
  const { value: engine } = await openEngine({ data: [folder, join(folder, '.', 'SigninLogs.jsonl')] });
  const { value } = (await engine?.query('SigninLogs | count', { now: testClock })) ?? {};
  expect(value?.rows).toEqual([[1n]]);
});

test('a row came in when its file says so', async () => {
  const files = { 'SigninLogs.jsonl': line({ _TimeReceived: '2026-03-02T09:05:00Z' }) + ann };
  const asked = 'SigninLogs | extend t = ingestion_time() | project t, UserPrincipalName';
  for (const store of ['never', 'always'] as const) {
    expect(await answer(files, asked, store)).toEqual([
      ['2026-03-02T09:05:00.0000000Z', ''],
      [at, 'ann@contoso.example'],
    ]);
  }
});
