import { resolve } from 'node:path';
import { readPlan, renderPlan } from '@picket/deploy';
import { diagnostic, renderProblem } from '@picket/diagnostics';
import { exitCodes, type RunCommand } from '../command.ts';
import { applyStage } from '../pipeline/apply-stage.ts';
import { openTarget, withConnection } from '../pipeline/open.ts';
import { textOf } from '../pipeline/write-file.ts';

export const run: RunCommand = async (io, [file = 'plan.json'], options) => {
  const opened = openTarget(io, options);
  if (!opened) return exitCodes.usage;
  const text = textOf(resolve(io.cwd, file));
  if (text === undefined) {
    io.err(renderProblem(diagnostic('CMD001', { path: file }), () => undefined, io.colour));
    return exitCodes.usage;
  }
  const { value: plan, problems } = readPlan(text);
  for (const problem of problems) io.err(renderProblem(problem, () => undefined, io.colour));
  if (!plan) return exitCodes.problems;
  if (!options.json) io.out(renderPlan(plan));
  return withConnection(opened, (connection) => applyStage(io, opened.repository, connection, plan, options));
};
