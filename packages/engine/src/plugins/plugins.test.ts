import { expect, test } from 'vitest';
import { columnsOf, rowsOf, testClock } from '../evaluate.test-support.ts';
import { prepareQuery, runPrepared, type Table } from '../index.ts';

const people =
  'datatable(Team: string, d: dynamic)["red", dynamic({"Name": "Ada", "Age": 20}), "blue", dynamic({"Age": 40})]';
const sales = 'datatable(e: string, s: string, n: long)["x", "B", 1, "x", "A", 2, "y", "A", 3]';
const networks = `let L = datatable(net: string, c: string, k: long)["10.0.0.0/8", "in", 1, "192.0.2.0/24", "out", 2];
  let I = datatable(ip: string, k: long)["10.1.2.3", 1, "192.0.2.7", 1, "203.0.113.1", 1, "no address", 1];`;
const networks6 = `let L = datatable(net: string, c: string)["2001:db8::/32", "all", "2001:db9:0:1::/64", "one"];
  let I = datatable(ip: string, k: long)["2001:db8:2::1", 1, "2001:0db9:0000:0001::192.0.2.1", 2, "2001:dba::", 3];`;
const steps = `let t = datatable(at: datetime, s: string, u: string)[
  datetime(2026-03-01 10:00), "begin", "ada", datetime(2026-03-01 10:03), "save", "ada", datetime(2026-03-01 10:09), "save", "bo"];`;

test.each([
  [
    'let a = datatable(x: int, y: real)[] | getschema; let b = datatable(x: int, z: string, y: real)[] | getschema; union a, b | evaluate schema_merge() | project ColumnName, ColumnOrdinal, ColumnType',
    ['ColumnName:string', 'ColumnOrdinal:int', 'ColumnType:string'],
    [
      ['x', 0, 'int'],
      ['z', 1, 'string'],
      ['y', -1, 'ERROR(columns are out of order)'],
    ],
  ],
  [
    'let a = datatable(x: int, y: real)[] | getschema; let b = datatable(x: int, z: string, y: real)[] | getschema; union a, b | evaluate schema_merge(PreserveOrder = false) | project ColumnName, ColumnOrdinal',
    ['ColumnName:string', 'ColumnOrdinal:int'],
    [
      ['x', 0],
      ['z', 1],
      ['y', 2],
    ],
  ],
  [
    'range x from 1 to 12 step 1 | summarize a = hll(x), b = hll(x * 2), c = hll(x * 3) | evaluate dcount_intersect(a, b, c)',
    ['s0:long', 's1:long', 's2:long'],
    [[12, 6, 2]],
  ],
  // A column for each slot, in the order of their names, typed by their values.
  [
    `${people} | evaluate bag_unpack(d)`,
    ['Team:string', 'Age:long', 'Name:string'],
    [
      ['red', 20, 'Ada'],
      ['blue', 40, ''],
    ],
  ],
  [`${people} | evaluate bag_unpack(d, "d_") | project d_Age`, ['d_Age:long'], [[20], [40]]],
  [
    `${people} | evaluate bag_unpack(d, ignoredProperties = dynamic(["Age"])) | where isempty(Name)`,
    ['Team:string', 'Name:string'],
    [['blue', '']],
  ],
  [
    'print a = "old", d = dynamic({"a": 1, "b": 2}) | evaluate bag_unpack(d, columnsConflict = "replace_source")',
    ['a:long', 'b:long'],
    [[1, 2]],
  ],
  [
    'print a = "old", d = dynamic({"a": 1, "b": 2}) | evaluate bag_unpack(d, columnsConflict = "keep_source")',
    ['a:string', 'b:long'],
    [['old', 2]],
  ],
  [
    'datatable(d: dynamic)[dynamic({"a": 1}), dynamic({"a": "x"}), dynamic(null)] | evaluate bag_unpack(d)',
    ['a:dynamic'],
    [[1], ['x'], [null]],
  ],
  // What is no bag has no slots, and its row stays.
  [
    'datatable(n: long, d: dynamic)[1, dynamic({"a": 5}), 2, dynamic([6]), 3, dynamic("text"), 4, dynamic(null)] | evaluate bag_unpack(d)',
    ['n:long', 'a:long'],
    [
      [1, 5],
      [2, null],
      [3, null],
      [4, null],
    ],
  ],
  // What the page leaves open does not matter to a query that does not look at it.
  [
    'print d = dynamic({"": 1, "at": "2026-03-01T10:00:00Z", "b": null, "C": 4}) | evaluate bag_unpack(d) | project C',
    ['C:long'],
    [[4]],
  ],
  [
    'print d = dynamic({"at": "2026-03-01T10:00:00Z"}) | evaluate bag_unpack(d) | where todatetime(at) > ago(7d) | count',
    ['Count:long'],
    [[1]],
  ],
  [
    `${people} | evaluate bag_unpack(d) : (*, Age: real, Height: int)`,
    ['Team:string', 'Age:real', 'Height:int'],
    [
      ['red', 20, null],
      ['blue', 40, null],
    ],
  ],
  [`${people} | evaluate bag_unpack(d) : (Name: string)`, ['Name:string'], [['Ada'], ['']]],
  [
    'print d = dynamic({"b": {"c": 1}}) | evaluate bag_unpack(d) | evaluate bag_unpack(b) | extend e = c + 1',
    ['c:long', 'e:long'],
    [[1, 2]],
  ],
  ['print x = toscalar(print d = dynamic({"b": 3}) | evaluate bag_unpack(d) | project b)', ['x:long'], [[3]]],
  [
    'let f = (T: (d: dynamic)) { T | evaluate bag_unpack(d) }; let A = datatable(d: dynamic)[dynamic({"a": 1})]; let B = datatable(d: dynamic)[dynamic({"a": 2})]; union (f(A)), (f(B))',
    ['a:long'],
    [[1], [2]],
  ],
  // A column for each value; those of no rows count none.
  [
    `${sales} | evaluate pivot(s, sum(n)) | project e, A, B`,
    ['e:string', 'A:long', 'B:long'],
    [
      ['x', 2, 1],
      ['y', 3, 0],
    ],
  ],
  [
    `${sales} | evaluate pivot(s, sum(n))`,
    ['e:string', 'B:long', 'A:long'],
    [
      ['x', 1, 2],
      ['y', 0, 3],
    ],
  ],
  [
    `${sales} | evaluate pivot(s, max(n), e) | project-reorder * asc`,
    ['A:long', 'B:long', 'e:string'],
    [
      [2, 1, 'x'],
      [3, null, 'y'],
    ],
  ],
  [
    `${sales} | where s == "A" | project e, s | evaluate pivot(s)`,
    ['e:string', 'A:long'],
    [
      ['x', 1],
      ['y', 1],
    ],
  ],
  [
    `${sales} | union (print e = "z", s = "", n = 4) | evaluate pivot(s, sum(n)) | project e, A`,
    ['e:string', 'A:long'],
    [
      ['x', 2],
      ['y', 3],
      ['z', 0],
    ],
  ],
  [
    `${sales} | evaluate pivot(s, sum(n)): (e: string, A: long, C: long)`,
    ['e:string', 'A:long', 'C:long'],
    [
      ['x', 2, 0],
      ['y', 3, 0],
    ],
  ],
  [
    'datatable(a: string, b: bool)["x", true] | evaluate narrow()',
    ['Row:long', 'Column:string', 'Value:string'],
    [
      [0, 'a', 'x'],
      [0, 'b', 'True'],
    ],
  ],
  [
    `${networks} I | evaluate ipv4_lookup(L, ip, net)`,
    ['ip:string', 'k:long', 'net:string', 'c:string', 'k1:long'],
    [
      ['10.1.2.3', 1, '10.0.0.0/8', 'in', 1],
      ['192.0.2.7', 1, '192.0.2.0/24', 'out', 2],
    ],
  ],
  [
    `${networks} I | evaluate ipv4_lookup(L, ip, net, k, return_unmatched = true) | project ip, c`,
    ['ip:string', 'c:string'],
    [
      ['10.1.2.3', 'in'],
      ['192.0.2.7', ''],
      ['203.0.113.1', ''],
      ['no address', ''],
    ],
  ],
  [
    `${networks6} I | evaluate ipv6_lookup(L, ip, net, true) | project-away net`,
    ['c:string', 'ip:string', 'k:long'],
    [
      ['all', '2001:db8:2::1', 1],
      ['one', '2001:0db9:0000:0001::192.0.2.1', 2],
      ['', '2001:dba::', 3],
    ],
  ],
  ['range x from 1 to 9 step 1 | evaluate preview(2)', ['x:long'], [[1], [2]]],
  ['range x from 1 to 9 step 1 | sort by x asc | evaluate rows_near(x == 5, 1, 2)', ['x:long'], [[4], [5], [6], [7]]],
  [
    'let a = datatable(x: int)[] | getschema; let b = datatable(x: int, y: string)[] | getschema; union a, b | evaluate schema_merge() | where ColumnOrdinal > 0',
    ['ColumnName:string', 'ColumnOrdinal:int', 'DataType:string', 'ColumnType:string'],
    [['y', 1, 'System.String', 'string']],
  ],
  [
    `${steps} t | evaluate sequence_detect(at, 5m, 1h, a = (s == "begin"), b = (s == "save"), u)`,
    ['u:string', 'a_at:datetime', 'b_at:datetime', 'Duration:timespan'],
    [['ada', '2026-03-01T10:00:00.0000000Z', '2026-03-01T10:03:00.0000000Z', '00:03:00']],
  ],
])('%s', (query, columns, rows) => {
  expect(columnsOf(query)).toEqual(columns);
  expect(rowsOf(query)).toEqual(rows);
});

test.each([
  [
    'let a = datatable(x: int)[] | getschema; let b = datatable(x: long)[] | getschema; union a, b | evaluate schema_merge()',
    /the type of 'x'/,
  ],
  [
    'range x from 1 to 9 step 1 | summarize a = hll(x), b = hll(x) by x % 2 | evaluate dcount_intersect(a, b)',
    /one row/,
  ],
  ['print a = 1, d = dynamic({"a": 2}) | evaluate bag_unpack(d)', /ENG102 .*both have 'a'/],
  ['print d = dynamic({"a": null}) | evaluate bag_unpack(d)', /ENG102 .*null in every row/],
  ['print d = dynamic([1]) | evaluate bag_unpack(d)', /ENG102 .*without columns/],
  ['print d = dynamic({"": 1, "a": 2}) | evaluate bag_unpack(d)', /ENG102 .*without a name/],
  [
    'print d = dynamic({"at": "2026-03-01", "a": null}) | evaluate bag_unpack(d) | project a',
    /ENG102 .*null in every row/,
  ],
  ['print d = dynamic({"at": "2026-03-01T10:00:00Z"}) | evaluate bag_unpack(d)', /ENG102 .*form of a date/],
  ['print d = dynamic({"a": 1, "B": 2}) | evaluate bag_unpack(d)', /ENG102 .*order is not said/],
  ['print d = dynamic({"a": 1}) | evaluate bag_unpack(d) : (a: string)', /ENG102 .*another type/],
  ['print d = dynamic({"a": 1}) | evaluate bag_unpack(d, "p", dynamic(["a"]))', /ENG101 /],
  ['print d = dynamic({"a": 1}) | evaluate bag_unpack(d) | where b > 1', /ENG105 .*'b'/],
  ['print d = dynamic({"a": 1}) | evaluate bag_unpack(d) | extend b = nosuch(a)', /ENG105 /],
  [
    'let f = (T: (d: dynamic)) { T | evaluate bag_unpack(d) }; let A = datatable(d: dynamic)[dynamic({"a": 1})]; let B = datatable(d: dynamic)[dynamic({"b": 2})]; union (f(A)), (f(B))',
    /ENG102 .*\(b: long\)/,
  ],
  [`${sales} | evaluate pivot(s, avg(n)) | project e, A, B`, /ENG102 .*avg\(\) of a column without rows/],
  [`${sales} | evaluate pivot(s, sum(n)): (A: long)`, /ENG102 .*'e'/],
  [`${sales} | union (print s = "", n = 4) | evaluate pivot(s, sum(n))`, /ENG102 .*value that is empty/],
  ['print a = now() | evaluate narrow()', /ENG102 /],
  [
    'let L = datatable(n: string)["10.0.0.0/8", "10.1.0.0/16"]; print ip = "10.1.0.1" | evaluate ipv4_lookup(L, ip, n)',
    /ENG102 .*several networks/,
  ],
  ['print x = 1 | evaluate preview(5) | count', /ENG101 an operator behind/],
  ['datatable(x: long)[1] | evaluate rows_near(x == 1, 1)', /ENG103 /],
  ['print u = "https://contoso.example" | evaluate http_request(u)', /ENG10[15] /],
  ['print x = 1 | evaluate autocluster()', /ENG101 the plugin autocluster, which has no exact meaning,/],
])('%s is refused', (query, said) => {
  expect(rowsOf(query)[0]).toMatch(said);
});

test('the same prepared query is bound to the columns of each run', () => {
  const declarations = { tables: { Contoso: { d: 'dynamic' as const } }, watchlists: {}, functions: {} };
  const tableOf = (slot: string): Table => ({
    columns: [{ name: 'd', type: 'dynamic' }],
    rows: [[new Map([[slot, 7n]])]],
  });
  const tables = new Map([['Contoso', tableOf('a')]]);
  const { value } = prepareQuery('Contoso | evaluate bag_unpack(d) | extend x = column_ifexists("a", 0)', {
    tables,
    declarations,
  });
  const run = (slot: string) =>
    value && runPrepared(value, { now: testClock, tables: new Map([['Contoso', tableOf(slot)]]) }).value;
  expect(run('a')).toEqual({
    columns: [
      { name: 'a', type: 'long' },
      { name: 'x', type: 'long' },
    ],
    rows: [[7n, 7n]],
  });
  expect(run('b')?.rows).toEqual([[7n, 0n]]);
});
