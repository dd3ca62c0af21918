import type { Json, JsonObject } from '@picket/arm';
import type { ArmError } from '../answer.ts';
import type { WorkspaceScope } from '../scope.ts';

/** A resource as the workspace keeps it: the newest shape of its body, and what the service adds. */
export interface StoredResource {
  /** `Microsoft.SecurityInsights/alertRules`. */
  readonly type: string;
  readonly name: string;
  /** With its quotes: `"0a00…"`. */
  readonly etag: string;
  /** Members of the body besides id, name, type, etag and systemData. */
  readonly body: JsonObject;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly lastModifiedAt: string;
}

export interface StoredOperation {
  readonly operationId: string;
  readonly provisioningState: 'Succeeded' | 'Failed';
  readonly timestamp: string;
  readonly statusCode: number;
  readonly resourceId: string;
  readonly resourceType: string;
  readonly error?: ArmError;
}

/** A deployment and how it ended. The template is not kept, only what the history shows of it. */
export interface StoredDeployment {
  readonly name: string;
  readonly operationId: string;
  readonly correlationId: string;
  readonly tags?: JsonObject;
  readonly mode: string;
  readonly templateHash: string;
  readonly parameters: JsonObject;
  readonly outputs: Json;
  readonly provisioningState: 'Succeeded' | 'Failed' | 'Canceled';
  readonly error?: ArmError;
  readonly operations: readonly StoredOperation[];
  readonly startedAt: string;
  /** Until then it is shown as running. */
  readonly endedAt: string;
}

/** All that a local workspace knows. Immutable: a change makes a new one. */
export interface WorkspaceState {
  readonly scope: WorkspaceScope;
  /** Counts the writes. */
  readonly serial: number;
  /** By type and name in lower case. */
  readonly resources: ReadonlyMap<string, StoredResource>;
  /** By name in lower case. */
  readonly deployments: ReadonlyMap<string, StoredDeployment>;
}

export function emptyState(scope: WorkspaceScope): WorkspaceState {
  return { scope, serial: 0, resources: new Map(), deployments: new Map() };
}

export function resourceKey(type: string, name: string): string {
  return `${type}/${name}`.toLowerCase();
}

export function withResource(state: WorkspaceState, resource: StoredResource): WorkspaceState {
  const resources = new Map(state.resources).set(resourceKey(resource.type, resource.name), resource);
  return { ...state, resources };
}

export function withoutResource(state: WorkspaceState, type: string, name: string): WorkspaceState {
  const resources = new Map(state.resources);
  resources.delete(resourceKey(type, name));
  return { ...state, resources };
}

export function withDeployment(state: WorkspaceState, deployment: StoredDeployment): WorkspaceState {
  const deployments = new Map(state.deployments).set(deployment.name.toLowerCase(), deployment);
  return { ...state, deployments };
}

export function withoutDeployments(state: WorkspaceState, names: readonly string[]): WorkspaceState {
  const deployments = new Map(state.deployments);
  for (const name of names) deployments.delete(name.toLowerCase());
  return { ...state, deployments };
}

/** The resources of a type in the order of their names. */
export function resourcesOf(state: WorkspaceState, type: string): readonly StoredResource[] {
  const wanted = type.toLowerCase();
  return [...state.resources]
    .filter(([, resource]) => resource.type.toLowerCase() === wanted)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, resource]) => resource);
}
