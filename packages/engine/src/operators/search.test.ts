import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnsOf, rowsOf, testClock } from '../evaluate.test-support.ts';
import { runQuery } from '../index.ts';

const hosts = `let H = datatable(host: string, port: int, note: dynamic, seen: datetime)[
  'Web-01', 443, dynamic({"by": "ann"}), datetime(2026-03-01), 'db02', 5432, dynamic(null), datetime(2026-02-01),
  'web', 80, dynamic("idle"), datetime(2025-01-01)];`;
const found = (query: string): string => `${hosts} H | ${query} | project host`;

test.each([
  [found('search "web"'), [['Web-01'], ['web']]],
  [found('search kind=case_sensitive "web"'), [['web']]],
  [found('search kind=case_sensitive host startswith "w"'), [['web']]],
  [found('search "we*"'), [['Web-01'], ['web']]],
  [found('search "*02"'), [['db02']]],
  [found('search "*b0*"'), [['db02']]],
  [found('search "db*2"'), [['db02']]],
  [found('search "443"'), [['Web-01']]],
  [found('search "ann" or port == 80'), [['Web-01'], ['web']]],
  [found('search host:"web" and not("idle")'), [['Web-01']]],
  [found('search *'), [['Web-01'], ['db02'], ['web']]],
  [found('search host == "db02"'), [['db02']]],
  [found('where * has "idle" or * == "db02"'), [['db02'], ['web']]],
  [found('where * contains "eb" and not(* has "idle")'), [['Web-01']]],
  [`${hosts} H | search "idle" | project $table, host`, [['search_arg0', 'web']]],
  [
    'let A = view () { print x = 5, a = "k" }; let B = view () { print x = 5 }; search in (A, B) x == 5 | sort by $table asc',
    [
      ['A', 5, 'k'],
      ['B', 5, ''],
    ],
  ],
  ['let A = view () { print x = 5 }; let C = view () { print x = 6 }; search x > 5', [['C', 6]]],
  [
    'let A = view () { print x = 1 }; let B = view () { print x = "s" }; let C = view () { print x_long = 3 }; union withsource = t A, B, C',
    [
      ['A', 1, '', null],
      ['B', null, 's', null],
      ['C', null, '', 3],
    ],
  ],
  ['union isfuzzy=true (print x = 1), (NoSuchTable | where x > 0) | count', [[1]]],
  [
    'range x from 1 to 2 step 1 | as All | union withsource = t (print x = 9)',
    [
      ['All', 1],
      ['All', 2],
      ['union_arg1', 9],
    ],
  ],
])('%s', (query, expected) => {
  expect(rowsOf(query)).toEqual(expected);
});

test('a wildcard names the tables that it matches', () => {
  const table = (value: bigint) => ({ columns: [{ name: 'x', type: 'long' }] as const, rows: [[value]] });
  const tables = new Map([
    ['PumpA', table(1n)],
    ['PumpB', table(2n)],
    ['W', table(3n)],
  ]);
  const declarations = {
    tables: { PumpA: { x: 'long' }, PumpB: { x: 'long' }, W: { x: 'long' } },
    watchlists: {},
    functions: {},
  } as const;
  const answer = (query: string) => runQuery(query, { now: testClock, tables, declarations }).value?.rows;
  expect(answer('union withsource = t Pump*')).toEqual([
    ['PumpA', 1n],
    ['PumpB', 2n],
  ]);
  expect(answer('search in (Pump*, W) x > 1')).toEqual([
    ['PumpB', 2n],
    ['W', 3n],
  ]);
  expect(answer('W | search x > 1')).toEqual([['W', 3n]]);
});

test('a number stands behind the type where the name is taken', () => {
  const query = 'union (print x = 1), (print x = "s"), (print x_long = 3)';
  expect(columnsOf(query)).toEqual(['x_long1:long', 'x_string:string', 'x_long:long']);
});

test.each([
  ['a term that only a date holds', found('search "2026"')],
  ['a term with a star inside, in another case', found('search "DB*2"')],
  ['a star beside a negated operator', found('where * !has "web"')],
  ['an empty term', found('search ""')],
  ['a search that searches a search', `${hosts} H | search "web" | search "idle"`],
])('refuses %s', (_, query) => {
  expect(rowsOf(query)).toEqual([expect.stringMatching(/^ENG10[12] /)]);
});

test('a bare term is found where * has it', () => {
  const words = fc.array(
    fc.tuple(fc.constantFrom('ab', 'Ab c', 'x-ab', 'abc', ''), fc.constantFrom('ab', 'c', 'x ab.')),
  );
  const columns = [
    { name: 'a', type: 'string' },
    { name: 'b', type: 'string' },
  ] as const;
  const declarations = { tables: { T: { a: 'string', b: 'string' } }, watchlists: {}, functions: {} } as const;
  fc.assert(
    fc.property(words, fc.constantFrom('ab', 'c', 'x', 'q'), (rows, term) => {
      const tables = new Map([['T', { columns, rows }]]);
      const answer = (query: string) => runQuery(query, { now: testClock, tables, declarations }).value?.rows;
      const searched = answer(`T | search "${term}" | project a, b`);
      expect(searched).toEqual(answer(`T | where * has "${term}"`));
      expect(searched).toEqual(answer(`T | where a has "${term}" or b has "${term}"`));
    }),
    { numRuns: 30 },
  );
});
