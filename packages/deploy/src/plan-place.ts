import { isObject, type JsonObject } from '@picket/arm';
import type { DesiredResource } from '@picket/bundle';
import type { Difference } from './difference.ts';
import { textAt } from './json.ts';
import type { LiveResource } from './live.ts';
import { sameId } from './workspace.ts';

/** Which workspace a live workbook belongs to, when it is another than the one that the plan is for. */
export function misplacement(live: LiveResource, workspace: string): readonly Difference[] {
  if (live.kind !== 'workbook') return [];
  const before = textAt(live.body, 'properties', 'sourceId');
  if (before !== undefined && sameId(before, workspace)) return [];
  return [{ path: 'sourceId', ...(before === undefined ? {} : { before }), after: workspace }];
}

/**
 * What will be written over a live workbook: where it lies cannot change, and its tags are not ours to lose, but a PUT
 * replaces both. Source: Microsoft Learn, "Tag resources", and "InvalidResourceLocation" among the common errors.
 */
export function keepingPlace(resource: DesiredResource, live: LiveResource | undefined): DesiredResource {
  if (live?.kind !== 'workbook') return resource;
  const { location, tags } = live.body;
  const kept: JsonObject = {
    ...(typeof location === 'string' ? { location } : {}),
    ...(isObject(tags) && Object.keys(tags).length > 0 ? { tags } : {}),
  };
  return { ...resource, body: { ...resource.body, ...kept } };
}
