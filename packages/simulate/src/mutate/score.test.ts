import type { Rule } from '@picket/model';
import { readRule } from '@picket/model';
import { expect, test } from 'vitest';
import { mutantsOf } from './mutants.ts';
import { type Explanation, explanationProblems, scoreOf, type Verdict } from './score.ts';
import { survivors } from './survivors.ts';

const text = `id: 5e1f3c2a-7b60-4d8e-9a41-0c2d3e4f5a6b
name: A rule
version: 1.0.0
kind: Scheduled
description: Identifies what it finds.
severity: Medium
requiredDataConnectors: []
tactics: []
relevantTechniques: []
queryFrequency: 1h
queryPeriod: 1h
triggerOperator: gt
triggerThreshold: 0
query: |
  SigninLogs
  | where isempty(IPAddress)
    and ResultType == "0"
`;
const { rule } = readRule({ path: 'content/sign-in-logs/rules/a-rule.yaml', bytes: new TextEncoder().encode(text) });
if (!rule) throw new Error('the rule is a good one');
const mutants = mutantsOf(rule.value);
const verdict = (survives: readonly string[]): readonly Verdict[] =>
  mutants.map(({ change, original }) =>
    survives.includes(`${change} ${original}`) ? 'survived' : { killedBy: 'a case' },
  );

test('the mutants of the rule', () => {
  expect(mutants.map(({ change, original }) => `${change} ${original}`)).toEqual([
    'drop isempty(IPAddress)',
    'negate isempty(IPAddress)',
    'drop ResultType == "0"',
    'negate ResultType == "0"',
    'raise 0',
  ]);
});

test.each<[string, readonly Verdict[], readonly Explanation[], number]>([
  ['all killed', verdict([]), [], 1],
  ['one of five survives', verdict(['raise 0']), [], 0.8],
  ['an explained one does not count', verdict(['raise 0']), [{ at: 'triggerThreshold', because: 'one row is all' }], 1],
  [
    'one that is no query does not count',
    mutants.map((_, i) => (i === 0 ? 'invalid' : i === 1 ? 'survived' : { killedBy: 'a case' })),
    [],
    0.75,
  ],
  ['no mutants', [], [], 1],
])('score: %s', (_name, verdicts, explanations, score) => {
  expect(scoreOf(verdicts.length === 0 ? [] : mutants, verdicts, explanations).score).toBe(score);
});

test('a survivor is told at its place in the query (MUT101)', () => {
  const found = survivors(rule, scoreOf(mutants, verdict(['drop ResultType == "0"']), []));
  expect(found.map(({ code, message, at, hint }) => ({ code, message, start: at?.start, hint }))).toEqual([
    {
      code: 'MUT101',
      message: 'no case notices when this is left out: ResultType == "0" → true',
      start: { line: 17, column: 9 },
      hint: 'add a near miss: a firing case with one event that only this keeps out',
    },
  ]);
});

test('an explanation is for the change that it names, however the text is broken into lines', () => {
  const broken = mutantsOf({ ...(rule.value as Rule), query: 'SigninLogs\n| where not(\n  isempty(Id))' });
  const all = broken.map((): Verdict => 'survived');
  const { mutants: judged } = scoreOf(broken, all, [
    { at: 'not( isempty(Id))', change: 'drop', because: 'ids are never empty' },
  ]);
  expect(judged.map(({ mutant, fate, because }) => [mutant.change, fate, because])).toEqual([
    ['drop', 'explained', 'ids are never empty'],
    ['negate', 'survived', undefined],
    ['raise', 'survived', undefined],
  ]);
});

test.each<[string, Explanation, readonly string[]]>([
  ['of a mutant that survives', { at: 'ResultType == "0"', because: 'x' }, []],
  ['that names no mutant (MUT102)', { at: 'ResultType == "1"', because: 'x' }, ['MUT102']],
  ['whose mutants are all killed (MUT103)', { at: 'isempty(IPAddress)', because: 'x' }, ['MUT103']],
])('an explanation %s', (_name, explanation, codes) => {
  const score = scoreOf(mutants, verdict(['drop ResultType == "0"']), [explanation]);
  expect(explanationProblems(score, () => undefined).map(({ code }) => code)).toEqual(codes);
});
