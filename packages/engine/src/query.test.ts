import { expect, test } from 'vitest';
import { rowsOf, testClock } from './evaluate.test-support.ts';
import { prepareQuery, runPrepared, runQuery, type Table } from './index.ts';

const codesOf = (query: string): readonly string[] => prepareQuery(query).problems.map(({ code }) => code);

test.each([
  ['print x = 1 | evaluate bag_unpack(x)', ['ENG101']],
  ['print d = dynamic({"a": 1}) | evaluate basket()', ['ENG101']],
  ['print x = rand()', ['ENG101']],
  ['print d = dynamic([1]) | sort by d', ['ENG105']],
  ['print current_principal()', ['ENG101']],
  ['datatable(x: long)[1] | extend n = row_number()', ['ENG103', 'ENG101']],
  ['SigninLogs | count', ['ENG104']],
  ['print nosuchfunction()', ['ENG105']],
])('%s is refused before anything runs', (query, codes) => {
  expect(codesOf(query)).toEqual(codes);
});

test('a refusal names what it is and where', () => {
  const [problem] = prepareQuery('print a = 1,\n  b = rand()').problems;
  expect(problem).toMatchObject({ code: 'ENG101', message: 'rand() is not evaluated on this machine' });
  expect(problem?.at?.start).toEqual({ line: 2, column: 7 });
});

test('all that is refused is named at once', () => {
  expect(codesOf('print a = rand(), b = cursor_current(), c = hash("x")')).toHaveLength(3);
});

test.each([
  'print x = "a" | where x matches regex "(a"',
  'print x = "a" | where x matches regex @"(?=a)"',
  'print x = "Monday, 2 March 2026" | extend t = todatetime(x)',
  'print x = dynamic({"a": 1.5}) | where x.a == 1',
  'print x = toint(3000000000)',
  'print x = acos(2.0)',
])('%s meets a value that is not evaluated', (query) => {
  expect(rowsOf(query)[0]).toMatch(/^ENG102 /);
});

test.each([
  ['print x = toint(3000000000)', 'print x = toint(3000000000)'],
  ['T | where x > 1 | extend t = todatetime(s) | where t > ago(1d)', 'extend t = todatetime(s)'],
  ['T | join kind=inner (T | where todatetime(s) > ago(1d)) on x', 'where todatetime(s) > ago(1d)'],
  ['let late = () { T | extend t = todatetime(s) | project t }; late | summarize max(t)', 'extend t = todatetime(s)'],
  ['T | where isnotnull(toscalar(T | summarize max(todatetime(s))))', 'summarize max(todatetime(s))'],
  ['T | summarize make_list(x) by bin(todatetime(s), 1h)', 'summarize make_list(x) by bin(todatetime(s), 1h)'],
  ['T | extend d = pack_array(x) | mv-apply d on (where todatetime(s) > now())', 'where todatetime(s) > now()'],
  ['T | extend d = pack("at", "2026-03-01") | evaluate bag_unpack(d) | project at', 'evaluate bag_unpack(d)'],
  ['T | project d = dynamic([1]) | evaluate bag_unpack(d) | count', 'evaluate bag_unpack(d)'],
  ['T | evaluate pivot(s, avg(x)) | where todatetime(u) > now()', 'evaluate pivot(s, avg(x))'],
])('%s is refused at %j', (query, at) => {
  const columns = [
    { name: 'x', type: 'long' },
    { name: 's', type: 'string' },
    { name: 'u', type: 'string' },
  ] as const;
  const rows = [
    [2n, 'Monday, 2 March 2026', 'a'],
    [3n, '2026-03-02', 'b'],
  ];
  const declarations = {
    tables: { T: { x: 'long', s: 'string', u: 'string' } as const },
    watchlists: {},
    functions: {},
  };
  const { problems } = runQuery(query, { now: testClock, tables: new Map([['T', { columns, rows }]]), declarations });
  const [problem] = problems;
  const place = problem?.at && query.slice(problem.at.start.column - 1, (problem.at.end?.column ?? 0) - 1);
  expect([problem?.code, place]).toEqual(['ENG102', at]);
});

test('one clock a query, given from outside', () => {
  const { value } = prepareQuery('range i from 1 to 2 step 1 | extend t = now(), a = ago(1h) | project t - a');
  const run = value && runPrepared(value, { now: testClock });
  expect(run?.value?.rows).toEqual([[36_000_000_000n], [36_000_000_000n]]);
});

test('rows are given by the name of their table', () => {
  const tables = new Map([['Contoso', { columns: [{ name: 'x', type: 'long' as const }], rows: [[1n], [2n]] }]]);
  const declarations = { tables: { Contoso: { x: 'long' as const } }, watchlists: {}, functions: {} };
  expect(runQuery('Contoso | summarize sum(x)', { now: testClock, tables, declarations }).value?.rows).toEqual([[3n]]);
});

test("ingestion_time() is that of the row, as long as the row is a table's", () => {
  const table: Table = { columns: [{ name: 'x', type: 'long' }], rows: [[1n], [2n]], ingested: [0n, 5n] };
  const declarations = { tables: { Contoso: { x: 'long' as const } }, watchlists: {}, functions: {} };
  const run = (query: string, tables = new Map([['Contoso', table]])) =>
    runQuery(query, { now: testClock, tables, declarations });
  expect(run('Contoso | where ingestion_time() > datetime(0001-01-01) | extend y = x').value).toMatchObject({
    columns: [{ name: 'x' }, { name: 'y' }],
    rows: [[2n, 2n]],
  });
  expect(run('Contoso | summarize arg_max(ingestion_time(), *)').value?.rows).toEqual([[5n, 2n]]);
  expect(run('Contoso | summarize count() by x | where ingestion_time() > ago(1d)').problems[0]?.code).toBe('ENG101');
  const { ingested: _, ...silent } = table;
  expect(run('Contoso | where ingestion_time() > ago(1d)', new Map([['Contoso', silent]])).problems[0]?.code).toBe(
    'ENG102',
  );
});

test('a name that is nearly right is told, with the right one', () => {
  const tables = new Map([['Contoso', { columns: [{ name: 'UserName', type: 'string' as const }], rows: [] }]]);
  const declarations = { tables: { Contoso: { UserName: 'string' as const } }, watchlists: {}, functions: {} };
  const { problems } = prepareQuery('Contoso | where UserNmae == "x"', { tables, declarations });
  expect(problems).toMatchObject([{ code: 'ENG105', hint: "did you mean 'UserName'?" }]);
});

test('the columns of a pivot do not depend on the order in which rows are given', () => {
  const columns = [
    { name: 'TimeGenerated', type: 'datetime' },
    { name: 's', type: 'string' },
  ] as const;
  const declarations = {
    tables: { T: { TimeGenerated: 'datetime', s: 'string' } as const },
    watchlists: {},
    functions: {},
  };
  const rows = [
    [5n, 'late'],
    [1n, 'soon'],
    [1n, 'first'],
  ];
  const namesOf = (given: Table['rows']): readonly string[] | undefined =>
    runQuery('T | evaluate pivot(s, count()) | project-away TimeGenerated', {
      now: testClock,
      tables: new Map([['T', { columns, rows: given }]]),
      declarations,
    }).value?.columns.map(({ name }) => name);
  expect(namesOf(rows)).toEqual(['first', 'soon', 'late']);
  expect(namesOf(rows.toReversed())).toEqual(['first', 'soon', 'late']);
});

test('a table that is given with other columns than are documented is read by their names', () => {
  const columns = [
    { name: 'TimeGenerated', type: 'datetime' },
    { name: 'Id', type: 'string' },
  ] as const;
  const tables = new Map([['SigninLogs', { columns, rows: [[0n, 'a']] }]]);
  const { value: query } = prepareQuery('SigninLogs | project Id, IPAddress', { missing: 'empty' });
  const result = query && runPrepared(query, { now: new Date(0), tables });
  expect(result?.value?.rows).toEqual([['a', '']]);
});
