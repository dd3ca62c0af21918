import { isObject } from '@picket/arm';
import type { DesiredResource } from '@picket/bundle';
import { type Diagnostic, diagnostic } from '@picket/diagnostics';
import type { LiveTable } from './live.ts';
import type { PlanPolicy } from './plan-types.ts';
import { placeOf, whatOf } from './plan-words.ts';

/** A resource after the target's policy for tables that the workspace cannot serve. */
export interface WithTables {
  /** As wanted, or disabled by the policy. */
  readonly resource: DesiredResource;
  /** Why it cannot be written; missing when it can. */
  readonly waits?: string;
  readonly lacking: readonly Diagnostic[];
}

/**
 * Saving a rule runs its query, and a table that does not exist makes Sentinel refuse it ("One of the tables does not exist");
 * analytics rules read tables of the Analytics plan only. So a plan says it before anything is written.
 * Sources: Azure-Sentinel issues 4053 and 2039; Microsoft Learn, "Select a table plan based on data usage".
 */
export function withTables(
  resource: DesiredResource,
  tables: readonly LiveTable[],
  policy: NonNullable<PlanPolicy['missingTables']>,
): WithTables {
  if (resource.kind !== 'rule') return { resource, lacking: [] };
  const plans = new Map(tables.map((table) => [table.name, table.plan]));
  const missing = resource.tables.filter((table) => !plans.has(table));
  const unfit = resource.tables.filter((table) => plans.has(table) && plans.get(table) !== 'Analytics');
  if (missing.length + unfit.length === 0) return { resource, lacking: [] };

  const [what, at] = [whatOf(resource), placeOf(resource)];
  const names = [...missing, ...unfit].map((table) => `table ${table}`).join(', ');
  const waits = `waits for ${names}`;
  if (policy === 'skip')
    return { resource, waits, lacking: [diagnostic('DEP105', { what, tables: names, done: 'left out' }, at)] };
  if (policy === 'disable')
    return {
      resource: disabled(resource),
      lacking: [diagnostic('DEP105', { what, tables: names, done: 'deployed disabled' }, at)],
    };
  const missed = missing.map((table) => `table ${table}`).join(', ');
  return {
    resource,
    waits,
    lacking: [
      ...(missing.length > 0 ? [diagnostic('DEP103', { what, tables: missed }, at)] : []),
      ...unfit.map((table) => diagnostic('DEP104', { what, table, plan: plans.get(table) ?? '' }, at)),
    ],
  };
}

function disabled(resource: DesiredResource): DesiredResource {
  const { properties } = resource.body;
  return {
    ...resource,
    body: { ...resource.body, properties: { ...(isObject(properties) ? properties : {}), enabled: false } },
  };
}
