import { type Checked, type Diagnostic, diagnostic } from '@picket/diagnostics';
import { idKey } from '../resource-id.ts';
import type { EvaluatedResource } from '../template.ts';
import { place } from './run.ts';

/** One text of a `dependsOn`. */
export interface Need {
  readonly on: string;
  readonly pointer: string;
}

/** A definition at one turn of its loop, with what it makes: nothing, a resource, or those of a nested template. */
export interface Entry {
  /** What others may call it, in lower case; its own id first. */
  readonly keys: readonly string[];
  readonly needs: readonly Need[];
  readonly resources: readonly EvaluatedResource[];
}

/**
 * Turns the names and ids of `dependsOn` into ids of resources. What depends on a resource whose condition is false
 * depends on nothing; what depends on a nested template depends on all of its resources.
 */
export function resolveDependencies(entries: readonly Entry[]): Checked<readonly EvaluatedResource[]> {
  const byKey = new Map<string, Entry[]>();
  for (const entry of entries) {
    for (const key of entry.keys) {
      const known = byKey.get(key);
      if (known) known.push(entry);
      else byKey.set(key, [entry]);
    }
  }
  const problems: Diagnostic[] = [];
  const resources = entries.flatMap((entry) => {
    const ids = new Set<string>();
    for (const need of entry.needs) {
      const targets = byKey.get(idKey(need.on));
      if (!targets) problems.push(diagnostic('ARM015', { where: place(need.pointer), on: need.on }));
      for (const target of targets ?? []) for (const resource of target.resources) ids.add(resource.id);
    }
    if (ids.size === 0) return entry.resources;
    return entry.resources.map((resource) => ({
      ...resource,
      dependsOn: [...new Set([...resource.dependsOn, ...ids])],
    }));
  });
  return { value: resources, problems: [...problems, ...findTwice(entries)] };
}

/** Definitions of one template with one id. A nested template is a deployment of its own: it may write them again. */
function findTwice(entries: readonly Entry[]): readonly Diagnostic[] {
  const first = new Map<string, EvaluatedResource>();
  return entries.flatMap(({ keys: [key], resources: [resource] }) => {
    if (key === undefined || resource === undefined) return [];
    const known = first.get(key);
    if (!known) {
      first.set(key, resource);
      return [];
    }
    const params = { where: place(resource.pointer), id: resource.id, first: known.pointer };
    return [diagnostic('ARM017', params)];
  });
}

/**
 * The resources in an order in which each comes behind all that it depends on; otherwise they stay in the order of the
 * template. A circle is a problem that names the way round. Ids of `dependsOn` that are not in the list do not count.
 */
export function deploymentOrder(resources: readonly EvaluatedResource[]): Checked<readonly EvaluatedResource[]> {
  const byId = new Map(resources.map((resource) => [idKey(resource.id), resource]));
  const state = new Map<EvaluatedResource, 'open' | 'done'>();
  const ordered: EvaluatedResource[] = [];
  for (const start of resources) {
    const path: { readonly resource: EvaluatedResource; next: number }[] = [{ resource: start, next: 0 }];
    while (path.length > 0) {
      const step = path[path.length - 1];
      if (!step) break;
      if (step.next === 0 && state.get(step.resource) === 'done') {
        path.pop();
        continue;
      }
      state.set(step.resource, 'open');
      const id = step.resource.dependsOn[step.next];
      step.next += 1;
      if (id === undefined) {
        state.set(step.resource, 'done');
        ordered.push(step.resource);
        path.pop();
        continue;
      }
      const needed = byId.get(idKey(id));
      if (!needed || state.get(needed) === 'done') continue;
      if (state.get(needed) === 'open') {
        const circle = path.slice(path.findIndex(({ resource }) => resource === needed)).map((s) => s.resource.id);
        return { problems: [diagnostic('ARM016', { path: [...circle, needed.id].join(' → ') })] };
      }
      path.push({ resource: needed, next: 0 });
    }
  }
  return { value: ordered, problems: [] };
}
