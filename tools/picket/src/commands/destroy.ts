import { planDestroy, readWorkspace, renderPlan } from '@picket/deploy';
import { renderProblem } from '@picket/diagnostics';
import { exitCodes, type RunCommand } from '../command.ts';
import { applyStage } from '../pipeline/apply-stage.ts';
import { openTarget, withConnection } from '../pipeline/open.ts';
import { hasErrors } from '../pipeline/stages.ts';

export const run: RunCommand = async (io, _args, options) => {
  const opened = openTarget(io, options);
  if (!opened) return exitCodes.usage;
  const { repository } = opened;
  return withConnection(opened, async (connection) => {
    const workspace = await readWorkspace(connection.transport, connection.scope);
    const plan = planDestroy({ workspace, repository: repository.settings.value.repository });
    if (!options.json) io.out(renderPlan(plan));
    for (const problem of plan.problems) io.err(renderProblem(problem, () => undefined, io.colour));
    if (hasErrors(plan.problems)) return exitCodes.problems;
    return applyStage(io, repository, connection, plan, options);
  });
};
