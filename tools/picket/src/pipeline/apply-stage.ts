import { join } from 'node:path';
import { type ApplyResult, applyPlan, type Plan } from '@picket/deploy';
import { counted, diagnostic, renderProblem } from '@picket/diagnostics';
import { type ExitCode, exitCodes, type Options } from '../command.ts';
import type { Io } from '../io.ts';
import { progressLine } from '../io.ts';
import type { Connection } from './connect.ts';
import type { Repository } from './repository.ts';

/**
 * Carries out a plan after it was shown. Deletions are asked for unless `--yes` was given.
 *
 * @returns the exit code; what was done or went wrong has been said
 */
export async function applyStage(
  io: Io,
  repository: Repository,
  connection: Connection,
  plan: Plan,
  options: Options,
  desiredHash?: string,
): Promise<ExitCode> {
  const deletions = plan.changes.filter((change) => change.deletes.length > 0);
  if (deletions.length > 0 && !options.yes) {
    const names = deletions.map((change) => `${change.kind} ${change.slug}`).join(', ');
    if (!(await io.confirm(`Delete ${names}?`))) {
      io.err(renderProblem(diagnostic('CMD010', { count: deletions.length }), () => undefined, io.colour));
      return exitCodes.problems;
    }
  }
  const total = plan.changes.filter((change) => change.writes.length + change.deletes.length > 0).length;
  const progress = progressLine(io, 'deployed');
  let ended = 0;
  const began = Date.now();
  const stamp = io.now().toISOString().replaceAll(':', '-');
  const result = await applyPlan(plan, connection.transport, {
    workspace: connection.scope,
    repository: repository.settings.value.repository,
    via: options.transport === 'rest' ? 'rest' : 'deployment',
    runFolder: join(repository.root, '.picket', 'runs', stamp),
    ...(desiredHash === undefined ? {} : { desiredHash }),
    onEvent: (event) => {
      if (event.type === 'done' || event.type === 'failed') progress.at(++ended, total);
    },
  });
  progress.end();
  return told(io, result, (Date.now() - began) / 1000, options);
}

function told(io: Io, result: ApplyResult, seconds: number, options: Options): ExitCode {
  for (const problem of result.problems) io.err(renderProblem(problem, () => undefined, io.colour));
  if (options.json) {
    io.out(`${JSON.stringify(result, null, 2)}\n`);
  } else if (result.done.length > 0) {
    const failed = result.failed.length > 0 ? `, ${result.failed.length} failed` : '';
    io.out(`Deployed ${counted(result.done.length, 'change')}${failed} in ${seconds.toFixed(1)} s\n`);
    if (result.preImage) io.out(`Kept what was there before in ${result.preImage}\n`);
  }
  if (result.stopped) return exitCodes.outside;
  return result.problems.some((problem) => problem.severity === 'error') ? exitCodes.problems : exitCodes.fine;
}
