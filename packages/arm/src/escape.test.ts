import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeTemplateString, escapeTemplateValue } from './escape.ts';
import { evaluateOutput } from './template/evaluate.test-support.ts';
import type { Json } from './template.ts';

test.each([
  ['[test value]', '[[test value]'],
  ['[test] value', '[test] value'],
  ['[', '['],
  ['[]', '[[]'],
  ['[[test]', '[[[test]'],
  ['[[test', '[[test'],
  ['a[b]', 'a[b]'],
  ['[a]\n', '[a]\n'],
  ['', ''],
])('%j is written as %j', (text, written) => {
  expect(escapeTemplateString(text)).toBe(written);
  expect(evaluateOutput(written)).toBe(text);
});

test('any JSON value comes back from a template as it was', () => {
  const bracketed = fc.string({ unit: fc.constantFrom('[', ']', "'", '(', ')', 'a', '\n', 'é', '😀') });
  const value = fc.jsonValue({ depthSize: 'small', stringUnit: 'grapheme' });
  const texts = fc.oneof(bracketed, value, fc.dictionary(bracketed, fc.array(bracketed)));
  fc.assert(
    fc.property(texts, (any) => {
      const plain = JSON.parse(JSON.stringify(any)) as Json;
      expect(evaluateOutput(escapeTemplateValue(plain))).toEqual(plain);
    }),
  );
});
