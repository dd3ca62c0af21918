import { expect, test } from 'vitest';
import { analyseQuery } from './analyse.ts';
import { bindQuery } from './bind.ts';
import { bracketDepth } from './nesting.ts';

test.each([
  ['10 MB of text', `SigninLogs | where Id == "${'a'.repeat(10_000_000)}"`],
  ['100,000 brackets', `print ${'('.repeat(100_000)}`],
  ['45,000 closed brackets', `print ${'('.repeat(45_000)}1${')'.repeat(45_000)}`],
  ['arrays in arrays', `print dynamic(${'['.repeat(40_000)})`],
  ['a pipe of 7,000 operators', `SigninLogs${' | where true'.repeat(7000)}`],
  ['a sum of 40,000 terms', `print 1${'+1'.repeat(40_000)}`],
  ['a graph that is none', 'nosuchgraph() | graph-match (a)-[b*2..5]-(c) where a.x == 1 project y = a.x, z = b.w'],
])('%s is refused with a problem', (_, query) => {
  expect(analyseQuery(query).problems).toMatchObject([{ kind: 'limit', severity: 'error' }]);
  expect(bindQuery(query)).toMatchObject({ problems: [{ kind: 'limit' }] });
});

test.each([
  [
    'functions that call each other twice',
    doubling(24, 'x', (f) => `f${f}(x) + f${f}(x + 1)`, '(x: long)', 'print f23(1)'),
  ],
  [
    'tabular functions that do',
    doubling(16, 'table(x)', (f) => `union f${f}(x), f${f}(strcat(x, "y"))`, '(x: string)', 'f15("SigninLogs")'),
  ],
  ['2,000 lets', Array.from({ length: 2000 }, (_, i) => `let a${i} = ${i ? `a${i - 1} + 1` : '1'};`).join('\n')],
  ['9,000 literals', `SigninLogs | where Id in (${Array.from({ length: 9000 }, (_, i) => `"${i}"`).join(', ')})`],
  ['a function that calls itself', 'let f = (x: long) { f(x) }; print f(1)'],
  ['only quotes', '"'.repeat(9999)],
  ['only NUL', '\u0000'.repeat(5000)],
])('%s end', (_, query) => {
  expect(analyseQuery(query).output.columns.length).toBeLessThan(1000);
});

function doubling(
  count: number,
  innermost: string,
  body: (before: number) => string,
  parameters: string,
  end: string,
): string {
  const functions = Array.from(
    { length: count },
    (_, i) => `let f${i} = ${parameters} { ${i === 0 ? innermost : body(i - 1)} };`,
  );
  return `${functions.join('\n')}\n${end}`;
}

test.each([
  ['a | where (b == (1))', 2],
  ['print "((((" // ((((', 0],
  [`print @"\\" , '((' , (1)`, 1],
  ['let f = (x: long) { x + dynamic([[1]])[0][0] };', 4],
])('%s nests %i deep', (query, depth) => {
  expect(bracketDepth(query)).toBe(depth);
});
