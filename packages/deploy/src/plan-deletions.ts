import { resourceIdOf } from './addresses.ts';
import { canonicalise } from './canonicalise.ts';
import { textAt } from './json.ts';
import type { LiveMetadata, LiveResource, LiveWorkspace } from './live.ts';
import { itemNameIn, lastApplied, type Marks, ownerOf } from './ownership.ts';
import { baseOf, baseOfMetadata } from './plan-hash.ts';
import type { Change } from './plan-types.ts';
import { keyOf } from './plan-words.ts';

/** Items with our mark that nothing wants any more, and marks whose item is gone. */
export function deletions(
  workspace: LiveWorkspace,
  marks: (id: string) => Marks,
  wanted: ReadonlySet<string>,
): readonly Change[] {
  const live = new Map(workspace.resources.map((resource) => [keyOf(resource), resource]));
  const items = new Map<string, Change>();
  for (const metadata of workspace.metadata) {
    for (const kind of workspace.kinds) {
      const name = itemNameIn(metadata, workspace.id, kind);
      if (name === undefined) continue;
      const key = keyOf({ kind, name });
      const id = resourceIdOf(workspace.id, kind, name);
      const claims = marks(id);
      if (wanted.has(key) || items.has(key) || claims.ours !== metadata) continue;
      items.set(key, deletionOf({ kind, name, id }, live.get(key), metadata, claims.others));
    }
  }
  return [...items.values()];
}

function deletionOf(
  { kind, name, id }: Pick<Change, 'kind' | 'name' | 'id'>,
  live: LiveResource | undefined,
  ours: LiveMetadata,
  others: readonly LiveMetadata[],
): Change {
  const common = { kind, id, held: false, writes: [], differences: [], metadataBase: baseOfMetadata(ours) } as const;
  if (!live) {
    const gone = { action: 'orphan', slug: name, name, displayName: name, deletes: ['metadata'] } as const;
    return { ...common, ...gone, notes: ['the item is gone, its metadata is left'] };
  }
  const displayName = displayNameOf(live);
  const base = baseOf(live, canonicalise(kind, live.body, live.name));
  const item = { ...common, slug: displayName, name: live.name, displayName, base };
  if (others[0]) {
    const notes = [`the item stays, for it belongs to ${ownerOf(others[0])} too`];
    return { ...item, action: 'orphan', deletes: ['metadata'], notes };
  }
  const notes = lastApplied(ours) === base.hash ? [] : ['edited in the workspace since the last deployment'];
  return { ...item, action: 'delete', deletes: ['resource', 'metadata'], notes };
}

function displayNameOf(live: LiveResource): string {
  return (
    textAt(live.body, 'properties', 'displayName') ??
    textAt(live.body, 'properties', 'connectorUiConfig', 'title') ??
    live.name
  );
}
