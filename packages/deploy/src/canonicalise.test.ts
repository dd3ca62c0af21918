import type { JsonObject } from '@picket/arm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resourceUrl } from './addresses.ts';
import { createCall } from './call.ts';
import { canonicalDuration, canonicalise } from './canonicalise.ts';
import { connectorOf, guid, nrtOf, ruleOf, ruleProperties, scope } from './content.test-support.ts';
import { readResource } from './live.ts';
import { testWorkspace } from './workspace.test-support.ts';

test.each([
  ['PT60M', 'PT1H'],
  ['PT24H', 'P1D'],
  ['P1DT0H', 'P1D'],
  ['P2W', 'P14D'],
  ['PT90M', 'PT1H30M'],
  ['PT0S', 'PT0S'],
  ['P0D', 'PT0S'],
  ['PT1H30S', 'PT1H30S'],
  ['P1M', 'P1M'],
  ['1h', '1h'],
  ['P', 'P'],
  ['P1DT', 'P1DT'],
])('the duration %s is %s', (written, canonical) => {
  expect(canonicalDuration(written)).toBe(canonical);
});

const same: readonly [string, JsonObject, JsonObject][] = [
  ['durations in other units', { queryPeriod: 'PT60M' }, { queryPeriod: 'PT1H' }],
  ['null and absent', { customDetails: null, alertDetailsOverride: null }, {}],
  [
    'empty and absent',
    { customDetails: {}, tactics: [], entityMappings: [], description: '' },
    { tactics: null, entityMappings: null, description: null },
  ],
  ['an override of nothing', { alertDetailsOverride: { alertDisplayNameFormat: '', alertDynamicProperties: [] } }, {}],
  ['the default of event grouping', { eventGroupingSettings: { aggregationKind: 'SingleAlert' } }, {}],
  ['the default of incidents', { incidentConfiguration: { createIncident: true } }, {}],
  [
    'the default of alert grouping',
    {
      incidentConfiguration: {
        createIncident: true,
        groupingConfiguration: {
          enabled: false,
          reopenClosedIncident: false,
          lookbackDuration: 'PT5H',
          matchingMethod: 'AllEntities',
          groupByEntities: [],
          groupByAlertDetails: [],
          groupByCustomDetails: null,
        },
      },
    },
    {},
  ],
  ['sets in another order', { tactics: ['Persistence', 'Impact'] }, { tactics: ['Impact', 'Persistence', 'Impact'] }],
  [
    'letter case of enumerations',
    { severity: 'HIGH', triggerOperator: 'greaterthan', tactics: ['impact'] },
    { severity: 'High', tactics: ['Impact'] },
  ],
  ['line ends', { query: 'T\r\n| take 1\r\n' }, { query: 'T\n| take 1' }],
  ['what the service sets', { lastModifiedUtc: '2026-01-01T00:00:00Z' }, {}],
];
test.each(same)('%s are no difference', (_, one, other) => {
  expect(canonicalise('rule', ruleOf(1, one).body)).toEqual(canonicalise('rule', ruleOf(1, other).body));
});

const different: readonly [string, JsonObject][] = [
  ['severity', { severity: 'High' }],
  ['a space inside the query', { query: 'SigninLogs  | take 1' }],
  ['createIncident', { incidentConfiguration: { createIncident: false } }],
  ['aggregationKind', { eventGroupingSettings: { aggregationKind: 'AlertPerResult' } }],
  ['a member that no row names', { somethingNew: 'x' }],
  ['subTechniques', { subTechniques: ['T1110.003'] }],
  ['order of entity mappings', { entityMappings: [{ entityType: 'Account', fieldMappings: [] }] }],
  ['enabled', { enabled: false }],
  ['templateVersion', { templateVersion: '1.2.3' }],
  ['a threshold', { triggerThreshold: 1 }],
];
test.each(different)('%s is a difference', (_, properties) => {
  expect(canonicalise('rule', ruleOf(1, properties).body)).not.toEqual(canonicalise('rule', ruleOf(1).body));
});

test('the envelope that the service adds says nothing', () => {
  const { body } = ruleOf(1);
  const shown = { id: 'x', name: 'y', type: 'z', etag: '"1"', systemData: { createdAt: 'now' }, ...body };
  expect(canonicalise('rule', shown)).toEqual(canonicalise('rule', body));
});

test('free JSON of the portal is kept as it is', () => {
  const parameters = { fillWith: null, items: [], nested: { list: [null] } };
  const { body } = connectorOf('a', { instructionSteps: [{ instructions: [{ type: 'CopyableLabel', parameters }] }] });
  const canonical = canonicalise('connector', body);
  expect(canonical).toMatchObject({
    properties: { connectorUiConfig: { instructionSteps: [{ instructions: [{ parameters }] }] } },
  });
});

test('canonicalise is idempotent, whatever it is given', () => {
  const kinds = fc.constantFrom('rule', 'connector', 'metadata');
  const anyBody = fc
    .dictionary(fc.string(), fc.jsonValue())
    .map((value): JsonObject => JSON.parse(JSON.stringify(value)));
  const body = fc.oneof(
    anyBody,
    anyBody.map((properties): JsonObject => ({ kind: 'Scheduled', properties })),
    ruleProperties.map((properties) => ruleOf(1, properties).body),
  );
  fc.assert(
    fc.property(kinds, body, (kind, value) => {
      const once = canonicalise(kind, value, 'name');
      expect(canonicalise(kind, once, 'name')).toEqual(once);
    }),
    { numRuns: 300 },
  );
});

test('what the workspace shows is what was sent, for every rule', async () => {
  const { transport } = await testWorkspace();
  const call = createCall(transport);
  await fc.assert(
    fc.asyncProperty(ruleProperties, fc.boolean(), async (properties, nrt) => {
      const { queryFrequency: _f, queryPeriod: _p, triggerOperator: _o, triggerThreshold: _t, ...ofNrt } = properties;
      const { body } = nrt ? nrtOf(1, ofNrt) : ruleOf(1, properties);
      const name = guid(nrt ? 2 : 1);
      const url = resourceUrl(scope.id, 'rule', name, '2025-10-01-preview');
      const put = await call({ method: 'PUT', url, body }, 'writing');
      expect(put.status, JSON.stringify(put.body)).toBeLessThan(300);
      const shown = await readResource(call, scope.id, 'rule', name);
      expect(canonicalise('rule', shown ?? {})).toEqual(canonicalise('rule', body));
    }),
    { numRuns: 150 },
  );
});
