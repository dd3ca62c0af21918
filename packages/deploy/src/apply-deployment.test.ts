import type { ArmResponse, ArmTransport, Json } from '@picket/arm';
import { beforeEach, expect, test } from 'vitest';
import { connectorOf, guid, ruleOf } from './content.test-support.ts';
import { applyFor, editInPortal, planFor, type TestWorkspace, testWorkspace } from './workspace.test-support.ts';

let site: TestWorkspace;
beforeEach(async () => {
  site = await testWorkspace();
});

/** Azure with a fault: answers of calls that match are replaced, all others are the workspace's own. */
function faulty(
  method: string,
  part: RegExp,
  answer: (real: () => Promise<ArmResponse>) => Promise<ArmResponse>,
): ArmTransport {
  return (request) => {
    const real = () => site.transport(request);
    return request.method === method && part.test(request.url) ? answer(real) : real();
  };
}
const answers = (status: number, body: Json) => async (): Promise<ArmResponse> => ({ status, headers: {}, body });
const codes = (result: { readonly problems: readonly { readonly code: string }[] }) =>
  result.problems.map(({ code }) => code);

test('one deployment carries what changed, and only that', async () => {
  const content = [connectorOf('a'), ...Array.from({ length: 30 }, (_, i) => ruleOf(i))];
  await applyFor(site, await planFor(site, content));
  site.calls.length = 0;
  await applyFor(site, await planFor(site, [...content.slice(0, 30), ruleOf(29, { severity: 'High' })]));
  const sent = site.calls.filter(({ method }) => method === 'PUT');
  expect(sent).toHaveLength(1);
  const text = JSON.stringify(sent[0]?.body);
  expect(text).toContain(guid(29));
  expect(text).not.toContain(guid(28));
});

test('DEP302: what validation refuses is not begun', async () => {
  const body = {
    error: { code: 'InvalidTemplate', message: 'outer', details: [{ code: 'BadName', message: 'no such name' }] },
  };
  const transport = faulty('POST', /\/validate\?/, answers(400, body));
  const result = await applyFor({ ...site, transport }, await planFor(site, [ruleOf(1)]));
  expect(codes(result)).toEqual(['DEP302']);
  expect(result.problems[0]?.message).toContain('(BadName): no such name');
  expect(site.writes).toEqual([]);
});

test('validation that names a resource leads to its file', async () => {
  const target = (await planFor(site, [ruleOf(1)])).changes[0]?.id ?? '';
  const transport = faulty(
    'POST',
    /\/validate\?/,
    answers(400, { error: { code: 'BadRequest', message: 'no', target } }),
  );
  const result = await applyFor({ ...site, transport }, await planFor(site, [ruleOf(1)]));
  expect(result.problems[0]).toMatchObject({ code: 'DEP301', at: { file: 'content/sign-in-logs/rules/rule-1.yaml' } });
});

test('DEP303: a deployment that is refused as a whole fails all its changes', async () => {
  const body = { error: { code: 'DeploymentQuotaExceeded', message: 'too many' } };
  const transport = faulty('PUT', /\/deployments\//, answers(409, body));
  const result = await applyFor({ ...site, transport }, await planFor(site, [ruleOf(1), ruleOf(2)]));
  expect(codes(result)).toEqual(['DEP303']);
  expect(result.failed).toHaveLength(2);
});

test('DEP305: a deployment that does not end is told, and not taken for done', async () => {
  let waits = 0;
  const transport: ArmTransport = async (request) => {
    if (/operationstatuses/i.test(request.url)) return { status: 200, headers: {}, body: { status: 'Running' } };
    if (/\/operations\?/.test(request.url)) return { status: 200, headers: {}, body: { value: [] } };
    return site.transport(request);
  };
  const sleep = async () => {
    waits += 1;
  };
  const result = await applyFor({ ...site, transport }, await planFor(site, [ruleOf(1)]), { sleep });
  expect(codes(result)).toEqual(['DEP305']);
  expect(result.done).toEqual([]);
  expect(waits).toBeGreaterThan(200);
});

test.each([
  ['not written', true],
  ['written all the same', false],
])('an operation that met a conflict is looked at again: %s', async (_, lost) => {
  await applyFor(site, await planFor(site, [ruleOf(1), ruleOf(2)]));
  const plan = await planFor(site, [ruleOf(1, { severity: 'High' }), ruleOf(2, { severity: 'High' })]);
  const id = plan.changes[0]?.id ?? '';
  const failed = { status: 'Failed', error: { code: 'DeploymentFailed', message: 'see operations' } };
  const conflict = {
    properties: {
      provisioningState: 'Failed',
      targetResource: { id },
      statusMessage: { error: { code: 'Conflict', message: 'newer data' } },
    },
  };
  const transport: ArmTransport = async (request) => {
    if (/operationstatuses/i.test(request.url)) return { status: 200, headers: {}, body: failed };
    if (lost && request.method === 'PUT' && /\/deployments\//.test(request.url))
      return { status: 201, headers: {}, body: { properties: { provisioningState: 'Failed' } } };
    if (lost && /\/operations\?/.test(request.url)) {
      const failures = plan.changes.map((change) => ({
        properties: { ...conflict.properties, targetResource: { id: change.id } },
      }));
      return { status: 200, headers: {}, body: { value: failures } };
    }
    const response = await site.transport(request);
    if (!/\/operations\?/.test(request.url)) return response;
    const { value } = response.body as { readonly value: readonly Json[] };
    const others = value.filter((operation) => !JSON.stringify(operation).includes(id));
    return { ...response, body: { value: [...others, conflict] } };
  };
  const result = await applyFor({ ...site, transport }, plan);
  expect(result.problems).toEqual([]);
  expect(site.writes.includes(`PUT alertRules/${guid(1)}`)).toBe(lost);
  expect(
    (await planFor(site, [ruleOf(1, { severity: 'High' }), ruleOf(2, { severity: 'High' })])).counts.unchanged,
  ).toBe(2);
});

test('an operation that met a newer edit leaves it: DEP304', async () => {
  await applyFor(site, await planFor(site, [ruleOf(1)]));
  const plan = await planFor(site, [ruleOf(1, { severity: 'High' })]);
  const id = plan.changes[0]?.id ?? '';
  const transport: ArmTransport = async (request) => {
    if (request.method === 'PUT') {
      await editInPortal(site, guid(1), { severity: 'Low' });
      return { status: 201, headers: {}, body: { properties: { provisioningState: 'Failed' } } };
    }
    if (!/\/operations\?/.test(request.url)) return site.transport(request);
    const statusMessage = { error: { code: 'Conflict', message: 'newer data' } };
    const operation = { properties: { provisioningState: 'Failed', targetResource: { id }, statusMessage } };
    return { status: 200, headers: {}, body: { value: [operation] } };
  };
  expect(codes(await applyFor({ ...site, transport }, plan))).toEqual(['DEP304']);
  expect((await planFor(site, [ruleOf(1)])).changes[0]?.differences).toEqual([
    { path: 'severity', before: 'Low', after: 'Medium' },
  ]);
});
