import { expect, test } from 'vitest';
import { alertTextParts } from './alert-text.ts';

test.each([
  ['no braces at all', []],
  ['{{A}} and {{B_1}}', ['column A', 'column B_1']],
  ['{{ A }}', ['column A']],
  ['{{}}', ['column ']],
  ['from {{A to B', ['unbalanced A']],
  ['from {{A} to B', ['unbalanced A']],
  ['from {A}} to B', ['unbalanced A']],
  ['from A}} to B', ['unbalanced A']],
  ['{{A and {{B}}', ['unbalanced A', 'column B']],
  ['{{A and }} B', ['column A and']],
  ['{{A {x} }} B', ['unbalanced A', 'single x']],
  ['{A} alone', ['single A']],
  ['{ A } is prose, {"json": 1} too', []],
])('%s', (text, expected) => {
  expect(alertTextParts(text).map((part) => `${part.kind} ${part.column}`)).toEqual(expected);
});

test('each part knows its place', () => {
  const text = 'x {{A}} y {B}';
  expect(alertTextParts(text).map((part) => text.slice(part.start, part.end))).toEqual(['{{A}}', '{B}']);
});
