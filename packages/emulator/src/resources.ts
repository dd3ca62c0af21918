import type { Json, JsonObject } from '@picket/arm';
import { isRefusal, type Refusal, refusal } from './answer.ts';
import { type Call, isObject } from './call.ts';
import type { Environment } from './environment.ts';
import { type Conditions, checkConditions, conditionsOf } from './etag.ts';
import { readFilter } from './filter.ts';
import type { ResourceKind } from './kinds/kind.ts';
import type { Outcome } from './outcome.ts';
import { countOf, page } from './paging.ts';
import { refusals } from './refusals.ts';
import { resourceGroupId, workspaceId } from './scope.ts';
import { admit, showObject, type Tier } from './shape.ts';
import {
  resourceKey,
  resourcesOf,
  type StoredResource,
  type WorkspaceState,
  withoutResource,
  withResource,
} from './state/state.ts';

/** What one call is about: a type, an API version's tier, and the state it meets. */
export interface Visit {
  readonly kind: ResourceKind;
  readonly tier: Tier;
  readonly state: WorkspaceState;
  readonly environment: Environment;
}

function idOf({ scope }: Environment, kind: ResourceKind, name: string): string {
  const folder = kind.scope === 'resourceGroup' ? resourceGroupId(scope) : workspaceId(scope);
  return `${folder}/providers/${kind.type}/${name}`;
}

export function listResources(visit: Visit, call: Call): Outcome | Refusal {
  const { kind, tier, state, environment } = visit;
  const refusedOption = ['$filter', '$top', '$skip', '$orderby', '$search'].find(
    (name) => call.query.has(name) && !(kind.listOptions ?? []).some((offered) => offered === name),
  );
  if (refusedOption) return refusals.operationNotOffered({ what: `${refusedOption} on ${kind.type}` });
  const filterText = call.query.get('$filter');
  const filter = filterText === undefined ? () => true : readFilter(filterText);
  if (typeof filter !== 'function') return filter;
  const top = countOf(call, '$top');
  const skip = countOf(call, '$skip');
  if (typeof top === 'object') return top;
  if (typeof skip === 'object') return skip;
  const shown = resourcesOf(state, kind.type)
    .filter((stored) => kind.visible?.(stored, tier) !== false)
    .flatMap((stored) => {
      const item = present(visit, stored);
      const shownItem = kind.shownFor ? kind.shownFor(item, call.query) : item;
      return shownItem ? [{ key: resourceKey(stored.type, stored.name), item: shownItem }] : [];
    })
    .filter(({ item }) => filter(item));
  const from = skip ?? 0;
  const chosen = top === undefined ? shown.slice(from) : shown.slice(from, from + top);
  const result = page(call, environment.origin, environment.pageSize, chosen, (item) => item);
  return isRefusal(result) ? result : { status: 200, body: { ...result } };
}

export function getResource(visit: Visit, name: string, call: Call): Outcome | Refusal {
  const stored = findResource(visit, name);
  if (!stored) return notFound(visit, name);
  const item = present(visit, stored);
  return { status: 200, body: visit.kind.shownFor?.(item, call.query) ?? item, headers: { etag: stored.etag } };
}

export function deleteResource(visit: Visit, name: string, call: Call): Outcome | Refusal {
  const stored = visit.state.resources.get(resourceKey(visit.kind.type, name));
  const id = idOf(visit.environment, visit.kind, name);
  const refused = checkConditions(id, stored?.etag, conditionsOf(call.headers, {}));
  if (refused) return refused;
  return stored ? { status: 200, state: withoutResource(visit.state, visit.kind.type, name) } : { status: 204 };
}

/** Creates or replaces a resource; deployments come through here too. */
export function putResource(
  visit: Visit,
  name: string,
  body: Json | undefined,
  headers: Call['headers'],
): Outcome | Refusal {
  const { kind } = visit;
  if (!kind.name.test(name)) return refusals.invalidName({ type: kind.type, name, pattern: kind.name.source });
  if (!isObject(body)) return refusals.invalidContent({ why: 'the body is not a JSON object' });
  const wrongId = checkIdentity(visit, name, body);
  if (wrongId) return wrongId;
  return submit(visit, name, body, conditionsOf(headers, body));
}

/** Merges `properties` member by member. Source: Microsoft Learn, "Metadata - Update". */
export function patchResource(
  visit: Visit,
  name: string,
  body: Json | undefined,
  headers: Call['headers'],
): Outcome | Refusal {
  if (!isObject(body)) return refusals.invalidContent({ why: 'the body is not a JSON object' });
  const stored = findResource(visit, name);
  if (!stored) return notFound(visit, name);
  const patch = isObject(body.properties) ? body.properties : {};
  const merged = {
    ...stored.body,
    properties: { ...(isObject(stored.body.properties) ? stored.body.properties : {}), ...patch },
  };
  return submit(visit, name, merged, conditionsOf(headers, body));
}

function submit(visit: Visit, name: string, sent: JsonObject, conditions: Conditions): Outcome | Refusal {
  const { kind, tier, state, environment } = visit;
  const existing = state.resources.get(resourceKey(kind.type, name));
  const shape = kind.shapeOf(sent, tier);
  if (isRefusal(shape)) return shape;
  const { id: _id, name: _name, type: _type, etag: _etag, systemData: _systemData, ...members } = sent;
  const admitted = admit(members, shape, tier);
  if (admitted.faults.length > 0) return refusal(400, 'BadRequest', admitted.faults.join(' '));
  const body = isObject(admitted.value) ? admitted.value : {};
  const refused =
    checkConditions(idOf(environment, kind, name), existing?.etag, conditions) ??
    kind.check?.({ name, tier, body, sent: members, ...(existing ? { existing } : {}) }, state, environment);
  if (refused) return refused;
  const now = environment.now().toISOString();
  const stored: StoredResource = {
    type: kind.type,
    name: existing?.name ?? name,
    etag: `"${environment.newId()}"`,
    body,
    createdAt: existing?.createdAt ?? now,
    lastModifiedAt: now,
  };
  return {
    status: existing ? 200 : 201,
    body: present(visit, stored),
    headers: {
      etag: stored.etag,
      ...(admitted.dropped.length > 0 ? { 'x-picket-dropped': admitted.dropped.join(', ') } : {}),
    },
    state: withResource(state, stored),
  };
}

function checkIdentity({ kind, environment }: Visit, name: string, body: JsonObject): Refusal | undefined {
  const expected: readonly [string, string][] = [
    ['id', idOf(environment, kind, name)],
    ['name', name],
    ['type', kind.type],
  ];
  const wrong = expected.find(([key, value]) => {
    const sent = body[key];
    return typeof sent === 'string' && sent.toLowerCase() !== value.toLowerCase();
  });
  return (
    wrong && refusals.invalidContent({ why: `the ${wrong[0]} in the body is not that of the request: '${wrong[1]}'` })
  );
}

function findResource({ kind, tier, state }: Visit, name: string): StoredResource | undefined {
  const stored = state.resources.get(resourceKey(kind.type, name));
  return stored && kind.visible?.(stored, tier) !== false ? stored : undefined;
}

function notFound({ kind, state, environment }: Visit, name: string): Refusal {
  const hidden = state.resources.has(resourceKey(kind.type, name));
  const missing = refusals.resourceNotFound({ type: kind.type, name, resourceGroup: environment.scope.resourceGroup });
  return hidden ? refusals.hiddenFromVersion({ missing, name }) : missing;
}

/** A stored resource as an API version shows it. */
export function present({ kind, tier, environment }: Visit, stored: StoredResource): JsonObject {
  const shape = kind.shapeOf(stored.body, 'preview');
  const properties = isObject(stored.body.properties) ? stored.body.properties : {};
  const whole = { ...stored.body, properties: { ...properties, ...kind.added?.(stored) } };
  return {
    id: idOf(environment, kind, stored.name),
    name: stored.name,
    type: kind.type,
    etag: stored.etag,
    ...(isRefusal(shape) ? whole : showObject(whole, shape, tier)),
    systemData: {
      createdAt: stored.createdAt,
      createdByType: 'User',
      lastModifiedAt: stored.lastModifiedAt,
      lastModifiedByType: 'User',
    },
  };
}
