import { expect, test } from 'vitest';
import { rowsOf } from '../evaluate.test-support.ts';

const of = (text: string, rest: string): string => `print s = ${JSON.stringify(text)} | ${rest} | project-away s`;

test.each([
  [of('id=12; zone=b', 'parse s with "id=" id:long * "zone=" zone'), [[12, 'b']]],
  [of('id=x zone=b', 'parse s with "id=" id:long " zone=" zone'), [[null, '']]],
  [of('id=x zone=b', 'parse kind=relaxed s with "id=" id:long " zone=" zone'), [[null, 'b']]],
  [of('id=x zone=b', 'parse kind=relaxed s with "id=" id:long * "zone=" zone'), [[null, 'b']]],
  [of('id=x', 'parse-where s with "id=" id:long'), []],
  [of('a=1;b=2;c=3', 'parse s with * "b=" b:int ";" rest'), [[2, 'c=3']]],
  [of('a,b,c,d', 'parse kind=regex s with head "," tail'), [['a,b,c', 'd']]],
  [of('a,b,c,d', 'parse kind=regex flags=U s with head "," *'), [['a']]],
  [
    of('User: ann (id 7)', 'parse kind=regex flags=i s with "user:\\\\s+" name @" \\(id " id:long @"\\)"'),
    [['ann', 7]],
  ],
  [of('t=1.5;u=9', 'parse kind=regex s with "t=" t:real ";u=" u:int'), [[1.5, 9]]],
  [of('user ann', 'parse-where kind=regex s with "USER " name'), []],
  [of('one\ntwo', 'parse kind=regex flags=s s with "one" rest'), [['\ntwo']]],
  [of('x=1 x=2', 'parse kind=regex s with * "x=" x:long *'), [[1]]],
])('%s', (query, expected) => {
  expect(rowsOf(query)).toEqual(expected);
});

test.each([
  ['a number with blanks around it', of('n= 5', 'parse s with "n=" n:long')],
  ['a number that runs into text', of('n=5ms', 'parse s with "n=" n:long')],
  ['a pattern that may or may not have to span the text', of('n=5 m=6', 'parse kind=regex s with "n=" n:long')],
  ['a value whose reach is not certain', of('1.5 x 2', 'parse kind=regex s with n:real " " *')],
  ['alternatives at the top', of('a', 'parse kind=regex s with "a|b" n')],
  ['flags without regex', of('a', 'parse flags=i s with "a" n')],
])('refuses %s', (_, query) => {
  expect(rowsOf(query)).toEqual([expect.stringMatching(/^ENG10[12] /)]);
});
