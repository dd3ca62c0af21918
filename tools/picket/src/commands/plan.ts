import { resolve } from 'node:path';
import { renderPlan, renderPlanMarkdown, serialisePlan } from '@picket/deploy';
import { renderProblem } from '@picket/diagnostics';
import { exitCodes, planPolicy, type RunCommand, textOption } from '../command.ts';
import { openTarget, showProblems, withConnection } from '../pipeline/open.ts';
import { buildStage, checkStage, hasErrors, planStage } from '../pipeline/stages.ts';
import { writeWhole } from '../pipeline/write-file.ts';

const forms = {
  text: renderPlan,
  markdown: renderPlanMarkdown,
  json: serialisePlan,
} as const;

export const run: RunCommand = async (io, _args, options) => {
  const opened = openTarget(io, options);
  if (!opened) return exitCodes.usage;
  const { repository, name, target } = opened;
  const checked = await checkStage(io, repository);
  showProblems(io, checked);
  if (!checked.content) {
    io.err('Nothing was planned.\n');
    return exitCodes.problems;
  }
  const built = buildStage(repository, { ...checked, content: checked.content });
  for (const problem of built.problems) io.err(renderProblem(problem, () => undefined, io.colour));
  const { value } = built;
  if (!value || hasErrors(built.problems)) return exitCodes.problems;
  return withConnection(
    opened,
    async (connection) => {
      const { plan } = await planStage(repository, target, connection, value.resources, planPolicy(options));
      const form = options.json ? 'json' : textOption(options, 'format');
      io.out((form === 'markdown' || form === 'json' ? forms[form] : forms.text)(plan));
      for (const problem of plan.problems) io.err(renderProblem(problem, () => undefined, io.colour));
      const file = textOption(options, 'out');
      if (file) {
        writeWhole(resolve(io.cwd, file), serialisePlan(plan));
        io.err(`Nothing was changed. Run 'picket apply ${file} --target ${name}' to apply this plan.\n`);
      }
      if (hasErrors(plan.problems)) return exitCodes.problems;
      const changes = plan.changes.some((change) => change.action !== 'unchanged');
      return changes && options.detailedExitcode ? exitCodes.changes : exitCodes.fine;
    },
    checked.analysisOf,
  );
};
