import { expect, test } from 'vitest';
import { codeOnly } from './kql-text.ts';

test.each([
  [`T | where a == "x" // y`, `T | where a ==         `],
  [`T | where a == 'it\\'s' and b`, `T | where a ==         and b`],
  [`T | where a == @"c:\\" and b`, `T | where a ==        and b`],
  [`T | where a == @'it''s' and b`, `T | where a ==          and b`],
  [`"http://x" | b`, `           | b`],
  ['a ```x\n"y``` b', 'a     \n      b'],
  [`a "unclosed\nb`, `a          \nb`],
])('%j', (query, expected) => {
  expect(codeOnly(query)).toBe(expected);
});

test('every character keeps its place', () => {
  const query = 'let a = "é"; // ü\nT\r\n| where x == \'y\'';
  expect(codeOnly(query)).toHaveLength(query.length);
});
