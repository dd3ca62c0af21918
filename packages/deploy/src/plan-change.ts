import { type DesiredResource, metadataName, metadataOf } from '@picket/bundle';
import { type Diagnostic, diagnostic } from '@picket/diagnostics';
import { resourceIdOf } from './addresses.ts';
import { canonicalise } from './canonicalise.ts';
import { differences } from './difference.ts';
import { textAt, valueAt } from './json.ts';
import type { LiveResource } from './live.ts';
import { lastApplied, type Marks, ownerOf, ownMembers } from './ownership.ts';
import { baseOf, baseOfMetadata } from './plan-hash.ts';
import { keepingPlace, misplacement } from './plan-place.ts';
import type { Change, PlanPolicy } from './plan-types.ts';
import { placeOf, whatOf } from './plan-words.ts';

/** Everything that one decision depends on. */
export interface Situation {
  /** With the hash of its canonical form. */
  readonly resource: DesiredResource;
  /** As the repository has it, before a missing table disabled it. */
  readonly written: DesiredResource;
  readonly workspace: string;
  readonly repository: string;
  readonly policy: PlanPolicy;
  readonly live: LiveResource | undefined;
  readonly marks: Marks;
}

/** What a change holds before it is decided what happens. */
type Found = Omit<Change, 'action' | 'held' | 'writes' | 'differences' | 'notes'>;

/** What happens to one wanted resource: the first of the three ways that applies, from not there to conflict. */
export function changeOf(situation: Situation, problems: Diagnostic[]): Change {
  const { resource, workspace, policy, live, marks } = situation;
  // Metadata of others that has the name of ours would be overwritten by adopting, so it is part of what the plan saw.
  const markName = metadataName(resource.kind, resource.name).toLowerCase();
  const mark = marks.ours ?? marks.others.find(({ name }) => name.toLowerCase() === markName);
  const common = {
    kind: resource.kind,
    slug: resource.slug,
    name: resource.name,
    id: resourceIdOf(workspace, resource.kind, resource.name),
    displayName: resource.displayName,
    deletes: [],
    desired: keepingPlace(resource, live),
    ...(mark ? { metadataBase: baseOfMetadata(mark) } : {}),
  } satisfies Partial<Change>;
  const preview =
    resource.previewBecause.length > 0 ? [`API ${resource.apiVersion} for ${resource.previewBecause.join(', ')}`] : [];
  if (!live) {
    const notes = marks.ours ? ['deleted in the workspace since the last deployment', ...preview] : preview;
    const create = { ...common, held: false, writes: ['resource', 'metadata'] as const, differences: [], notes };
    return marks.others.length > 0 && !marks.ours
      ? adoption(situation, create, problems)
      : { ...create, action: 'create' };
  }

  const before = canonicalise(resource.kind, live.body, resource.name);
  const base = baseOf(live, before);
  const elsewhere = misplacement(live, workspace);
  if (base.hash === resource.hash && elsewhere.length === 0) return sameBody(situation, { ...common, base }, problems);

  const overwrite = {
    ...common,
    base,
    differences: [...elsewhere, ...differences(before, canonicalise(resource.kind, resource.body, resource.name))],
    held: false,
    writes: ['resource', 'metadata'] as const,
  };
  if (!marks.ours) return adoption(situation, { ...overwrite, notes: preview }, problems);

  const last = lastApplied(marks.ours);
  const repositoryChanged = last !== resource.hash && last !== situation.written.hash;
  const portalChanged = last !== base.hash || elsewhere.length > 0;
  const off = switchedOff(live) ? ['switched off by Microsoft Sentinel'] : [];
  if (off.length > 0) problems.push(diagnostic('DEP108', { what: whatOf(resource) }, placeOf(resource)));
  const notes = [...off, ...preview];
  if (!repositoryChanged)
    return { ...overwrite, action: 'drift', notes: ['edited in the workspace, applying puts it back', ...notes] };
  if (!portalChanged) return { ...overwrite, action: 'update', notes };
  const held = policy.overwriteConflicts !== true;
  if (held) problems.push(diagnostic('DEP102', { what: whatOf(resource) }, placeOf(resource)));
  return {
    ...overwrite,
    action: 'conflict',
    held,
    ...(held ? { writes: [] } : {}),
    notes: ['edited in the workspace too', ...notes],
  };
}

/** The bodies agree. What may be left is the mark, and then only the mark is written, for writing a rule resets its schedule. */
function sameBody(situation: Situation, found: Found, problems: Diagnostic[]): Change {
  const { resource, written, workspace, repository, marks } = situation;
  const { ours } = marks;
  if (ours) {
    const wanted = metadataOf(resource, workspace, repository).body;
    const last = lastApplied(ours);
    const changed = differences(
      canonicalise('metadata', ownMembers(ours.body, wanted)),
      canonicalise('metadata', wanted),
    ).filter(({ path }) => path !== 'customVersion' || last !== written.hash);
    const unchanged = { ...found, held: false, writes: [], differences: [], notes: [] };
    if (changed.length === 0) return { ...unchanged, action: 'unchanged' };
    const named = changed.map((difference) => ({ ...difference, path: `metadata.${difference.path}` }));
    return { ...unchanged, action: 'update', writes: ['metadata'], differences: named, notes: ['only its metadata'] };
  }
  const mark = { ...found, held: false, writes: ['metadata'] as const, differences: [] };
  if (marks.others.length > 0) return adoption(situation, { ...mark, notes: ['only its metadata'] }, problems);
  return { ...mark, action: 'adopt', notes: ['already there as wanted', 'only its metadata'] };
}

/** Taking over what others have: held back until the policy allows it. */
function adoption(situation: Situation, change: Omit<Change, 'action'>, problems: Diagnostic[]): Change {
  const { resource, policy, marks } = situation;
  const owner = marks.others[0] ? ownerOf(marks.others[0]) : 'someone who left no mark';
  const held = !adopts(policy, resource.slug);
  const params = { what: whatOf(resource), name: resource.name, owner };
  if (held) problems.push(diagnostic('DEP101', params, placeOf(resource)));
  const notes = [`belongs to ${owner}`, ...change.notes];
  return { ...change, action: 'adopt', held, writes: held ? [] : change.writes, notes };
}

function adopts(policy: PlanPolicy, slug: string): boolean {
  return typeof policy.adopt === 'object' ? policy.adopt.includes(slug) : policy.adopt === true;
}

/** Sentinel renames and disables a rule whose query keeps failing. Source: Microsoft Learn, "Troubleshoot analytics rules". */
function switchedOff(live: LiveResource): boolean {
  const name = textAt(live.body, 'properties', 'displayName') ?? '';
  return name.startsWith('AUTO DISABLED') && valueAt(live.body, 'properties', 'enabled') === false;
}
