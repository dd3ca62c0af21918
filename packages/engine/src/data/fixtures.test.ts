import { relative } from 'node:path';
import { expect, test } from 'vitest';
import { testClock } from '../evaluate.test-support.ts';
import { type Json, openEngine, tableJson } from '../index.ts';
import { type Files, temporaryFolder } from './temporary-folder.test-support.ts';

/** The rows of a query over files, or its problems as `code file:line message`. */
async function answer(files: Files, query: string): Promise<readonly Json[]> {
  const folder = await temporaryFolder(files);
  const { value: engine, problems } = await openEngine({ data: [folder] });
  const result = engine ? await engine.query(query, { now: testClock }) : { problems };
  await engine?.close();
  if (result.value) return tableJson(result.value).rows;
  return result.problems.map(
    ({ code, at, message }) => `${code} ${at && relative(folder, at.file)}:${at?.start.line} ${message}`,
  );
}

const people = `_GetWatchlist('people') | project SearchKey, Role`;
const networks = 'network,country,state,city,latitude,longitude\n203.0.113.0/24,Norway,Oslo,Oslo,59.9,10.7\n';
const located = "print x = geo_info_from_ip_address('203.0.113.9').city";
const fetched =
  "externaldata(Name: string, Level: long) [@'https://contoso.example/lists/levels.csv'] with (format='csv')";

test.each<readonly [string, Files, string, readonly Json[]]>([
  [
    'a watchlist in CSV',
    { 'watchlists/people.csv': '\uFEFFSearchKey,Role\r\nann,"Lead, night"\r\nbob,\r\n' },
    people,
    [
      ['ann', 'Lead, night'],
      ['bob', ''],
    ],
  ],
  [
    'a watchlist in JSON',
    { 'watchlists/people.json': '[{"SearchKey":"ann","Role":"Lead"}]' },
    people,
    [['ann', 'Lead']],
  ],
  [
    'a watchlist in JSON lines',
    { 'watchlists/people.jsonl': '{"SearchKey":"ann","Role":"Lead"}\n' },
    people,
    [['ann', 'Lead']],
  ],
  [
    'what externaldata reads, by the last part of its address',
    { 'externaldata/levels.csv': 'ann,5\n' },
    fetched,
    [['ann', 5]],
  ],
  ['locations of addresses in CSV', { 'geo_info_from_ip_address.csv': networks }, located, [['Oslo']]],
  [
    'locations of addresses in JSON lines',
    { 'geo_info_from_ip_address.jsonl': '{"network":"203.0.113.9","city":"Bergen"}\n' },
    located,
    [['Bergen']],
  ],
  [
    'the result of a workspace function',
    { '_Im_Authentication.jsonl': '{"TimeGenerated":"2026-03-02T09:00:00Z","TargetUsername":"ann"}\n' },
    '_Im_Authentication | project TargetUsername',
    [['ann']],
  ],
])('%s is read', async (_, files, query, rows) => {
  expect(await answer(files, query)).toEqual(rows);
});

test.each<readonly [string, Files, RegExp]>([
  [
    'an item with a field too few',
    { 'watchlists/people.csv': 'SearchKey,Role\n"a\nb",x\nbob\n' },
    /^ENG107 watchlists\/people\.csv:4 item 2 does not have the 2 fields/,
  ],
  [
    'a column that is named twice',
    { 'watchlists/people.csv': 'SearchKey,Role,Role\nann,a,b\n' },
    /^ENG107 watchlists\/people\.csv:1 the head names the column Role twice/,
  ],
  [
    'a quote that does not end',
    { 'watchlists/people.csv': 'SearchKey,Role\n"ann,x\n' },
    /^ENG107 watchlists\/people\.csv:\d+ /,
  ],
  [
    'an item of JSON that is no text',
    { 'watchlists/people.jsonl': '{"SearchKey":"ann"}\n{"SearchKey":5}\n' },
    /^ENG107 watchlists\/people\.jsonl:2 SearchKey is string, and 5 is none/,
  ],
  [
    'a watchlist that is no text',
    { 'watchlists/people.csv': new Uint8Array([0xff, 0xfe, 0x41, 0x00]) },
    /^ENG131 watchlists\/people\.csv:1 .* UTF-8/,
  ],
  ['a watchlist in another form', { 'watchlists/people.xlsx': 'x' }, /^ENG109 watchlists\/people\.xlsx:1 /],
  [
    'a watchlist that is there twice',
    { 'watchlists/people.csv': 'SearchKey\n', 'watchlists/people.json': '[]' },
    /^ENG136 watchlists\/people\.json:1 .*people\.csv/,
  ],
  [
    'external data that is no text',
    { 'externaldata/levels.csv': new Uint8Array([0x41, 0xff]) },
    /^ENG131 externaldata\/levels\.csv:1 .* UTF-8/,
  ],
  [
    'a network that is none',
    { 'geo_info_from_ip_address.csv': `${networks}203.0.113.300,x,,,,\n` },
    /^ENG107 geo_info_from_ip_address\.csv:3 '203\.0\.113\.300' is no network/,
  ],
  [
    'a latitude that is none',
    { 'geo_info_from_ip_address.csv': `${networks}203.0.113.1,x,,,north,\n` },
    /^ENG107 geo_info_from_ip_address\.csv:3 latitude is real, and 'north' is none/,
  ],
  [
    'an unknown column of locations',
    { 'geo_info_from_ip_address.jsonl': '\n{"network":"203.0.113.0/24","planet":"Earth"}\n' },
    /^ENG106 geo_info_from_ip_address\.jsonl:2 .*'planet'/,
  ],
  [
    'an unknown column of a function',
    { '_Im_Authentication.jsonl': '{"Planet":"Earth"}\n' },
    /^ENG106 _Im_Authentication\.jsonl:1 .*'Planet'/,
  ],
])('%s is a problem', async (_, files, problem) => {
  const found = await answer(files, '_Im_Authentication | count');
  expect(found).toEqual([expect.stringMatching(problem)]);
});
