import { resolve } from 'node:path';
import { countBySeverity, type Diagnostic, diagnostic } from '@picket/diagnostics';
import { noDeclarations } from '@picket/kql';
import { exitCodes, type Options, type RunCommand, textOption } from '../command.ts';
import { type Io, progressLine } from '../io.ts';
import { findRoot } from '../pipeline/find-root.ts';
import { openRepository } from '../pipeline/repository.ts';
import { changedSuites, selectSuites } from '../pipeline/select-suites.ts';
import { type SuiteReport, testSuite } from '../pipeline/test-suite.ts';
import { type ThreadStart, testSuites } from '../pipeline/test-threads.ts';
import { updateExpectations } from '../pipeline/update-expectations.ts';
import { textOf, writeWhole } from '../pipeline/write-file.ts';
import { refuse } from '../refuse.ts';
import { changesText } from '../test-report/changes.ts';
import { countsLine, countsOf } from '../test-report/counts.ts';
import { renderTests } from '../test-report/index.ts';
import { testOnSave } from './test-watch.ts';

export const run: RunCommand = async (io, paths, options) => {
  const root = findRoot(io.cwd);
  const base = root ?? io.cwd;
  if (paths.length === 0 && !root) return refuse(io, [diagnostic('CMD003', { folder: io.cwd })], exitCodes.usage);
  const filter = textOption(options, 'filter');
  if (filter !== undefined && !isPattern(filter)) {
    const want = 'a regular expression';
    return refuse(io, [diagnostic('CMD009', { option: '--filter', value: filter, want })], exitCodes.usage);
  }
  const selection = selectSuites(paths, io.cwd, base);
  if (selection.problems.length > 0) return refuse(io, selection.problems, exitCodes.usage);
  const repository = root ? openRepository(root) : undefined;
  if (repository && !repository.value) return refuse(io, repository.problems, exitCodes.problems);
  const where = paths.length > 0 ? paths.join(', ') : 'content/';
  if (selection.suites.length === 0) return refuse(io, [diagnostic('CMD002', { where })], exitCodes.problems);
  const since = textOption(options, 'changedSince');
  const suites = since === undefined ? selection.suites : await changedSuites(selection.suites, since, base);
  if (suites.length === 0) {
    io.out(`nothing to test: no rule of ${where} and nothing of its test differs from ${since}\n`);
    return exitCodes.fine;
  }
  const choice = { filter, mutate: options.mutate === true, explain: options.explain === true };
  const start = { base, declarations: repository?.value?.declarations ?? noDeclarations, choice };
  const progress = progressLine(io, 'rules tested');
  const found = await testSuites(suites, start, (done) => progress.at(done, suites.length));
  progress.end();
  const reports = options.update ? found.map((report) => updated(io, report, start)) : found;
  if (reports.length === 0)
    return refuse(io, [diagnostic('CMD014', { filter: filter ?? '', where })], exitCodes.problems);
  show(io, reports, base, options);
  if (options.watch) {
    await testOnSave(io, reports, start, {
      select: () => selectSuites(paths, io.cwd, base).suites,
      run: (concerned, now) => {
        const again = concerned.flatMap((each) => testSuite(each, base, now.declarations, choice) ?? []);
        return options.update ? again.map((report) => updated(io, report, now)) : again;
      },
      show: (some) => show(io, some, base, options),
    });
    return exitCodes.fine;
  }
  return reports.some(({ cases, problems }) => hasErrors(problems) || cases.some(({ passed }) => !passed))
    ? exitCodes.problems
    : exitCodes.fine;
};

/** The report on a suite after what its rule makes of the events was written into its cases. */
function updated(io: Io, report: SuiteReport, { base, declarations, choice }: ThreadStart): SuiteReport {
  if (report.cases.every(({ passed }) => passed)) return report;
  updateExpectations(report.paths, base, declarations, choice, (changes) => io.err(changesText(changes)));
  return testSuite(report.paths, base, declarations, choice) ?? report;
}

const hasErrors = (problems: readonly Diagnostic[]): boolean => countBySeverity(problems).error > 0;

function isPattern(text: string): boolean {
  try {
    return Boolean(new RegExp(text));
  } catch {
    return false;
  }
}

function show(io: Io, reports: readonly SuiteReport[], base: string, options: Options): void {
  const format = options.json ? 'json' : (textOption(options, 'format') ?? 'text');
  const text = renderTests(format, reports, (file) => textOf(resolve(base, file)), io.colour);
  const output = textOption(options, 'output');
  if (output === undefined) return void io.out(text);
  writeWhole(resolve(io.cwd, output), text);
  io.out(`${countsLine(countsOf(reports))}\n`);
}
