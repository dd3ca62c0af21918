import { counted, type Diagnostic, OutsideFailure, renderProblem } from '@picket/diagnostics';
import type { Io } from '../io.ts';
import { openRepository } from '../pipeline/repository.ts';
import type { SuitePaths } from '../pipeline/rule-tests.ts';
import type { SuiteReport } from '../pipeline/test-suite.ts';
import type { ThreadStart } from '../pipeline/test-threads.ts';
import { watchTests } from '../pipeline/watch-tests.ts';

/** How to run suites again. */
export interface TestAgain {
  /** The suites that the command was given, as they are on the disk now. */
  readonly select: () => readonly SuitePaths[];
  readonly run: (suites: readonly SuitePaths[], start: ThreadStart) => readonly SuiteReport[];
  readonly show: (reports: readonly SuiteReport[]) => void;
}

/**
 * Runs again what a saved file concerns: the rule or its test, a file of events that the test names, or picket.yaml, which
 * concerns all. Everything happens on this thread, whose analyser is warm.
 *
 * @param first what the run before the watch found
 * @returns when the user asks to end
 */
export async function testOnSave(
  io: Io,
  first: readonly SuiteReport[],
  started: ThreadStart,
  again: TestAgain,
): Promise<void> {
  let start = started;
  const known = new Map(first.map((report) => [report.paths.rule, report]));
  const rerun = (changed: ReadonlySet<string>): void => {
    const isSettings = changed.has('picket.yaml');
    if (isSettings) {
      const { value, problems } = openRepository(start.base);
      if (!value) {
        told(problems);
        return;
      }
      start = { ...start, declarations: value.declarations };
    }
    const concerned = again.select().filter(({ rule, test }) => {
      const files = [rule, test, ...(known.get(rule)?.files ?? [])];
      return isSettings || files.some((file) => changed.has(file));
    });
    if (concerned.length === 0) return;
    const reports = again.run(concerned, start);
    for (const report of reports) known.set(report.paths.rule, report);
    if (reports.length > 0) again.show(reports);
    watcher.follow([...known.values()]);
  };
  const told = (problems: readonly Diagnostic[]): void => {
    for (const problem of problems) io.err(renderProblem(problem, () => undefined, io.colour));
  };
  let stopWith: (failure: unknown) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => {
    stopWith = reject;
  });
  const watcher = watchTests(start.base, (changed) => {
    try {
      rerun(changed);
    } catch (error) {
      if (error instanceof OutsideFailure) told([error.problem]);
      else stopWith(error);
    }
  });
  try {
    watcher.follow(first);
    io.err(`watching ${counted(first.length, 'rule')} with the cases; Ctrl+C ends\n`);
    await Promise.race([io.stopped(), failed]);
  } finally {
    watcher.close();
  }
}
