import { type DesiredResource, kinds } from '@picket/bundle';
import { type Diagnostic, diagnostic, invariant, sortDiagnostics } from '@picket/diagnostics';
import { resourceIdOf } from './addresses.ts';
import type { LiveWorkspace } from './live.ts';
import { marksOf } from './ownership.ts';
import { changeOf, type Situation } from './plan-change.ts';
import { deletions } from './plan-deletions.ts';
import { hashOfDesired, withCanonicalHash } from './plan-hash.ts';
import type { Change, Plan, PlanCounts, PlanPolicy } from './plan-types.ts';
import { keyOf, placeOf, whatOf } from './plan-words.ts';
import { nameProblems, ruleLimitProblems, titleProblems } from './workspace-limits.ts';
import { withTables } from './workspace-tables.ts';

export interface PlanInput {
  readonly workspace: LiveWorkspace;
  /** Everything the repository wants in this workspace; what is not in it and is ours will be deleted. */
  readonly desired: readonly DesiredResource[];
  readonly repository: string;
  readonly policy?: PlanPolicy;
}

/**
 * What must happen for the workspace to match the repository. Three-way: what is wanted, what is there, and what was
 * deployed last (the hash in our metadata). Pure: same input, same plan, same order.
 *
 * What this repository did not deploy is never deleted, and never overwritten unless the policy adopts it. An item that is
 * ours in every member but the mark only gets the mark: that is how an interrupted run is finished.
 */
export function planChanges(input: PlanInput): Plan {
  const nothingWanted = input.desired.length === 0;
  const plan = compare(input);
  const owned = plan.changes.filter((change) => change.deletes.length > 0).length;
  if (!nothingWanted || owned === 0) return plan;
  return { ...plan, problems: [...plan.problems, diagnostic('DEP107', { owned })] };
}

/** The plan that removes everything this repository deployed, and nothing else. */
export function planDestroy(input: Omit<PlanInput, 'desired' | 'policy'>): Plan {
  return compare({ ...input, desired: [] });
}

function compare({ workspace, desired: written, repository, policy = {} }: PlanInput): Plan {
  const problems: Diagnostic[] = [];
  for (const { kind } of written)
    invariant(workspace.kinds.includes(kind), `the workspace was read without its ${kind}s`);
  const desired = withoutDoubles(written, problems).map((resource) => {
    const checked = withTables(resource, workspace.tables, policy.missingTables ?? 'fail');
    return { ...checked, resource: withCanonicalHash(checked.resource), written: resource };
  });
  const live = new Map(workspace.resources.map((resource) => [keyOf(resource), resource]));
  const marks = marksOf(workspace, repository);
  const wanted = new Set(desired.map(({ resource }) => keyOf(resource)));

  const kept = desired.map(({ resource, written: asWritten, waits, lacking }): Change => {
    const situation: Situation = {
      resource,
      written: asWritten,
      workspace: workspace.id,
      repository,
      policy,
      live: live.get(keyOf(resource)),
      marks: marks(resourceIdOf(workspace.id, resource.kind, resource.name)),
    };
    const change = changeOf(situation, problems);
    if (waits && !change.writes.includes('resource')) return change;
    problems.push(...lacking);
    return waits ? { ...change, action: 'blocked', held: true, writes: [], notes: [...change.notes, waits] } : change;
  });
  const gone = deletions(workspace, marks, wanted);
  const changes = [...kept, ...gone].sort(inOrder);
  problems.push(
    ...ruleLimitProblems(workspace, changes),
    ...nameProblems(workspace, changes),
    ...titleProblems(workspace, changes),
  );
  return {
    form: 'picket-plan/1',
    workspace: workspace.id,
    repository,
    desiredHash: hashOfDesired(written),
    changes: changes.map(withoutBody),
    counts: countChanges(changes),
    problems: sortDiagnostics(problems),
  };
}

/** Two files that want one resource would overwrite each other for ever; the first one stands. */
function withoutDoubles(desired: readonly DesiredResource[], problems: Diagnostic[]): readonly DesiredResource[] {
  const first = new Map<string, DesiredResource>();
  for (const resource of desired) {
    const earlier = first.get(keyOf(resource));
    if (!earlier) first.set(keyOf(resource), resource);
    else problems.push(diagnostic('DEP110', { what: whatOf(resource), first: whatOf(earlier) }, placeOf(resource)));
  }
  return [...first.values()];
}

/** What stays as it is needs no body in the plan. */
function withoutBody(change: Change): Change {
  if (change.action !== 'unchanged') return change;
  const { desired: _, ...rest } = change;
  return rest;
}

/** The order in which things happen: connectors before rules, deletions last. */
function inOrder(a: Change, b: Change): number {
  const [deletesA, deletesB] = [a.deletes.length > 0, b.deletes.length > 0];
  if (deletesA !== deletesB) return deletesA ? 1 : -1;
  if (a.kind !== b.kind) return kinds[a.kind].rank - kinds[b.kind].rank;
  if (a.slug !== b.slug) return a.slug < b.slug ? -1 : 1;
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

function countChanges(changes: readonly Change[]): PlanCounts {
  const counts = { create: 0, update: 0, adopt: 0, delete: 0, unchanged: 0, held: 0 };
  for (const { action, held } of changes) counts[held ? 'held' : countedAs[action]] += 1;
  return counts;
}

const countedAs = {
  create: 'create',
  update: 'update',
  drift: 'update',
  conflict: 'update',
  adopt: 'adopt',
  blocked: 'held',
  delete: 'delete',
  orphan: 'delete',
  unchanged: 'unchanged',
} as const satisfies Record<Change['action'], keyof PlanCounts>;
