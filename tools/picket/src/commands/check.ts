import { resolve } from 'node:path';
import {
  counted,
  type Diagnostic,
  diagnostic,
  pageOf,
  type Report,
  renderGithub,
  renderJson,
  renderJunit,
  renderSarif,
  renderText,
  type Severity,
  type SourceOf,
  summarise,
} from '@picket/diagnostics';
import { noDeclarations } from '@picket/kql';
import { exitCodes, type Options, type RunCommand, textOption } from '../command.ts';
import { type Io, progressLine } from '../io.ts';
import { type CheckedFiles, checkFiles } from '../pipeline/check-files.ts';
import { findRoot } from '../pipeline/find-root.ts';
import { openGit } from '../pipeline/git.ts';
import { gitPath, historyAt } from '../pipeline/history.ts';
import { cacheFolder, openRepository } from '../pipeline/repository.ts';
import { type Selection, selectFiles } from '../pipeline/select-files.ts';
import { writeWhole } from '../pipeline/write-file.ts';
import { refuse } from '../refuse.ts';
import { ownVersion } from '../version.ts';

type Renderer = (report: Report, sourceOf: SourceOf, io: Io) => string;

const renderers: Readonly<Record<string, Renderer>> = {
  text: (report, sourceOf, io) => renderText(report, sourceOf, { colour: io.colour }),
  json: (report) => renderJson(report),
  sarif: (report) => renderSarif(report, pageOf, ownVersion()),
  junit: (report) => renderJunit(report),
  github: (report) => renderGithub(report),
};

const failing: Readonly<Record<string, readonly Severity[]>> = {
  error: ['error'],
  warning: ['error', 'warning'],
  note: ['error', 'warning', 'note'],
};

export const run: RunCommand = async (io, paths, options) => {
  const root = findRoot(io.cwd);
  const base = root ?? io.cwd;
  if (paths.length === 0 && !root) return refuse(io, [diagnostic('CMD003', { folder: io.cwd })], exitCodes.usage);
  const threads = threadsOf(options);
  if (threads instanceof Error) {
    const value = String(options.threads);
    return refuse(io, [diagnostic('CMD009', { option: '--threads', value, want: 'a number from 1' })], exitCodes.usage);
  }
  const selection = selectFiles(paths.length > 0 ? paths : ['content'], paths.length > 0 ? io.cwd : base, base);
  if (selection.problems.length > 0) return refuse(io, selection.problems, exitCodes.usage);

  const repository = root ? openRepository(root) : undefined;
  const progress = progressLine(io, 'analysed');
  const { history, changed } = await sinceGit(selection, base, options);
  const checked = await checkFiles({
    files: selection.files,
    named: selection.named,
    manifests: selection.manifests,
    inRepository: root !== undefined,
    declarations: repository?.value?.declarations ?? noDeclarations,
    cacheDirectory: options.cache === false ? undefined : cacheFolder(root, io.env),
    threads,
    today: io.now().toISOString().slice(0, 10),
    history,
    onProgress: progress.at,
  });
  progress.end();
  if (checked.rules + checked.connectors + checked.workbooks === 0 && checked.report.files.length === 0) {
    const where = paths.length > 0 ? paths.join(', ') : 'content/';
    return refuse(io, [diagnostic('CMD002', { where })], exitCodes.problems);
  }
  const report = narrowed(withMore(checked.report, repository?.problems ?? []), changed);
  show(io, report, selection, checked, options);
  const fatal = failing[textOption(options, 'failOn') ?? 'error'] ?? ['error'];
  return report.problems.some((problem) => fatal.includes(problem.severity)) ? exitCodes.problems : exitCodes.fine;
};

function show(io: Io, report: Report, selection: Selection, checked: CheckedFiles, options: Options): void {
  const texts = new Map(selection.files.map((file) => [file.path, file.bytes]));
  const sourceOf: SourceOf = (file) => {
    const bytes = texts.get(file);
    return bytes && new TextDecoder().decode(bytes).replace(/^\ufeff/, '');
  };
  const format = options.json ? 'json' : (textOption(options, 'format') ?? 'text');
  const shown = format === 'text' && !options.notes ? withoutManyNotes(report) : report;
  const text = renderers[format]?.(shown, sourceOf, io) ?? '';
  const output = textOption(options, 'output');
  if (output) {
    writeWhole(resolve(io.cwd, output), text);
    io.out(`${summarise(report)}\n`);
    return;
  }
  io.out(text);
  if (format !== 'text') return;
  const left = report.problems.length - shown.problems.length;
  if (left > 0) io.out(`${counted(left, 'note')} left out; --notes shows them\n`);
  const others = checked.others > 0 ? `; ${counted(checked.others, 'other YAML file')} left alone` : '';
  const tests = checked.tests > 0 ? `, with the cases of ${counted(checked.tests, 'rule')}` : '';
  const workbooks = checked.workbooks > 0 ? `, ${counted(checked.workbooks, 'workbook')}` : '';
  io.out(
    `${counted(checked.rules, 'rule')}${workbooks} and ${counted(checked.connectors, 'connector')} checked${tests}${others}\n`,
  );
}

const mostNotes = 20;

/** A checkout with CRLF line ends has a note a file: so many would hide the errors. Other formats have them all. */
function withoutManyNotes(report: Report): Report {
  const others = report.problems.filter((problem) => problem.severity !== 'note');
  return report.problems.length - others.length > mostNotes ? { ...report, problems: others } : report;
}

/** What git says of the files, when it is asked: earlier states for the version check, and which files changed. */
async function sinceGit(selection: Selection, base: string, options: Options) {
  const since = textOption(options, 'changedSince');
  const ref = since ?? textOption(options, 'base');
  if (!ref) return {};
  const git = await openGit(base);
  const before = await historyAt(
    git,
    ref,
    base,
    selection.files.map((file) => file.path),
  );
  if (!since) return { history: before };
  const names = new Set(await git.changedSince(since));
  const changed = new Set(selection.files.map((f) => f.path).filter((path) => names.has(gitPath(git, base, path))));
  return { history: before, changed };
}

/** All files are checked, since ids must be unique among all; only what was asked for is reported. */
function narrowed(report: Report, changed: ReadonlySet<string> | undefined): Report {
  if (!changed) return report;
  const asked = (file: string | undefined) => file === undefined || changed.has(file);
  return {
    files: report.files.filter(asked),
    problems: report.problems.filter((problem) => asked(problem.at?.file)),
    suppressed: report.suppressed.filter(({ problem }) => asked(problem.at?.file)),
  };
}

function withMore(report: Report, problems: readonly Diagnostic[]): Report {
  return problems.length === 0 ? report : { ...report, problems: [...problems, ...report.problems] };
}

function threadsOf(options: Options): number | undefined | Error {
  const text = textOption(options, 'threads');
  if (text === undefined) return undefined;
  return /^[1-9]\d{0,2}$/.test(text) ? Number(text) : new Error(text);
}
