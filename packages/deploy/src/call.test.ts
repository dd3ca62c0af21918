import type { ArmResponse } from '@picket/arm';
import { expect, test } from 'vitest';
import { createCall, errorOf, retryAfter } from './call.ts';

const respond = (status: number, headers: Readonly<Record<string, string>> = {}): ArmResponse => ({ status, headers });
const request = { method: 'GET', url: '/x' } as const;

test.each<[string, ArmResponse[], number[], number]>([
  ['Retry-After in seconds', [respond(429, { 'retry-after': '2' }), respond(200)], [2000], 200],
  ['in milliseconds', [respond(429, { 'x-ms-retry-after-ms': '15' }), respond(200)], [15], 200],
  ['growing without a header', [respond(503), respond(503), respond(200)], [1000, 2000], 200],
  ['a broken gateway', [respond(502), respond(201)], [1000], 201],
  ['a refusal at once', [respond(400)], [], 400],
  ['a conflict at once', [respond(409)], [], 409],
])('waits as it is asked: %s', async (_, answers, waits, status) => {
  const waited: number[] = [];
  const left = [...answers];
  const call = createCall(async () => left.shift() ?? respond(500), {
    sleep: async (milliseconds) => {
      waited.push(Math.round(milliseconds / 5) * 5);
    },
  });
  expect((await call(request, 'asking')).status).toBe(status);
  expect(waited).toEqual(waits);
});

test('DEP007 when throttling does not end', async () => {
  const call = createCall(async () => respond(429, { 'retry-after': '0' }), { tries: 3, sleep: async () => undefined });
  await expect(call(request, 'reading the rules')).rejects.toMatchObject({
    problem: { code: 'DEP007', message: expect.stringContaining('reading the rules after 3 tries') },
  });
});

test('an error that stays is the answer', async () => {
  const call = createCall(async () => respond(500), { tries: 2, sleep: async () => undefined });
  expect((await call(request, 'x')).status).toBe(500);
});

test('everyone is quiet while one is throttled', async () => {
  let throttled = true;
  const waited: number[] = [];
  const call = createCall(
    async () => {
      const answer = throttled ? respond(429, { 'retry-after': '30' }) : respond(200);
      throttled = false;
      return answer;
    },
    {
      concurrency: 1,
      sleep: async (milliseconds) => {
        waited.push(milliseconds);
      },
    },
  );
  await Promise.all([call(request, 'a'), call(request, 'b')]);
  expect(waited).toHaveLength(2);
});

test('never more calls at a time than allowed', async () => {
  let running = 0;
  let most = 0;
  const call = createCall(
    async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return respond(200);
    },
    { concurrency: 3 },
  );
  await Promise.all(Array.from({ length: 20 }, () => call(request, 'x')));
  expect(most).toBe(3);
});

test('a stop is heard while waiting', async () => {
  const controller = new AbortController();
  const call = createCall(async () => respond(429, { 'retry-after': '100' }), { signal: controller.signal });
  const running = call(request, 'x');
  setTimeout(() => controller.abort(new Error('stopped')), 5);
  await expect(running).rejects.toThrow('stopped');
});

test.each([
  ['-5', 0],
  ['abc', undefined],
  ['99999', 300_000],
  ['Wed, 21 Oct 2015 07:28:00 GMT', 0],
])('Retry-After: %s', (text, wait) => {
  expect(retryAfter(respond(429, { 'retry-after': text }))).toBe(wait);
});

test('the innermost detail of an error is told', () => {
  const inner = { code: 'BadRequest', message: "The table 'X' does not exist." };
  const body = {
    error: { code: 'DeploymentFailed', message: 'See details', details: [{ code: 'Conflict', details: [inner] }] },
  };
  expect(errorOf({ ...respond(400), body })).toEqual(inner);
  expect(errorOf(respond(418))).toEqual({ code: 'status 418', message: 'no further text' });
});
