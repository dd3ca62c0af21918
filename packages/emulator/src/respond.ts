import type { ArmResponse } from '@picket/arm';
import { answer, answerRefusal, isRefusal, type Refusal } from './answer.ts';
import { type Call, isDeeperThan, readCall, typeOf, type WorkspaceRequest } from './call.ts';
import { deploymentVersions, respondToDeployments } from './deployments/respond.ts';
import type { Environment } from './environment.ts';
import { readOnlyKindOf, resourceKindOf } from './kinds/index.ts';
import type { ReadOnlyKind } from './kinds/kind.ts';
import type { Outcome } from './outcome.ts';
import { checkGroup, checkParent } from './parents.ts';
import { refusals } from './refusals.ts';
import { deleteResource, getResource, listResources, patchResource, putResource, type Visit } from './resources.ts';
import { resourceGroupId } from './scope.ts';
import type { WorkspaceState } from './state/state.ts';

const deepestBody = 100;

/**
 * Answers one ARM call. Pure: the answer and the next state follow from the state, the request and the environment's clock
 * and ids; the state is the same object when nothing changed. Never throws for bad input.
 */
export function respond(
  state: WorkspaceState,
  request: WorkspaceRequest,
  environment: Environment,
): { readonly state: WorkspaceState; readonly response: ArmResponse } {
  const call = readCall(request);
  const outcome = call ? route(call, state, environment) : refusals.invalidUri({ url: request.url.slice(0, 200) });
  const requestId = environment.newId();
  const ids = { 'x-ms-request-id': requestId, 'x-ms-correlation-request-id': requestId };
  if (isRefusal(outcome)) {
    const response = answerRefusal(outcome);
    return { state, response: { ...response, headers: { ...ids, ...response.headers } } };
  }
  return {
    state: outcome.state ?? state,
    response: answer(outcome.status, outcome.body, { ...ids, ...outcome.headers }),
  };
}

function route(call: Call, state: WorkspaceState, environment: Environment): Outcome | Refusal {
  const { scope } = environment;
  const version = call.query.get('api-version');
  if (version === undefined || version === '') return refusals.missingApiVersion();
  if (call.body !== undefined && isDeeperThan(call.body, deepestBody))
    return refusals.invalidContent({ why: `the body is nested deeper than ${deepestBody} levels` });
  const { path } = call;
  const wrongGroup = checkGroup(path, scope);
  if (wrongGroup) return wrongGroup;
  if (path.providers.length === 0) return withoutProvider(call, environment);
  const provider = path.providers.at(-1);
  if (!provider || path.rest.length > 0) return refusals.invalidUri({ url: call.pathText });
  const type = typeOf(provider);
  if (path.providers.length === 1 && /^microsoft\.resources\/deployments(\/|$)/i.test(type)) {
    const known = {
      type: 'Microsoft.Resources/deployments',
      version,
      location: scope.location,
      supported: deploymentVersions,
    };
    if (!deploymentVersions.includes(version)) return refusals.unknownApiVersion(known);
    return respondToDeployments(provider.steps, call, state, environment);
  }
  const kind = resourceKindOf(type) ?? readOnlyKindOf(type);
  if (!kind) {
    const [namespace = '', ...rest] = type.split('/');
    return refusals.typeNotOffered({ namespace, type: rest.join('/'), version });
  }
  const tier = kind.versions[version];
  if (!tier || !Object.hasOwn(kind.versions, version))
    return refusals.unknownApiVersion({
      type: kind.type,
      version,
      location: scope.location,
      supported: Object.keys(kind.versions),
    });
  const wrongParent = checkParent(path, kind, call.method === 'GET' ? 'read' : 'write', scope);
  if (wrongParent) return wrongParent;
  const name = provider.steps.at(-1)?.name;
  return 'methods' in kind
    ? toResource({ kind, tier, state, environment }, name, call)
    : toReadOnly(kind, name, call, environment);
}

function toResource(visit: Visit, name: string | undefined, call: Call): Outcome | Refusal {
  const { method } = call;
  if (name === undefined) return method === 'GET' ? listResources(visit, call) : refusals.methodNotAllowed({ method });
  if (!visit.kind.methods.some((offered) => offered === method)) return refusals.methodNotAllowed({ method });
  switch (method) {
    case 'PUT':
      return putResource(visit, name, call.body, call.headers);
    case 'PATCH':
      return patchResource(visit, name, call.body, call.headers);
    case 'DELETE':
      return deleteResource(visit, name, call);
    default:
      return getResource(visit, name, call);
  }
}

function toReadOnly(
  kind: ReadOnlyKind,
  name: string | undefined,
  call: Call,
  environment: Environment,
): Outcome | Refusal {
  if (call.method !== 'GET') {
    const what = `${call.method} on ${kind.type}`;
    return refusals.operationNotOffered({ what });
  }
  if (name === undefined) return { status: 200, body: { value: kind.list(environment) } };
  const body = kind.get(environment, name);
  if (body !== undefined) return { status: 200, body };
  return refusals.resourceNotFound({ type: kind.type, name, resourceGroup: environment.scope.resourceGroup });
}

/** The resource group itself, and where a deletion is polled. */
function withoutProvider(call: Call, { scope }: Environment): Outcome | Refusal {
  const { path, method } = call;
  if (path.resourceGroup === undefined && path.rest[0]?.toLowerCase() === 'operationresults') return { status: 204 };
  if (path.resourceGroup === undefined || path.rest.length > 0) return refusals.invalidUri({ url: call.pathText });
  if (method === 'HEAD') return { status: 204 };
  if (method !== 'GET') return refusals.methodNotAllowed({ method });
  return {
    status: 200,
    body: {
      id: resourceGroupId(scope),
      name: scope.resourceGroup,
      type: 'Microsoft.Resources/resourceGroups',
      location: scope.location,
      properties: { provisioningState: 'Succeeded' },
    },
  };
}
