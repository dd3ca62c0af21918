import { relative, resolve } from 'node:path';
import { counted, renderProblem } from '@picket/diagnostics';
import { exitCodes, type RunCommand, textOption } from '../command.ts';
import { openTarget, showProblems } from '../pipeline/open.ts';
import { buildStage, checkStage, hasErrors, writeTemplates } from '../pipeline/stages.ts';

export const run: RunCommand = async (io, paths, options) => {
  const opened = openTarget(io, {});
  if (!opened) return exitCodes.usage;
  const { repository } = opened;
  const checked = await checkStage(io, repository, paths);
  showProblems(io, checked);
  if (!checked.content) {
    io.err('Nothing was built.\n');
    return exitCodes.problems;
  }
  const built = buildStage(repository, { ...checked, content: checked.content });
  for (const problem of built.problems) io.err(renderProblem(problem, () => undefined, io.colour));
  if (!built.value || hasErrors(built.problems)) return exitCodes.problems;
  const folder = resolve(io.cwd, textOption(options, 'out') ?? 'dist');
  const { files, written } = writeTemplates(built.value, folder);
  if (options.json) {
    const list = [...built.value.files, ...built.value.tenantFiles].map(({ path }) => path);
    io.out(`${JSON.stringify({ folder, files: list, written }, null, 2)}\n`);
  } else {
    const shown = relative(io.cwd, folder) || '.';
    io.out(
      `Built ${counted(files, 'template')} in ${shown}/, ${written === 0 ? 'all as before' : `${written} written`}\n`,
    );
  }
  return exitCodes.fine;
};
