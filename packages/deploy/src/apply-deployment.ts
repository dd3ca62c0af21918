import type { ArmResponse, Json, JsonObject, Template } from '@picket/arm';
import { type Diagnostic, diagnostic } from '@picket/diagnostics';
import { deploymentsVersion, resourceIdOf } from './addresses.ts';
import { refused, type Site } from './apply-rest.ts';
import type { ApplyEvent, Outcome } from './apply-types.ts';
import { errorIn, errorOf, failureOf, retryAfter } from './call.ts';
import { markName } from './fresh.ts';
import { textAt, valueAt } from './json.ts';
import { readList } from './live.ts';
import type { Change } from './plan-types.ts';
import type { WorkspaceScope } from './workspace.ts';

/** One ARM deployment: a template and the changes that it carries. */
export interface Chunk {
  readonly name: string;
  readonly template: Template;
  readonly changes: readonly Change[];
}

export interface DeploymentSite extends Site {
  readonly scope: WorkspaceScope;
  readonly onEvent: (event: ApplyEvent) => void;
}

const firstPause = 1000;
const shortestPause = 100;
const longestPause = 15_000;
const longestMinutes = 60;

/** Asks ARM whether every template would be accepted. Nothing is written; any problem ends the run before the first write. */
export async function validateChunks(site: DeploymentSite, chunks: readonly Chunk[]): Promise<readonly Diagnostic[]> {
  const found = await Promise.all(
    chunks.map(async (chunk) => {
      const url = `${deploymentPath(site.scope, chunk.name)}/validate?api-version=${deploymentsVersion}`;
      const doing = `validating deployment ${chunk.name}`;
      const answer = await site.call({ method: 'POST', url, body: deploymentBody(site.scope, chunk) }, doing);
      const response = answer.status === 202 ? await settled(site, answer, chunk.name, doing) : answer;
      const error = valueAt(response.body, 'error');
      if (response.status === 200 && (error === undefined || error === null)) return [];
      if (response.status !== 200 && response.status !== 400) throw failureOf(response, doing, site.scope.workspace);
      return leaves(error ?? response.body ?? null).map((leaf) => validationProblem(site.workspace, chunk, leaf));
    }),
  );
  return found.flat();
}

/**
 * Submits one incremental deployment and waits for its end. Its operations tell which resources landed; a deployment is not
 * atomic, so each change gets its own outcome. Source: Microsoft Learn, "Track asynchronous Azure operations".
 */
export async function runDeployment(site: DeploymentSite, chunk: Chunk): Promise<readonly Outcome[]> {
  const { name, changes } = chunk;
  const path = deploymentPath(site.scope, name);
  const doing = `deployment ${name}`;
  site.onEvent({ type: 'deploying', deployment: name, count: changes.length });
  const url = `${path}?api-version=${deploymentsVersion}`;
  const started = await site.call({ method: 'PUT', url, body: deploymentBody(site.scope, chunk) }, doing);
  if (started.status === 401 || started.status === 403) throw failureOf(started, doing, site.scope.workspace);
  if (started.status !== 200 && started.status !== 201) {
    const problem = diagnostic('DEP303', { deployment: name, ...errorOf(started) });
    return changes.map((change) => ({ change, problem }));
  }
  const ended = await settled(site, started, name, doing);
  const state = textAt(ended.body, 'status') ?? textAt(ended.body, 'properties', 'provisioningState');
  if (state === 'Succeeded') return changes.map((change) => ({ change }));
  const overall = state === undefined ? diagnostic('DEP305', { deployment: name, minutes: longestMinutes }) : undefined;
  return outcomes(site, chunk, overall ?? diagnostic('DEP303', { deployment: name, ...errorOf(ended) }));
}

/** Follows Azure-AsyncOperation until the operation ends; an answer without a state means that it did not end in time. */
async function settled(site: DeploymentSite, started: ArmResponse, name: string, doing: string): Promise<ArmResponse> {
  const monitor = started.headers['azure-asyncoperation'] ?? started.headers.location;
  let answer = started;
  let waited = 0;
  for (
    let wait = retryAfter(started) ?? firstPause;
    monitor && !hasEnded(answer);
    wait = retryAfter(answer) ?? grown(wait)
  ) {
    if (waited > longestMinutes * 60_000) return { status: answer.status, headers: {} };
    site.onEvent({ type: 'waiting', deployment: name, seconds: Math.round(waited / 1000) });
    await site.sleep(wait);
    waited += Math.max(wait, shortestPause);
    answer = await site.call({ method: 'GET', url: monitor }, doing);
    if (answer.status !== 200 && answer.status !== 202) throw failureOf(answer, doing, site.scope.workspace);
  }
  return answer;
}

function hasEnded(answer: ArmResponse): boolean {
  const state = textAt(answer.body, 'status') ?? textAt(answer.body, 'properties', 'provisioningState');
  return state === undefined ? answer.status === 200 : ['Succeeded', 'Failed', 'Canceled'].includes(state);
}

function grown(wait: number): number {
  return Math.min(wait * 1.5, longestPause);
}

async function outcomes(site: DeploymentSite, chunk: Chunk, overall: Diagnostic): Promise<readonly Outcome[]> {
  const { subscriptionId, resourceGroup } = site.scope;
  const url = `/subscriptions/${subscriptionId}/resourcegroups/${resourceGroup}/deployments/${chunk.name}/operations?api-version=${deploymentsVersion}`;
  const operations = await readList(site.call, url, `operations of deployment ${chunk.name}`, site.workspace);
  const ended = new Map(
    operations.flatMap((operation) => {
      const id = textAt(operation, 'properties', 'targetResource', 'id');
      return id ? [[id.toLowerCase(), operation] as const] : [];
    }),
  );
  const of = (change: Change, part: 'resource' | 'metadata') =>
    ended.get(
      (part === 'resource' ? change.id : resourceIdOf(site.workspace, 'metadata', markName(change))).toLowerCase(),
    );
  return chunk.changes.map((change): Outcome => {
    const parts = change.writes.map((part) => of(change, part));
    const failed = parts.find((operation) => textAt(operation, 'properties', 'provisioningState') === 'Failed');
    if (failed) return { change, problem: operationProblem(change, failed) };
    const landed = parts.every((operation) => textAt(operation, 'properties', 'provisioningState') === 'Succeeded');
    return landed ? { change } : { change, problem: overall };
  });
}

function operationProblem(change: Change, operation: JsonObject): Diagnostic {
  const message = valueAt(operation, 'properties', 'statusMessage');
  const status = textAt(operation, 'properties', 'statusCode') ?? 'Failed';
  const error = typeof message === 'string' ? { message } : (valueAt(message, 'error') ?? message);
  return refused(change, 'written', errorIn(error, status));
}

/** True when the operation failed because somebody wrote the resource meanwhile; a second look decides then. */
export function isConflict(problem: Diagnostic | undefined): boolean {
  return problem?.code === 'DEP301' && /\((Conflict|PreconditionFailed)\)/i.test(problem.message);
}

function validationProblem(workspace: string, chunk: Chunk, leaf: Json): Diagnostic {
  const { code, message } = errorIn(leaf, 'InvalidTemplate');
  const target = textAt(leaf, 'target')?.toLowerCase();
  const change = chunk.changes.find(
    ({ id, name }) =>
      target &&
      (target === id.toLowerCase() || target.includes(`${workspace.toLowerCase()}/`)) &&
      target.endsWith(name.toLowerCase()),
  );
  return change ? refused(change, 'validated', { code, message }) : diagnostic('DEP302', { code, message });
}

/** ARM nests what went wrong in `details`; the leaves say it. */
function leaves(error: Json): readonly Json[] {
  const details = valueAt(error, 'details');
  return Array.isArray(details) && details.length > 0 ? (details as readonly Json[]).flatMap(leaves) : [error];
}

function deploymentBody(scope: WorkspaceScope, { template }: Chunk): Json {
  const parameters = { workspace: { value: scope.workspace } };
  return { properties: { mode: 'Incremental', template: JSON.parse(JSON.stringify(template)), parameters } };
}

function deploymentPath({ subscriptionId, resourceGroup }: WorkspaceScope, name: string): string {
  return `/subscriptions/${subscriptionId}/resourcegroups/${resourceGroup}/providers/Microsoft.Resources/deployments/${name}`;
}
