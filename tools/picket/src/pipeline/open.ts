import { linesOf, type Report, renderProblem, renderText, summarise } from '@picket/diagnostics';
import type { Target } from '@picket/model';
import type { Options } from '../command.ts';
import { textOption } from '../command.ts';
import type { Io } from '../io.ts';
import { type Connection, connect } from './connect.ts';
import { findTarget, openRepository, type Repository } from './repository.ts';
import type { CheckedContent } from './stages.ts';
import { hasErrors } from './stages.ts';

/** The repository that a command works on and the target it was given; a problem has been printed when there is none. */
export function openTarget(
  io: Io,
  options: Options,
): { repository: Repository; name: string; target: Target } | undefined {
  const { value: repository, problems } = openRepository(io.cwd);
  for (const problem of problems) io.err(renderProblem(problem, () => undefined, io.colour));
  if (!repository || hasErrors(problems)) return undefined;
  const name = textOption(options, 'target') ?? 'local';
  const target = findTarget(repository, name);
  if (!('code' in target)) return { repository, name, target };
  const lines = linesOf((file) => (file === 'picket.yaml' ? repository.settings.text : undefined));
  io.err(renderProblem(target, lines, io.colour));
  return undefined;
}

/** Runs `work` with an open way to the workspace and closes it, whatever happens. */
export async function withConnection<T>(
  { repository, name, target }: { repository: Repository; name: string; target: Target },
  work: (connection: Connection) => Promise<T>,
  analysisOf?: CheckedContent['analysisOf'],
): Promise<T> {
  const connection = await connect(repository.root, name, target, repository.declarations, analysisOf);
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}

/** Shows the problems that keep content from being built; the summary alone when there are only suppressed ones. */
export function showProblems(io: Io, { report, files }: CheckedContent): void {
  const errors: Report = { ...report, problems: report.problems.filter((problem) => problem.severity === 'error') };
  const texts = new Map(files.map((file) => [file.path, file.bytes]));
  const sourceOf = (file: string) => {
    const bytes = texts.get(file);
    return bytes && new TextDecoder().decode(bytes);
  };
  if (errors.problems.length > 0) io.err(renderText({ ...errors, suppressed: [] }, sourceOf, { colour: io.colour }));
}

/** `no problems in 41 files`, for the account of a run. */
export function checkedLine({ report }: CheckedContent): string {
  return summarise(report);
}
