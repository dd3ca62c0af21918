import type { SecurityInsights } from '@azure/arm-securityinsight';
import { createPipelineRequest } from '@azure/core-rest-pipeline';
import type { Json } from '@picket/arm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { resourceClient, securityInsightsClient } from './sdk.test-support.ts';
import {
  at,
  deployment,
  insights,
  metadataOf,
  nrtRule,
  openTestWorkspace,
  preview,
  ruleName,
  scheduledRule,
  scope,
  template,
  workspaceUrl,
} from './workspace.test-support.ts';
import type { LocalWorkspace } from './workspace.ts';

const { resourceGroup, workspace: workspaceName } = scope;
let workspace: LocalWorkspace;

beforeEach(async () => {
  workspace = await openTestWorkspace();
});
afterEach(() => workspace.close());

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** A raw call through a client's pipeline: its authentication and retries, but no typed mapping. */
function raw(client: SecurityInsights, method: 'PUT' | 'GET', path: string, json?: Json) {
  const url = `https://management.azure.com${path}`;
  return client.sendRequest(
    createPipelineRequest({ method, url, ...(json === undefined ? {} : { body: JSON.stringify(json) }) }),
  );
}

describe('the unmodified @azure/arm-securityinsight client', () => {
  test('creates, reads, updates, lists and deletes an analytics rule', async () => {
    const { alertRules } = securityInsightsClient(workspace, '2025-09-01');
    const properties = scheduledRule().properties;
    const rule = { kind: 'Scheduled' as const, ...properties };
    const created = await alertRules.createOrUpdate(resourceGroup, workspaceName, ruleName, rule);
    expect(created).toMatchObject({ name: ruleName, kind: 'Scheduled', severity: 'Medium' });
    const read = await alertRules.get(resourceGroup, workspaceName, ruleName);
    expect(read).toMatchObject({ ...properties, lastModifiedUtc: new Date('2026-03-02T10:00:00Z') });
    const changed = { ...rule, severity: 'High', ...(read.etag ? { etag: read.etag } : {}) };
    const updated = await alertRules.createOrUpdate(resourceGroup, workspaceName, ruleName, changed);
    expect(updated.etag).not.toBe(read.etag);
    expect(await all(alertRules.list(resourceGroup, workspaceName))).toMatchObject([{ severity: 'High' }]);
    await alertRules.delete(resourceGroup, workspaceName, ruleName);
    await alertRules.delete(resourceGroup, workspaceName, ruleName);
    expect(await all(alertRules.list(resourceGroup, workspaceName))).toEqual([]);
    await expect(alertRules.get(resourceGroup, workspaceName, ruleName)).rejects.toMatchObject({
      statusCode: 404,
      code: 'ResourceNotFound',
    });
  });

  test('gets a conflict for an outdated etag', async () => {
    const { alertRules } = securityInsightsClient(workspace, '2025-09-01');
    const rule = { kind: 'Scheduled' as const, ...scheduledRule().properties };
    const first = await alertRules.createOrUpdate(resourceGroup, workspaceName, ruleName, rule);
    await alertRules.createOrUpdate(resourceGroup, workspaceName, ruleName, rule);
    const outdated = { ...rule, ...(first.etag ? { etag: first.etag } : {}) };
    await expect(alertRules.createOrUpdate(resourceGroup, workspaceName, ruleName, outdated)).rejects.toMatchObject({
      statusCode: 409,
      code: 'Conflict',
    });
  });

  test('follows nextLink over pages', async () => {
    const paged = await openTestWorkspace({ pageSize: 2 });
    const { alertRules } = securityInsightsClient(paged, '2025-09-01');
    const names = [1, 2, 3, 4, 5].map((n) => `rule-${n}`);
    for (const name of names) {
      const rule = { kind: 'Scheduled' as const, ...scheduledRule().properties };
      await alertRules.createOrUpdate(resourceGroup, workspaceName, name, rule);
    }
    const listed = await all(alertRules.list(resourceGroup, workspaceName));
    expect(listed.map(({ name }) => name)).toEqual(names);
    await paged.close();
  });

  test('writes, changes, filters and deletes metadata', async () => {
    const { metadata } = securityInsightsClient(workspace, '2025-09-01');
    const parentId = `${insights}/alertRules/${ruleName}`;
    const source = { kind: 'SourceRepository' as const, sourceId: 'contoso-detections' };
    const body = { parentId, kind: 'AnalyticsRule' as const, version: '1.0.0', source };
    await metadata.create(resourceGroup, workspaceName, 'analyticsrule-1', body);
    await metadata.create(resourceGroup, workspaceName, 'connector-1', { ...body, kind: 'DataConnector' });
    const patched = await metadata.update(resourceGroup, workspaceName, 'analyticsrule-1', { version: '1.1.0' });
    expect(patched).toMatchObject({ version: '1.1.0', parentId, source });
    const filter = "properties/kind eq 'AnalyticsRule'";
    expect(await all(metadata.list(resourceGroup, workspaceName, { filter }))).toMatchObject([
      { name: 'analyticsrule-1' },
    ]);
    expect(await all(metadata.list(resourceGroup, workspaceName, { top: 1, skip: 1 }))).toMatchObject([
      { name: 'connector-1' },
    ]);
    await metadata.delete(resourceGroup, workspaceName, 'connector-1');
    expect(await all(metadata.list(resourceGroup, workspaceName))).toHaveLength(1);
  });

  test('sends raw bodies through its own pipeline, so that no member is lost', async () => {
    const client = securityInsightsClient(workspace, '2025-10-01-preview');
    const body = nrtRule({ subTechniques: ['T1110.003'], sentinelEntitiesMappings: [{ columnName: 'IPAddress' }] });
    const put = await raw(client, 'PUT', `${insights}/alertRules/${ruleName}?${preview}`, body);
    expect(put.status).toBe(201);
    const read = await raw(client, 'GET', `${insights}/alertRules/${ruleName}?${preview}`);
    expect(JSON.parse(read.bodyAsText ?? '')).toMatchObject(body);
  });

  test('reads the tables of the workspace', async () => {
    const client = securityInsightsClient(workspace, '2025-07-01');
    const tables = await raw(client, 'GET', `${workspaceUrl}/tables?api-version=2025-07-01`);
    expect(at(JSON.parse(tables.bodyAsText ?? ''), 'value', 0, 'properties', 'plan')).toBe('Analytics');
    const one = await raw(client, 'GET', `${workspaceUrl}/tables/SigninLogs?api-version=2025-07-01`);
    expect(at(JSON.parse(one.bodyAsText ?? ''), 'properties', 'schema', 'standardColumns')).toContainEqual({
      name: 'TimeGenerated',
      type: 'dateTime',
    });
  });
});

describe('the unmodified @azure/arm-resources client', () => {
  const rules = template([
    { type: 'alertRules', name: ruleName, body: scheduledRule() },
    { type: 'metadata', name: `analyticsrule-${ruleName}`, body: metadataOf(ruleName) },
  ]);

  test('deploys a template, polls it and lists its operations', async () => {
    const { deployments, deploymentOperations } = resourceClient(workspace);
    const { properties } = deployment(rules) as { properties: { mode: 'Incremental' } };
    expect(await deployments.checkExistence(resourceGroup, 'chunk-1')).toMatchObject({ body: false });
    const validated = await deployments.beginValidateAndWait(resourceGroup, 'chunk-1', { properties });
    expect(validated.properties?.provisioningState).toBe('Succeeded');
    const done = await deployments.beginCreateOrUpdateAndWait(resourceGroup, 'chunk-1', { properties });
    expect(done.properties?.provisioningState).toBe('Succeeded');
    expect(done.properties?.outputResources).toHaveLength(2);
    expect(await deployments.checkExistence(resourceGroup, 'chunk-1')).toMatchObject({ body: true });
    const operations = await all(deploymentOperations.list(resourceGroup, 'chunk-1'));
    expect(operations.map((operation) => operation.properties?.provisioningState)).toEqual(['Succeeded', 'Succeeded']);
    const one = await deploymentOperations.get(resourceGroup, 'chunk-1', operations[0]?.operationId ?? '');
    expect(one.properties?.targetResource?.id).toContain(ruleName);
    expect(await all(deployments.listByResourceGroup(resourceGroup))).toHaveLength(1);
    await deployments.beginDeleteAndWait(resourceGroup, 'chunk-1');
    expect(await all(deployments.listByResourceGroup(resourceGroup))).toEqual([]);
    const { alertRules } = securityInsightsClient(workspace, '2025-09-01');
    expect(await all(alertRules.list(resourceGroup, workspaceName))).toMatchObject([{ name: ruleName }]);
  });

  test('sees the failure of one resource while the others land', async () => {
    const half = template([
      { type: 'alertRules', name: 'good', body: scheduledRule() },
      { type: 'alertRules', name: 'bad', body: scheduledRule({ query: 'NoSuchTable_CL | take 1' }) },
    ]);
    const { deployments, deploymentOperations } = resourceClient(workspace);
    const { properties } = deployment(half) as { properties: { mode: 'Incremental' } };
    await expect(deployments.beginCreateOrUpdateAndWait(resourceGroup, 'half', { properties })).rejects.toThrow(
      /One of the tables does not exist|DeploymentFailed/,
    );
    const failed = await deployments.get(resourceGroup, 'half');
    expect(failed.properties?.error).toMatchObject({ code: 'DeploymentFailed', details: [{ code: 'BadRequest' }] });
    const operations = await all(deploymentOperations.list(resourceGroup, 'half'));
    expect(operations.map(({ properties: step }) => step?.provisioningState)).toEqual(['Succeeded', 'Failed']);
  });
});
