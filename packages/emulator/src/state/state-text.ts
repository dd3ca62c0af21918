import type { Json, JsonObject } from '@picket/arm';
import { type Checked, diagnostic } from '@picket/diagnostics';
import type { ArmError } from '../answer.ts';
import { isObject } from '../call.ts';
import type { WorkspaceScope } from '../scope.ts';
import type { StoredDeployment, StoredOperation, StoredResource, WorkspaceState } from './state.ts';

export const stateFormat = 'picket-local-workspace';
/** The version this code writes and the highest that it reads. */
export const stateVersion = 1;

/**
 * The state as text: JSON with sorted keys and two spaces, so that equal states are equal bytes and a diff is readable.
 * Entries that did not change since the last writing are taken from memory.
 */
export function writeState(state: WorkspaceState): string {
  const section = (entries: ReadonlyMap<string, StoredResource | StoredDeployment>): string => {
    if (entries.size === 0) return '{}';
    const lines = [...entries]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => `    ${JSON.stringify(key)}: ${entryText(entry)}`);
    return `{\n${lines.join(',\n')}\n  }`;
  };
  return `{
  "deployments": ${section(state.deployments)},
  "format": ${JSON.stringify(stateFormat)},
  "resources": ${section(state.resources)},
  "scope": ${sortedText(Object.fromEntries(scopeMembers.map((name) => [name, state.scope[name]])), '  ')},
  "serial": ${state.serial},
  "version": ${stateVersion}
}
`;
}

/** Reads the text of a state file. A file that is broken, foreign, newer or of another workspace is a problem. */
export function readState(text: string, file: string, scope: WorkspaceScope): Checked<WorkspaceState> {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (error) {
    return { problems: [diagnostic('EMU001', { file, why: error instanceof Error ? error.message : String(error) })] };
  }
  if (!isObject(value) || value.format !== stateFormat) return { problems: [diagnostic('EMU002', { file })] };
  if (typeof value.version !== 'number' || value.version > stateVersion)
    return { problems: [diagnostic('EMU003', { file, version: String(value.version), known: stateVersion })] };
  const { resources, deployments } = value;
  if (!isObject(resources) || !isObject(deployments) || !isObject(value.scope) || typeof value.serial !== 'number')
    return { problems: [diagnostic('EMU001', { file, why: 'a section of it is missing' })] };
  const other = differentScope(value.scope, scope);
  if (other) return { problems: [diagnostic('EMU004', { file, ...other })] };
  const readResources = readSection(resources, readResource);
  const readDeployments = readSection(deployments, readDeployment);
  if (typeof readResources === 'string' || typeof readDeployments === 'string') {
    const entry = typeof readResources === 'string' ? readResources : String(readDeployments);
    return { problems: [diagnostic('EMU001', { file, why: `its entry '${entry}' is incomplete` })] };
  }
  return {
    problems: [],
    value: { scope, serial: value.serial, resources: readResources, deployments: readDeployments },
  };
}

/** The entries of a section, or the key of the first that cannot be read. */
function readSection<T>(
  section: JsonObject,
  read: (entry: JsonObject) => T | undefined,
): ReadonlyMap<string, T> | string {
  const entries = new Map<string, T>();
  for (const [key, entry] of Object.entries(section)) {
    const value = isObject(entry) ? read(entry) : undefined;
    if (value === undefined) return key;
    entries.set(key, value);
  }
  return entries;
}

function readResource(entry: JsonObject): StoredResource | undefined {
  const { type, name, etag, body, createdAt, lastModifiedAt } = entry;
  if (typeof type !== 'string' || typeof name !== 'string' || typeof etag !== 'string') return undefined;
  if (typeof createdAt !== 'string' || typeof lastModifiedAt !== 'string' || !isObject(body)) return undefined;
  return { type, name, etag, body, createdAt, lastModifiedAt };
}

function readDeployment(entry: JsonObject): StoredDeployment | undefined {
  const { name, operationId, correlationId, tags, mode, templateHash, parameters, outputs, error, operations } = entry;
  const { provisioningState, startedAt, endedAt } = entry;
  if (typeof name !== 'string' || typeof operationId !== 'string' || typeof correlationId !== 'string')
    return undefined;
  if (typeof mode !== 'string' || typeof templateHash !== 'string' || !isObject(parameters)) return undefined;
  if (typeof startedAt !== 'string' || typeof endedAt !== 'string' || !Array.isArray(operations)) return undefined;
  const state = deploymentStates.find((known) => known === provisioningState);
  const steps = operations.map((step: Json) => (isObject(step) ? readOperation(step) : undefined));
  if (!state || steps.includes(undefined)) return undefined;
  return {
    name,
    operationId,
    correlationId,
    ...(isObject(tags) ? { tags } : {}),
    mode,
    templateHash,
    parameters,
    outputs: outputs ?? null,
    provisioningState: state,
    ...readErrorMember(error),
    operations: steps.filter((step) => step !== undefined),
    startedAt,
    endedAt,
  };
}

const deploymentStates = ['Succeeded', 'Failed', 'Canceled'] as const;

function readOperation(step: JsonObject): StoredOperation | undefined {
  const { operationId, provisioningState, timestamp, statusCode, resourceId, resourceType, error } = step;
  if (provisioningState !== 'Succeeded' && provisioningState !== 'Failed') return undefined;
  if (typeof operationId !== 'string' || typeof timestamp !== 'string' || typeof statusCode !== 'number')
    return undefined;
  if (typeof resourceId !== 'string' || typeof resourceType !== 'string') return undefined;
  return {
    operationId,
    provisioningState,
    timestamp,
    statusCode,
    resourceId,
    resourceType,
    ...readErrorMember(error),
  };
}

function readErrorMember(error: Json | undefined): { error?: ArmError } {
  const read = isObject(error) ? readError(error) : undefined;
  return read ? { error: read } : {};
}

function readError(error: JsonObject): ArmError | undefined {
  const { code, message, target, details } = error;
  if (typeof code !== 'string' || typeof message !== 'string') return undefined;
  const inner = Array.isArray(details)
    ? details.map((part: Json) => (isObject(part) ? readError(part) : undefined))
    : [];
  return {
    code,
    message,
    ...(typeof target === 'string' ? { target } : {}),
    ...(inner.length > 0 ? { details: inner.filter((part) => part !== undefined) } : {}),
  };
}

const scopeMembers = ['tenantId', 'subscriptionId', 'resourceGroup', 'workspace', 'location'] as const;

function differentScope(found: JsonObject, wanted: WorkspaceScope): { found: string; wanted: string } | undefined {
  const member = scopeMembers.find(
    (name) => String(found[name] ?? '').toLowerCase() !== wanted[name].toLowerCase() && name !== 'location',
  );
  return member && { found: `${member} '${String(found[member])}'`, wanted: `${member} '${wanted[member]}'` };
}

const entryTexts = new WeakMap<object, string>();

function entryText(entry: StoredResource | StoredDeployment): string {
  const known = entryTexts.get(entry);
  if (known !== undefined) return known;
  const written = sortedText(entry, '    ');
  entryTexts.set(entry, written);
  return written;
}

/** JSON with two spaces and members in the order of their names; `indent` is that of the line it begins on. */
function sortedText(value: unknown, indent: string): string {
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    return `[\n${value.map((item) => `${indent}  ${sortedText(item, `${indent}  `)}`).join(',\n')}\n${indent}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${indent}  ${JSON.stringify(key)}: ${sortedText(item, `${indent}  `)}`);
  return members.length === 0 ? '{}' : `{\n${members.join(',\n')}\n${indent}}`;
}
