import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ArmRequest, ArmTransport, JsonObject } from '@picket/arm';
import type { DesiredResource } from '@picket/bundle';
import { type LocalWorkspace, openWorkspace, type WorkspaceOptions } from '@picket/emulator';
import { afterAll } from 'vitest';
import { readVersion, resourceUrl } from './addresses.ts';
import { applyPlan } from './apply.ts';
import type { ApplyOptions, ApplyResult } from './apply-types.ts';
import { repository, scope } from './content.test-support.ts';
import { readWorkspace } from './live.ts';
import { planChanges } from './plan.ts';
import type { Plan, PlanPolicy } from './plan-types.ts';

/** An emulated workspace and everything that was asked of it. */
export interface TestWorkspace {
  readonly workspace: LocalWorkspace;
  readonly transport: ArmTransport;
  /** `PUT …/alertRules/x`, in order, reads left out. */
  readonly writes: string[];
  readonly calls: ArmRequest[];
  readonly runFolder: string;
}

const runFolders: string[] = [];
afterAll(() => {
  for (const each of runFolders) rmSync(each, { recursive: true, force: true });
});

export async function testWorkspace(options: Partial<WorkspaceOptions> = {}): Promise<TestWorkspace> {
  const workspace = await openWorkspace({ scope, ...options });
  const writes: string[] = [];
  const calls: ArmRequest[] = [];
  const transport: ArmTransport = (request) => {
    calls.push(request);
    const address = request.url.replace(/\?.*$/, '');
    if (request.method !== 'GET' && !address.endsWith('/validate'))
      writes.push(`${request.method} ${address.split('/').slice(-2).join('/')}`);
    return workspace.handle(request);
  };
  const runFolder = mkdtempSync(path.join(tmpdir(), 'picket-run-'));
  runFolders.push(runFolder);
  return { workspace, transport, writes, calls, runFolder };
}

export async function planFor(
  test: TestWorkspace,
  desired: readonly DesiredResource[],
  policy: PlanPolicy = {},
): Promise<Plan> {
  return planChanges({ workspace: await readWorkspace(test.transport, scope), desired, repository, policy });
}

export async function applyFor(
  test: TestWorkspace,
  plan: Plan,
  options: Partial<ApplyOptions> = {},
): Promise<ApplyResult> {
  return applyPlan(plan, test.transport, {
    workspace: scope,
    repository,
    runFolder: test.runFolder,
    sleep: async () => undefined,
    ...options,
  });
}

/** Plans and applies, and expects that everything lands. */
export async function deployed(
  test: TestWorkspace,
  desired: readonly DesiredResource[],
  options: Partial<ApplyOptions> = {},
): Promise<ApplyResult> {
  const result = await applyFor(test, await planFor(test, desired), options);
  if (result.problems.length > 0) throw new Error(result.problems.map(({ message }) => message).join('\n'));
  return result;
}

/** What an analyst does in the portal: reads the rule, changes members of it, saves. */
export async function editInPortal(test: TestWorkspace, name: string, properties: JsonObject): Promise<void> {
  const url = resourceUrl(scope.id, 'rule', name, readVersion);
  const read = await test.workspace.handle({ method: 'GET', url });
  const body = read.body as { readonly kind: string; readonly properties: JsonObject };
  const { lastModifiedUtc: _, ...writable } = body.properties;
  await putInPortal(test, name, { kind: body.kind, properties: { ...writable, ...properties } });
}

export async function putInPortal(test: TestWorkspace, name: string, body: JsonObject): Promise<void> {
  const url = resourceUrl(scope.id, 'rule', name, readVersion);
  const response = await test.workspace.handle({ method: 'PUT', url, body });
  if (response.status > 201) throw new Error(JSON.stringify(response.body));
}

export async function deleteInPortal(test: TestWorkspace, name: string): Promise<void> {
  await test.workspace.handle({ method: 'DELETE', url: resourceUrl(scope.id, 'rule', name, readVersion) });
}
