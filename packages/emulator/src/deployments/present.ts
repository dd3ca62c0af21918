import type { Json, JsonObject } from '@picket/arm';
import { errorJson } from '../answer.ts';
import type { Environment } from '../environment.ts';
import { deploymentId } from '../scope.ts';
import type { StoredDeployment, StoredOperation } from '../state/state.ts';

/** How far a deployment is by the environment's clock. */
export function stateOf(deployment: StoredDeployment, environment: Environment): string {
  return environment.now().getTime() < Date.parse(deployment.endedAt) ? 'Running' : deployment.provisioningState;
}

/** A deployment as ARM shows it; what it came to only once it is over. */
export function presentDeployment(
  deployment: StoredDeployment,
  environment: Environment,
  state = stateOf(deployment, environment),
): JsonObject {
  const over = state === deployment.provisioningState;
  return {
    id: deploymentId(environment.scope, deployment.name),
    name: deployment.name,
    type: 'Microsoft.Resources/deployments',
    ...(deployment.tags ? { tags: deployment.tags } : {}),
    properties: {
      templateHash: deployment.templateHash,
      parameters: deployment.parameters,
      mode: deployment.mode,
      provisioningState: state,
      timestamp: over ? deployment.endedAt : deployment.startedAt,
      duration: duration(deployment),
      correlationId: deployment.correlationId,
      providers: providersOf(deployment.operations, environment.scope.location),
      dependencies: [],
      ...(over && deployment.outputs !== null ? { outputs: deployment.outputs } : {}),
      ...(over ? { outputResources: resourcesOf(deployment.operations) } : {}),
      ...(over && deployment.error ? { error: errorJson(deployment.error) } : {}),
    },
  };
}

export function presentOperation(
  deployment: StoredDeployment,
  operation: StoredOperation,
  environment: Environment,
): JsonObject {
  const message: JsonObject = operation.error ? { status: 'Failed', error: errorJson(operation.error) } : {};
  return {
    id: `${deploymentId(environment.scope, deployment.name)}/operations/${operation.operationId}`,
    operationId: operation.operationId,
    properties: {
      provisioningOperation: 'Create',
      provisioningState: operation.provisioningState,
      timestamp: operation.timestamp,
      duration: 'PT0S',
      statusCode: statusWords[operation.statusCode] ?? String(operation.statusCode),
      ...(operation.error ? { statusMessage: message } : {}),
      targetResource: {
        id: operation.resourceId,
        resourceType: operation.resourceType,
        resourceName: operation.resourceId.slice(operation.resourceId.lastIndexOf('/') + 1),
      },
    },
  };
}

const statusWords: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  400: 'BadRequest',
  404: 'NotFound',
  409: 'Conflict',
  412: 'PreconditionFailed',
};

function resourcesOf(operations: readonly StoredOperation[]): Json {
  return operations.filter((step) => step.error === undefined).map((step) => ({ id: step.resourceId }));
}

function providersOf(operations: readonly StoredOperation[], location: string): Json {
  const types = new Map<string, Set<string>>();
  for (const { resourceType } of operations) {
    const slash = resourceType.indexOf('/');
    const namespace = resourceType.slice(0, slash);
    types.set(namespace, (types.get(namespace) ?? new Set()).add(resourceType.slice(slash + 1)));
  }
  return [...types].map(([namespace, names]) => ({
    namespace,
    resourceTypes: [...names].map((resourceType) => ({ resourceType, locations: [location] })),
  }));
}

function duration({ startedAt, endedAt }: StoredDeployment): string {
  return `PT${(Date.parse(endedAt) - Date.parse(startedAt)) / 1000}S`;
}
