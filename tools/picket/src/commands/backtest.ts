import { resolve } from 'node:path';
import { type Diagnostic, diagnostic, linesOf, renderProblem } from '@picket/diagnostics';
import { noDeclarations } from '@picket/kql';
import { type Document, type Rule, readRule } from '@picket/model';
import { backtestPage } from '../backtest-report/page.ts';
import { backtestText } from '../backtest-report/text.ts';
import { exitCodes, type Options, pathsOf, type RunCommand, textOption } from '../command.ts';
import { type Io, progressLine } from '../io.ts';
import { momentOption } from '../moment-option.ts';
import { type Backtest, backtestRemotely, runCount } from '../pipeline/backtest.ts';
import { backtestOnThreads } from '../pipeline/backtest-threads.ts';
import { findRoot } from '../pipeline/find-root.ts';
import { openQueryEngine } from '../pipeline/query-engine.ts';
import { openRepository } from '../pipeline/repository.ts';
import { selectFiles } from '../pipeline/select-files.ts';
import { writeWhole } from '../pipeline/write-file.ts';
import { refuse } from '../refuse.ts';

/** Runs rules over recorded events as their schedule would have, and reports what they would have said. */
export const run: RunCommand = async (io, _args, options) => {
  const [from, to] = [momentOption(options, 'from'), momentOption(options, 'to')];
  if (!from || !to) {
    const option = from ? '--to' : '--from';
    const value = textOption(options, from ? 'to' : 'from') ?? '';
    return refuse(
      io,
      [diagnostic('CMD009', { option, value, want: 'a moment as 2026-03-01 or 2026-03-01T00:00:00Z' })],
      exitCodes.usage,
    );
  }
  const rules = rulesOf(io, options);
  if (rules.problems.length > 0) return refuse(io, rules.problems, exitCodes.problems);
  const repository = findRoot(io.cwd) === undefined ? undefined : openRepository(io.cwd);
  if (repository && !repository.value) return refuse(io, repository.problems, exitCodes.problems);
  const declarations = repository?.value?.declarations ?? noDeclarations;
  const backtest: Backtest = { rules: rules.documents, declarations, from, to };
  const total = runCount(backtest);
  if (total === 0) {
    return refuse(io, [diagnostic('BT001', { from: from.toISOString(), to: to.toISOString() })], exitCodes.usage);
  }
  const control = controlOf(io, total);
  const { value: outcome, problems } = await outcomeOf(io, options, backtest, control);
  control.end();
  if (!outcome)
    return refuse(io, problems, problems.every(({ code }) => code === 'CMD009') ? exitCodes.usage : exitCodes.problems);
  const { report } = outcome;
  const texts = new Map(rules.documents.map(({ file, text }) => [file, text]));
  const lines = linesOf((file) => texts.get(file));
  for (const problem of [...outcome.problems, ...report.rules.flatMap((rule) => rule.problems)]) {
    io.err(renderProblem(problem, lines, io.colour));
  }
  // What took long to find out is told first: the page may fail to be written.
  io.out(options.json ? `${JSON.stringify(report, null, 2)}\n` : backtestText(report));
  const page = textOption(options, 'html');
  if (page !== undefined) writeWhole(resolve(io.cwd, page), backtestPage(report));
  if (!report.isWhole) return exitCodes.outside;
  return report.rules.some((rule) => rule.problems.length > 0) ? exitCodes.problems : exitCodes.fine;
};

async function outcomeOf(io: Io, options: Options, backtest: Backtest, control: Control) {
  const data = pathsOf(options);
  const where = textOption(options, 'engine') ?? 'local';
  if (where === 'local') {
    if (data.length === 0)
      return { problems: [diagnostic('CMD009', { option: '--data', value: '', want: 'files or folders of events' })] };
    return backtestOnThreads(
      backtest,
      data.map((path) => resolve(io.cwd, path)),
      control,
    );
  }
  const opened = await openQueryEngine(io, options);
  if (!opened.value) return { problems: opened.problems };
  try {
    return await backtestRemotely(backtest, opened.value, control);
  } finally {
    await opened.value.close();
  }
}

interface Control {
  readonly onRun: () => void;
  readonly isStopped: () => boolean;
  readonly end: () => void;
}

/** Progress by runs; the first interrupt ends the backtest with what there is. */
function controlOf(io: Io, total: number): Control {
  const progress = progressLine(io, 'runs');
  let done = 0;
  let stopped = false;
  void io.stopped().then(() => {
    stopped = true;
  });
  return {
    onRun: () => progress.at(++done, total),
    isStopped: () => stopped,
    end: () => progress.end(),
  };
}

function rulesOf(
  io: Io,
  options: Options,
): { readonly documents: readonly Document<Rule>[]; readonly problems: readonly Diagnostic[] } {
  const root = findRoot(io.cwd);
  const given: unknown = options.rules;
  const paths = Array.isArray(given) ? given.map(String) : [];
  if (paths.length === 0 && !root) return { documents: [], problems: [diagnostic('CMD003', { folder: io.cwd })] };
  const selection = selectFiles(
    paths.length > 0 ? paths : ['content'],
    paths.length > 0 ? io.cwd : (root ?? io.cwd),
    root ?? io.cwd,
  );
  const files = selection.files.filter(
    ({ path }) => /\.ya?ml$/i.test(path) && (selection.named.has(path) || /(^|\/)rules\/[^/]+$/.test(path)),
  );
  const read = files.map(readRule);
  const documents = read.flatMap(({ rule }) => (rule ? [rule] : []));
  const problems = [
    ...selection.problems,
    ...read.flatMap((each) => each.problems.filter(({ severity }) => severity === 'error')),
  ];
  if (documents.length === 0 && problems.length === 0) {
    return { documents, problems: [diagnostic('CMD002', { where: paths.join(', ') || 'content/' })] };
  }
  return { documents, problems };
}
