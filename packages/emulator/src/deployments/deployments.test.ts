import type { JsonObject } from '@picket/arm';
import { afterEach, describe, expect, test } from 'vitest';
import {
  at,
  connectorDefinition,
  deployment,
  group,
  insights,
  metadataOf,
  openTestWorkspace,
  openUnrecorded,
  resourcesVersion,
  scheduledRule,
  scope,
  send,
  stable,
  template,
} from '../workspace.test-support.ts';
import type { LocalWorkspace } from '../workspace.ts';

const deployments = `${group}/providers/Microsoft.Resources/deployments`;
const deploymentUrl = (name: string, rest = '') => `${deployments}/${name}${rest}?${resourcesVersion}`;
const scoped =
  "extensionResourceId(resourceId('Microsoft.OperationalInsights/workspaces', parameters('workspace')), 'Microsoft.SecurityInsights/alertRules', ";

let workspace: LocalWorkspace;
afterEach(() => workspace.close());

async function run(of: JsonObject, name = 'one') {
  const accepted = await send(workspace, 'PUT', deploymentUrl(name), deployment(of));
  const done = await send(workspace, 'GET', deploymentUrl(name));
  return { accepted, state: at(done.body, 'properties', 'provisioningState'), properties: at(done.body, 'properties') };
}

describe('a deployment', () => {
  test('writes its resources, in both ways of writing an extension resource, and gives outputs', async () => {
    workspace = await openTestWorkspace();
    const both = template(
      [
        { type: 'dataConnectorDefinitions', name: 'EntraSignInLogs', body: connectorDefinition },
        { type: 'metadata', name: 'rule-1', body: metadataOf('rule-1'), dependsOn: [`[${scoped}'rule-1')]`] },
      ],
      { outputs: { count: { type: 'int', value: 3 } } },
    );
    const portal = {
      type: 'Microsoft.OperationalInsights/workspaces/providers/alertRules',
      apiVersion: '2025-09-01',
      name: "[concat(parameters('workspace'), '/Microsoft.SecurityInsights/rule-1')]",
      ...scheduledRule(),
    };
    const resources = [...(Array.isArray(both.resources) ? both.resources : []), portal];
    const { accepted, state, properties } = await run({ ...both, resources });
    expect([accepted.status, at(accepted.body, 'properties', 'provisioningState'), state]).toEqual([
      201,
      'Accepted',
      'Succeeded',
    ]);
    expect(at(properties, 'outputs', 'count', 'value')).toBe(3);
    expect(at(properties, 'outputResources')).toHaveLength(3);
    const operations = await send(workspace, 'GET', deploymentUrl('one', '/operations'));
    const names = at(operations.body, 'value');
    expect(
      Array.isArray(names) && names.map((step) => at(step, 'properties', 'targetResource', 'resourceName')),
    ).toEqual(['EntraSignInLogs', 'rule-1', 'rule-1']);
    expect((await send(workspace, 'GET', `${insights}/alertRules/rule-1?${stable}`)).status).toBe(200);
  });

  test('that fails in part says what failed, leaves out what depends on it, and keeps the rest', async () => {
    workspace = await openTestWorkspace();
    const { state, properties } = await run(
      template([
        { type: 'alertRules', name: 'good', body: scheduledRule() },
        { type: 'alertRules', name: 'bad', body: scheduledRule({ query: 'NoSuchTable_CL | take 1' }) },
        { type: 'metadata', name: 'of-bad', body: metadataOf('bad'), dependsOn: [`[${scoped}'bad')]`] },
        { type: 'metadata', name: 'of-good', body: metadataOf('good'), dependsOn: [`[${scoped}'good')]`] },
      ]),
    );
    expect(state).toBe('Failed');
    expect(at(properties, 'error')).toMatchObject({
      code: 'DeploymentFailed',
      message: expect.stringContaining('At least one resource deployment operation failed'),
      details: [
        {
          code: 'BadRequest',
          message: 'Failed to run the analytics rule query. One of the tables does not exist.',
          target: expect.stringContaining('/alertRules/bad'),
        },
      ],
    });
    const statuses = await Promise.all(
      ['alertRules/good', 'alertRules/bad', 'metadata/of-bad', 'metadata/of-good'].map(
        async (name) => (await send(workspace, 'GET', `${insights}/${name}?${stable}`)).status,
      ),
    );
    expect(statuses).toEqual([200, 404, 404, 200]);
    const operations = await send(workspace, 'GET', deploymentUrl('one', '/operations'));
    const steps = at(operations.body, 'value');
    expect(Array.isArray(steps) && steps.map((step) => at(step, 'properties', 'statusCode'))).toEqual([
      'Created',
      'BadRequest',
      'Created',
    ]);
  });

  test('of a resource in another workspace fails for that resource', async () => {
    workspace = await openTestWorkspace();
    const elsewhere = { ...template([{ type: 'metadata', name: 'x', body: metadataOf('x') }]) };
    const body = {
      properties: { mode: 'Incremental', template: elsewhere, parameters: { workspace: { value: 'other' } } },
    };
    await send(workspace, 'PUT', deploymentUrl('one'), body);
    const done = await send(workspace, 'GET', deploymentUrl('one'));
    expect(at(done.body, 'properties', 'error', 'details', 0, 'code')).toBe('ParentResourceNotFound');
  });

  test('again by the same name answers 200 and replaces the entry of the history', async () => {
    workspace = await openTestWorkspace();
    const of = template([{ type: 'metadata', name: 'x', body: metadataOf('x') }]);
    expect((await run(of)).accepted.status).toBe(201);
    expect((await run(of)).accepted.status).toBe(200);
    expect(at((await send(workspace, 'GET', `${deployments}?${resourcesVersion}`)).body, 'value')).toHaveLength(1);
  });

  test('does not keep the values of secure parameters', async () => {
    workspace = await openTestWorkspace();
    const of = template([], { parameters: { workspace: { type: 'string' }, key: { type: 'secureString' } } });
    const parameters = { workspace: { value: scope.workspace }, key: { value: 'hush' } };
    await send(workspace, 'PUT', deploymentUrl('one'), {
      properties: { mode: 'Incremental', template: of, parameters },
    });
    const done = await send(workspace, 'GET', deploymentUrl('one'));
    expect(JSON.stringify(done.body)).not.toContain('hush');
    expect(at(done.body, 'properties', 'parameters', 'workspace', 'value')).toBe(scope.workspace);
  });
});

describe('a deployment that takes its time', () => {
  const slow = template([{ type: 'metadata', name: 'x', body: metadataOf('x') }]);

  test('runs until its time is over, and is not to be replaced or deleted meanwhile', async () => {
    let now = Date.parse('2026-03-02T10:00:00Z');
    workspace = await openTestWorkspace({ deploymentMilliseconds: 5000, clock: () => new Date(now) });
    const { accepted, state } = await run(slow);
    expect(state).toBe('Running');
    const poll = () => send(workspace, 'GET', accepted.headers['azure-asyncoperation'] ?? '');
    expect(await poll()).toMatchObject({ status: 200, body: { status: 'Running' }, headers: { 'retry-after': '0' } });
    const again = await send(workspace, 'PUT', deploymentUrl('one'), deployment(slow));
    expect([again.status, at(again.body, 'error', 'code')]).toEqual([409, 'DeploymentActive']);
    expect((await send(workspace, 'DELETE', deploymentUrl('one'))).status).toBe(409);
    now += 5000;
    expect(await poll()).toMatchObject({ body: { status: 'Succeeded' } });
    expect((await send(workspace, 'GET', deploymentUrl('one'))).body).toMatchObject({
      properties: { duration: 'PT5S' },
    });
  });

  test('can be cancelled while it runs, not afterwards', async () => {
    workspace = await openTestWorkspace({ deploymentMilliseconds: 5000 });
    await run(slow);
    const cancel = () => send(workspace, 'POST', deploymentUrl('one', '/cancel'));
    expect((await cancel()).status).toBe(204);
    const afterwards = await cancel();
    expect([afterwards.status, at(afterwards.body, 'error', 'code')]).toEqual([409, 'DeploymentCannotBeCancelled']);
    const done = await send(workspace, 'GET', deploymentUrl('one'));
    expect(at(done.body, 'properties', 'provisioningState')).toBe('Canceled');
  });
});

describe('the history', () => {
  test('forgets the oldest when it is full, and lists by state and number', async () => {
    let now = Date.parse('2026-03-02T10:00:00Z');
    const clock = () => {
      now += 1000;
      return new Date(now);
    };
    workspace = await openTestWorkspace({ deploymentHistory: 3, clock });
    for (const name of ['e', 'd', 'c', 'b', 'a']) await run(template([]), name);
    const names = async (query: string) => {
      const { body } = await send(workspace, 'GET', `${deployments}?${resourcesVersion}${query}`);
      const value = at(body, 'value');
      return Array.isArray(value) ? value.map((item) => at(item, 'name')) : body;
    };
    expect(await names('')).toEqual(['a', 'b', 'c']);
    expect(await names('&$top=2')).toEqual(['a', 'b']);
    expect(await names(`&$filter=${encodeURIComponent("provisioningState eq 'Failed'")}`)).toEqual([]);
  });

  test('an operation is found by its id, and one that never was is not', async () => {
    workspace = await openUnrecorded();
    await run(template([{ type: 'metadata', name: 'x', body: metadataOf('x') }]));
    const listed = await send(workspace, 'GET', `${group}/deployments/one/operations?${resourcesVersion}`);
    const id = at(listed.body, 'value', 0, 'operationId');
    expect((await send(workspace, 'GET', deploymentUrl('one', `/operations/${id}`))).status).toBe(200);
    expect((await send(workspace, 'GET', deploymentUrl('one', '/operations/0'))).status).toBe(404);
    expect((await send(workspace, 'GET', deploymentUrl('one', '/operationStatuses/0'))).status).toBe(404);
  });
});
