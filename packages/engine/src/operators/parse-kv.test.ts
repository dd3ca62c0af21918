import { expect, test } from 'vitest';
import { rowsOf } from '../evaluate.test-support.ts';

const of = (text: string, rest: string): string =>
  `print s = ${JSON.stringify(text)} | parse-kv s as ${rest} | project-away s`;
const spaced = `with (pair_delimiter = ' ', kv_delimiter = '='`;

test.each([
  [
    of('host: web01, port: 443', `(port: int, host: string) with (pair_delimiter = ',', kv_delimiter = ':')`),
    [[443, 'web01']],
  ],
  [of('a=1;a=2', `(a: long, b: string) with (pair_delimiter = ';', kv_delimiter = '=')`), [[1, '']]],
  [of('a=x', `(a: long) with (pair_delimiter = ';', kv_delimiter = '=')`), [[null]]],
  [
    of('who="Ann Lee" "from where"=Oslo', `(who: string, ['from where']: string) ${spaced}, quote = '"')`),
    [['Ann Lee', 'Oslo']],
  ],
  [of('who=[Ann Lee] at=Oslo', `(who: string, at: string) ${spaced}, quote = '[]')`), [['Ann Lee', 'Oslo']]],
  [
    of('said="so \\"it\\" is" n=1', `(said: string, n: int) ${spaced}, quote = '"', escape = '\\\\')`),
    [['so "it" is', 1]],
  ],
  [of('who=Ann Lee at=New Oslo', `(who: string, at: string) ${spaced})`), [['Ann', 'New']]],
  [of('who=Ann Lee at=New Oslo', `(who: string, at: string) ${spaced}, greedy = true)`), [['Ann Lee', 'New Oslo']]],
  [of('level: 3, code: x7', '(level: int, code: string)'), [[3, 'x7']]],
  [of('<a>1</a><b>2</b>', `(a: int, b: int) with (regex = @'<(\\w+)>([^<]*)')`), [[1, 2]]],
])('%s', (query, expected) => {
  expect(rowsOf(query)).toEqual(expected);
});

test.each([
  ['a quote that is not closed', of('a="x', `(a: string) ${spaced}, quote = '"')`)],
  ['text behind a closing quote', of('a="x"y', `(a: string) ${spaced}, quote = '"')`)],
  ['an empty value between blanks', of('a= b=2', `(a: string) ${spaced})`)],
  ['another key within a greedy value', of('a=x b=2', `(a: string) ${spaced}, greedy = true)`)],
  ['words that do not pair up', of('INFO level:3', '(level: int)')],
  ['a regular expression with one group', of('a', `(a: string) with (regex = '(a)')`)],
])('refuses %s', (_, query) => {
  expect(rowsOf(query)).toEqual([expect.stringMatching(/^ENG10[12] /)]);
});
