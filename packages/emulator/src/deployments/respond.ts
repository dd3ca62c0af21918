import { type ArmError, errorJson, isRefusal, type Refusal, refusal } from '../answer.ts';
import type { Call, TypeStep } from '../call.ts';
import type { Environment } from '../environment.ts';
import type { Outcome } from '../outcome.ts';
import { countOf, page } from '../paging.ts';
import { refusals } from '../refusals.ts';
import { deploymentId, resourceGroupId } from '../scope.ts';
import { type StoredDeployment, type WorkspaceState, withDeployment, withoutDeployments } from '../state/state.ts';
import { readDeploymentRequest } from './deployment-request.ts';
import { presentDeployment, presentOperation, stateOf } from './present.ts';
import { checkDeployment, runDeployment } from './run.ts';

/** The body is the same in all of them. Source: Microsoft Learn, "Deployments - REST API (Azure Resource Management)". */
export const deploymentVersions = [
  '2026-06-01',
  '2025-04-01',
  '2025-03-01',
  '2024-11-01',
  '2024-07-01',
  '2024-03-01',
  '2023-07-01',
  '2022-09-01',
  '2021-04-01',
];

/** Answers calls on Microsoft.Resources/deployments at resource group scope. `steps` begins with deployments. */
export function respondToDeployments(
  steps: readonly TypeStep[],
  call: Call,
  state: WorkspaceState,
  environment: Environment,
): Outcome | Refusal {
  const [{ name } = { name: undefined }, below] = steps;
  if (name === undefined) return call.method === 'GET' ? list(call, state, environment) : notAllowed(call);
  const known = state.deployments.get(name.toLowerCase());
  const action = below?.type.toLowerCase();
  if (below === undefined) return one(name, known, call, state, environment);
  if (action === 'validate' && call.method === 'POST') return validate(name, call, environment);
  if (action === 'whatif' || action === 'exporttemplate')
    return refusals.operationNotOffered({ what: `${below.type} of a deployment` });
  if (!known) return refusals.deploymentNotFound({ name });
  if (action === 'operations' && call.method === 'GET') return operations(known, below.name, call, environment);
  if (action === 'operationstatuses' && call.method === 'GET') return status(known, below.name, environment);
  if (action === 'cancel' && call.method === 'POST') return cancel(known, state, environment);
  return notAllowed(call);
}

function one(
  name: string,
  known: StoredDeployment | undefined,
  call: Call,
  state: WorkspaceState,
  environment: Environment,
): Outcome | Refusal {
  switch (call.method) {
    case 'GET':
      return known
        ? { status: 200, body: presentDeployment(known, environment) }
        : refusals.deploymentNotFound({ name });
    case 'HEAD':
      return { status: known ? 204 : 404 };
    case 'PUT':
      return create(name, known, call, state, environment);
    case 'DELETE':
      return known ? remove(known, call, state, environment) : { status: 204 };
    default:
      return notAllowed(call);
  }
}

function create(
  name: string,
  known: StoredDeployment | undefined,
  call: Call,
  state: WorkspaceState,
  environment: Environment,
): Outcome | Refusal {
  const request = readDeploymentRequest(name, call.body);
  if (isRefusal(request)) return request;
  if (known && stateOf(known, environment) === 'Running')
    return refusal(
      409,
      'DeploymentActive',
      `Unable to edit or replace deployment '${name}': previous deployment from '${known.startedAt}' is still active (expiration time is '${known.endedAt}'). Please see https://aka.ms/arm-deploy for usage details.`,
    );
  const checked = checkDeployment(request, environment);
  if (isRefusal(checked)) return checked;
  const { state: after, deployment } = runDeployment(request, checked, state, environment);
  const accepted = presentDeployment(deployment, environment, 'Accepted');
  return {
    status: known ? 200 : 201,
    body: accepted,
    headers: {
      'azure-asyncoperation': `${environment.origin}${deploymentId(environment.scope, name)}/operationStatuses/${deployment.operationId}?api-version=${call.query.get('api-version')}`,
      'retry-after': '0',
    },
    state: withDeployment(forgetOldest(after, known === undefined, environment), deployment),
  };
}

/** Azure deletes the oldest entries by itself when a history gets full. Source: "Automatic deletions from deployment history". */
function forgetOldest(state: WorkspaceState, isNew: boolean, { deploymentHistory }: Environment): WorkspaceState {
  const surplus = state.deployments.size + (isNew ? 1 : 0) - deploymentHistory;
  if (surplus <= 0) return state;
  const oldest = [...state.deployments.values()].sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1)).slice(0, surplus);
  return withoutDeployments(
    state,
    oldest.map(({ name }) => name),
  );
}

function validate(name: string, call: Call, environment: Environment): Outcome | Refusal {
  const request = readDeploymentRequest(name, call.body);
  if (isRefusal(request)) return request;
  const checked = checkDeployment(request, environment);
  if (isRefusal(checked)) return checked;
  const now = environment.now().toISOString();
  return {
    status: 200,
    body: {
      properties: {
        mode: request.mode,
        provisioningState: 'Succeeded',
        timestamp: now,
        duration: 'PT0S',
        correlationId: environment.newId(),
        providers: [],
        dependencies: [],
        validatedResources: checked.resources.map(({ id }) => ({ id })),
      },
    },
  };
}

function list(call: Call, state: WorkspaceState, environment: Environment): Outcome | Refusal {
  const wanted = call.query.get('$filter');
  const filter = wanted === undefined ? undefined : /^\s*provisioningState eq '(\w+)'\s*$/i.exec(wanted)?.[1];
  if (wanted !== undefined && filter === undefined)
    return refusals.operationNotOffered({ what: `$filter '${wanted.slice(0, 200)}' on deployments` });
  const top = countOf(call, '$top');
  if (typeof top === 'object') return top;
  const items = [...state.deployments]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => ({ key, item }))
    .filter(({ item }) => filter === undefined || stateOf(item, environment).toLowerCase() === filter.toLowerCase());
  const result = page(call, environment.origin, environment.pageSize, items.slice(0, top), (item) =>
    presentDeployment(item, environment),
  );
  return isRefusal(result) ? result : { status: 200, body: { ...result } };
}

function operations(
  known: StoredDeployment,
  operationId: string | undefined,
  call: Call,
  environment: Environment,
): Outcome | Refusal {
  if (operationId !== undefined) {
    const found = known.operations.find((operation) => operation.operationId === operationId.toUpperCase());
    return found
      ? { status: 200, body: presentOperation(known, found, environment) }
      : refusal(404, 'DeploymentOperationNotFound', `Deployment operation '${operationId}' could not be found.`);
  }
  const top = countOf(call, '$top');
  if (typeof top === 'object') return top;
  const items = known.operations.slice(0, top).map((item, index) => ({ key: String(index).padStart(6, '0'), item }));
  const result = page(call, environment.origin, environment.pageSize, items, (item) =>
    presentOperation(known, item, environment),
  );
  return isRefusal(result) ? result : { status: 200, body: { ...result } };
}

function status(known: StoredDeployment, operationId: string | undefined, environment: Environment): Outcome | Refusal {
  if (operationId?.toUpperCase() !== known.operationId)
    return refusal(404, 'DeploymentOperationNotFound', `Deployment operation '${operationId}' could not be found.`);
  const state = stateOf(known, environment);
  const error: ArmError | undefined = state === 'Failed' ? known.error : undefined;
  return {
    status: 200,
    body: { status: state, ...(error ? { error: errorJson(error) } : {}) },
    headers: state === 'Running' ? { 'retry-after': '0' } : {},
  };
}

/** What has been written stays written, as in Azure. */
function cancel(known: StoredDeployment, state: WorkspaceState, environment: Environment): Outcome | Refusal {
  if (stateOf(known, environment) !== 'Running')
    return refusal(
      409,
      'DeploymentCannotBeCancelled',
      `The deployment '${known.name}' cannot be cancelled because it is already completed.`,
    );
  const cancelled = { ...known, provisioningState: 'Canceled', endedAt: environment.now().toISOString() } as const;
  return { status: 204, state: withDeployment(state, cancelled) };
}

/** Deletes the entry of the history; the resources stay. */
function remove(
  known: StoredDeployment,
  call: Call,
  state: WorkspaceState,
  environment: Environment,
): Outcome | Refusal {
  if (stateOf(known, environment) === 'Running')
    return refusal(
      409,
      'DeploymentBeingExecuted',
      `The deployment '${known.name}' is still running and cannot be deleted.`,
    );
  const subscription = resourceGroupId(environment.scope).split('/resourceGroups/')[0];
  return {
    status: 202,
    headers: {
      location: `${environment.origin}${subscription}/operationresults/${known.operationId}?api-version=${call.query.get('api-version')}`,
      'retry-after': '0',
    },
    state: withoutDeployments(state, [known.name]),
  };
}

function notAllowed(call: Call): Refusal {
  return refusals.methodNotAllowed({ method: call.method });
}
