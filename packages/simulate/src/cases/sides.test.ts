import { expect, test } from 'vitest';
import { testOf } from './case.test-support.ts';
import { testProblems } from './sides.ts';

const casesOf = (...expected: readonly string[]): string =>
  `cases:\n${expected.map((each, i) => `  - { name: case ${i}, expect: ${each} }\n`).join('')}`;

test.each<[string, readonly string[]]>([
  [casesOf('{ alerts: 1 }', '{ alerts: 0 }'), []],
  [casesOf('{ alerts: [{ title: x }] }', '{ alerts: [] }'), []],
  [casesOf('{ alerts: { at_least: 1 } }', '{ alerts: { at_most: 0 } }'), []],
  [casesOf('{ severity: High }', '{ alerts: 0 }'), []],
  [casesOf('{ alerts: 1 }'), ['TEST203 no case says when the rule is silent']],
  [casesOf('{ alerts: 0 }'), ['TEST203 no case says when the rule fires']],
  [casesOf('{ rows: 1 }', '{ alerts: 0 }'), ['TEST203 no case says when the rule fires']],
  [
    casesOf('{ alerts: 1 }', '{ alerts: 0 }').replace('case 1', 'case 0'),
    ["TEST204 another case above is called 'case 0' too"],
  ],
])('%s', (text, expected) => {
  expect(testProblems(testOf(text)).map(({ code, message }) => `${code} ${message}`)).toEqual(expected);
});
