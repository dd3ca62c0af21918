import { expect, test } from 'vitest';
import { fileOf, places } from '../problems.test-support.ts';
import { readRuleTest } from './read-rule-test.ts';

const text = `now: 2026-03-02T10:00:00Z
templates:
  failure: { ResultType: "50126" }
cases:
  - name: one failure
    given:
      SigninLogs:
        - { like: failure, at: -10m }
    expect: { alerts: 1 }
mutants:
  - at: ResultType
    change: drop
    because: nothing else fails
`;

test('a test without a fault: events and expectations as written', () => {
  const { test: read, problems } = readRuleTest(fileOf(text));
  expect(problems).toEqual([]);
  expect(read?.value.cases[0]).toEqual({
    name: 'one failure',
    given: { SigninLogs: [{ like: 'failure', at: '-10m' }] },
    expect: { alerts: 1 },
  });
});

test('null in events, templates and expectations is a value', () => {
  const { test: read } = readRuleTest(
    fileOf(text.replace('{ alerts: 1 }', '{ rows: [{ City: null }] }').replace('at: -10m', 'row: { City: ~ }')),
  );
  expect(read?.value.cases[0]).toMatchObject({
    given: { SigninLogs: [{ like: 'failure', row: { City: null } }] },
    expect: { rows: [{ City: null }] },
  });
});

test.each<[string, string, string, readonly string[]]>([
  ['no moment', 'now: 2026-03-02T10:00:00Z\n', '', ['TEST101 1:1']],
  ['a case without a name', '- name: one failure\n    given', '- given', ['TEST101 5:5']],
  ['a key misspelt', 'given:', 'givn:', ['TEST102 6:5']],
  ['an expectation that nobody knows', 'alerts: 1', 'alarms: 1', ['TEST102 9:15']],
  ['cases that are no list', /cases:\n[\s\S]*mutants/.exec(text)?.[0] ?? '', 'cases: none\nmutants', ['TEST103 4:8']],
  ['nothing expected', '{ alerts: 1 }', '{}', ['TEST104 9:5']],
  ['a case without a value', 'name: one failure', "name: ''", ['TEST104 5:5']],
  ['a change that there is none of', 'change: drop', 'change: dropped', ['TEST105 12:13']],
  ['a moment that is none', '2026-03-02T10:00:00Z', 'yesterday', ['TEST106 1:6']],
])('%s', (_name, before, after, expected) => {
  const { test: read, problems } = readRuleTest(fileOf(text.replace(before, after)));
  expect(places(problems)).toEqual(expected);
  expect(read).toBeUndefined();
});
