import { expect, test } from 'vitest';
import { columnsOf, rowsOf, testClock } from '../evaluate.test-support.ts';
import { runQuery, tableJson } from '../index.ts';

const views = 'let Va = view () { print x = 1 }; let Vb = view () { print x = toint(2) };';
const tables = 'let A = datatable(x: long, y: string)[1, "a"]; let B = datatable(x: long)[2];';

test.each([
  // What withsource says: the name of a view, that of as, else the place.
  [
    `${views} union withsource=s Va, Vb`,
    ['s:string', 'x_long:long', 'x_int:int'],
    [
      ['Va', 1, null],
      ['Vb', null, 2],
    ],
  ],
  [
    `${tables} union withsource=s A, (B | as C), (print x = 3)`,
    ['s:string', 'x:long', 'y:string'],
    [
      ['union_arg0', 1, 'a'],
      ['C', 2, ''],
      ['union_arg2', 3, ''],
    ],
  ],
  [
    `${tables} B | as C | union withsource=s (B | as D)`,
    ['s:string', 'x:long'],
    [
      ['C', 2],
      ['D', 2],
    ],
  ],
  // A name that is taken gives way.
  [
    `${views} let Vc = view () { print x_long = 3 }; union Va, Vb, Vc | extend z = x_long`,
    ['x_long1:long', 'x_int:int', 'x_long:long', 'z:long'],
    [
      [1, null, null, null],
      [null, 2, null, null],
      [null, null, 3, 3],
    ],
  ],
  // Patterns reach views and no other let statements.
  [
    `let Zqa = view () { print x = 1 }; let Zqb = view () { print y = 2 }; let Zqc = datatable(z: long)[3]; union withsource=s Zq* | where x > 0 or y > 0`,
    ['s:string', 'x:long', 'y:long'],
    [
      ['Zqa', 1, null],
      ['Zqb', null, 2],
    ],
  ],
  [`let Zqa = view () { print x = 1 }; union isfuzzy=true Zq*, NoZq*, (NoZq | take 1) | count`, ['Count:long'], [[1]]],
  [
    'let Va = view () { print x = 1 }; union isfuzzy=true (Va | where x > 0), (NoV | where x > 0) | extend y = x',
    ['x:long', 'y:long'],
    [[1, 1]],
  ],
  // kind=inner takes what all have.
  [`${tables} union kind=inner A, B`, ['x:long'], [[1], [2]]],
  [
    `${tables} A | union kind=inner B | extend y = x + 1`,
    ['x:long', 'y:long'],
    [
      [1, 2],
      [2, 3],
    ],
  ],
  [
    `${tables} let f = (T: (x: long)) { T | union kind=inner (print x = 5, q = 1) | extend z = x }; union (f(A)), (f(B))`,
    ['x:long', 'z:long'],
    [
      [1, 1],
      [5, 5],
      [2, 2],
      [5, 5],
    ],
  ],
])('%s', (query, columns, rows) => {
  expect(columnsOf(query)).toEqual(columns);
  expect(rowsOf(query)).toEqual(rows);
});

test.each([
  `${tables} union withsource=s (A | where x > 0 | count), (union A, B), (SigninLogs | count)`,
  `let f = () { print x = 1 }; union withsource=s (f()), (f())`,
  `${tables} union kind=inner A, (print q = 1)`,
  'union isfuzzy=true NoZqa, NoZqb',
  'union *',
  `${tables} union withsource=x A, B`,
])('%s is refused', (query) => {
  expect(rowsOf(query)[0]).toMatch(/^ENG10[14] /);
});

test('patterns reach tables', () => {
  const columns = [{ name: 'x', type: 'long' as const }];
  const contoso = { x: 'long' as const };
  const declarations = { tables: { ContosoA: contoso, ContosoB: contoso }, watchlists: {}, functions: {} };
  const run = (query: string, ...names: readonly string[]) => {
    const tables = new Map(names.map((name, i) => [name, { columns, rows: [[BigInt(i)]] }]));
    const { value, problems } = runQuery(query, { now: testClock, tables, declarations });
    return value ? tableJson(value).rows : problems.map(({ message }) => message);
  };
  expect(run('union withsource=s Contoso* | sort by s asc', 'ContosoA', 'ContosoB')).toEqual([
    ['ContosoA', 0],
    ['ContosoB', 1],
  ]);
  expect(run('union Contoso*', 'ContosoA')).toEqual([[0]]);
  expect(run('ContosoA | union withsource=s ContosoB', 'ContosoA', 'ContosoB')).toEqual([
    ['ContosoA', 0],
    ['ContosoB', 1],
  ]);
});
