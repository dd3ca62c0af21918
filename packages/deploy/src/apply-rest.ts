import type { Json } from '@picket/arm';
import { bodyFor, metadataOf } from '@picket/bundle';
import { type Diagnostic, diagnostic } from '@picket/diagnostics';
import { deleteUrl, metadataVersion, resourceUrl } from './addresses.ts';
import { type Call, errorOf, retryAfter } from './call.ts';
import { type Fresh, isAsWanted, isUnmoved, markName, readOne } from './fresh.ts';
import type { Change } from './plan-types.ts';
import { placeOf, whatOf } from './plan-words.ts';

/** What writing needs besides the change itself. */
export interface Site {
  readonly call: Call;
  readonly workspace: string;
  /** Where what belongs to the resource group is made. */
  readonly location: string;
  readonly repository: string;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Before a second try of a PUT that met a conflict, when the service names no time. */
const conflictPause = 5000;

/**
 * Writes one change: the item, then its metadata. The etag of what was read goes into the body, so that the service refuses
 * to overwrite a newer edit; on such a conflict the item is read again and, if it still is what the plan saw, written once more.
 *
 * @returns the problem, or undefined when everything is written
 */
export async function writeChange(site: Site, fresh: Fresh): Promise<Diagnostic | undefined> {
  const { desired } = fresh.change;
  if (!desired) return undefined;
  for (const part of fresh.change.writes) {
    const problem = part === 'resource' ? await putItem(site, fresh) : await putMetadata(site, fresh);
    if (problem) return problem;
  }
  return undefined;
}

/** Writes a change whose first write met a conflict: only if the item is still what the plan saw, or already as wanted. */
export async function writeAgain(site: Site, change: Change): Promise<Diagnostic | undefined> {
  const now = await readOne(site.call, site.workspace, change);
  if (isAsWanted(now)) return putMetadata(site, now);
  return isUnmoved(now)
    ? writeChange(site, now)
    : diagnostic('DEP304', { what: whatOf(change) }, change.desired && placeOf(change.desired));
}

async function putItem(site: Site, fresh: Fresh): Promise<Diagnostic | undefined> {
  const { change } = fresh;
  const { desired } = change;
  if (!desired) return undefined;
  const url = resourceUrl(site.workspace, change.kind, change.name, desired.apiVersion);
  let etag = fresh.live?.etag;
  for (let attempt = 1; ; attempt++) {
    const whole = bodyFor(desired, site);
    const body: Json = etag ? { ...whole, etag } : whole;
    const response = await site.call({ method: 'PUT', url, body }, `writing ${whatOf(change)}`);
    if (response.status === 200 || response.status === 201) return undefined;
    if (!isConflict(response.status)) return refused(change, 'written', errorOf(response));
    if (attempt > 1) return refused(change, 'written', errorOf(response));
    const now = await readOne(site.call, site.workspace, change);
    if (isAsWanted(now)) return undefined;
    if (!isUnmoved(now)) return diagnostic('DEP304', { what: whatOf(change) }, placeOf(desired));
    etag = now.live?.etag;
    await site.sleep(retryAfter(response) ?? (now.live ? 0 : conflictPause));
  }
}

async function putMetadata(site: Site, fresh: Fresh): Promise<Diagnostic | undefined> {
  const { change, mark } = fresh;
  const { desired } = change;
  if (!desired) return undefined;
  const { body } = metadataOf(desired, site.workspace, site.repository);
  const url = resourceUrl(site.workspace, 'metadata', markName(change), metadataVersion);
  let etag = mark?.etag;
  for (let attempt = 1; ; attempt++) {
    const response = await site.call(
      { method: 'PUT', url, body: etag ? { ...body, etag } : body },
      `writing the metadata of ${whatOf(change)}`,
    );
    if (response.status === 200 || response.status === 201) return undefined;
    if (!isConflict(response.status) || attempt > 1) return refused(change, 'marked as ours', errorOf(response));
    etag = (await readOne(site.call, site.workspace, change)).mark?.etag;
  }
}

/** Deletes the item and then its metadata, after one more look: an edit made a moment ago is not thrown away. */
export async function deleteChange(site: Site, { change }: Fresh): Promise<Diagnostic | undefined> {
  const now = await readOne(site.call, site.workspace, change);
  if (!isUnmoved(now)) return diagnostic('DEP304', { what: whatOf(change) });
  for (const part of change.deletes) {
    const url =
      part === 'resource'
        ? deleteUrl(site.workspace, change.kind, change.name)
        : resourceUrl(site.workspace, 'metadata', markName(change), metadataVersion);
    const response = await site.call({ method: 'DELETE', url }, `deleting ${whatOf(change)}`);
    if (![200, 202, 204, 404].includes(response.status)) return refused(change, 'deleted', errorOf(response));
  }
  return undefined;
}

function isConflict(status: number): boolean {
  return status === 409 || status === 412;
}

/** What the service said about one resource, at the file that wants it. */
export function refused(
  change: Change,
  doing: string,
  error: { readonly code: string; readonly message: string },
): Diagnostic {
  return diagnostic('DEP301', { what: whatOf(change), doing, ...error }, change.desired && placeOf(change.desired));
}
