import type { SourceFile } from '@picket/model';
import { type Io, progressLine } from '../io.ts';
import { openPassedSuites } from './passed-suites.ts';
import { cacheFolder, type Repository } from './repository.ts';
import { suitesOf } from './rule-tests.ts';
import type { SuiteReport } from './test-suite.ts';
import { testSuites } from './test-threads.ts';

/** What became of the cases of the content. */
export interface TestedContent {
  readonly rules: number;
  /** Of all rules, also of those that were not run again. */
  readonly cases: number;
  /** Of the rules that were run: all that have changed since their cases held, or the code that runs them. */
  readonly reports: readonly SuiteReport[];
}

/** Runs the cases of the content's rules, but for those that held before with nothing changed since. */
export async function testStage(
  io: Io,
  { root, declarations }: Repository,
  files: readonly SourceFile[],
): Promise<TestedContent> {
  const suites = suitesOf(files.map(({ path }) => path));
  const passed = openPassedSuites(cacheFolder(root, io.env), root, declarations);
  const known = new Map(suites.map(({ rule }) => [rule, passed.casesOf(rule)]));
  const left = suites.filter(({ rule }) => known.get(rule) === undefined);
  const progress = progressLine(io, 'rules tested');
  const reports = await testSuites(left, { base: root, declarations, choice: {} }, (done) =>
    progress.at(done, left.length),
  );
  progress.end();
  if (left.length > 0) passed.keep(reports);
  const before = [...known.values()].reduce<number>((sum, cases) => sum + (cases ?? 0), 0);
  const cases = reports.reduce((sum, report) => sum + report.cases.length, before);
  return { rules: suites.length, cases, reports };
}
