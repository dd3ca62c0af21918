import { relative, resolve } from 'node:path';
import { counted, renderProblem } from '@picket/diagnostics';
import { contentCounts, contentTable, shortPlan } from '../account.ts';
import { exitCodes, planPolicy, type RunCommand, textOption } from '../command.ts';
import { applyStage } from '../pipeline/apply-stage.ts';
import { checkedLine, openTarget, showProblems, withConnection } from '../pipeline/open.ts';
import { buildStage, checkStage, hasErrors, planStage, writeTemplates } from '../pipeline/stages.ts';

export const run: RunCommand = async (io, _args, options) => {
  const opened = openTarget(io, options);
  if (!opened) return exitCodes.usage;
  const { repository, target } = opened;
  const say = (text: string) => (options.json ? io.err(text) : io.out(text));

  const checked = await checkStage(io, repository);
  showProblems(io, checked);
  if (!checked.content) {
    io.err('Nothing was built or deployed.\n');
    return exitCodes.problems;
  }
  say(`Checked ${contentCounts(checked.content)}: ${checkedLine(checked)}\n\n${contentTable(checked.content)}\n`);

  const built = buildStage(repository, { ...checked, content: checked.content });
  for (const problem of built.problems) io.err(renderProblem(problem, () => undefined, io.colour));
  if (!built.value || hasErrors(built.problems)) return exitCodes.problems;
  const folder = resolve(repository.root, textOption(options, 'out') ?? 'dist');
  const { files, written } = writeTemplates(built.value, folder);
  say(`Built ${counted(files, 'template')}, ${written === 0 ? 'all as before' : `${written} written`}\n`);

  const { resources } = built.value;
  return withConnection(
    opened,
    async (connection) => {
      const { plan } = await planStage(repository, target, connection, resources, planPolicy(options));
      say(shortPlan(plan));
      for (const problem of plan.problems) io.err(renderProblem(problem, () => undefined, io.colour));
      if (hasErrors(plan.problems)) {
        io.err('Nothing was deployed.\n');
        return exitCodes.problems;
      }
      const code = await applyStage(io, repository, connection, plan, options);
      say(`\nTemplates: ${relative(io.cwd, folder) || '.'}/\n`);
      if (connection.stateFile) say(`State:     ${connection.stateFile}\n`);
      return code;
    },
    checked.analysisOf,
  );
};
