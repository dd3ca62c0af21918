import type { JsonObject } from '@picket/arm';
import { contentHash, type DesiredResource } from '@picket/bundle';
import { canonicalise } from './canonicalise.ts';
import type { LiveMetadata, LiveResource } from './live.ts';
import type { Base } from './plan-types.ts';

/** The mark keeps the hash of the canonical form, so that it can be compared with the hash of what is live. */
export function canonicalHash({ kind, body, name }: Pick<DesiredResource, 'kind' | 'body' | 'name'>): string {
  return contentHash(canonicalise(kind, body, name));
}

export function withCanonicalHash(resource: DesiredResource): DesiredResource {
  return { ...resource, hash: canonicalHash(resource) };
}

/** One hash over everything that a repository wants, to tell a plan of another commit. Order does not matter. */
export function hashOfDesired(desired: readonly DesiredResource[]): string {
  const items = desired.map(({ kind, name, version, hash }) => ({ kind, name: name.toLowerCase(), version, hash }));
  return contentHash(items.sort((a, b) => (`${a.kind}/${a.name}` < `${b.kind}/${b.name}` ? -1 : 1)));
}

/** What a plan remembers of a live resource; `canonical` is its canonical form. */
export function baseOf(live: LiveResource, canonical: JsonObject): Base {
  return { name: live.name, ...(live.etag ? { etag: live.etag } : {}), hash: contentHash(canonical) };
}

export function baseOfMetadata(metadata: LiveMetadata): Base {
  const hash = contentHash(canonicalise('metadata', metadata.body));
  return { name: metadata.name, ...(metadata.etag ? { etag: metadata.etag } : {}), hash };
}
