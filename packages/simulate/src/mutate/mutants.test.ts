import type { Rule } from '@picket/model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mutantsOf } from './mutants.ts';

const ruleOf = (query: string, more: Partial<Rule> = {}): Rule => ({
  id: '5e1f3c2a-7b60-4d8e-9a41-0c2d3e4f5a6b',
  name: 'A rule',
  description: 'What it finds.',
  severity: 'Medium',
  kind: 'Scheduled',
  queryPeriod: '2h',
  query,
  ...more,
});

const changes = (query: string, more?: Partial<Rule>): readonly string[] =>
  mutantsOf(ruleOf(query, more)).map(({ change, original, replacement }) => `${change}: ${original} → ${replacement}`);

describe('mutants of a query', () => {
  test.each([
    [
      'a predicate',
      'where isempty(IPAddress)',
      ['drop: isempty(IPAddress) → true', 'negate: isempty(IPAddress) → not(isempty(IPAddress))'],
    ],
    [
      'parts that all have to hold',
      'where isempty(IPAddress) and isempty(AppId)',
      [
        'drop: isempty(IPAddress) → true',
        'negate: isempty(IPAddress) → not(isempty(IPAddress))',
        'drop: isempty(AppId) → true',
        'negate: isempty(AppId) → not(isempty(AppId))',
      ],
    ],
    [
      'parts of which one has to hold',
      'where (isempty(IPAddress) or isempty(AppId))',
      [
        'drop: isempty(IPAddress) → false',
        'negate: isempty(IPAddress) → not(isempty(IPAddress))',
        'drop: isempty(AppId) → false',
        'negate: isempty(AppId) → not(isempty(AppId))',
      ],
    ],
    [
      'conditions of functions, turned round only',
      'summarize n = countif(isempty(IPAddress))',
      ['negate: isempty(IPAddress) → not(isempty(IPAddress))'],
    ],
    [
      'each condition of case()',
      'extend x = case(isempty(AppId), 1, isempty(Id), 2, 3)',
      ['negate: isempty(AppId) → not(isempty(AppId))', 'negate: isempty(Id) → not(isempty(Id))'],
    ],
    ['a semi-join', 'join kind=leftanti SigninLogs on Id', ['negate: leftanti → leftsemi']],
    [
      'the lookback of the rule itself, which is not dropped',
      'where TimeGenerated > ago(1h)',
      ['negate: TimeGenerated > ago(1h) → not(TimeGenerated > ago(1h))', 'widen: 1h → (1h * 2)'],
    ],
    [
      'a window that a rule cannot look back twice',
      'where TimeGenerated < ago(10d)',
      [
        'drop: TimeGenerated < ago(10d) → true',
        'negate: TimeGenerated < ago(10d) → not(TimeGenerated < ago(10d))',
        'narrow: 10d → (10d / 2)',
      ],
    ],
    ['sizes of bins, which are no windows', 'summarize count() by bin(TimeGenerated, 1h)', []],
  ])('%s', (_name, operators, expected) => {
    expect(changes(`SigninLogs | ${operators}`)).toEqual(expected);
  });

  const onlyOf = (query: string, wanted: readonly string[]): readonly string[] =>
    changes(query).filter((text) => wanted.some((change) => text.startsWith(`${change}:`)));

  test.each([
    [
      'a number that is compared',
      'SigninLogs | summarize n = count() | where n >= 10',
      ['raise: 10 → (10 + 1)', 'lower: 10 → (10 - 1)'],
    ],
    [
      'a number that is named',
      'let many = 10; SigninLogs | summarize n = count() | where n > many',
      ['raise: 10 → (10 + 1)', 'lower: 10 → (10 - 1)'],
    ],
    ['nothing, which has no lower', 'SigninLogs | summarize n = count() | where n > 0', ['raise: 0 → (0 + 1)']],
    [
      'a ratio',
      'SigninLogs | summarize n = avg(1.0) | where n > 0.8',
      ['raise: 0.8 → (0.8 * 1.1)', 'lower: 0.8 → (0.8 * 0.9)'],
    ],
    ['counts that nothing is compared with', 'SigninLogs | summarize make_set(Id, 10) | take 5', []],
  ])('thresholds: %s', (_name, query, expected) => {
    expect(onlyOf(query, ['raise', 'lower'])).toEqual(expected);
  });

  test.each([
    ['an operator that passes over case', 'where AppDisplayName =~ "Azure Portal"', ['letter case: =~ → ==']],
    ['a list that passes over case', 'where AppDisplayName in~ ("Azure Portal")', ['letter case: in~ → in']],
    ['words', 'where UserAgent has "python"', ['letter case: has → has_cs']],
    [
      'a text that minds its case',
      'where AppDisplayName == "Azure Portal"',
      ['letter case: "Azure Portal" → "aZURE pORTAL"'],
    ],
    [
      'a path, whose escapes are no letters',
      String.raw`where AppDisplayName == "a\\b\td"`,
      [String.raw`letter case: "a\\b\td" → "A\\B\tD"`],
    ],
    ['numbers in a text', 'where ResultType == "50126"', []],
    ['columns', 'where UserPrincipalName == AlternateSignInName', []],
  ])('letter case: %s', (_name, operators, expected) => {
    expect(onlyOf(`SigninLogs | ${operators}`, ['letter case'])).toEqual(expected);
  });

  test('letter case: a list that is named, once for all its uses', () => {
    const query =
      'let apps = dynamic(["Portal", "Mail"]); SigninLogs | where AppId in (apps) or AppDisplayName in (apps)';
    expect(onlyOf(query, ['letter case'])).toEqual([
      'letter case: dynamic(["Portal", "Mail"]) → dynamic(["pORTAL", "mAIL"])',
    ]);
  });
});

test('a rule whose window is widened looks back as far', () => {
  const [, widened] = mutantsOf(ruleOf('SigninLogs | where TimeGenerated > ago(2h)'));
  expect(widened?.rule).toMatchObject({
    query: 'SigninLogs | where TimeGenerated > ago((2h * 2))',
    queryPeriod: '240m',
  });
});

test.each([
  [0, ['raise: 0 → 1']],
  [5, ['raise: 5 → 6', 'lower: 5 → 4']],
])('the threshold %i of the rule', (triggerThreshold, expected) => {
  expect(changes('SigninLogs', { triggerThreshold })).toEqual(expected);
});

test('a query that cannot be bound has none', () => {
  expect(changes('(((')).toEqual([]);
});

test('a mutant differs from the rule at its place only', () => {
  const parts = [
    'ResultType == "0"',
    'isempty(AppId)',
    'AppDisplayName has "Portal"',
    'TimeGenerated > ago(3h)',
    'Id in~ ("a", "b")',
  ];
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 4 }),
      fc.constantFrom(' and ', ' or '),
      (chosen, joint) => {
        const { query } = ruleOf(
          `SigninLogs\n| where ${chosen.join(joint)}\n| summarize n = count() by UserId\n| where n > 3`,
        );
        for (const mutant of mutantsOf(ruleOf(query))) {
          const { place, original, replacement } = mutant;
          expect(place.key).toBe('query');
          if (place.key !== 'query') continue;
          expect(query.slice(place.start, place.end)).toBe(original);
          expect(mutant.rule.query).toBe(query.slice(0, place.start) + replacement + query.slice(place.end));
          expect(mutant.rule.query).not.toBe(query);
        }
      },
    ),
    { numRuns: 40 },
  );
});
