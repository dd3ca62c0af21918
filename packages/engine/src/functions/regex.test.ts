import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resultOf, rowsOf } from '../evaluate.test-support.ts';
import { allMatches, firstMatch, regexGroups, regexProblem, regexTest } from './regex.ts';

test.each([
  ['"x é" matches regex @"\\bé\\b"', true],
  ['"٣" matches regex @"^\\d$"', true],
  ['"queue" matches regex "[a-z&&[^aeiou]]u"', true],
  ['"queue" matches regex "[a-z--[q]]{5}"', false],
  ['"Contoso" matches regex "(?i)^CON"', true],
  ['extract("(x)?([0-9]+)", 1, "a12")', ''],
  ['extract("(x)?([0-9]+)", 2, "a12")', '12'],
  ['extract("port=([0-9]+)", 1, "port=8443", typeof(int))', 8443],
  ['extract("port=(.*)", 1, "port=none", typeof(int))', null],
  [
    'extract_all("(a)(b)?", "é😀ab-a")',
    [
      ['a', 'b'],
      ['a', ''],
    ],
  ],
  ['extract_all("(?P<host>[a-z]+):(?P<port>[0-9]+)", dynamic(["port"]), "a:1 b:2")', ['1', '2']],
  ['extract_all("([a-z]+):([0-9]+)", dynamic([2, 1]), "a:1")', [['1', 'a']]],
  ['isnull(extract_all("(z)", "abc"))', true],
  ['replace_regex("baac", "a*", "-")', '-b-c-'],
  ['replace_regex("😀a", "a", @"<\\0>")', '😀<a>'],
  ['replace("([0-9]+)-([0-9]+)", @"\\2/\\1", "2026-03")', '03/2026'],
  ['countof("banana", "an", "regex")', 2],
  ['indexof_regex("banana", "an", 2)', 3],
  ['indexof_regex("banana", "a.a", 0, -1, 2)', -1],
  ['indexof_regex("banana", "an", -1)', null],
  ['trim_end("[0-9]", "node42")', 'node4'],
  ['trim("a|ab", "abxab")', 'bx'],
  ['regex_quote("a.b[c]")', 'a\\.b\\[c\\]'],
])('%s is %j', (expression, expected) => {
  expect(resultOf(expression)).toEqual(expected);
});

test.each([
  ['"a" matches regex "(?=a)"', 'look-around, including look-ahead and look-behind, is not supported'],
  ['extract("(a", 1, "a")', 'unclosed group'],
  ['countof("a", "a**[", "regex")', 'unclosed character class'],
  ['replace_regex("a", "a", "$1")', 'a dollar sign in the rewrite'],
  ['replace_regex("a", "a", @"\\1")', 'no group 1 in the pattern'],
  ['extract_all("a", "a")', 'a pattern without capture groups, which the service refuses too'],
  ['extract_all("", dynamic([1]), "a")', 'a pattern without capture groups, which the service refuses too'],
  ['countof("abc", "x*", "regex")', 'a match of nothing'],
  ['extract("(a)", 1, "a", typeof(dynamic))', 'typeof(dynamic)'],
])('%s is refused: %s', (expression, why) => {
  expect(JSON.stringify(resultOf(expression))).toContain(why);
});

test('a pattern that comes with the row is refused where it is met', () => {
  const [problem] = rowsOf('datatable(p: string)["a", "(b"] | extend x = "ab" matches regex p');
  expect(problem).toContain('ENG102');
  expect(problem).toContain('unclosed group');
});

test('offsets count UTF-16 units, whatever stands before', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (before, behind) => {
      const text = `${before}\u0001needle\u0001${behind}`;
      const match = firstMatch('\u0001(needle)\u0001', text);
      expect(match?.start).toBe(before.length);
      expect(text.slice(match?.start, match?.end)).toBe('\u0001needle\u0001');
      expect(match?.groups[1]).toBe('needle');
    }),
  );
});

test('groups that take no part are told from the others in every pattern', () => {
  const piece = fc.constantFrom('(a)', '(?:b)', '(?P<n>c)', '[(d]', '\\(', '[[:alpha:]&&[^(]]', '(e(f)?)', '[]()]');
  fc.assert(
    fc.property(fc.uniqueArray(piece, { minLength: 1, maxLength: 6 }), fc.string(), (pieces, text) => {
      const pattern = pieces.map((each) => `${each}?`).join('');
      const [match] = allMatches(pattern, `${text}acef`);
      expect(match?.groups.length).toBe(regexGroups(pattern).length);
    }),
  );
});

test.each([
  ['(a+)+$', `${'a'.repeat(20_000)}!`],
  ['(a|aa)+$', `${'a'.repeat(20_000)}!`],
  ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a'.repeat(20_000)],
  ['(.*)*(.*)*x', 'y'.repeat(20_000)],
  ['(x+x+)+y', 'x'.repeat(20_000)],
])('the hostile pattern %s ends', (pattern, text) => {
  expect(regexTest(pattern, text)).toBe(false);
});

test('any pattern of metacharacters compiles or says why not, and its search ends', () => {
  const pattern = fc.string({ unit: fc.constantFrom(...'ab.*+?|()[]{},1^$\\'), maxLength: 12 });
  fc.assert(
    fc.property(pattern, fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 200 }), (made, text) => {
      const problem = regexProblem(made);
      if (problem === undefined) expect(typeof regexTest(made, text)).toBe('boolean');
      else expect(problem).not.toBe('');
    }),
    { numRuns: 200 },
  );
});

test('answers stay right when there are more texts than are remembered', () => {
  const texts = Array.from({ length: 25_000 }, (_, i) => `row ${i}`);
  expect(texts.filter((text) => regexTest('^row [0-9]*7$', text)).length).toBe(2500);
  expect(firstMatch('w ([0-9]+)', 'row 24999')?.groups[1]).toBe('24999');
  expect(regexTest('^row [0-9]*7$', 'row 8')).toBe(false);
});
