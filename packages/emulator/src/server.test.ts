import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OutsideFailure } from '@picket/diagnostics';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from './server.ts';
import {
  countingIds,
  deployment,
  group,
  insights,
  ruleName,
  scheduledRule,
  scope,
  stable,
  template,
} from './workspace.test-support.ts';

let emulator: Emulator;

beforeEach(async () => {
  emulator = await startEmulator({ port: 0, scope, newId: countingIds(), pageSize: 2 });
});
afterEach(() => emulator.close());

interface RulePage {
  readonly value: readonly { readonly name: string }[];
  readonly nextLink?: string;
}

const json = { 'content-type': 'application/json' };
const call = (path: string, init: RequestInit = {}) => fetch(`${emulator.url}${path}`, init);
const put = (path: string, body: unknown) => call(path, { method: 'PUT', headers: json, body: JSON.stringify(body) });

/** A request as fetch does not let us send it. */
function bare(headers: Readonly<Record<string, string>>, method = 'GET', path = `${insights}/alertRules?${stable}`) {
  const { port } = new URL(emulator.url);
  return new Promise<number | undefined>((done, fail) => {
    const sent = httpRequest({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      response.resume();
      response.on('end', () => done(response.statusCode));
    });
    sent.on('error', fail);
    sent.end();
  });
}

describe('over HTTP', () => {
  test('a rule is put, read, listed by pages and deleted', async () => {
    for (const name of ['a', 'b', 'c']) {
      const created = await put(`${insights}/alertRules/${name}?${stable}`, scheduledRule());
      expect(created.status).toBe(201);
    }
    const read = await call(`${insights}/alertRules/a?${stable}`);
    expect(read.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await read.json()).toMatchObject({ name: 'a', ...scheduledRule() });
    const first = (await (await call(`${insights}/alertRules?${stable}`)).json()) as RulePage;
    expect(first.nextLink).toMatch(new RegExp(`^${emulator.url}/`));
    const second = (await (await fetch(first.nextLink ?? '')).json()) as RulePage;
    expect([...first.value, ...second.value].map((rule) => rule.name)).toEqual(['a', 'b', 'c']);
    expect(second.nextLink).toBeUndefined();
    expect((await call(`${insights}/alertRules/a?${stable}`, { method: 'DELETE' })).status).toBe(200);
    expect((await call(`${insights}/alertRules/a?${stable}`, { method: 'DELETE' })).status).toBe(204);
  });

  test('a deployment is polled at the address that its answer names', async () => {
    const url = `${group}/providers/Microsoft.Resources/deployments/one?api-version=2021-04-01`;
    const body = deployment(template([{ type: 'alertRules', name: ruleName, body: scheduledRule() }]));
    const accepted = await put(url, body);
    expect(accepted.status).toBe(201);
    const polled = await fetch(accepted.headers.get('azure-asyncoperation') ?? '');
    expect(await polled.json()).toEqual({ status: 'Succeeded' });
    expect((await call(url, { method: 'HEAD' })).status).toBe(204);
  });
});

describe('a server that looks after itself', () => {
  test.each([
    ['no JSON', 400, { method: 'PUT', headers: json, body: '{' }],
    ['another content type', 400, { method: 'PUT', headers: { 'content-type': 'text/plain' }, body: '{}' }],
    ['bytes that are no UTF-8', 400, { method: 'PUT', headers: json, body: new Uint8Array([0x22, 0xff, 0x22]) }],
    ['a body of 10 MB', 413, { method: 'PUT', headers: json, body: JSON.stringify('x'.repeat(10_000_000)) }],
    ['a page of another origin', 403, { headers: { origin: 'https://contoso.example' } }],
    ['an unknown method', 405, { method: 'OPTIONS' }],
  ])('%s is answered with %i and an ARM error', async (_what, status, init) => {
    const emu = await startEmulator({ port: 0, scope, record: false });
    const response = await fetch(`${emu.url}${insights}/alertRules/x?${stable}`, init);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code: expect.any(String), message: expect.any(String) } });
    await emu.close();
  });

  test('another host name, as a rebinding web page has it, is refused', async () => {
    expect(await bare({ host: 'contoso.example' })).toBe(403);
    expect(await bare({ host: `localhost:${new URL(emulator.url).port}` })).toBe(200);
  });

  test('EMU007: a port that is taken is said so', async () => {
    const other = createServer();
    await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
    const { port } = other.address() as AddressInfo;
    const started = startEmulator({ port, scope, record: false });
    await expect(started).rejects.toBeInstanceOf(OutsideFailure);
    await expect(started).rejects.toMatchObject({ problem: { code: 'EMU007' } });
    await new Promise((closed) => other.close(closed));
  });
});
