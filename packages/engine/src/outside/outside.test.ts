import { expect, test } from 'vitest';
import { testClock } from '../evaluate.test-support.ts';
import {
  type OutsideData,
  prepareQuery,
  readWatchlist,
  runPrepared,
  runQuery,
  type Table,
  tableJson,
} from '../index.ts';

const address = 'https://contoso.example/share/networks';
const data = (file: string, text: string): OutsideData => ({ externalData: new Map([[file, text]]) });

function answer(query: string, given: OutsideData = {}): unknown {
  const { value, problems } = runQuery(query, { now: testClock, ...given });
  return value ? tableJson(value).rows : problems.map(({ code, hint }) => [code, hint]);
}

const read = (file: string, properties: string, columns = 'a: string, b: long'): string =>
  `externaldata(${columns})[h@"${address}${file}?key=1"] with(${properties})`;

test.each([
  [
    'csv with a head',
    read('.csv', 'ignoreFirstRecord=true'),
    'x,y\n"a ""b"", c",2\nd,none\n',
    [
      ['a "b", c', 2],
      ['d', null],
    ],
  ],
  [
    'fields that miss and fields too many',
    read('.csv', 'format="csv"'),
    'a\nb,2,3\r\n',
    [
      ['a', null],
      ['b', 2],
    ],
  ],
  ['an ending that says nothing', read('.dat', 'ignoreFirstRecord=false'), 'a,1', [['a', 1]]],
  [
    'tabs',
    read('.tsv', 'format=tsv'),
    'a\t1\nb\t2',
    [
      ['a', 1],
      ['b', 2],
    ],
  ],
  ['bars', read('.psv', 'format="psv"'), 'a|1', [['a', 1]]],
  ['semicolons', read('.txt', 'format="scsv"'), 'a;1', [['a', 1]]],
  ['lines', read('.txt', 'format="txt"', 'a: string'), 'a,1\r\n\nb', [['a,1'], ['b']]],
  ['the whole text', read('.raw', 'format="raw"', 'a: string'), 'a\nb', [['a\nb']]],
  [
    'JSON lines, by name',
    read('.json', 'format="json"'),
    '{"b":2,"a":"x"}\n{"A":"y"}',
    [
      ['x', 2],
      ['', null],
    ],
  ],
  [
    'JSON over lines',
    read('.json', 'format="multijson"'),
    '{\n"a": "}{" }\n{"b": "3"}',
    [
      ['}{', null],
      ['', 3],
    ],
  ],
  [
    'an array of JSON',
    read('.json', 'format="multijson"', 'a: dynamic'),
    '[{"a":[1]}, {"a":{"b":true}}]',
    [[[1]], [{ b: true }]],
  ],
  [
    'typed columns',
    read('.csv', 'format="csv"', 't: datetime, f: real, y: bool, d: dynamic, g: timespan'),
    '2026-03-01,1.5,true,"{""a"":1}",01:00:00',
    [['2026-03-01T00:00:00.0000000Z', 1.5, true, { a: 1 }, '01:00:00']],
  ],
  [
    'a mapping by path',
    read(
      '.json',
      `format="multijson", ingestionMapping='[{"Column":"b","Properties":{"Path":"$.c.d[1]"}},{"column":"a","properties":{"path":"$[\\'e f\\']"}}]'`,
    ),
    '{"c":{"d":[1,2]},"e f":"x"}',
    [['x', 2]],
  ],
  [
    'a mapping by place',
    read(
      '.csv',
      `format="csv", ingestionMapping='[{"Column":"b","Properties":{"Ordinal":"0"}},{"Column":"a","Properties":{"ConstValue":"k"}}]'`,
    ),
    '7,8',
    [['k', 7]],
  ],
])('externaldata: %s', (_, query, text, rows) => {
  const file = /networks\.\w+/.exec(query)?.[0] ?? '';
  expect(answer(query, data(file, text))).toEqual(rows);
});

test('externaldata is read by its address or the name of its file, several after each other', () => {
  const query = `externaldata(a: string)["${address}.csv", "https://contoso.example/other.csv.gz;managed_identity=system"] | count`;
  const both = {
    externalData: new Map([
      [`${address}.csv`, 'a\nb'],
      ['other.csv', 'c'],
    ]),
  };
  expect(answer(query, both)).toEqual([[3]]);
  expect(answer(query)).toEqual([
    ['ENG111', 'give a file named externaldata/networks.csv'],
    ['ENG111', 'give a file named externaldata/other.csv'],
  ]);
});

test.each([
  [read('.parquet', 'format="parquet"'), 'ENG101'],
  [read('.csv', 'format="csv", encrypted=true'), 'ENG101'],
  [
    read('.csv', `format="csv", ingestionMapping='[{"Column":"a","Properties":{"Transform":"SourceLocation"}}]'`),
    'ENG101',
  ],
  [read('.csv', 'format="csv"'), 'ENG102'],
])('%s is refused', (query, code) => {
  expect(runQuery(query, { now: testClock, ...data('networks.csv', '"a" b,1\nc"d') }).problems[0]?.code).toBe(code);
});

const items = readWatchlist('SearchKey,Address,Since\nred,192.0.2.1,2026-01-02\nblue,,\n', 'vip.csv').value;
const watchlists = new Map<string, Table>(items ? [['vip', items]] : []);

test.each([
  [
    '_GetWatchlist("vip") | project SearchKey, Address, since = todatetime(Since)',
    [
      ['red', '192.0.2.1', '2026-01-02T00:00:00.0000000Z'],
      ['blue', '', null],
    ],
  ],
  [
    'let vip = _GetWatchlist(watchlistAlias="vip") | project Address; print a = "192.0.2.1" | where a in (vip)',
    [['192.0.2.1']],
  ],
  ['_GetWatchlist("vip") | where isempty(_DTItemId) and isnull(TimeGenerated) | count', [[2]]],
  ['_GetWatchlistAlias()', [['vip']]],
])('%s', (query, rows) => {
  expect(answer(query, { watchlists })).toEqual(rows);
});

test('a watchlist that is not given is refused, and so is a search key that its items do not have', () => {
  expect(answer('_GetWatchlist("vip") | count')).toEqual([
    ['ENG112', 'give a file named watchlists/vip.csv, with a column SearchKey if the query reads it'],
  ]);
  const { value } = readWatchlist('[{"Address": "192.0.2.1"}]', 'vip.json');
  const keyless = { watchlists: new Map<string, Table>(value ? [['vip', value]] : []) };
  expect(answer('_GetWatchlist("vip") | project Address', keyless)).toEqual([['192.0.2.1']]);
  expect(answer('_GetWatchlist("vip") | project SearchKey', keyless)).toEqual([['ENG102', undefined]]);
});

const clock = 621_355_968_000_000_000n + BigInt(testClock.getTime()) * 10_000n;
const times = [-2n, -1n, 0n].map((days) => clock + days * 864_000_000_000n);
const parsed: Table = {
  columns: [
    { name: 'TimeGenerated', type: 'datetime' },
    { name: 'TargetUsername', type: 'string' },
  ],
  rows: times.map((time, i) => [time, `user${i}`]),
};

test("a function's result is given as rows, filtered by their time alone", () => {
  const tables = new Map([
    ['_Im_Authentication', parsed],
    ['imAuthentication', parsed],
  ]);
  const of = (query: string): unknown => answer(query, { tables });
  expect(of('imAuthentication | count')).toEqual([[3]]);
  expect(
    of('_Im_Authentication(starttime=ago(36h), endtime=datetime(null)) | summarize make_list(TargetUsername)'),
  ).toEqual([[['user1', 'user2']]]);
  expect(of('_Im_Authentication(username_has_any=dynamic(["a"])) | count')).toEqual([['ENG101', expect.anything()]]);
  expect(answer('_Im_Authentication() | count')).toEqual([
    ['ENG113', 'give its rows in a file named _Im_Authentication.jsonl'],
  ]);
});

test('what is missing counts as empty when that is wanted, and is told', () => {
  const query = `SigninLogs | join kind=inner (AuditLogs) on $left.UserId == $right.Id
    | union (_GetWatchlist("vip")), (externaldata(a: string)["${address}.csv"]), (imDns | take 1) | count`;
  expect(answer(query)).toHaveLength(5);
  const { value, problems } = runQuery(query, { now: testClock, missing: 'empty' });
  expect(value?.rows).toEqual([[0n]]);
  expect(problems.map(({ code, severity, message }) => `${code} ${severity} ${message}`)).toEqual([
    'ENG114 warning no rows were given for the table SigninLogs, which counts as empty',
    'ENG114 warning no rows were given for the table AuditLogs, which counts as empty',
    'ENG114 warning no rows were given for the watchlist vip, which counts as empty',
    'ENG114 warning no rows were given for externaldata of networks.csv, which counts as empty',
    'ENG114 warning no rows were given for the table imDns, which counts as empty',
  ]);
  expect(runQuery('NoSuchTable | count', { now: testClock, missing: 'empty' }).value).toBeUndefined();
});

test('rows that a run does not have are missed then', () => {
  const tables = new Map([['SigninLogs', { columns: [{ name: 'UserId', type: 'string' as const }], rows: [] }]]);
  const { value } = prepareQuery('SigninLogs | count', { tables });
  expect(value && runPrepared(value, { now: testClock }).problems[0]?.code).toBe('ENG104');
});

test('a place in front of a table or function is left out', () => {
  const tables = new Map([['SigninLogs', { columns: [{ name: 'UserId', type: 'string' as const }], rows: [['a']] }]]);
  expect(
    answer('workspace("soc").SigninLogs | project UserId | union (SigninLogs | project UserId)', { tables }),
  ).toEqual([['a'], ['a']]);
});
