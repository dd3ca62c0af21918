import type { TokenCredential } from '@azure/core-auth';
import { createHttpHeaders, type HttpClient, type PipelineRequest, RestError } from '@azure/core-rest-pipeline';
import { CredentialUnavailableError } from '@azure/identity';
import type { ArmRequest, ArmTransport, Json } from '@picket/arm';
import { OutsideFailure } from '@picket/diagnostics';
import { describe, expect, test } from 'vitest';
import { createAzureTransport } from './azure.ts';
import { connectorOf, nrtOf, ruleOf, scope } from './content.test-support.ts';
import { readWorkspace } from './live.ts';
import { applyFor, planFor, type TestWorkspace, testWorkspace } from './workspace.test-support.ts';

const token = 'eyJhbGciOi.eyJzdWIiOiJub2JvZHk.c2lnbmF0dXJl';
const credential: TokenCredential = {
  getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }),
};
const target = { tenant: scope.tenantId, subscription: scope.subscriptionId };

/** The network's place in the SDK: what the pipeline would send goes to the emulated workspace. */
function networkTo(transport: ArmTransport, seen: PipelineRequest[] = []): HttpClient {
  return {
    async sendRequest(request) {
      seen.push(request);
      const body: Json | undefined = typeof request.body === 'string' ? JSON.parse(request.body) : undefined;
      const response = await transport({
        method: request.method as ArmRequest['method'],
        url: request.url,
        headers: request.headers.toJSON(),
        ...(body === undefined ? {} : { body }),
      });
      return answerTo(
        request,
        response.status,
        response.body === undefined ? '' : JSON.stringify(response.body),
        response.headers,
      );
    },
  };
}

function answerTo(
  request: PipelineRequest,
  status: number,
  bodyAsText: string,
  headers: Readonly<Record<string, string>> = {},
) {
  return { request, status, headers: createHttpHeaders(headers), bodyAsText };
}

const answering = (status: number, text: string): HttpClient => ({
  sendRequest: async (request) => answerTo(request, status, text),
});
const throwing = (error: Error): HttpClient => ({ sendRequest: () => Promise.reject(error) });
const failureOf = async (transport: ArmTransport, url = '/subscriptions/x?api-version=1'): Promise<OutsideFailure> => {
  const error: unknown = await transport({ method: 'GET', url }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(OutsideFailure);
  return error as OutsideFailure;
};

test.each(['deployment', 'rest'] as const)(
  "a deployment by %s through the SDK's pipeline loses no member",
  async (via) => {
    const local = await testWorkspace();
    const seen: PipelineRequest[] = [];
    const transport = createAzureTransport({ ...target, credential, httpClient: networkTo(local.transport, seen) });
    const site: TestWorkspace = { ...local, transport };
    const preview = { apiVersion: '2025-10-01-preview', previewBecause: ['subTechniques'] };
    const override = { alertDynamicProperties: [{ alertProperty: 'ProductName', value: 'AppDisplayName' }] };
    const content = [
      connectorOf('sign-in-logs'),
      ruleOf(1, { subTechniques: ['T1110.003'], alertDetailsOverride: override }, preview),
      nrtOf(2, { sentinelEntitiesMappings: [{ columnName: 'AppDisplayName' }] }),
    ];
    expect((await applyFor(site, await planFor(site, content), { via })).problems).toEqual([]);
    expect((await planFor(site, content)).counts.unchanged).toBe(3);
    const stored = JSON.stringify((await readWorkspace(local.transport, scope)).resources);
    for (const member of ['subTechniques', 'alertDynamicProperties', 'sentinelEntitiesMappings'])
      expect(stored).toContain(member);
    for (const request of seen) {
      expect(request.headers.get('authorization')).toBe(`Bearer ${token}`);
      expect(request.headers.get('user-agent')).toMatch(/^picket .*azsdk-js/);
    }
  },
);

test("the pipeline's own retries stay", async () => {
  let calls = 0;
  const httpClient: HttpClient = {
    sendRequest: async (request) =>
      ++calls < 3 ? answerTo(request, 429, '', { 'retry-after-ms': '1' }) : answerTo(request, 200, '{"value":[]}'),
  };
  const transport = createAzureTransport({ ...target, credential, httpClient });
  expect(await transport({ method: 'GET', url: '/subscriptions/x?api-version=1' })).toMatchObject({
    status: 200,
    body: { value: [] },
  });
  expect(calls).toBe(3);
});

describe('no answer', () => {
  test('DEP001 tells what was asked and why it failed', async () => {
    const { problem } = await failureOf(
      createAzureTransport({
        ...target,
        credential,
        httpClient: throwing(new RestError('getaddrinfo failed for management.azure.com')),
      }),
    );
    expect(problem.code).toBe('DEP001');
    expect(problem.message).toContain('GET /subscriptions/x: getaddrinfo failed');
  });
  test.each([
    ['CredentialUnavailableError', new CredentialUnavailableError(`az said no\nclient_secret=hunter2 ${token}`)],
    ['a token in the text', new CredentialUnavailableError(`token ${token} was refused`)],
    ['a secret in the text', new CredentialUnavailableError('AADSTS7000215: client_secret=hunter2&grant_type=x')],
  ])('DEP002 without secrets: %s', async (_, error) => {
    const failing: TokenCredential = { getToken: () => Promise.reject(error) };
    const failure = await failureOf(
      createAzureTransport({ ...target, credential: failing, httpClient: answering(200, '{}') }),
    );
    expect(failure.problem.code).toBe('DEP002');
    const everything = `${failure.stack}${String(failure.cause)}${JSON.stringify(failure.problem)}`;
    expect(everything).not.toContain('hunter2');
    expect(everything).not.toContain(token);
  });
  test('a sign-in that failed once is tried again', async () => {
    let tries = 0;
    const recovering: TokenCredential = {
      getToken: async () => {
        if (++tries === 1) throw new CredentialUnavailableError('not yet');
        return { token, expiresOnTimestamp: Date.now() + 3_600_000 };
      },
    };
    const transport = createAzureTransport({ ...target, credential: recovering, httpClient: answering(200, '{}') });
    await failureOf(transport);
    expect((await transport({ method: 'GET', url: '/x' })).status).toBe(200);
  });
});

describe('answers', () => {
  test.each([
    ['https://evil.example/subscriptions/x'],
    ['//evil.example/x'],
    ['https://management.azure.com.evil.example/x'],
    ['https://management.azure.com@evil.example/x'],
    ['http://management.azure.com/x'],
    ['not an address'],
  ])('the token never goes to %s', async (url) => {
    let sent = 0;
    const httpClient: HttpClient = { sendRequest: async (request) => answerTo(request, 200, String(++sent)) };
    const { problem } = await failureOf(createAzureTransport({ ...target, credential, httpClient }), url);
    expect(problem.code).toBe('DEP006');
    expect(sent).toBe(0);
  });
  test.each(['text/html', 'application/json'])("a proxy's page (%s) with an error keeps its status", async (type) => {
    const httpClient: HttpClient = {
      sendRequest: async (request) => answerTo(request, 407, '<html>Proxy</html>', { 'content-type': type }),
    };
    const transport = createAzureTransport({ ...target, credential, httpClient });
    expect(await transport({ method: 'GET', url: '/x' })).toEqual({
      status: 407,
      headers: { 'content-type': type },
    });
  });
  test("a proxy's page that says 200 is no answer", async () => {
    const { problem } = await failureOf(
      createAzureTransport({ ...target, credential, httpClient: answering(200, '<html>Sign in</html>') }),
    );
    expect(problem.code).toBe('DEP006');
  });
  test('the clouds have their own managers', async () => {
    const seen: PipelineRequest[] = [];
    const httpClient: HttpClient = {
      sendRequest: async (request) => {
        seen.push(request);
        return answerTo(request, 200, '{}');
      },
    };
    await createAzureTransport({ ...target, cloud: 'usGovernment', credential, httpClient })({
      method: 'GET',
      url: '/x',
    });
    expect(seen[0]?.url).toBe('https://management.usgovcloudapi.net/x');
  });
});
