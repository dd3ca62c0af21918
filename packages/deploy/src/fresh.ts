import { contentHash, metadataName } from '@picket/bundle';
import { type Diagnostic, diagnostic } from '@picket/diagnostics';
import { listUrl, resourceIdOf } from './addresses.ts';
import type { Call } from './call.ts';
import { canonicalise } from './canonicalise.ts';
import { type LiveMetadata, type LiveResource, liveMetadata, liveResource, readList, readResource } from './live.ts';
import { isOurs } from './ownership.ts';
import type { Base, Change } from './plan-types.ts';
import { whatOf } from './plan-words.ts';
import { sameId } from './workspace.ts';

/** What is in the workspace now for one change. */
export interface Fresh {
  readonly change: Change;
  readonly live?: LiveResource;
  readonly mark?: LiveMetadata;
}

/** From this many changes on, reading the lists takes fewer calls than reading one by one. */
const manyChanges = 24;

/** Reads again what a plan is about to touch. */
export async function readTouched(
  call: Call,
  workspace: string,
  changes: readonly Change[],
): Promise<readonly Fresh[]> {
  if (changes.length < manyChanges) return Promise.all(changes.map((change) => readOne(call, workspace, change)));
  const kinds = [...new Set(changes.map(({ kind }) => kind))];
  const [marks, ...lists] = await Promise.all([
    readList(call, listUrl(workspace, 'metadata'), 'metadata', workspace),
    ...kinds.map(async (kind) =>
      (await readList(call, listUrl(workspace, kind), `${kind}s`, workspace)).map((item) => liveResource(kind, item)),
    ),
  ]);
  const live = new Map(lists.flat().map((resource) => [`${resource.kind}/${resource.name.toLowerCase()}`, resource]));
  const metadata = new Map(marks.map((item) => liveMetadata(item)).map((mark) => [mark.name.toLowerCase(), mark]));
  return changes.map((change) =>
    fresh(
      change,
      live.get(`${change.kind}/${change.name.toLowerCase()}`),
      metadata.get(markName(change).toLowerCase()),
    ),
  );
}

export async function readOne(call: Call, workspace: string, change: Change): Promise<Fresh> {
  const [item, mark] = await Promise.all([
    readResource(call, workspace, change.kind, change.name),
    readResource(call, workspace, 'metadata', markName(change)),
  ]);
  return fresh(change, item && liveResource(change.kind, item), mark && liveMetadata(mark));
}

/** The metadata resource of a change: the one it has, or the one it will get. */
export function markName(change: Change): string {
  return change.metadataBase?.name ?? metadataName(change.kind, change.name);
}

function fresh(change: Change, live: LiveResource | undefined, mark: LiveMetadata | undefined): Fresh {
  return { change, ...(live ? { live } : {}), ...(mark ? { mark } : {}) };
}

/**
 * How the workspace moved away from what the plan saw, or undefined when the plan still holds. Ownership is proven again from
 * what was read now: a plan alone, whoever wrote it, makes nothing ours.
 */
export function staleness(
  { change, live, mark }: Fresh,
  workspace: string,
  repository: string,
): Diagnostic | undefined {
  const moved = movement(change.base, live && hashOfLive(live));
  if (moved) return stale(change, moved);
  if (change.metadataBase?.hash !== (mark && hashOfMark(mark))) return stale(change, 'got other metadata');
  const needsMark = change.deletes.length > 0 || (change.base !== undefined && change.action !== 'adopt');
  if (!needsMark) return undefined;
  const id = resourceIdOf(workspace, change.kind, change.name);
  return mark && isOurs(mark, repository) && sameId(mark.parentId, id)
    ? undefined
    : stale(change, "lost this repository's mark");
}

/** True when the resource is still what the plan saw; asked again when the service reports a conflict. */
export function isUnmoved({ change, live }: Fresh): boolean {
  return movement(change.base, live && hashOfLive(live)) === undefined;
}

/** True when the resource is there as wanted: somebody wrote the same, or our own write landed although it was told otherwise. */
export function isAsWanted({ change, live }: Fresh): boolean {
  return live !== undefined && hashOfLive(live) === change.desired?.hash;
}

function movement(base: Base | undefined, now: string | undefined): string | undefined {
  if (base?.hash === now) return undefined;
  if (!base) return 'was created';
  return now === undefined ? 'was deleted' : 'was changed';
}

function stale(change: Change, moved: string): Diagnostic {
  return diagnostic('DEP206', { what: whatOf(change), change: moved });
}

function hashOfLive(live: LiveResource): string {
  return contentHash(canonicalise(live.kind, live.body, live.name));
}

function hashOfMark(mark: LiveMetadata): string {
  return contentHash(canonicalise('metadata', mark.body));
}
