import { expect, test } from 'vitest';
import { columnsOf, rowsOf } from '../evaluate.test-support.ts';

const digits = 'range x from 1 to 1000 step 1 | project t = strcat("MachineLearningX", tostring(x % 10))';
const numbered = 'range x from 1 to 10 step 1 | project t = strcat("foo", "Z", tostring(x))';
const cities = `range x from 0 to 99 step 1 | project t = case(
  x < 30, strcat("San ", array_strcat(dynamic(["Bernard", "Jose"]), strcat("y", tostring(x), "z"))),
  x < 50, strcat("Saint L", tostring(x)),
  x < 70, strcat("Y", tostring(x), " -on- Z", tostring(x)),
  x < 90, "Moscow",
  strcat("Town", tostring(x)))`;

test.each([
  [
    `${digits} | reduce by t with threshold = 0.001, characters = "X"`,
    [['MachineLearning*', 1000, 'MachineLearningX0']],
  ],
  [`${numbered} | reduce by t`, [['others', 10, '']]],
  [`${numbered} | reduce by t with characters = "Z"`, [['foo*', 10, 'fooZ1']]],
  [
    `${cities} | reduce by t`,
    [
      ['San *', 30, 'San Bernardy0zJose'],
      ['* -on- *', 20, 'Y50 -on- Z50'],
      ['Moscow', 20, 'Moscow'],
      ['Saint *', 20, 'Saint L30'],
      ['others', 10, ''],
    ],
  ],
  [`${numbered} | take 0 | reduce by t`, []],
  [
    `${numbered} | extend x = 1 | reduce kind=source by t with characters = "Z" | summarize by Pattern, Count`,
    [['foo*', 10]],
  ],
])('%s', (query, expected) => {
  expect(rowsOf(query)).toEqual(expected);
});

test('kind=source adds the columns of the pattern', () => {
  const names = ['Pattern:string', 'Count:long', 'Representative:string'];
  expect(columnsOf(`${numbered} | reduce by t`)).toEqual(names);
  expect(columnsOf(`${numbered} | reduce kind=source by t`)).toEqual(['t:string', ...names]);
});

const some = (text: string, rows = 100) => `range x from 1 to ${rows} step 1 | project t = ${text} | reduce by t`;

test.each([
  // The page's groups for a high threshold follow from neither page nor paper.
  [`${digits} | reduce by t with threshold = 0.9, characters = "X"`, 'a threshold'],
  [`${numbered} | reduce by t with characters = "-_"`, 'characters that are no letters'],
  // Of ten rows one is the threshold; of one row more than it, by one reading.
  ['print t = "a" | reduce by t', 'the very threshold'],
  [some('strcat("A ", tostring(x))'), 'one letter'],
  [some('strcat("user ", iff(x % 2 == 0, "alice", "bob"))'), 'one frequent term in common'],
  [some('strcat("a user ", tostring(x), "-", tostring(x))'), 'several terms in a row'],
  [some('iff(x % 2 == 0, "gone", strcat("gone ", tostring(x)))'), 'different forms'],
  [some('strcat("caf\u00e9", tostring(x), " end")'), 'letters beyond ASCII'],
  [`${some('strcat("foo bar", "Z", tostring(x))')} with characters = "Z"`, 'characters that part'],
  [`${some('strcat("foo", "Z", "bar", "Z", tostring(x))')} with characters = "Z"`, 'characters that part'],
  [`datatable(t: string, Pattern: string)[] | reduce kind=source by t`, 'reduce in this form'],
])('refuses %s', (query, what) => {
  expect(rowsOf(query)[0]).toContain(what);
});
