import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { countBySeverity, type Diagnostic, type Span } from '@picket/diagnostics';
import type { Declarations } from '@picket/kql';
import { readRuleTest } from '@picket/model';
import type { CaseResult, Mismatch } from '@picket/simulate';
import { type MutationReport, mutateSuite } from './mutation.ts';
import { explainCase, openSuite, runSuite, type SuitePaths } from './rule-tests.ts';
import { readBytes } from './select-files.ts';

/** What became of a case: plain data, to be printed and sent between threads. */
export interface CaseReport {
  readonly name: string;
  readonly at: Span;
  readonly passed: boolean;
  readonly mismatches: readonly Mismatch[];
  readonly problems: readonly Diagnostic[];
  readonly milliseconds: number;
  /** How many rows each step of the query let through, and what lost the events; when asked for. */
  readonly explanation?: string;
}

/** What became of a rule's cases. */
export interface SuiteReport {
  readonly paths: SuitePaths;
  readonly cases: readonly CaseReport[];
  /** Of the rule, of its test file as a whole and of its mutants; those of a case are there. */
  readonly problems: readonly Diagnostic[];
  /** When asked for, of a suite whose cases all hold. */
  readonly mutation?: MutationReport;
  /** What was read: the rule, its test, files of events. */
  readonly files: readonly string[];
}

/** What to run of a suite; plain data. */
export interface TestChoice {
  /** Only cases for which `<slug> <name>` matches this regular expression; all of them when missing. */
  readonly filter?: string | undefined;
  /** Runs the cases against the rule's mutants too, if they hold. */
  readonly mutate?: boolean;
  /** Explains the runs of cases that do not hold; with a filter, of all cases that it takes. */
  readonly explain?: boolean;
}

/**
 * Reads a suite and runs its cases. The rule's query is bound once for all of them.
 *
 * @returns undefined when nothing of the suite was asked for
 */
export function testSuite(
  paths: SuitePaths,
  base: string,
  declarations: Declarations,
  { filter, mutate, explain }: TestChoice,
): SuiteReport | undefined {
  const takes = matcherOf(filter, paths.slug);
  if (filter !== undefined && !takes('') && !namesIn(paths, base).some(takes)) return undefined;
  const { suite, problems, files } = openSuite(paths, base, declarations);
  if (!suite) return { paths, cases: [], problems, files };
  let began = performance.now();
  const cases = runSuite(suite, takes).map((result) => {
    const ended = performance.now();
    const milliseconds = ended - began;
    began = ended;
    const isAsked = explain && (filter !== undefined || !result.passed);
    return caseReport(result, milliseconds, isAsked ? explainCase(suite, result.index, declarations) : '');
  });
  const sound = countBySeverity(problems).error === 0 && cases.every(({ passed }) => passed);
  const mutation = mutate && sound ? mutateSuite(suite, declarations) : undefined;
  const all = [...problems, ...(mutation?.problems ?? [])];
  return { paths, cases, problems: all, files, ...(mutation ? { mutation } : {}) };
}

/** Names of the cases, without making the rule ready. */
function namesIn({ test: path }: SuitePaths, base: string): readonly string[] {
  const file = resolve(base, path);
  if (!existsSync(file)) return [];
  const { test } = readRuleTest({ path, bytes: readBytes(file) });
  return test?.value.cases.map(({ name }) => name) ?? [];
}

/** Whether a case is asked for, by its name. */
export function matcherOf(filter: string | undefined, slug: string): (name: string) => boolean {
  if (filter === undefined) return () => true;
  const pattern = new RegExp(filter, 'i');
  return (name) => pattern.test(`${slug} ${name}`);
}

function caseReport(
  { name, at, passed, mismatches, problems }: CaseResult,
  milliseconds: number,
  explanation: string,
): CaseReport {
  const told = explanation === '' ? {} : { explanation };
  return { name, at, passed, mismatches, problems, milliseconds, ...told };
}

/** All problems of a suite: of its files, then of its cases. */
export function problemsOf({ problems, cases }: SuiteReport): readonly Diagnostic[] {
  return [...problems, ...cases.flatMap((each) => each.problems)];
}
