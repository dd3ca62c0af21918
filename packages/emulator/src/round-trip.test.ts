import type { Json, JsonObject } from '@picket/arm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { durationMinutes } from './duration.ts';
import { emptyState, type StoredResource, withResource } from './state/state.ts';
import { readState, writeState } from './state/state-text.ts';
import {
  at,
  insights,
  metadataOf,
  openUnrecorded,
  preview,
  scheduledRule,
  scope,
  send,
  stable,
} from './workspace.test-support.ts';
import type { LocalWorkspace } from './workspace.ts';

let workspace: LocalWorkspace;
beforeAll(async () => {
  workspace = await openUnrecorded();
});
afterAll(() => workspace.close());

const anyText = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });
const minutes = (low: number, high: number) => fc.integer({ min: low, max: high }).map((n) => `PT${n}M`);

const ruleProperties: fc.Arbitrary<JsonObject> = fc
  .record(
    {
      displayName: anyText,
      description: anyText,
      severity: fc.constantFrom('High', 'Medium', 'Low', 'Informational'),
      enabled: fc.boolean(),
      queryFrequency: minutes(5, 60),
      queryPeriod: minutes(60, 2000),
      triggerOperator: fc.constantFrom('GreaterThan', 'LessThan', 'Equal', 'NotEqual'),
      triggerThreshold: fc.integer({ min: 0, max: 10_000 }),
      suppressionEnabled: fc.boolean(),
      suppressionDuration: minutes(5, 1440),
      techniques: fc.array(fc.integer({ min: 1000, max: 9999 }).map((n) => `T${n}`)),
      subTechniques: fc.array(fc.integer({ min: 1000, max: 9999 }).map((n) => `T${n}.001`)),
      customDetails: fc.dictionary(
        fc.constantFrom('a', '__proto__', 'constructor', 'é'),
        fc.constantFrom('Users', 'IPAddress'),
      ),
      eventGroupingSettings: fc.record({ aggregationKind: fc.constantFrom('SingleAlert', 'AlertPerResult') }),
      alertRuleTemplateName: fc.uuid(),
    },
    { requiredKeys: [] },
  )
  .map((change) => scheduledRule(change as JsonObject).properties);

describe('put, then get', () => {
  test('returns what was sent, and what the service adds', async () => {
    await fc.assert(
      fc.asyncProperty(ruleProperties, fc.uuid(), async (properties, name) => {
        const url = `${insights}/alertRules/${name}?${preview}`;
        const put = await send(workspace, 'PUT', url, { kind: 'Scheduled', properties });
        expect([200, 201]).toContain(put.status);
        const read = await send(workspace, 'GET', url);
        const { lastModifiedUtc, ...kept } = at(read.body, 'properties') as JsonObject;
        expect(JSON.stringify(kept)).toBe(JSON.stringify(properties));
        expect(lastModifiedUtc).toBe('2026-03-02T10:00:00.000Z');
        expect(read.body).toEqual(put.body);
        await send(workspace, 'DELETE', url);
      }),
      { numRuns: 60 },
    );
  });

  test('sending back what was read changes nothing but the etag', async () => {
    const url = `${insights}/metadata/x?${stable}`;
    await send(workspace, 'PUT', url, metadataOf('x'));
    const read = await send(workspace, 'GET', url);
    const put = await send(workspace, 'PUT', url, read.body);
    const bare = (body: Json | undefined) => ({ ...(body as JsonObject), etag: '' });
    expect(put.status).toBe(200);
    expect(bare(put.body)).toEqual(bare(read.body));
  });
});

describe('any request', () => {
  const method = fc.constantFrom('GET' as const, 'PUT' as const, 'PATCH' as const, 'POST' as const, 'DELETE' as const);
  const path = fc.oneof(
    fc.webPath(),
    fc.string().map((text) => `/${text}`),
    fc
      .array(
        fc.constantFrom(
          'providers',
          'Microsoft.SecurityInsights',
          'alertRules',
          'x',
          '%',
          '..',
          'deployments',
          'operations',
          '',
        ),
      )
      .map((parts) => `${insights}/${parts.join('/')}`),
  );
  const url = fc
    .tuple(path, fc.constantFrom('', `?${stable}`, `?${preview}&$top=1&$filter=x`, '?api-version='))
    .map((parts) => parts.join(''));

  test('is answered, with an ARM error when it is refused', async () => {
    await fc.assert(
      fc.asyncProperty(method, url, fc.jsonValue(), async (verb, address, body) => {
        const response = await send(workspace, verb, address, body as Json);
        expect(response.status).toBeGreaterThanOrEqual(200);
        expect(response.status).toBeLessThan(500);
        if (response.status >= 400) expect(at(response.body, 'error', 'code')).toEqual(expect.any(String));
      }),
      { numRuns: 300 },
    );
  });

  test('with any properties is answered', async () => {
    const shapeOf = {
      ...scheduledRule().properties,
      subTechniques: [],
      incidentConfiguration: {},
      alertDetailsOverride: {},
    };
    const member = fc.tuple(fc.constantFrom(...Object.keys(shapeOf), '__proto__'), fc.jsonValue({ maxDepth: 4 }));
    await fc.assert(
      fc.asyncProperty(fc.array(member, { maxLength: 4 }), async (members) => {
        const properties = { ...scheduledRule().properties, ...Object.fromEntries(members) } as JsonObject;
        const response = await send(workspace, 'PUT', `${insights}/alertRules/any?${preview}`, {
          kind: 'Scheduled',
          properties,
        });
        expect([200, 201, 400, 409]).toContain(response.status);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the state', () => {
  const resource: fc.Arbitrary<StoredResource> = fc.record({
    type: fc.constantFrom('A/b', 'A/c'),
    name: anyText,
    etag: fc.uuid(),
    body: fc.dictionary(fc.string(), fc.jsonValue()).map((body) => body as JsonObject),
    createdAt: fc.constant('2026-03-02T10:00:00.000Z'),
    lastModifiedAt: fc.constant('2026-03-02T10:00:00.000Z'),
  });

  test('reads back as it was written, whatever the order of its making', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(resource, { selector: ({ type, name }) => `${type}/${name}`.toLowerCase() }),
        (resources) => {
          const state = resources.reduce(withResource, emptyState(scope));
          const text = writeState(state);
          const read = readState(text, 'state.json', scope);
          expect(read.problems).toEqual([]);
          expect(read.value && writeState(read.value)).toBe(text);
          expect(writeState([...resources].reverse().reduce(withResource, emptyState(scope)))).toBe(text);
        },
      ),
    );
  });
});

test.each([
  ['PT5M', 5],
  ['P1D', 1440],
  ['P1DT2H30M', 1590],
  ['PT90S', 1.5],
  ['PT0.5S', 0],
  ['P', undefined],
  ['PT', undefined],
  ['P1DT', undefined],
  ['P1W', undefined],
  ['P1M', undefined],
  ['1h', undefined],
  ['', undefined],
])('the duration %j has %j minutes', (text, expected) => {
  expect(durationMinutes(text)).toBe(expected);
});
