import { expect, test } from 'vitest';
import { resultOf, rowsOf } from '../evaluate.test-support.ts';
import { runQuery } from '../query.ts';

const listed = `let Names = datatable(name: string, other: long)['ann', 1, 'bob', 2];
let Lists = Names | summarize make_list(name);`;

test.each([
  ['"see ann now" has_any (Names)', true],
  ['"see eve now" has_any (Names)', false],
  ['"bob and ann" has_all (Names)', true],
  ['"bob" has_any ((Names | where other > 2))', false],
  ['"ann" in (Lists)', true],
  ['"ANN" in~ (Lists)', true],
  ['"eve" !in (Lists)', true],
])('%s: a table stands for the values of its first column', (condition, expected) => {
  expect(rowsOf(`${listed} print x = ${condition}`)).toEqual([[expected]]);
});

test.each([
  ['true == 1', true],
  ['false == 0', true],
  ['1 != true', false],
  ['bool(null) == 1', false],
  ['parse_json("[1]") == 1', false],
  ['parse_json("[1]") != 1', true],
  ['dynamic({"a": "word"}).a == false', false],
  ['dynamic({"a": "word"}).a > 3', null],
  ['case(1 > 2, named = "a", other = "b")', 'b'],
])('%s is %j', (expression, expected) => {
  expect(resultOf(expression)).toEqual(expected);
});

test('ingestion_time() is known behind a union of tables', () => {
  const table = (at: bigint) => ({ columns: [{ name: 'n', type: 'long' as const }], rows: [[at]], ingested: [at] });
  const tables = new Map([
    ['First_CL', table(5n)],
    ['Second_CL', table(7n)],
  ]);
  const declarations = {
    tables: { First_CL: { n: 'long' as const }, Second_CL: { n: 'long' as const } },
    watchlists: {},
    functions: {},
  };
  const { value, problems } = runQuery(
    'union First_CL, Second_CL | where ingestion_time() > datetime(0001-01-01T00:00:00.0000006) | project n',
    {
      now: new Date('2026-03-02T10:00:00Z'),
      tables,
      declarations,
    },
  );
  expect(problems).toEqual([]);
  expect(value?.rows).toEqual([[7n]]);
});

test('arguments of arg_max() and its kin name their columns', () => {
  const rows = `datatable(who: string, at: long, what: string)['ann', 1, 'in', 'ann', 3, 'out', 'bob', 2, 'in']`;
  expect(
    rowsOf(`${rows} | summarize arg_max(latest = at, action = what), arg_min(since = at, first_one = what) by who`),
  ).toEqual([
    ['ann', 3, 'out', 1, 'in'],
    ['bob', 2, 'in', 2, 'in'],
  ]);
});
