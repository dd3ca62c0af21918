import { type Diagnostic, diagnostic, linesOf, renderProblem, type Severity } from '@picket/diagnostics';
import { noDeclarations } from '@picket/kql';
import type { SourceFile } from '@picket/model';
import type { CaseResult } from '@picket/simulate';
import { type ExitCode, exitCodes, type RunCommand, textOption } from '../command.ts';
import { type Io, progressLine } from '../io.ts';
import { findRoot } from '../pipeline/find-root.ts';
import { type MutationReport, mutateSuite } from '../pipeline/mutation.ts';
import { openRepository } from '../pipeline/repository.ts';
import { openSuite, runSuite, type SuitePaths, suitesOf } from '../pipeline/rule-tests.ts';
import { selectFiles } from '../pipeline/select-files.ts';

/** What became of the cases of a rule. */
export interface SuiteReport {
  readonly paths: SuitePaths;
  readonly results: readonly CaseResult[];
  /** Of the files and of the cases. */
  readonly problems: readonly Diagnostic[];
  readonly files: readonly SourceFile[];
  /** When asked for, of a suite whose cases all hold. */
  readonly mutation?: MutationReport;
}

export const run: RunCommand = async (io, paths, options) => {
  const root = findRoot(io.cwd);
  const base = root ?? io.cwd;
  const refuse = (problems: readonly Diagnostic[], code: ExitCode): ExitCode => {
    for (const problem of problems) io.err(renderProblem(problem, () => undefined, io.colour));
    return code;
  };
  if (paths.length === 0 && !root) return refuse([diagnostic('CMD003', { folder: io.cwd })], exitCodes.usage);
  const filter = filterOf(textOption(options, 'filter'));
  if (!filter) {
    const value = String(options.filter);
    return refuse([diagnostic('CMD009', { option: '--filter', value, want: 'a regular expression' })], exitCodes.usage);
  }
  const selection = selectFiles(paths.length > 0 ? paths : ['content'], paths.length > 0 ? io.cwd : base, base);
  if (selection.problems.length > 0) return refuse(selection.problems, exitCodes.usage);
  const repository = root ? openRepository(root) : undefined;
  if (repository && !repository.value) return refuse(repository.problems, exitCodes.problems);
  const suites = suitesOf(selection.files.map((file) => file.path));
  const declarations = repository?.value?.declarations ?? noDeclarations;
  const progress = progressLine(io, 'rules tested');
  const reports = suites.map((suite, i): SuiteReport => {
    const { suite: opened, problems, files } = openSuite(suite, base, declarations);
    const results = opened ? runSuite(opened, (name) => filter.test(`${suite.slug} ${name}`)) : [];
    const own = [...problems, ...results.flatMap((each) => each.problems)];
    const mutation = options.mutate && opened && !own.some(isError) ? mutateSuite(opened, declarations) : undefined;
    progress.at(i + 1, suites.length);
    const all = [...own, ...(mutation?.problems ?? [])];
    return { paths: suite, results, problems: all, files, ...(mutation ? { mutation } : {}) };
  });
  progress.end();
  const count = reports.reduce((sum, { results }) => sum + results.length, 0);
  const failed = reports.some(({ problems }) => problems.some(isError));
  if (count === 0 && !failed) {
    const where = paths.length > 0 ? paths.join(', ') : 'content/';
    return refuse([diagnostic('CMD002', { where })], exitCodes.problems);
  }
  show(io, reports);
  return failed ? exitCodes.problems : exitCodes.fine;
};

const isError = ({ severity }: { readonly severity: Severity }): boolean => severity === 'error';

function filterOf(text: string | undefined): RegExp | undefined {
  try {
    return new RegExp(text ?? '', 'i');
  } catch {
    return undefined;
  }
}

function show(io: Io, reports: readonly SuiteReport[]): void {
  for (const { problems, files } of reports) {
    const texts = new Map(files.map(({ path, bytes }) => [path, bytes]));
    const lines = linesOf((file) => {
      const bytes = texts.get(file);
      return bytes && new TextDecoder().decode(bytes);
    });
    for (const problem of problems) io.out(renderProblem(problem, lines, io.colour));
  }
  const folders = new Map<string, SuiteReport[]>();
  for (const report of reports) folders.set(report.paths.folder, [...(folders.get(report.paths.folder) ?? []), report]);
  for (const [folder, own] of folders) {
    const results = own.flatMap((report) => report.results);
    const passed = results.filter((result) => result.passed).length;
    const broken = own.filter(({ results: each, problems }) => each.length === 0 && problems.some(isError)).length;
    const more = broken > 0 ? `, ${broken} without cases that run` : '';
    io.out(`${folder}: ${own.length} rules, ${passed} of ${results.length} cases hold${more}\n`);
  }
  for (const { paths, mutation } of reports) {
    if (!mutation) continue;
    const { score, killed, survived, explained } = mutation.score;
    const more = explained > 0 ? `, ${explained} explained` : '';
    io.out(
      `${paths.rule}: mutation score ${Math.floor(score * 100)} % (${killed} of ${killed + survived} noticed${more})\n`,
    );
  }
  const all = reports.flatMap((report) => report.results);
  io.out(
    `${reports.length} rules, ${all.length} cases: ${all.filter(({ passed }) => passed).length} hold, ${all.filter(({ passed }) => !passed).length} do not\n`,
  );
}
