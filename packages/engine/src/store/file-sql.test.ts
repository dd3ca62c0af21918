import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { DataFile } from '../data/data-files.ts';
import { temporaryFolder } from '../data/temporary-folder.test-support.ts';
import { testClock } from '../evaluate.test-support.ts';
import { type Column, openEngine, type Row, tableJson } from '../index.ts';
import { openDatabase } from './duckdb.ts';
import { fileSql } from './file-sql.ts';
import { readTable } from './load-table.ts';
import { openStore } from './store.ts';

const columns: readonly Column[] = [
  { name: 'TimeGenerated', type: 'datetime' },
  { name: 's', type: 'string' },
  { name: 'odd \'name"', type: 'string' },
  { name: 'l', type: 'long' },
  { name: 'i', type: 'int' },
  { name: 'r', type: 'real' },
  { name: 'b', type: 'bool' },
  { name: 'd', type: 'dynamic' },
  { name: 'missing', type: 'long' },
  { name: 'absent', type: 'string' },
];

async function lineFile(lines: readonly string[]): Promise<DataFile> {
  const path = join(await temporaryFolder(), "it's.jsonl");
  await writeFile(path, lines.map((line) => `${line}\n`).join(''));
  return { path, form: 'lines', zipped: false, bytes: (await stat(path)).size };
}

/** The rows as DuckDB reads them; undefined where it leaves the file to the other reader. */
async function throughSql(file: DataFile): Promise<readonly Row[] | undefined> {
  const store = await openStore();
  try {
    const found = await fileSql(store, file, columns);
    if (!found || 'problems' in found) return undefined;
    const kept = columns.filter(({ name }) => found.has(name));
    await store.create('T', columns, kept);
    await store.addSelected('T', found.select(kept));
    const rows = await store.rows('SELECT * FROM "T"', kept);
    const absent = (column: Column): Row[number] => (column.type === 'string' ? '' : null);
    const place = (column: Column): number => kept.indexOf(column);
    return rows.map((row) =>
      columns.map((column) => (place(column) < 0 ? absent(column) : (row[place(column)] ?? null))),
    );
  } finally {
    await store.close();
  }
}

const plain = [
  '{"TimeGenerated":"0001-01-01T00:00:00Z","s":"a\\"b\\\\ \\u00e9 \\ud83d\\ude00","l":9223372036854775807,"b":true}',
  '{"TimeGenerated":"9999-12-31T23:59:59.9999999Z","s":"","l":-9223372036854775808,"i":-2147483648,"b":false,"d":{"a":[1,1.0,null,"x"],"b":{}}}',
  '{"TimeGenerated":null,"s":null,"l":null,"i":null,"r":null,"b":null,"d":null,"missing":null}',
  '{"TimeGenerated":"2026-03-02T10:00:00.5Z","odd \'name\\"":"x","r":0.1,"d":"text"}',
  '{"r":1e3,"d":5}',
  '{"r":-0.0,"d":1.50}',
  '{"r":12345678901234567890,"d":"{\\"a\\": 1}"}',
  '{"r":3,"d":"[no JSON"}',
  '{"r":1.7976931348623157e308,"d":[]}',
  '{"d":true,"s":"tab\\tline\\n"}',
];

test('lines that are plainly of their types are read by DuckDB as they are read here', async () => {
  const file = await lineFile(plain);
  const { table, problems } = await readTable('T', columns, [file]);
  expect(problems).toEqual([]);
  const known = (rows: readonly Row[] | undefined): readonly unknown[] =>
    (rows ?? []).map((row) => JSON.stringify(tableJson({ columns, rows: [row] }).rows)).sort();
  expect(known(await throughSql(file))).toEqual(known(table.rows));
});

test.each([
  '{"nonsense":1}',
  '{"s":5}',
  '{"s":{"a":1}}',
  '{"l":"5"}',
  '{"l":1.0}',
  '{"l":9223372036854775808}',
  '{"i":2147483648}',
  '{"b":"true"}',
  '{"b":1}',
  '{"r":"1"}',
  '{"TimeGenerated":"2026-03-02 10:00"}',
  '{"TimeGenerated":"2026-02-30T10:00:00Z"}',
  '{"TimeGenerated":5}',
  '{"s":"a","s":"b"}',
  'no JSON',
  '[1]',
])('%s is left to the reader that knows lines', async (line) => {
  const file = await lineFile([...plain, line]);
  expect(await throughSql(file).catch(() => undefined)).toBeUndefined();
});

test('names that only their case tells apart are left to the reader that knows them', async () => {
  const file = await lineFile(['{"ip":"a","IP":"b"}', '{"IP":"c"}']);
  const alike: readonly Column[] = [
    { name: 'ip', type: 'string' },
    { name: 'IP', type: 'string' },
  ];
  const store = await openStore();
  expect(await fileSql(store, file, alike)).toBeUndefined();
  expect((await readTable('T', alike, [file])).table.rows).toEqual([
    ['', 'c'],
    ['a', 'b'],
  ]);
  await store.close();
});

test('Parquet files bring their own types', async () => {
  const folder = await temporaryFolder();
  const database = await openDatabase();
  const copy = (name: string, select: string): Promise<void> =>
    database.run(`COPY (${select}) TO '${join(folder, name)}' (FORMAT parquet)`);
  await copy(
    'Contoso.parquet',
    "SELECT 5::BIGINT AS n, 'x' AS s, TIMESTAMP '2026-03-02 10:00:00' AS t, {'a': [1, 2]} AS d",
  );
  await copy(
    'SigninLogs.parquet',
    "SELECT TIMESTAMP '2026-03-02 10:00:00' AS TimeGenerated, 'ann' AS UserPrincipalName, '{\"a\":1}' AS DeviceDetail",
  );
  await copy('AuditLogs.parquet', 'SELECT 1 AS Id, 2 AS Nonsense');
  await database.close();
  const { value: engine } = await openEngine({ data: [folder] });
  const answer = async (query: string): Promise<unknown> => {
    const result = await engine?.query(query, { now: testClock });
    return result?.value ? tableJson(result.value).rows : result?.problems.map(({ code }) => code);
  };
  expect(await answer('Contoso | project n, s, t, x = d.a[1]')).toEqual([[5, 'x', '2026-03-02T10:00:00.0000000Z', 2]]);
  expect(await answer('SigninLogs | project UserPrincipalName, x = DeviceDetail.a, ingestion_time()')).toEqual([
    ['ann', 1, '2026-03-02T10:00:00.0000000Z'],
  ]);
  expect(await answer('AuditLogs | count')).toEqual(['ENG134', 'ENG106']);
  await engine?.close();
});
