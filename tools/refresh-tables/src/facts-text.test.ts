import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contentVersion, factsText } from './facts-text.ts';

test.each<[string, unknown, string]>([
  ['what fits stays on its line', { a: [1, 'b'], c: {} }, '{ "a": [1, "b"], "c": {} }\n'],
  [
    'what does not is broken, a member a line',
    { first: 'x'.repeat(80), second: ['y'.repeat(80)] },
    `{\n  "first": "${'x'.repeat(80)}",\n  "second": ["${'y'.repeat(80)}"]\n}\n`,
  ],
  [
    'a long list of words flows',
    ['a'.repeat(100), 'b'.repeat(40), 'c'.repeat(40)],
    `[\n  "${'a'.repeat(100)}", "${'b'.repeat(40)}",\n  "${'c'.repeat(40)}"\n]\n`,
  ],
])('%s', (_, value, text) => {
  expect(factsText(value)).toBe(text);
});

test('the text is JSON of the same value', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const plain = JSON.parse(JSON.stringify(value));
      expect(JSON.parse(factsText(plain))).toEqual(plain);
    }),
  );
});

test('the version knows names and contents, not their order', () => {
  const files: readonly (readonly [string, string])[] = [
    ['a', '1'],
    ['b', '2'],
  ];
  expect(contentVersion(new Map(files))).toMatch(/^[0-9a-f]{16}$/);
  expect(contentVersion(new Map([...files].reverse()))).toBe(contentVersion(new Map(files)));
  expect(
    contentVersion(
      new Map([
        ['a', '2'],
        ['b', '1'],
      ]),
    ),
  ).not.toBe(contentVersion(new Map(files)));
});
