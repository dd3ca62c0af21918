import type { ArmResponse, ArmTransport, Json } from '@picket/arm';
import { OutsideFailure } from '@picket/diagnostics';
import { describe, expect, test } from 'vitest';
import { guid, nrtOf, ruleOf, scope } from './content.test-support.ts';
import { readWorkspace } from './live.ts';
import { deployed, putInPortal, testWorkspace } from './workspace.test-support.ts';
import { workspaceOf } from './workspace.ts';

test('reads every page of every kind, with what only the preview shows', async () => {
  const site = await testWorkspace({ pageSize: 3 });
  const content = [...Array.from({ length: 8 }, (_, i) => ruleOf(i)), nrtOf(20, { subTechniques: ['T1110.003'] })];
  await deployed(site, content);
  await putInPortal(site, guid(90), ruleOf(90).body);
  const live = await readWorkspace(site.transport, scope);
  expect(live.resources.map(({ name }) => name).sort()).toEqual([...content.map(({ name }) => name), guid(90)].sort());
  expect(live.metadata).toHaveLength(9);
  expect(JSON.stringify(live.resources)).toContain('T1110.003');
  expect(live.tables).toContainEqual({ name: 'SigninLogs', plan: 'Analytics' });
});

describe('a failed read is a failure, never an empty list', () => {
  const error = (code: string, message: string) => ({ error: { code, message } });
  const rows: readonly [string, Partial<ArmResponse> & { readonly status: number }, string, string][] = [
    ['403', { status: 403, body: error('AuthorizationFailed', 'no role') }, 'DEP003', 'no role'],
    ['401', { status: 401, body: error('ExpiredToken', 'old') }, 'DEP003', 'old'],
    ['404', { status: 404, body: error('ResourceNotFound', 'no workspace') }, 'DEP004', 'soc-prod'],
    ['400', { status: 400, body: error('BadRequest', 'what?') }, 'DEP005', 'status 400 (BadRequest): what?'],
    ['an error without a body', { status: 418 }, 'DEP005', 'status 418'],
    ['no list', { status: 200, body: {} }, 'DEP006', 'no list'],
    ['nothing', { status: 200 }, 'DEP006', 'no list'],
    ['text as a list', { status: 200, body: { value: 'x' } }, 'DEP006', 'no list'],
    ['numbers in the list', { status: 200, body: { value: [1] } }, 'DEP006', 'no object'],
    ['items without a name', { status: 200, body: { value: [{}] } }, 'DEP006', 'no name'],
  ];
  const listings = ['alertRules', 'metadata', 'dataConnectorDefinitions', 'tables'];
  test.each(rows.flatMap((row) => listings.map((list) => [...row, list] as const)))(
    '%s: %j is %s (%s) for %s',
    async (_, response, code, words, list) => {
      const { transport: real } = await testWorkspace();
      const transport: ArmTransport = async (request) =>
        request.url.includes(`/${list}?`) ? { headers: {}, ...response } : real(request);
      const failure: unknown = await readWorkspace(transport, scope).catch((reason: unknown) => reason);
      expect(failure).toBeInstanceOf(OutsideFailure);
      expect(failure).toMatchObject({ problem: { code } });
      expect((failure as OutsideFailure).message).toContain(words);
    },
  );
  test('a page that fails in the middle', async () => {
    const site = await testWorkspace({ pageSize: 2 });
    await deployed(site, [ruleOf(1), ruleOf(2), ruleOf(3)]);
    const transport: ArmTransport = async (request) =>
      request.url.includes('skipToken') ? { status: 400, headers: {}, body: {} } : site.transport(request);
    await expect(readWorkspace(transport, scope)).rejects.toMatchObject({ problem: { code: 'DEP005' } });
  });
  test('pages that go round in a circle', async () => {
    const body: Json = { value: [], nextLink: '/again' };
    const transport: ArmTransport = async () => ({ status: 200, headers: {}, body });
    await expect(readWorkspace(transport, scope)).rejects.toMatchObject({ problem: { code: 'DEP006' } });
  });
});

test.each([
  [{ kind: 'local' } as const, 'local'],
  [
    {
      kind: 'azure',
      tenant: 't',
      subscription: 's',
      resourceGroup: 'g',
      workspace: 'w',
      location: 'swedencentral',
    } as const,
    '/subscriptions/s/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/w',
  ],
])('the address of target %j', (target, end) => {
  expect(workspaceOf(target).id.endsWith(end)).toBe(true);
});
