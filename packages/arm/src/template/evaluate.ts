import { type Checked, diagnostic } from '@picket/diagnostics';
import type { DeploymentLevel } from '../environment.ts';
import { bounds, limits } from '../limits.ts';
import { resourceGroupId, subscriptionId } from '../resource-id.ts';
import type { DeploymentScope, EvaluatedResource, Json, JsonObject, Template } from '../template.ts';
import { findKey, isArray, isObject } from '../value.ts';
import type { Context } from './context.ts';
import { deploymentOrder, resolveDependencies } from './dependencies.ts';
import { createContext, evaluateAllNames, sectionOf } from './names.ts';
import { readParameterValues } from './parameters.ts';
import { evaluateResources, type Head, type Surroundings } from './resources.ts';
import { below, place, Run } from './run.ts';
import { copyEntries, evaluateCopy, evaluateValue } from './values.ts';

export interface EvaluateOptions {
  /** Plain values by name; `readParameterValues` makes them from a parameter file. */
  readonly parameters?: Readonly<Record<string, Json>>;
  readonly scope: DeploymentScope;
  /** What `deployment().name` says; `main` when missing. */
  readonly deploymentName?: string;
}

export interface EvaluatedTemplate {
  /** In the order of the template; `deploymentOrder` sorts them. */
  readonly resources: readonly EvaluatedResource[];
  readonly outputs: Readonly<Record<string, { readonly type: string; readonly value: Json }>>;
}

/**
 * Does what Azure Resource Manager does with a template before it calls resource providers: parameters, variables,
 * expressions, loops, conditions, ids, dependencies. Nested templates are evaluated too; their resources stand where
 * their deployment stands. Extension resources come out the same whichever way they were written: as
 * `…/workspaces/providers/alertRules` or with `scope`.
 *
 * Total: any JSON gives resources or problems; there is no value when there is a problem.
 * Level of the deployment (resource group, subscription, tenant) by `$schema`.
 */
export function evaluateTemplate(
  template: Template | JsonObject,
  { parameters = {}, scope, deploymentName = 'main' }: EvaluateOptions,
): Checked<EvaluatedTemplate> {
  const run = new Run();
  const raw = template as JsonObject;
  const { depth } = run.measure(raw);
  if (depth > bounds.depth) {
    const params = { where: '/', what: 'the nesting of the template', size: depth, limit: bounds.depth };
    return { problems: [diagnostic('ARM013', params)] };
  }
  const level = levelOf(raw);
  if (level === undefined) {
    const what = "'$schema' must name the schema of a deployment template";
    return { problems: [diagnostic('ARM012', { where: '/$schema', what })] };
  }
  for (const name of Object.keys(parameters)) {
    if (findKey(sectionOf(raw, 'parameters'), name) === undefined) {
      run.report(diagnostic('ARM007', { where: '/parameters', what: 'parameter', name }));
    }
  }
  const context = createContext(run, raw, '', parameters, { scope, level, deploymentName });
  const resources = evaluateBody(raw, context, '', { scope, level }, 0);
  const outputs = run.problems.length === 0 ? evaluateOutputs(raw, context) : {};
  if (run.problems.length === 0) for (const problem of deploymentOrder(resources).problems) run.report(problem);
  return run.problems.length > 0 ? { problems: run.problems } : { value: { resources, outputs }, problems: [] };
}

interface Target {
  readonly scope: DeploymentScope;
  readonly level: DeploymentLevel;
}

/** The resources of a template whose names and expressions mean what `context` says. */
function evaluateBody(
  template: JsonObject,
  context: Context,
  pointer: string,
  target: Target,
  nesting: number,
): readonly EvaluatedResource[] {
  const { run } = context;
  checkForm(template, run, pointer);
  if (!context.evaluatedByParent) evaluateAllNames(context, template);
  const definitions = template.resources;
  if (run.problems.length > 0 || !isArray(definitions)) return [];
  const around: Surroundings = {
    scopeId: idOfTarget(target),
    nested: (definition, head, inside, at) => evaluateNested(definition, head, inside, at, target, nesting + 1),
  };
  const entries = evaluateResources(definitions, context, below(pointer, 'resources'), around);
  if (run.problems.length > 0) return [];
  const { value = [], problems } = resolveDependencies(entries);
  for (const problem of problems) run.report(problem);
  if (entries.length > limits.resources) {
    reportLimit(run, below(pointer, 'resources'), 'the number of resources', entries.length, limits.resources);
  }
  return value;
}

/** Source: Microsoft Learn, "Using linked and nested templates", Expression evaluation scope in nested templates. */
function evaluateNested(
  definition: JsonObject,
  head: Head,
  context: Context,
  pointer: string,
  target: Target,
  nesting: number,
): readonly EvaluatedResource[] {
  const { run } = context;
  const properties = sectionOf(definition, 'properties');
  const { template } = properties;
  const at = below(pointer, 'properties');
  const refuse = (what: string, reason: string): readonly EvaluatedResource[] => {
    run.report(diagnostic('ARM018', { where: place(at), what, reason }));
    return [];
  };
  if (!isObject(template)) return refuse('a linked template', 'it would have to be fetched; write it as a nested one');
  if (nesting > bounds.nestedTemplates) return refuse('a nested template', 'too many stand inside each other');
  const own = evaluateTarget(definition, context, pointer, target);
  const templatePointer = below(at, 'template');
  const options = evaluateValue(properties.expressionEvaluationOptions ?? {}, context, at);
  const isInner = isObject(options) && String(options.scope ?? '').toLowerCase() === 'inner';
  if (!isInner) return evaluateBody(template, { ...context, evaluatedByParent: true }, templatePointer, own, nesting);
  const given = evaluateValue(properties.parameters ?? {}, context, below(at, 'parameters'));
  const { value = {}, problems } = readParameterValues(isObject(given) ? given : {}, below(at, 'parameters'));
  for (const problem of problems) run.report(problem);
  if (run.problems.length > 0) return [];
  const inner = createContext(run, template, templatePointer, value, { ...own, deploymentName: head.name });
  return evaluateBody(template, inner, templatePointer, own, nesting);
}

/** Where a nested deployment goes: its own `subscriptionId` and `resourceGroup`, else where the outer one goes. */
function evaluateTarget(definition: JsonObject, context: Context, pointer: string, outer: Target): Target {
  const read = (key: string): string | undefined => {
    const value = evaluateValue(definition[key] ?? null, context, below(pointer, key));
    return typeof value === 'string' ? value : undefined;
  };
  const subscription = read('subscriptionId');
  const resourceGroup = read('resourceGroup');
  const level =
    resourceGroup !== undefined ? 'resourceGroup' : subscription !== undefined ? 'subscription' : outer.level;
  const scope = {
    ...outer.scope,
    ...(subscription === undefined ? {} : { subscriptionId: subscription }),
    ...(resourceGroup === undefined ? {} : { resourceGroup }),
  };
  return { scope, level };
}

function checkForm(template: JsonObject, run: Run, pointer: string): void {
  const refused = [
    ['languageVersion', 'templates of language version 2.0 (symbolic names) are not evaluated here'],
    ['imports', 'extensions are not evaluated here'],
    ['extensions', 'extensions are not evaluated here'],
  ] as const;
  for (const [key, reason] of refused) {
    if (template[key] === undefined) continue;
    run.report(diagnostic('ARM018', { where: place(below(pointer, key)), what: `'${key}'`, reason }));
  }
  if (run.problems.length > 0) return;
  if (!isArray(template.resources)) {
    const what = "a template needs 'resources', an array";
    run.report(diagnostic('ARM012', { where: place(below(pointer, 'resources')), what }));
  }
  const variables = sectionOf(template, 'variables');
  const variableCount = Object.keys(variables).length + Math.max(0, copyEntries(variables).length - 1);
  const counts = [
    ['parameters', Object.keys(sectionOf(template, 'parameters')).length],
    ['variables', variableCount],
    ['outputs', Object.keys(sectionOf(template, 'outputs')).length],
  ] as const;
  for (const [section, size] of counts) {
    if (size > limits[section]) {
      reportLimit(run, below(pointer, section), `the number of ${section}`, size, limits[section]);
    }
  }
  const { bytes } = run.measure(template);
  if (bytes > limits.templateBytes) {
    reportLimit(run, pointer, 'the size of the template', bytes, limits.templateBytes);
  }
}

function evaluateOutputs(template: JsonObject, context: Context): EvaluatedTemplate['outputs'] {
  const outputs: [string, { type: string; value: Json }][] = [];
  for (const [name, output] of Object.entries(sectionOf(template, 'outputs'))) {
    const pointer = below('/outputs', name);
    const type = isObject(output) ? output.type : undefined;
    if (!isObject(output) || typeof type !== 'string') {
      const what = `the output '${name}' must be an object with 'type' and 'value'`;
      context.run.report(diagnostic('ARM012', { where: place(pointer), what }));
      continue;
    }
    if (evaluateValue(output.condition ?? true, context, below(pointer, 'condition')) === false) continue;
    const { copy } = output;
    const value =
      isObject(copy) && copy.count !== undefined
        ? evaluateCopy({ name, count: copy.count, input: copy.input ?? null }, context, below(pointer, 'copy'), true)
        : evaluateValue(output.value ?? null, context, below(pointer, 'value'));
    outputs.push([name, { type, value }]);
  }
  return Object.fromEntries(outputs);
}

function levelOf(template: JsonObject): DeploymentLevel | undefined {
  const schema = template.$schema;
  const file = typeof schema === 'string' ? /\/(\w+)\.json#?$/.exec(schema)?.[1]?.toLowerCase() : undefined;
  const levels: Readonly<Record<string, DeploymentLevel>> = {
    deploymenttemplate: 'resourceGroup',
    subscriptiondeploymenttemplate: 'subscription',
    tenantdeploymenttemplate: 'tenant',
  };
  return file === undefined ? undefined : levels[file];
}

function idOfTarget({ scope, level }: Target): string {
  if (level === 'tenant') return '';
  return level === 'subscription'
    ? subscriptionId(scope.subscriptionId)
    : resourceGroupId(scope.subscriptionId, scope.resourceGroup);
}

function reportLimit(run: Run, pointer: string, what: string, size: number, limit: number): void {
  run.report(diagnostic('ARM013', { where: place(pointer), what, size, limit }));
}
