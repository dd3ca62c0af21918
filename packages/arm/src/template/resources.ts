import { diagnostic } from '@picket/diagnostics';
import { limits } from '../limits.ts';
import { formatResourceId, idKey, parseResourceId } from '../resource-id.ts';
import type { EvaluatedResource, Json, JsonObject } from '../template.ts';
import { isArray, isObject, typeOfValue } from '../value.ts';
import { type Context, insideLoop } from './context.ts';
import type { Entry, Need } from './dependencies.ts';
import { below, place } from './run.ts';
import { evaluateCount, evaluateText, evaluateValue } from './values.ts';

/** Members of a definition that steer the deployment; all others are the body that the resource provider gets. */
const steering = new Set([
  'type',
  'apiVersion',
  'name',
  'scope',
  'dependsOn',
  'condition',
  'copy',
  'resources',
  'comments',
  'metadata',
]);

/** A resource definition with its steering members evaluated. */
export interface Head {
  readonly type: string;
  readonly name: string;
  readonly apiVersion: string;
  readonly id: string;
  /** Id of what the resource hangs on. */
  readonly scopeId: string;
  readonly needs: readonly Need[];
  /** What `dependsOn` may call it: id, name, type and name, name of its loop. */
  readonly keys: readonly string[];
}

export interface Surroundings {
  /** Id of the resource group, subscription or tenant ('') that resources of this template hang on. */
  readonly scopeId: string;
  /** Evaluates a nested deployment into the resources that it makes. */
  readonly nested: (
    definition: JsonObject,
    head: Head,
    context: Context,
    pointer: string,
  ) => readonly EvaluatedResource[];
}

interface Parent {
  readonly type: string;
  readonly name: string;
  readonly scopeId: string;
}

/** All resources of a list of definitions: loops unrolled, conditions applied, child resources behind their parents. */
export function evaluateResources(
  definitions: readonly Json[],
  context: Context,
  pointer: string,
  around: Surroundings,
  parent?: Parent,
): readonly Entry[] {
  const entries: Entry[] = [];
  for (const [i, definition] of definitions.entries()) {
    const at = below(pointer, i);
    if (!isObject(definition)) {
      malformed(context, at, 'a resource must be an object');
      continue;
    }
    const loop = definition.copy;
    if (loop === undefined) {
      entries.push(...evaluateOne(definition, context, at, around, parent, undefined));
      continue;
    }
    if (!isObject(loop) || typeof loop.name !== 'string') {
      malformed(context, below(at, 'copy'), "the loop of a resource must be an object with 'name' and 'count'");
      continue;
    }
    const { name } = loop;
    const count = evaluateCount(loop.count ?? null, context, below(below(at, 'copy'), 'count'));
    if (count === 0) entries.push({ keys: [name.toLowerCase()], needs: [], resources: [] });
    for (let index = 0; index < count && context.run.problems.length === 0; index++) {
      const turn = insideLoop(context, { name, index, makesResources: true });
      entries.push(...evaluateOne(definition, turn, at, around, parent, name));
    }
  }
  return entries;
}

function evaluateOne(
  definition: JsonObject,
  context: Context,
  pointer: string,
  around: Surroundings,
  parent: Parent | undefined,
  loopName: string | undefined,
): readonly Entry[] {
  const before = context.run.problems.length;
  const deployed = evaluateCondition(definition.condition, context, below(pointer, 'condition'));
  const head = readHead(definition, context, pointer, around, parent, loopName);
  if (!head) return [];
  const entry: Entry = {
    keys: head.keys,
    needs: deployed ? head.needs : [],
    resources: deployed ? make(definition, head, context, pointer, around) : [],
  };
  // The condition of a parent does not reach its children: each has its own.
  const children = definition.resources;
  if (children === undefined || context.run.problems.length > before) return [entry];
  if (!isArray(children)) {
    malformed(context, below(pointer, 'resources'), 'child resources must be an array');
    return [entry];
  }
  return [entry, ...evaluateResources(children, context, below(pointer, 'resources'), around, head)];
}

function make(
  definition: JsonObject,
  head: Head,
  context: Context,
  pointer: string,
  around: Surroundings,
): readonly EvaluatedResource[] {
  if (idKey(head.type) === 'microsoft.resources/deployments') return around.nested(definition, head, context, pointer);
  const members = Object.entries(definition).filter(([key]) => !steering.has(key));
  const body = withoutNulls(evaluateValue(Object.fromEntries(members), context, pointer));
  if (!isObject(body)) return [];
  const { bytes } = context.run.measure(body);
  if (bytes > limits.resourceBytes) {
    const what = 'the size of the resource';
    context.run.report(diagnostic('ARM013', { where: place(pointer), what, size: bytes, limit: limits.resourceBytes }));
  }
  const refusal = context.run.admit(body);
  if (refusal) context.run.reportRefusal(refusal, pointer);
  const innermost = parseResourceId(head.id);
  return [
    {
      id: head.id,
      type: innermost?.type ?? head.type,
      name: innermost?.name ?? head.name,
      apiVersion: head.apiVersion,
      dependsOn: [],
      body,
      pointer,
    },
  ];
}

function readHead(
  definition: JsonObject,
  context: Context,
  pointer: string,
  around: Surroundings,
  parent: Parent | undefined,
  loopName: string | undefined,
): Head | undefined {
  const read = (key: string): string | undefined => {
    const written = definition[key];
    const at = below(pointer, key);
    if (typeof written !== 'string') return malformed(context, at, `a resource needs '${key}', a text`);
    const before = context.run.problems.length;
    const value = evaluateText(written, context, at);
    if (typeof value === 'string') return value;
    if (context.run.problems.length > before) return undefined;
    return malformed(context, at, `'${key}' must be a text, not ${typeOfValue(value)}`);
  };
  const ownType = read('type');
  const ownName = read('name');
  const apiVersion = read('apiVersion');
  const scope = definition.scope === undefined ? undefined : read('scope');
  if (ownType === undefined || ownName === undefined || apiVersion === undefined) return undefined;
  if (definition.scope !== undefined && scope === undefined) return undefined;
  const isRelative = parent !== undefined && !idKey(ownType).startsWith(`${idKey(parent.type)}/`);
  const type = isRelative ? `${parent.type}/${ownType}` : ownType;
  const name = isRelative ? `${parent.name}/${ownName}` : ownName;
  const scopeId = scope === undefined ? (parent?.scopeId ?? around.scopeId) : absoluteScope(scope, around.scopeId);
  const id = formatResourceId({ scope: scopeId, type, name });
  if (id === undefined) {
    context.run.report(diagnostic('ARM014', { where: place(pointer), type, name }));
    return undefined;
  }
  const keys = [id, name, `${type}/${name}`, interleaved(type, name), ...(loopName === undefined ? [] : [loopName])];
  const needs = readNeeds(definition.dependsOn, context, below(pointer, 'dependsOn'));
  return { type, name, apiVersion, id, scopeId, needs, keys: [...new Set(keys.map(idKey))] };
}

/** `Microsoft.A/b/name/c/name`: the id of a resource without what it hangs on. */
function interleaved(type: string, name: string): string {
  return (formatResourceId({ scope: '', type, name }) ?? '').replace(/^\/providers\//, '');
}

/** The scope of an extension resource: an id, '/' for the tenant, or type and name below the deployment's own scope. */
function absoluteScope(scope: string, own: string): string {
  if (scope.startsWith('/')) return scope.replace(/\/$/, '');
  return `${own}/providers/${scope}`;
}

function readNeeds(value: Json | undefined, context: Context, pointer: string): readonly Need[] {
  if (value === undefined || value === null) return [];
  const before = context.run.problems.length;
  const list = evaluateValue(value, context, pointer);
  if (context.run.problems.length > before) return [];
  if (!isArray(list)) {
    malformed(context, pointer, 'dependsOn must be an array');
    return [];
  }
  return list.flatMap((on, i): readonly Need[] => {
    const at = below(pointer, i);
    if (typeof on === 'string') return [{ on, pointer: at }];
    malformed(context, at, 'dependsOn must list texts');
    return [];
  });
}

function evaluateCondition(value: Json | undefined, context: Context, pointer: string): boolean {
  if (value === undefined) return true;
  const before = context.run.problems.length;
  const condition = evaluateValue(value, context, pointer);
  if (typeof condition === 'boolean') return condition;
  if (context.run.problems.length === before) malformed(context, pointer, "'condition' must be true or false");
  return false;
}

/**
 * Azure treats a member that is null as missing.
 * Source: Microsoft Learn, "Template expressions", Null values.
 */
function withoutNulls(value: Json): Json {
  if (value === null || typeof value !== 'object') return value;
  if (isArray(value)) return value.map(withoutNulls);
  const kept = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(kept.map(([key, member]) => [key, withoutNulls(member)]));
}

function malformed(context: Context, pointer: string, what: string): undefined {
  context.run.report(diagnostic('ARM012', { where: place(pointer), what }));
}
