import { resolve } from 'node:path';
import { countBySeverity, type Diagnostic, diagnostic, renderProblem } from '@picket/diagnostics';
import { noDeclarations } from '@picket/kql';
import { type ExitCode, exitCodes, type Options, type RunCommand, textOption } from '../command.ts';
import { type Io, progressLine } from '../io.ts';
import { findRoot } from '../pipeline/find-root.ts';
import { openRepository } from '../pipeline/repository.ts';
import { changedSuites, selectSuites } from '../pipeline/select-suites.ts';
import type { SuiteReport } from '../pipeline/test-suite.ts';
import { testSuites } from '../pipeline/test-threads.ts';
import { textOf, writeWhole } from '../pipeline/write-file.ts';
import { countsLine, countsOf } from '../test-report/counts.ts';
import { renderTests } from '../test-report/index.ts';

export const run: RunCommand = async (io, paths, options) => {
  const root = findRoot(io.cwd);
  const base = root ?? io.cwd;
  const refuse = (problems: readonly Diagnostic[], code: ExitCode): ExitCode => {
    for (const problem of problems) io.err(renderProblem(problem, () => undefined, io.colour));
    return code;
  };
  if (paths.length === 0 && !root) return refuse([diagnostic('CMD003', { folder: io.cwd })], exitCodes.usage);
  const filter = textOption(options, 'filter');
  if (filter !== undefined && !isPattern(filter)) {
    const want = 'a regular expression';
    return refuse([diagnostic('CMD009', { option: '--filter', value: filter, want })], exitCodes.usage);
  }
  const selection = selectSuites(paths, io.cwd, base);
  if (selection.problems.length > 0) return refuse(selection.problems, exitCodes.usage);
  const repository = root ? openRepository(root) : undefined;
  if (repository && !repository.value) return refuse(repository.problems, exitCodes.problems);
  const where = paths.length > 0 ? paths.join(', ') : 'content/';
  if (selection.suites.length === 0) return refuse([diagnostic('CMD002', { where })], exitCodes.problems);
  const since = textOption(options, 'changedSince');
  const suites = since === undefined ? selection.suites : await changedSuites(selection.suites, since, base);
  if (suites.length === 0) {
    io.out(`nothing to test: no rule of ${where} and nothing of its test differs from ${since}\n`);
    return exitCodes.fine;
  }
  const choice = { filter, mutate: options.mutate === true };
  const start = { base, declarations: repository?.value?.declarations ?? noDeclarations, choice };
  const progress = progressLine(io, 'rules tested');
  const reports = await testSuites(suites, start, (done) => progress.at(done, suites.length));
  progress.end();
  if (reports.length === 0) return refuse([diagnostic('CMD014', { filter: filter ?? '', where })], exitCodes.problems);
  show(io, reports, base, options);
  return reports.some(({ cases, problems }) => hasErrors(problems) || cases.some(({ passed }) => !passed))
    ? exitCodes.problems
    : exitCodes.fine;
};

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
