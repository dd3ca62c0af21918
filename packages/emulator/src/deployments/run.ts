import { createHash } from 'node:crypto';
import {
  deploymentOrder,
  type EvaluatedResource,
  evaluateTemplate,
  type Json,
  type JsonObject,
  readParameterValues,
} from '@picket/arm';
import type { Diagnostic } from '@picket/diagnostics';
import { type ArmError, isRefusal, type Refusal, refusal } from '../answer.ts';
import { isObject, readPath, typeOf } from '../call.ts';
import type { Environment } from '../environment.ts';
import { resourceKindOf } from '../kinds/index.ts';
import { checkParent } from '../parents.ts';
import { refusals } from '../refusals.ts';
import { putResource } from '../resources.ts';
import { deploymentId } from '../scope.ts';
import type { StoredDeployment, StoredOperation, WorkspaceState } from '../state/state.ts';
import type { DeploymentRequest } from './deployment-request.ts';

/** A template after evaluation and preflight: everything that ARM finds out before it writes anything. */
export interface CheckedDeployment {
  readonly resources: readonly EvaluatedResource[];
  readonly outputs: Json;
}

/**
 * What ARM refuses before the first write: a template that cannot be evaluated, types and API versions that do not exist, and
 * its limits. Source: Microsoft Learn, "Resolve errors for invalid template", "ARM template best practices".
 */
export function checkDeployment(request: DeploymentRequest, environment: Environment): CheckedDeployment | Refusal {
  const given = readParameterValues(request.parameters, '/parameters');
  const evaluated =
    given.problems.length > 0
      ? { problems: given.problems }
      : evaluateTemplate(request.template, {
          parameters: given.value ?? {},
          scope: environment.scope,
          deploymentName: request.name,
        });
  if (!evaluated.value) return invalidTemplate(evaluated.problems);
  const ordered = deploymentOrder(evaluated.value.resources);
  if (!ordered.value) return invalidTemplate(ordered.problems);
  const faults = ordered.value.flatMap((resource) => preflight(resource, environment) ?? []);
  if (faults.length === 0) return { resources: ordered.value, outputs: evaluated.value.outputs };
  return refusal(
    400,
    'InvalidTemplateDeployment',
    `The template deployment '${request.name}' is not valid according to the validation procedure. See inner errors for details.`,
    { details: faults },
  );
}

/** What the evaluator found, with its codes: Azure's texts differ, its code does not. */
function invalidTemplate(problems: readonly Diagnostic[]): Refusal {
  const [first] = problems;
  return refusal(
    400,
    'InvalidTemplate',
    `Deployment template validation failed: '${first?.message ?? 'the template has no result'}'.`,
    { details: problems.map(({ code, message }) => ({ code: 'InvalidTemplate', message: `${message} (${code})` })) },
  );
}

function preflight(resource: EvaluatedResource, { scope }: Environment): ArmError | undefined {
  const target = resource.id;
  const { providers } = readPath(resource.id.split('/').filter((segment) => segment !== ''));
  const provider = providers.at(-1);
  if (!provider) return { ...refusals.invalidUri({ url: resource.id }).error, target };
  const type = typeOf(provider);
  const kind = resourceKindOf(type);
  if (!kind) {
    const [namespace = '', ...rest] = type.split('/');
    return {
      ...refusals.typeNotOffered({ namespace, type: rest.join('/'), version: resource.apiVersion }).error,
      target,
    };
  }
  const supported = Object.keys(kind.versions);
  if (supported.includes(resource.apiVersion)) return undefined;
  const version = { type: kind.type, version: resource.apiVersion, location: scope.location, supported };
  return { ...refusals.unknownApiVersion(version).error, target };
}

/**
 * Deploys in the order given: a resource that fails leaves out those that depend on it, and the others still land, as in ARM.
 * Each resource goes through the same code as a REST PUT.
 */
export function runDeployment(
  request: DeploymentRequest,
  checked: CheckedDeployment,
  before: WorkspaceState,
  environment: Environment,
): { readonly state: WorkspaceState; readonly deployment: StoredDeployment } {
  const startedAt = environment.now();
  const operations: StoredOperation[] = [];
  const notDone = new Set<string>();
  let state = before;
  for (const resource of checked.resources) {
    if (resource.dependsOn.some((id) => notDone.has(id.toLowerCase()))) {
      notDone.add(resource.id.toLowerCase());
      continue;
    }
    const result = deployResource(resource, state, environment);
    if (isRefusal(result)) notDone.add(resource.id.toLowerCase());
    else state = result.state ?? state;
    operations.push({
      operationId: operationIdOf(`${request.name}/${resource.id}`, environment),
      provisioningState: isRefusal(result) ? 'Failed' : 'Succeeded',
      timestamp: environment.now().toISOString(),
      statusCode: result.status,
      resourceId: resource.id,
      resourceType: typeOfId(resource.id),
      ...(isRefusal(result) ? { error: result.error } : {}),
    });
  }
  const failed = operations.filter((operation) => operation.error !== undefined);
  const deployment: StoredDeployment = {
    name: request.name,
    operationId: operationIdOf(request.name, environment),
    correlationId: environment.newId(),
    ...(request.tags ? { tags: request.tags } : {}),
    mode: request.mode,
    templateHash: hashOf(JSON.stringify(request.template)),
    parameters: shownParameters(request),
    outputs: failed.length > 0 ? null : checked.outputs,
    provisioningState: failed.length > 0 ? 'Failed' : 'Succeeded',
    ...(failed.length > 0 ? { error: deploymentFailed(request.name, failed, environment) } : {}),
    operations,
    startedAt: startedAt.toISOString(),
    endedAt: new Date(environment.now().getTime() + environment.deploymentMilliseconds).toISOString(),
  };
  return { state, deployment };
}

function deployResource(resource: EvaluatedResource, state: WorkspaceState, environment: Environment) {
  const path = readPath(resource.id.split('/').filter((segment) => segment !== ''));
  const provider = path.providers.at(-1);
  const kind = provider && resourceKindOf(typeOf(provider));
  const name = provider?.steps.at(-1)?.name;
  const tier = kind?.versions[resource.apiVersion];
  if (!kind || !tier || name === undefined) return refusals.invalidUri({ url: resource.id });
  const refused = checkParent(path, kind, 'write', environment.scope);
  return refused ?? putResource({ kind, tier, state, environment }, name, resource.body, {});
}

function deploymentFailed(name: string, failed: readonly StoredOperation[], environment: Environment): ArmError {
  return {
    code: 'DeploymentFailed',
    message:
      'At least one resource deployment operation failed. Please list deployment operations for details. ' +
      'Please see https://aka.ms/arm-deployment-operations for usage details.',
    target: deploymentId(environment.scope, name),
    details: failed.map(({ error, resourceId }) => ({
      ...error,
      code: error?.code ?? 'BadRequest',
      message: error?.message ?? '',
      target: resourceId,
    })),
  };
}

/** Parameters as the history shows them: with their types, and without the values of secure ones. */
function shownParameters(request: DeploymentRequest): JsonObject {
  const declared = isObject(request.template.parameters) ? request.template.parameters : {};
  const sent = Object.entries(request.parameters);
  return Object.fromEntries(
    Object.entries(declared).flatMap(([name, declaration]): [string, JsonObject][] => {
      const type = isObject(declaration) && typeof declaration.type === 'string' ? declaration.type : 'String';
      if (type.toLowerCase().startsWith('secure')) return [[name, { type }]];
      const found = sent.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
      return isObject(found) && found.value !== undefined ? [[name, { type, value: found.value }]] : [];
    }),
  );
}

export function typeOfId(id: string): string {
  const provider = readPath(id.split('/').filter((segment) => segment !== '')).providers.at(-1);
  return provider ? typeOf(provider) : '';
}

/** Sixteen digits, as ARM's operation ids have. */
function operationIdOf(text: string, environment: Environment): string {
  return createHash('sha256').update(`${text}/${environment.newId()}`).digest('hex').slice(0, 16).toUpperCase();
}

/** A 64-bit number in decimal digits, as ARM's template hashes are. */
function hashOf(text: string): string {
  return createHash('sha256').update(text).digest().readBigUInt64BE().toString();
}
