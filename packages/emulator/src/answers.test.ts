import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  at,
  connectorDefinition,
  group,
  insights,
  metadataOf,
  nrtRule,
  openTestWorkspace,
  openUnrecorded,
  preview,
  resourcesVersion,
  ruleName,
  scheduledRule,
  send,
  stable,
  workspaceUrl,
} from './workspace.test-support.ts';
import type { LocalWorkspace } from './workspace.ts';

const rules = `${insights}/alertRules`;
const rule = `${rules}/${ruleName}?${stable}`;
const url = (base: string, api: string): string => `${base}?${api}`;

let open: LocalWorkspace[] = [];
const opened = async (workspace: Promise<LocalWorkspace>): Promise<LocalWorkspace> => {
  open.push(await workspace);
  return workspace;
};
afterEach(async () => {
  await Promise.all(open.map((workspace) => workspace.close()));
  open = [];
});

describe('etags', () => {
  let workspace: LocalWorkspace;
  let etag: string;
  beforeEach(async () => {
    workspace = await opened(openTestWorkspace());
    const { body } = await send(workspace, 'PUT', rule, scheduledRule());
    etag = String(at(body, 'etag'));
  });

  test('are quoted GUIDs, and new with every write', async () => {
    const again = await send(workspace, 'PUT', rule, { ...scheduledRule(), etag });
    expect(etag).toMatch(/^"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"$/);
    expect([again.status, at(again.body, 'etag') === etag]).toEqual([200, false]);
    const outdated = await send(workspace, 'PUT', rule, { ...scheduledRule(), etag });
    expect([outdated.status, at(outdated.body, 'error', 'code')]).toEqual([409, 'Conflict']);
  });

  test.each([
    ['If-Match', '"other"', 412],
    ['If-Match', '*', 200],
    ['If-None-Match', '*', 412],
  ])('%s: %s is answered with %i', async (header, value, status) => {
    expect((await send(workspace, 'PUT', rule, scheduledRule(), { [header]: value })).status).toBe(status);
  });

  test('"*" in the body overwrites whatever is there', async () => {
    expect((await send(workspace, 'PUT', rule, { ...scheduledRule(), etag: '*' })).status).toBe(200);
  });

  test('a deletion with an outdated If-Match does not happen', async () => {
    expect((await send(workspace, 'DELETE', rule, undefined, { 'If-Match': '"other"' })).status).toBe(412);
    expect((await send(workspace, 'DELETE', rule, undefined, { 'If-Match': etag })).status).toBe(200);
  });
});

describe('API versions', () => {
  test('EMU103: the stable version neither lists nor shows an NRT rule, the preview version does', async () => {
    const workspace = await opened(openTestWorkspace());
    const created = await send(workspace, 'PUT', `${rules}/${ruleName}?${preview}`, nrtRule());
    expect(created.status).toBe(201);
    expect(at((await send(workspace, 'GET', url(rules, preview))).body, 'value')).toHaveLength(1);
    expect(at((await send(workspace, 'GET', url(rules, stable))).body, 'value')).toEqual([]);
    const hidden = await send(workspace, 'GET', rule);
    expect([hidden.status, String(at(hidden.body, 'error', 'message'))]).toEqual([
      404,
      expect.stringContaining('EMU103'),
    ]);
  });

  test('the stable version drops what it does not know, and the answer names it', async () => {
    const workspace = await opened(openUnrecorded());
    const body = scheduledRule({ subTechniques: ['T1110.003'], sentinelEntitiesMappings: [], startTimeUtc: 'x' });
    const put = await send(workspace, 'PUT', rule, body);
    expect(put.headers['x-picket-dropped']).toBe(
      'properties.subTechniques, properties.sentinelEntitiesMappings, properties.startTimeUtc',
    );
    const read = await send(workspace, 'GET', `${rules}/${ruleName}?${preview}`);
    expect(at(read.body, 'properties', 'subTechniques')).toBeUndefined();
  });

  test('the stable version does not show what only preview knows', async () => {
    const workspace = await opened(openTestWorkspace());
    await send(workspace, 'PUT', `${rules}/${ruleName}?${preview}`, scheduledRule({ subTechniques: ['T1110.003'] }));
    const shown = async (version: string) =>
      at((await send(workspace, 'GET', `${rules}/${ruleName}?${version}`)).body, 'properties', 'subTechniques');
    expect([await shown(preview), await shown(stable)]).toEqual([['T1110.003'], undefined]);
  });
});

describe('rules', () => {
  test('a second Fusion rule is a conflict, and the first is shown with the service’s own texts', async () => {
    const workspace = await opened(openTestWorkspace());
    const fusion = {
      kind: 'Fusion',
      properties: { alertRuleTemplateName: 'f71aba3d-28fb-450b-b192-4e76a83015c8', enabled: true },
    };
    const first = await send(workspace, 'PUT', `${rules}/BuiltInFusion?${stable}`, fusion);
    expect(at(first.body, 'properties', 'displayName')).toBe('Advanced Multistage Attack Detection');
    expect((await send(workspace, 'PUT', `${rules}/BuiltInFusion?${stable}`, fusion)).status).toBe(200);
    expect((await send(workspace, 'PUT', `${rules}/another?${stable}`, fusion)).status).toBe(409);
  });

  test('a rule that creates incidents from another product is kept', async () => {
    const workspace = await opened(openTestWorkspace());
    const body = {
      kind: 'MicrosoftSecurityIncidentCreation',
      properties: {
        displayName: 'From Identity Protection',
        enabled: true,
        productFilter: 'Azure Active Directory Identity Protection',
      },
    };
    expect((await send(workspace, 'PUT', rule, body)).body).toMatchObject(body);
  });

  test('the kind of a rule cannot be changed', async () => {
    const workspace = await opened(openTestWorkspace());
    await send(workspace, 'PUT', rule, scheduledRule());
    const changed = await send(workspace, 'PUT', `${rules}/${ruleName}?${preview}`, nrtRule());
    expect([changed.status, at(changed.body, 'error', 'message')]).toEqual([
      400,
      "The kind of an alert rule cannot be changed from 'Scheduled' to 'NRT'.",
    ]);
  });

  test('two rules may have the same display name', async () => {
    const workspace = await opened(openTestWorkspace());
    expect((await send(workspace, 'PUT', `${rules}/one?${stable}`, scheduledRule())).status).toBe(201);
    expect((await send(workspace, 'PUT', `${rules}/two?${stable}`, scheduledRule())).status).toBe(201);
  });

  test('a disabled rule may wait for its table', async () => {
    const workspace = await opened(openTestWorkspace());
    const waiting = scheduledRule({
      query: 'NoSuchTable_CL | take 1',
      enabled: false,
      customDetails: {},
      entityMappings: [],
    });
    expect((await send(workspace, 'PUT', rule, waiting)).status).toBe(201);
  });

  test('the 51st enabled NRT rule is refused, a disabled one is not', async () => {
    const workspace = await opened(openUnrecorded());
    for (let n = 0; n < 50; n++)
      expect((await send(workspace, 'PUT', `${rules}/nrt-${n}?${preview}`, nrtRule())).status).toBe(201);
    const refused = await send(workspace, 'PUT', `${rules}/nrt-50?${preview}`, nrtRule());
    expect([refused.status, at(refused.body, 'error', 'message')]).toEqual([
      400,
      'The workspace has 50 enabled NRT rules, which is the limit.',
    ]);
    expect((await send(workspace, 'PUT', `${rules}/nrt-50?${preview}`, nrtRule({ enabled: false }))).status).toBe(201);
    expect((await send(workspace, 'PUT', `${rules}/nrt-1?${preview}`, nrtRule())).status).toBe(200);
  });

  test('custom tables and watchlists that the workspace declares can be read', async () => {
    const declarations = {
      tables: { Badge_CL: { TimeGenerated: 'datetime', Person: 'string' } },
      watchlists: { Leavers: ['Person'] },
      functions: {},
    } as const;
    const workspace = await opened(openTestWorkspace({ declarations }));
    const query =
      "Badge_CL | where Person in ((_GetWatchlist('Leavers') | project Person)) | project Users = Person, IPAddress = ''";
    expect((await send(workspace, 'PUT', rule, scheduledRule({ query }))).status).toBe(201);
    const tables = await send(workspace, 'GET', `${workspaceUrl}/tables/Badge_CL?api-version=2025-07-01`);
    expect(at(tables.body, 'properties', 'schema', 'tableType')).toBe('CustomLog');
  });
});

describe('connector definitions and metadata', () => {
  test('a connector definition is created, read, listed and deleted', async () => {
    const workspace = await opened(openTestWorkspace());
    const path = `${insights}/dataConnectorDefinitions`;
    const created = await send(workspace, 'PUT', `${path}/EntraSignInLogs?${stable}`, connectorDefinition);
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject(connectorDefinition);
    expect(at(created.body, 'properties', 'lastModifiedUtc')).toBe('2026-03-02T10:00:00.000Z');
    expect(at((await send(workspace, 'GET', url(path, stable))).body, 'value')).toHaveLength(1);
    expect((await send(workspace, 'DELETE', `${path}/entrasigninlogs?${stable}`)).status).toBe(200);
    expect((await send(workspace, 'DELETE', `${path}/EntraSignInLogs?${stable}`)).status).toBe(204);
  });

  test('names are found in any letter case and keep the one they were made with', async () => {
    const workspace = await opened(openTestWorkspace());
    await send(workspace, 'PUT', `${insights}/metadata/AnalyticsRule-X?${stable}`, metadataOf('x'));
    const again = await send(workspace, 'PUT', `${insights}/metadata/analyticsrule-x?${stable}`, metadataOf('x'));
    expect([again.status, at(again.body, 'name')]).toEqual([200, 'AnalyticsRule-X']);
  });

  test('PATCH merges members, takes null as removal and checks the result', async () => {
    const workspace = await opened(openUnrecorded());
    const path = `${insights}/metadata/x?${stable}`;
    await send(workspace, 'PUT', path, metadataOf('x'));
    const patched = await send(workspace, 'PATCH', path, { properties: { customVersion: null, version: '2.0.0' } });
    expect(at(patched.body, 'properties')).toMatchObject({ version: '2.0.0', kind: 'AnalyticsRule' });
    expect(at(patched.body, 'properties', 'customVersion')).toBeUndefined();
    expect((await send(workspace, 'PATCH', path, { properties: { kind: null } })).status).toBe(400);
    expect((await send(workspace, 'PATCH', path, { etag: '"old"', properties: {} })).status).toBe(409);
  });

  test('a filter finds what belongs to a repository', async () => {
    const workspace = await opened(openTestWorkspace());
    await send(workspace, 'PUT', `${insights}/metadata/ours?${stable}`, metadataOf('ours'));
    const theirs = metadataOf('theirs', { source: { kind: 'Community', sourceId: "some'one" } });
    await send(workspace, 'PUT', `${insights}/metadata/theirs?${stable}`, theirs);
    const names = async (filter: string) => {
      const { body } = await send(
        workspace,
        'GET',
        `${insights}/metadata?${stable}&$filter=${encodeURIComponent(filter)}`,
      );
      const value = at(body, 'value');
      return Array.isArray(value) ? value.map((item) => at(item, 'name')) : body;
    };
    expect(await names("properties/source/sourceId eq 'contoso-detections'")).toEqual(['ours']);
    expect(await names("properties/source/sourceId eq 'some''one' and properties/kind eq 'analyticsrule'")).toEqual([
      'theirs',
    ]);
    expect(await names("properties/kind ne 'AnalyticsRule'")).toEqual([]);
  });
});

describe('the resource group and the tables', () => {
  test('the resource group is there', async () => {
    const workspace = await opened(openTestWorkspace());
    const groupUrl = `${group.replace('resourceGroups', 'resourcegroups')}?${resourcesVersion}`;
    expect(at((await send(workspace, 'GET', groupUrl)).body, 'location')).toBe('westeurope');
    expect((await send(workspace, 'HEAD', groupUrl)).status).toBe(204);
  });

  test('every table of an Entra ID log category exists, on the Analytics plan', async () => {
    const { logCategories } = await import('@picket/tables');
    const workspace = await opened(openTestWorkspace());
    const { body } = await send(workspace, 'GET', `${workspaceUrl}/tables?api-version=2025-07-01`);
    const value = at(body, 'value');
    const names = Array.isArray(value) ? value.map((item) => at(item, 'name')) : [];
    expect(names).toEqual(expect.arrayContaining(logCategories().map(({ table }) => table)));
    expect(new Set(Array.isArray(value) ? value.map((item) => at(item, 'properties', 'plan')) : [])).toEqual(
      new Set(['Analytics']),
    );
  });

  test('a workspace may be given fewer tables', async () => {
    const workspace = await opened(openTestWorkspace({ tables: ['AuditLogs'] }));
    const { body } = await send(workspace, 'GET', `${workspaceUrl}/tables?api-version=2025-07-01`);
    expect(at(body, 'value')).toHaveLength(1);
    const refused = await send(workspace, 'PUT', rule, scheduledRule());
    expect(at(refused.body, 'error', 'message')).toContain('One of the tables does not exist');
  });

  test('api-version 2026-03-01 lists tables too', async () => {
    const workspace = await opened(openUnrecorded());
    expect((await send(workspace, 'GET', `${workspaceUrl}/tables?api-version=2026-03-01`)).status).toBe(200);
  });
});
