import { resolve } from 'node:path';
import { invariant, type Span } from '@picket/diagnostics';
import type { Declarations } from '@picket/kql';
import { applyEdits, type Document, editAt, flow, type RuleTest, readRuleTest, type TextEdit } from '@picket/model';
import { currentExpectation, momentOf } from '@picket/simulate';
import { openSuite, runSuite, type SuitePaths, type SuiteResult } from './rule-tests.ts';
import { matcherOf, type TestChoice } from './test-suite.ts';
import { writeWhole } from './write-file.ts';

/** What a case expected and what it expects now, key by key as YAML; undefined where a key came or went. */
export interface ExpectationChange {
  readonly name: string;
  readonly at: Span;
  readonly keys: readonly { readonly key: string; readonly before?: string; readonly after?: string }[];
}

interface Update {
  readonly change: ExpectationChange;
  readonly edits: readonly TextEdit[];
  readonly index: number;
  readonly expect: Readonly<Record<string, unknown>>;
}

/**
 * Writes what a rule makes of the events into the cases that ran and do not hold. The rest of the file, comments included,
 * stays as it is; the file is replaced as a whole or not at all.
 *
 * @param show is told of the changes before the file is written
 * @throws OutsideFailure when the file cannot be written
 */
export function updateExpectations(
  paths: SuitePaths,
  base: string,
  declarations: Declarations,
  { filter }: TestChoice,
  show: (changes: readonly ExpectationChange[]) => void,
): void {
  const { suite } = openSuite(paths, base, declarations);
  if (!suite) return;
  const { test } = suite;
  const updates = runSuite(suite, matcherOf(filter, paths.slug)).flatMap((result) => updateOf(test, result) ?? []);
  if (updates.length === 0) return;
  const text = applyEdits(
    test.text,
    updates.flatMap(({ edits }) => edits),
  );
  invariant(saysOnly(text, test, updates), `${test.file} would say something else after the update`);
  show(updates.map(({ change }) => change));
  writeWhole(resolve(base, test.file), text);
}

function updateOf(
  test: Document<RuleTest>,
  { index, name, at, passed, problems, outcome }: SuiteResult,
): Update | undefined {
  // What cannot be read has to be mended by its author.
  if (passed || !outcome || problems.some(({ code }) => code !== 'TEST301')) return undefined;
  const before = test.value.cases[index]?.expect ?? {};
  const expect = currentExpectation(before, outcome, momentOf(test, index));
  const path = ['cases', index, 'expect'];
  const names = [...new Set([...Object.keys(before), ...Object.keys(expect)])];
  const keys = names.flatMap((key) => {
    const [was, is] = [before, expect].map((each) => (Object.hasOwn(each, key) ? flow(each[key]) : undefined));
    if (was === is) return [];
    return [{ key, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) }];
  });
  const isSameShape = keys.every((each) => each.before !== undefined && each.after !== undefined);
  const edits = isSameShape
    ? keys.map(({ key }) => editAt(test, [...path, key], expect[key]))
    : [editAt(test, path, expect)];
  return { change: { name, at, keys }, edits, index, expect };
}

/** Whether a text is the test with the new expectations and nothing else. */
function saysOnly(text: string, test: Document<RuleTest>, updates: readonly Update[]): boolean {
  const { test: read } = readRuleTest({ path: test.file, bytes: new TextEncoder().encode(text) });
  const cases = test.value.cases.map((each, i) => {
    const expect = updates.find(({ index }) => index === i)?.expect;
    return expect ? { ...each, expect } : each;
  });
  return JSON.stringify(read?.value) === JSON.stringify({ ...test.value, cases });
}
