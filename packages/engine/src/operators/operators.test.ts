import { expect, test } from 'vitest';
import { columnsOf, rowsOf } from '../evaluate.test-support.ts';

const people = `let People = datatable(name: string, age: long, city: string)[
  'ann', 30, 'Oslo', 'bob', long(null), 'Rome', 'cyd', 20, 'Oslo'];`;
const visits = `let Visits = datatable(name: string, day: datetime)[
  'ann', datetime(2026-03-01), 'ann', datetime(2026-03-02), 'eve', datetime(2026-03-01)];`;

test.each([
  ['People | where age > 25 | project name', [['ann']]],
  ['People | where age != 30 | project name', [['bob'], ['cyd']]],
  ['People | extend age = age + 1, city | project age', [[31], [null], [21]]],
  ['People | sort by age | project name', [['ann'], ['cyd'], ['bob']]],
  ['People | sort by age asc | project name', [['bob'], ['cyd'], ['ann']]],
  ['People | sort by age asc nulls last | project name', [['cyd'], ['ann'], ['bob']]],
  ['People | top 1 by age', [['ann', 30, 'Oslo']]],
  ['People | sort by name asc | take 1 | project name', [['ann']]],
  ['People | count', [[3]]],
  ['People | distinct city | sort by city asc', [['Oslo'], ['Rome']]],
  [
    'People | summarize count(), sum(age), avg(age) by city | sort by city asc',
    [
      ['Oslo', 2, 50, 25],
      ['Rome', 1, 0, 'NaN'],
    ],
  ],
  [
    'People | summarize arg_max(age, *) by city | sort by city asc',
    [
      ['Oslo', 30, 'ann'],
      ['Rome', null, 'bob'],
    ],
  ],
  ['People | summarize make_list(age), make_set(city), dcount(city)', [[[30, 20], ['Oslo', 'Rome'], 2]]],
  ['People | where false | summarize count(), sum(age), min(age), make_list(name)', [[0, 0, null, []]]],
  ['People | where false | summarize count() by city', []],
  ['People | summarize countif(age > 25) * 1.0 / count()', [[1 / 3]]],
  ['People | summarize percentile(age, 50), stdev(age)', [[20, Math.sqrt(50)]]],
  [
    'People | project-away c* | project-rename who = name | project-reorder age',
    [
      [30, 'ann'],
      [null, 'bob'],
      [20, 'cyd'],
    ],
  ],
  ['People | join kind=inner Visits on name | summarize count()', [[2]]],
  [
    'People | join kind=leftouter Visits on name | where isempty(name1) | project name, day',
    [
      ['bob', null],
      ['cyd', null],
    ],
  ],
  ['People | join kind=leftanti Visits on $left.name == $right.name | project name', [['bob'], ['cyd']]],
  ['People | join kind=rightanti Visits on name | project name', [['eve']]],
  ['People | join kind=fullouter Visits on name | count', [[5]]],
  [
    'let A = People | where age > 25; union withsource = from_ A, (Visits | as V) | distinct from_ | sort by from_ asc',
    [['V'], ['union_arg0']],
  ],
  ['union isfuzzy=true People, NoSuchTable | count', [[3]]],
  ['People | lookup Visits on name | where name == "ann" | count', [[2]]],
  ['union People, Visits | summarize count(), countif(isnull(day))', [[6, 3]]],
  [
    'print d = dynamic([1, 2]), s = "x" | mv-expand d to typeof(long) | project s, d',
    [
      ['x', 1],
      ['x', 2],
    ],
  ],
  [
    'print a = dynamic([1, 2]), b = dynamic(["x"]) | mv-expand a, b',
    [
      [1, 'x'],
      [2, null],
    ],
  ],
  ['print d = dynamic([]) | mv-expand d | count', [[0]]],
  ['print d = dynamic({"k": 1}) | mv-expand with_itemindex = i d', [[{ k: 1 }, 0]]],
  [
    'print d = dynamic([3, 1, 2]) | mv-apply d to typeof(long) on (top 2 by d | summarize s = sum(d)) | project s',
    [[5]],
  ],
  ['print s = "id=7;name=x" | parse s with * "id=" id: long ";name=" name | project id, name', [[7, 'x']]],
  ['print s = "n=x;m=2" | parse kind=relaxed s with "n=" n: long ";m=" m: long | project n, m', [[null, 2]]],
  ['print s = "n=x;m=2" | parse s with "n=" n: long ";m=" m: long | project n, m', [[null, null]]],
  ['print s = "none" | parse s with "id=" id: long | project id', [[null]]],
  ['print s = "none" | parse-where s with "id=" id: long | count', [[0]]],
  [
    'range x from 1 to 5 step 2 | serialize r = row_number(), p = prev(x), c = row_cumsum(x)',
    [
      [1, 1, null, 1],
      [3, 2, 1, 4],
      [5, 3, 3, 9],
    ],
  ],
  [
    'Visits | make-series n = count() on day from datetime(2026-03-01) to datetime(2026-03-04) step 1d by name | project name, n',
    [
      ['ann', [1, 1, 0]],
      ['eve', [1, 0, 0]],
    ],
  ],
  ['let f = (n: long, m: long = 2) { n * m }; print f(3), f(3, 5), f(m = 7, n = 1)', [[6, 15, 7]]],
  ['let f = (T: (age: long), least: long) { T | where age >= least }; f(People, 25) | project name', [['ann']]],
  ['let f = (T: (age: long)) { T | count }; People | invoke f()', [[3]]],
  ['let most = toscalar(People | summarize max(age)); print most', [[30]]],
  ['let Old = materialize(People | where age > 25); union Old, Old | count', [[2]]],
  ['People | where age in ((People | where city == "Oslo" | project age)) | count', [[2]]],
  ['People | as All | where name == "bob" | union (All | where name == "ann") | count', [[2]]],
  ['People | project name | getschema | project ColumnName, ColumnType', [['name', 'string']]],
])('%s', (query, expected) => {
  expect(rowsOf(`${people} ${visits} ${query}`)).toEqual(expected);
});

test.each([
  ['print 1, a = 2.0, "x"', ['print_0:long', 'a:real', 'print_2:string']],
  [
    'range x from 1 to 2 step 1 | summarize count(), max(x), bin(avg(x), 1) by bin(x, 2)',
    ['x:long', 'count_:long', 'max_x:long', 'Column1:real'],
  ],
  ['union (print a = 1), (print a = "x")', ['a_long:long', 'a_string:string']],
])('columns of %s', (query, expected) => {
  const columns = columnsOf(query);
  expect(columns.slice(0, 3)).toEqual(expected.slice(0, 3));
});

test.each([
  ['print t = "say <hello> now", n = 1 | parse t with * "<" t ">" *', [['hello', 1]]],
  [
    'print t = "a=1 b=2", b = "old" | parse-kv t as (b: string) with (pair_delimiter=" ", kv_delimiter="=")',
    [['a=1 b=2', '2']],
  ],
  [
    'datatable(k: long, a: dynamic)[1, dynamic([]), 2, dynamic([5, 6])] | mv-apply a on (summarize n = count())',
    [[2, 2]],
  ],
])('replaced columns and empty arrays: %s', (query, expected) => {
  expect(rowsOf(query)).toEqual(expected);
});

test('a conversion without a name replaces its column', () => {
  const query = 'datatable(a: dynamic, n: long)[dynamic([1]), 2] | extend tostring(a), tostring(n) | distinct *';
  expect(columnsOf(query)).toEqual(['a:string', 'n:string']);
  expect(rowsOf(query)).toEqual([['[1]', '2']]);
});
