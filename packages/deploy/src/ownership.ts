import type { JsonObject } from '@picket/arm';
import type { DesiredResource } from '@picket/bundle';
import { resourceIdOf } from './addresses.ts';
import { textAt } from './json.ts';
import type { LiveMetadata, LiveWorkspace } from './live.ts';

/** The marks on one item: ours, and whoever else laid claim to it. */
export interface Marks {
  readonly ours?: LiveMetadata;
  readonly others: readonly LiveMetadata[];
}

/** A mark is ours when it names our repository as the source. Only an item with such a mark is ever deleted. */
export function isOurs(metadata: LiveMetadata, repository: string): boolean {
  return (
    textAt(metadata.body, 'properties', 'source', 'kind')?.toLowerCase() === 'sourcerepository' &&
    textAt(metadata.body, 'properties', 'source', 'sourceId') === repository
  );
}

/** Finds the marks of an item by the id it has in the workspace, whatever the metadata resource itself is called. */
export function marksOf(live: LiveWorkspace, repository: string): (itemId: string) => Marks {
  const byParent = new Map<string, LiveMetadata[]>();
  const byName = [...live.metadata].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const metadata of byName) {
    const key = metadata.parentId.toLowerCase();
    byParent.set(key, [...(byParent.get(key) ?? []), metadata]);
  }
  return (itemId) => {
    const all = byParent.get(itemId.toLowerCase()) ?? [];
    const ours = all.find((metadata) => isOurs(metadata, repository));
    return { ...(ours ? { ours } : {}), others: all.filter((metadata) => !isOurs(metadata, repository)) };
  };
}

/** Who a mark belongs to, for a person. */
export function ownerOf(metadata: LiveMetadata): string {
  const kind = textAt(metadata.body, 'properties', 'source', 'kind') ?? 'an unknown source';
  const name =
    textAt(metadata.body, 'properties', 'source', 'name') ?? textAt(metadata.body, 'properties', 'source', 'sourceId');
  return name ? `${kind} '${name}'` : kind;
}

/** The hash of what was deployed last, as the mark keeps it. */
export function lastApplied(metadata: LiveMetadata | undefined): string | undefined {
  return textAt(metadata?.body, 'properties', 'customVersion');
}

/** The item's name, when a metadata resource describes an item of this kind in this workspace. */
export function itemNameIn(
  metadata: LiveMetadata,
  workspace: string,
  kind: DesiredResource['kind'],
): string | undefined {
  const prefix = resourceIdOf(workspace, kind, '').toLowerCase();
  if (!metadata.parentId.toLowerCase().startsWith(prefix)) return undefined;
  const name = metadata.parentId.slice(prefix.length);
  return name === '' || name.includes('/') ? undefined : name;
}

/** The members of metadata that we write and therefore judge. Others may have been added by the portal and stay unjudged. */
export function ownMembers(body: JsonObject, like: JsonObject): JsonObject {
  const properties = body.properties;
  const wanted = like.properties;
  if (typeof properties !== 'object' || typeof wanted !== 'object') return body;
  const names = new Set(Object.keys(wanted ?? {}));
  return { properties: Object.fromEntries(Object.entries(properties ?? {}).filter(([name]) => names.has(name))) };
}
