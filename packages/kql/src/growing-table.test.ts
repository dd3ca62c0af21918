import { expect, test } from 'vitest';
import { analyseQuery } from './analyse.ts';

const problemsOf = (query: string) => analyseQuery(query).problems.map(({ kind, name }) => `${kind} ${name ?? ''}`);

test('AzureDiagnostics has each column whose name ends in a type', () => {
  const { output, problems } = analyseQuery(
    'AzureDiagnostics | project hostname_s, sentBytes_d, isBlocked_b, begin_t, transactionId_g',
  );
  expect(problems).toEqual([]);
  expect(output.columns.map(({ type }) => type)).toEqual(['string', 'real', 'bool', 'datetime', 'unknown']);
});

test('such columns join', () => {
  expect(
    problemsOf(
      'AzureDiagnostics | join kind=inner (AzureDiagnostics | where action_s == "Blocked") on transactionId_g',
    ),
  ).toEqual([]);
});

test.each([
  ['AzureDiagnostics | where Categry == "a"', ['unknown-column Categry']],
  ['SigninLogs | where hostname_s == "a"', ['unknown-column hostname_s']],
  ['AzureDiagnostics | project Category | where hostname_s == "a"', ['unknown-column hostname_s']],
])('others do not exist: %s', (query, problems) => {
  expect(problemsOf(query)).toEqual(problems);
});
