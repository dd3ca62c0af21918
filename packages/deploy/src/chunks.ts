import { contentHash, metadataName, toTemplates } from '@picket/bundle';
import type { Chunk } from './apply-deployment.ts';
import { markName } from './fresh.ts';
import type { Change, Plan } from './plan-types.ts';

/**
 * The templates that carry what changed, and nothing else. Changes that write only metadata, and items whose metadata has a
 * name of its own, are left to single calls: a template would rewrite the item, or mark it twice.
 */
export function chunksOf(plan: Plan, writes: readonly Change[]): readonly Chunk[] {
  const changes = writes.filter(
    (change) => change.writes.includes('resource') && markName(change) === metadataName(change.kind, change.name),
  );
  const desired = changes.flatMap((change) => change.desired ?? []);
  // The name tells runs apart in the history of the resource group, and is the same when the same plan is tried again.
  const run = contentHash([plan.workspace, plan.desiredHash, ...desired.map(({ hash }) => hash)]).slice(7, 19);
  return toTemplates(desired, { repository: plan.repository }).map(({ template }, index) => ({
    name: `picket-${run}-${index + 1}`,
    template,
    changes: changes.filter(({ name, desired }) =>
      template.resources.some((resource) => resource.type === desired?.type && resource.name === name),
    ),
  }));
}
