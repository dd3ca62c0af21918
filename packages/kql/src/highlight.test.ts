import fc from 'fast-check';
import { expect, test } from 'vitest';
import { highlightQuery } from './highlight.ts';

const kindsIn = (query: string): readonly (readonly [string, string])[] =>
  highlightQuery(query).flatMap(({ text, kind }) => (kind === '' ? [] : [[text.trim(), kind] as const]));

test('names by what they are bound to, tokens by their kind, comments', () => {
  const query =
    'let most = 5; // at first\nSigninLogs\n| where ResultType != "0" and TimeGenerated > ago(1h)\n| take most';
  expect(kindsIn(query)).toEqual([
    ['let', 'keyword'],
    ['most', 'variable'],
    ['5', 'literal'],
    ['// at first', 'comment'],
    ['SigninLogs', 'table'],
    ['where', 'keyword'],
    ['ResultType', 'column'],
    ['"0"', 'string'],
    ['and', 'keyword'],
    ['TimeGenerated', 'column'],
    ['ago', 'function'],
    ['1h', 'literal'],
    ['take', 'keyword'],
    ['most', 'variable'],
  ]);
});

test('the pieces are the text, whatever the text', () => {
  const words = fc.constantFrom(
    'SigninLogs',
    '|',
    'where',
    '//',
    '\n',
    '"a',
    "'b'",
    '(',
    ')',
    '/',
    ' ',
    'ResultType',
    '==',
    '{',
    '<b>',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(words, fc.string())), (parts) => {
      const query = parts.join('');
      expect(
        highlightQuery(query)
          .map(({ text }) => text)
          .join(''),
      ).toBe(query);
    }),
    { numRuns: 60 },
  );
});
