import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { noDeclarations } from '@picket/kql';
import { expect, test } from 'vitest';
import { repositoryWith, rulePath, testPath } from '../commands/rule-tests.test-support.ts';
import { write } from '../repository.test-support.ts';
import { openPassedSuites } from './passed-suites.ts';
import { suitesOf } from './rule-tests.ts';
import { testSuite } from './test-suite.ts';

const events = 'content/sign-in-logs/tests/events/failures.jsonl';

/** A repository whose suite was tested and kept. */
function tested(edits: Parameters<typeof repositoryWith>[0] = {}): string {
  const base = repositoryWith(edits);
  const reports = suitesOf([rulePath]).flatMap((paths) => testSuite(paths, base, noDeclarations, {}) ?? []);
  openPassedSuites(join(base, 'cache'), base, noDeclarations).keep(reports);
  return base;
}
const known = (base: string, declarations = noDeclarations): number | undefined =>
  openPassedSuites(join(base, 'cache'), base, declarations).casesOf(rulePath);

test('a suite whose cases held is known', () => {
  expect(known(tested())).toBe(2);
});

test.each([[rulePath], [testPath], [events]])('not after %s changed', (path) => {
  const base = tested();
  appendFileSync(join(base, path), '\n');
  expect(known(base)).toBeUndefined();
  write(base, path, readFileSync(join(base, path), 'utf8').slice(0, -1));
  expect(known(base)).toBe(2);
});

test('not after its events went', () => {
  const base = tested();
  rmSync(join(base, events));
  expect(known(base)).toBeUndefined();
});

test('not under other declarations', () => {
  expect(known(tested(), { ...noDeclarations, watchlists: { VIPUsers: ['UserPrincipalName'] } })).toBeUndefined();
});

test('a suite with a problem is not kept, be it a warning', () => {
  expect(known(tested({ [testPath]: (text) => text.replace('alerts: 0', 'alerts: 1') }))).toBeUndefined();
  expect(known(tested({ [testPath]: (text) => `templates: { idle: {} }\n${text}` }))).toBeUndefined();
});

test.each([['no JSON'], ['{}'], ['[1, null, {"rule": 5}]']])('what another wrote holds nothing: %s', (text) => {
  const base = tested();
  write(base, 'cache/passed-tests.json', text);
  expect(known(base)).toBeUndefined();
});
