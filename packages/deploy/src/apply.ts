import type { ArmTransport } from '@picket/arm';
import { kindsInOrder } from '@picket/bundle';
import { type Diagnostic, diagnostic, OutsideFailure } from '@picket/diagnostics';
import { type Chunk, isConflict, runDeployment, validateChunks } from './apply-deployment.ts';
import { deleteChange, writeAgain, writeChange } from './apply-rest.ts';
import type { ApplyOptions, ApplyResult, Outcome } from './apply-types.ts';
import { createCall, createLimit, pause } from './call.ts';
import { chunksOf } from './chunks.ts';
import { type Fresh, readTouched, staleness } from './fresh.ts';
import type { Change, Plan } from './plan-types.ts';
import { keepPreImage, preImageOf } from './pre-image.ts';
import { sameId } from './workspace.ts';

/**
 * Brings a workspace to what a plan says:
 * refuse a plan that is not for here ─▶ read again what it touches, refuse a stale plan ─▶ validate ─▶ keep a copy of what is
 * overwritten ─▶ connectors, rules and workbooks with their metadata ─▶ deletions.
 *
 * Nothing that the plan leaves unchanged is written. A run that is stopped anywhere can be planned and applied again: what was
 * done is seen as done. Failures of single resources come back in the result; so does the outside world failing after the
 * first write, because what was done until then must be told.
 *
 * @throws OutsideFailure when the outside world fails before the first write
 */
export async function applyPlan(plan: Plan, transport: ArmTransport, options: ApplyOptions): Promise<ApplyResult> {
  const active = plan.changes.filter((change) => change.writes.length > 0 || change.deletes.length > 0);
  const held = plan.changes.filter((change) => change.held);
  const refuse = (problems: readonly Diagnostic[]): ApplyResult => ({
    done: [],
    failed: [],
    left: [...active, ...held],
    problems,
  });

  const unfit = misfits(plan, options);
  if (unfit.length > 0) return refuse(unfit);
  if (active.length === 0) return { done: [], failed: [], left: held, problems: [] };

  const call = createCall(transport, options);
  const { workspace: scope, repository, onEvent = () => undefined, sleep = pause, signal, concurrency = 8 } = options;
  onEvent({ type: 'checking', count: active.length });
  const touched = await readTouched(call, scope.id, active);
  const stale = touched.flatMap((fresh) => staleness(fresh, scope.id, repository) ?? []);
  if (stale.length > 0) return refuse(stale);

  const site = {
    call,
    scope,
    workspace: scope.id,
    location: scope.location,
    repository,
    onEvent,
    sleep: (milliseconds: number) => sleep(milliseconds, signal),
  };
  const writes = touched.filter(({ change }) => change.writes.length > 0);
  const chunks =
    options.via === 'rest'
      ? []
      : chunksOf(
          plan,
          writes.map(({ change }) => change),
        );
  const invalid = await validateChunks(site, chunks);
  if (invalid.length > 0) return refuse(invalid);
  const file = await keepPreImage(options.runFolder, preImageOf(plan, touched));
  if (file) onEvent({ type: 'kept', file, count: touched.filter(({ live, mark }) => live ?? mark).length });

  const outcomes = new Map<Change, Outcome>();
  const stopped = await untilStopped(async () => {
    for (const chunk of chunks) await settleChunk(chunk);
    const inChunks = new Set(chunks.flatMap(({ changes }) => changes));
    const rest = writes.filter(({ change }) => !inChunks.has(change));
    for (const kind of kindsInOrder)
      await inParallel(
        rest.filter(({ change }) => change.kind === kind),
        concurrency,
        async (fresh) => settle(fresh.change, await writeChange(site, fresh)),
      );
    // A rule that moved to another id must not lose its old form while the new one is refused.
    if ([...outcomes.values()].some(({ problem }) => problem)) return;
    await inParallel(
      touched.filter(({ change }) => change.deletes.length > 0),
      concurrency,
      async (fresh) => settle(fresh.change, await deleteChange(site, fresh)),
    );
  }, signal);

  return resultOf(
    [...outcomes.values()],
    active.filter((change) => !outcomes.has(change)),
    held,
    stopped,
    file,
  );

  function settle(change: Change, problem: Diagnostic | undefined): void {
    outcomes.set(change, problem ? { change, problem } : { change });
    onEvent(problem ? { type: 'failed', change, problem } : { type: 'done', change });
  }
  async function settleChunk(chunk: Chunk): Promise<void> {
    for (const { change, problem } of await runDeployment(site, chunk))
      settle(change, isConflict(problem) ? await writeAgain(site, change) : problem);
  }
}

function resultOf(
  ended: readonly Outcome[],
  untried: readonly Change[],
  held: readonly Change[],
  stopped: OutsideFailure | 'aborted' | undefined,
  file: string | undefined,
): ApplyResult {
  const failed = ended.flatMap(({ change, problem }) => (problem ? [{ change, problem }] : []));
  const count = untried.length;
  return {
    done: ended.filter(({ problem }) => !problem).map(({ change }) => change),
    failed,
    left: [...untried, ...held],
    problems: [
      ...new Set(failed.map(({ problem }) => problem)),
      ...(stopped instanceof OutsideFailure ? [stopped.problem] : []),
      ...(stopped ? [diagnostic('DEP307', { count })] : []),
      ...(!stopped && count > 0 ? [diagnostic('DEP308', { count })] : []),
    ],
    ...(file ? { preImage: file } : {}),
    ...(stopped instanceof OutsideFailure ? { stopped } : {}),
  };
}

/** Every reason why this plan must not be applied here, found without a call. */
function misfits(plan: Plan, options: ApplyOptions): readonly Diagnostic[] {
  const { workspace, repository, desiredHash } = options;
  if (!sameId(plan.workspace, workspace.id))
    return [diagnostic('DEP204', { planned: plan.workspace, given: workspace.id })];
  if (plan.repository !== repository) return [diagnostic('DEP205', { planned: plan.repository, given: repository })];
  if (desiredHash !== undefined && plan.desiredHash !== desiredHash) return [diagnostic('DEP207', {})];
  return plan.problems.filter(
    ({ severity, code }) => severity === 'error' && !(options.leaveHeld && waitsForADecision.includes(code)),
  );
}

/** Problems that hold single items back; the rest of the plan can go on without them when a person says so. */
const waitsForADecision = ['DEP101', 'DEP102', 'DEP103', 'DEP104'];

/** Begins nothing new once one task threw, lets those under way settle so that what happened is known, then throws it. */
async function inParallel(items: readonly Fresh[], most: number, task: (fresh: Fresh) => Promise<void>): Promise<void> {
  const limit = createLimit(most);
  let broken = false;
  const results = await Promise.allSettled(
    items.map((fresh) =>
      limit(async () => {
        if (broken) return;
        await task(fresh).catch((error: unknown) => {
          broken = true;
          throw error;
        });
      }),
    ),
  );
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

/** Runs to the end, or until the outside world or the person stops it; our own bugs pass through. */
async function untilStopped(
  run: () => Promise<void>,
  signal: AbortSignal | undefined,
): Promise<OutsideFailure | 'aborted' | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    if (error instanceof OutsideFailure) return error;
    if (signal?.aborted) return 'aborted';
    throw error;
  }
}
