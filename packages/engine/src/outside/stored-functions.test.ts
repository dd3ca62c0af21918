import { expect, test } from 'vitest';
import { testClock } from '../evaluate.test-support.ts';
import { runQuery, type StoredFunction, type Table, tableJson } from '../index.ts';

const functions: readonly StoredFunction[] = [
  { name: 'Doubled', parameters: 'n: long', body: 'n * 2 // Twice is no call' },
  { name: 'Twice', parameters: '(n: long = 3, sep: string = "x")', body: 'let d = Doubled(n);\nstrcat(sep, d);' },
  { name: 'Numbers', parameters: 'from_: long = 1, to_: long = 2', body: 'range i from from_ to to_ step 1' },
  { name: 'Above', parameters: 'T: (i: long), least: long', body: 'T | where i > least | extend j = Doubled(i)' },
  {
    name: 'Recent',
    parameters: 'since: datetime = datetime(null)',
    body: 'Contoso | where isnull(since) or At >= since',
  },
  { name: 'Named', parameters: 'name: string', body: 'table(name) | count' },
  { name: 'Unpacked', parameters: 'T: (d: dynamic)', body: 'T | evaluate bag_unpack(d) | extend z = 1' },
  { name: 'Common', parameters: 'T: (i: long)', body: 'T | union kind=inner (print i = 7, q = 1)' },
  { name: 'Ping', body: 'Pong() | take 1' },
  { name: 'Pong', body: 'Ping()' },
  { name: 'Faulty', body: 'print x = nosuch(1)' },
  { name: 'Strange', body: 'print x = cursor_current()' },
];
const contoso: Table = {
  columns: [
    { name: 'At', type: 'datetime' },
    { name: 'x', type: 'long' },
  ],
  rows: [
    [0n, 1n],
    [621_355_968_000_000_000n + BigInt(testClock.getTime()) * 10_000n, 2n],
  ],
};
const declarations = {
  tables: { Contoso: { At: 'datetime' as const, x: 'long' as const } },
  watchlists: {},
  functions: {},
};
const tables = new Map([['Contoso', contoso]]);

function answer(query: string): unknown {
  const { value, problems } = runQuery(query, { now: testClock, functions, declarations, tables });
  if (value) return tableJson(value).rows;
  return problems.map(({ code, at }) => `${code} ${at?.start.line}:${at?.start.column}`);
}

test.each([
  ['print a = Twice(), b = Twice(4), c = Twice(sep = "y", n = 5)', [['x6', 'x8', 'y10']]],
  ['Numbers | union (Numbers(4, 5)) | summarize sum(i)', [[12]]],
  [
    'Numbers(1, 3) | invoke Above(1) | project i, j',
    [
      [2, 4],
      [3, 6],
    ],
  ],
  ['Above(Numbers(), 0) | where i < 2', [[1, 2]]],
  ['Recent() | count | union (Recent(ago(1d)) | count)', [[2], [1]]],
  ['Named("Contoso")', [[2]]],
  ['print d = dynamic({"a": 5}) | invoke Unpacked() | where a > 1', [[5, 1]]],
  ['Common(Numbers()) | summarize sum(i)', [[10]]],
  ['let Numbers = datatable(i: long)[9]; Numbers | summarize sum(i)', [[9]]],
  ['let n = 5; let f = (n: long) { Doubled(n) }; print f(n + 1)', [[12]]],
])('%s', (query, rows) => {
  expect(answer(query)).toEqual(rows);
});

test.each([
  ['print 1 | extend x = 2 | join kind=inner (Ping()) on $left.x == $right.x', ['ENG119 1:1']],
  ['print a = 1 | union (Faulty())', ['ENG105 1:22']],
  ['print a = 1 | union (Strange())', ['ENG101 1:22']],
  ['Numbers | where nosuch > 1', ['ENG105 1:17']],
])('%s is refused at the place of the call', (query, codes) => {
  expect(answer(query)).toEqual(codes);
});
