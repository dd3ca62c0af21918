import type { Json, JsonObject } from '@picket/arm';
import { describe, expect, test } from 'vitest';
import { expectRefusal, type Refused } from './refused.test-support.ts';
import {
  at,
  insights,
  nrtRule,
  openUnrecorded,
  preview,
  ruleName,
  scheduledRule,
  send,
  stable,
} from './workspace.test-support.ts';

const rules = `${insights}/alertRules`;
const rule = `${rules}/${ruleName}?${stable}`;
const properties = (change: JsonObject): JsonObject => scheduledRule(change);
const without = (member: string): JsonObject => {
  const { [member]: _gone, ...rest } = scheduledRule().properties;
  return { kind: 'Scheduled', properties: rest };
};

describe('rules that the service refuses', () => {
  const columnError = (part: string) => `Error in ${part}: The given column 'Nobody' does not exist.`;
  const rows: readonly Refused[] = [
    ['no body', 'PUT', rule, undefined, 400, 'InvalidRequestContent', 'not a JSON object'],
    ['a body of 200 levels', 'PUT', rule, nested(200), 400, 'InvalidRequestContent', 'nested deeper'],
    ['no kind', 'PUT', rule, { properties: {} }, 400, 'BadRequest', "Required property 'kind' not found"],
    [
      'an unknown kind',
      'PUT',
      rule,
      { kind: 'Timed', properties: {} },
      400,
      'BadRequest',
      "Invalid alert rule kind 'Timed'",
    ],
    ['NRT by the stable version', 'PUT', rule, nrtRule(), 400, 'BadRequest', "Invalid alert rule kind 'NRT'"],
    ['no properties', 'PUT', rule, { kind: 'Scheduled' }, 400, 'BadRequest', "Required property 'properties'"],
    [
      'no display name',
      'PUT',
      rule,
      without('displayName'),
      400,
      'BadRequest',
      "Required property 'displayName' not found in JSON. Path 'properties'",
    ],
    ['no trigger operator', 'PUT', rule, without('triggerOperator'), 400, 'BadRequest', "'triggerOperator'"],
    [
      'a trigger operator as YAML has it',
      'PUT',
      rule,
      properties({ triggerOperator: 'gt' }),
      400,
      'BadRequest',
      `Error converting value "gt" to type 'triggerOperator'`,
    ],
    ['an unknown severity', 'PUT', rule, properties({ severity: 'Critical' }), 400, 'BadRequest', 'severity'],
    ['a text for a flag', 'PUT', rule, properties({ enabled: 'true' }), 400, 'BadRequest', 'Boolean'],
    ['a duration as YAML has it', 'PUT', rule, properties({ queryFrequency: '1h' }), 400, 'BadRequest', 'TimeSpan'],
    [
      'a frequency below five minutes',
      'PUT',
      rule,
      properties({ queryFrequency: 'PT1M' }),
      400,
      'BadRequest',
      'queryFrequency',
    ],
    ['a period of fifteen days', 'PUT', rule, properties({ queryPeriod: 'P15D' }), 400, 'BadRequest', 'queryPeriod'],
    [
      'a period shorter than the frequency',
      'PUT',
      rule,
      properties({ queryFrequency: 'P1D' }),
      400,
      'BadRequest',
      'queryPeriod must be greater than or equal to queryFrequency',
    ],
    [
      'every half hour over two days',
      'PUT',
      rule,
      properties({ queryFrequency: 'PT30M', queryPeriod: 'P2D' }),
      400,
      'BadRequest',
      'at least 1 hour',
    ],
    [
      'a suppression of two days',
      'PUT',
      rule,
      properties({ suppressionDuration: 'P2D' }),
      400,
      'BadRequest',
      'suppressionDuration',
    ],
    [
      'a threshold past 10000',
      'PUT',
      rule,
      properties({ triggerThreshold: 10_001 }),
      400,
      'BadRequest',
      'triggerThreshold',
    ],
    ['an unknown tactic', 'PUT', rule, properties({ tactics: ['Initial Access'] }), 400, 'BadRequest', 'tactics'],
    [
      'a sub-technique among the techniques',
      'PUT',
      rule,
      properties({ techniques: ['T1078.004'] }),
      400,
      'BadRequest',
      "The technique 'T1078.004' is invalid. The expected format is T####",
    ],
    [
      'an unknown entity type',
      'PUT',
      rule,
      properties({
        entityMappings: [{ entityType: 'User', fieldMappings: [{ identifier: 'Name', columnName: 'IPAddress' }] }],
      }),
      400,
      'BadRequest',
      'entityType',
    ],
    [
      'four identifiers in a mapping',
      'PUT',
      rule,
      properties({
        entityMappings: [
          {
            entityType: 'Account',
            fieldMappings: Array.from({ length: 4 }, () => ({ identifier: 'Name', columnName: 'IPAddress' })),
          },
        ],
      }),
      400,
      'BadRequest',
      'fieldMappings',
    ],
    [
      '21 custom details',
      'PUT',
      rule,
      properties({ customDetails: Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`d${n}`, 'Users'])) }),
      400,
      'BadRequest',
      'customDetails',
    ],
    [
      'grouping by nothing',
      'PUT',
      rule,
      properties({
        incidentConfiguration: {
          createIncident: true,
          groupingConfiguration: {
            enabled: true,
            reopenClosedIncident: false,
            lookbackDuration: 'PT5H',
            matchingMethod: 'Selected',
          },
        },
      }),
      400,
      'BadRequest',
      "matchingMethod 'Selected'",
    ],
    ['an empty query', 'PUT', rule, properties({ query: '' }), 400, 'BadRequest', 'query'],
    [
      'a query of 10001 characters',
      'PUT',
      rule,
      properties({ query: `SigninLogs // ${'x'.repeat(10_000)}` }),
      400,
      'BadRequest',
      'query',
    ],
    [
      'an NRT rule with a schedule',
      'PUT',
      `${rules}/${ruleName}?${preview}`,
      nrtRule({ queryFrequency: 'PT5M', queryPeriod: 'PT5M' }),
      400,
      'BadRequest',
      'NRT rules must not include queryFrequency, queryPeriod',
    ],
    [
      'a syntax error',
      'PUT',
      rule,
      properties({ query: 'SigninLogs | where (' }),
      400,
      'BadRequest',
      'SyntaxError; Message:',
    ],
    [
      'a missing table',
      'PUT',
      rule,
      properties({ query: 'NoSuchTable_CL | take 1' }),
      400,
      'BadRequest',
      'Failed to run the analytics rule query. One of the tables does not exist.',
    ],
    [
      'a documented table that this workspace lacks',
      'PUT',
      rule,
      properties({ query: 'AppServiceHTTPLogs | take 1' }),
      400,
      'BadRequest',
      'One of the tables does not exist.',
    ],
    [
      'a missing column in the query',
      'PUT',
      rule,
      properties({ query: 'SigninLogs | where Nobody == 1' }),
      400,
      'BadRequest',
      'FailedToResolveScalarExpression; Message: {"error"',
    ],
    [
      'a search over everything',
      'PUT',
      rule,
      properties({ query: 'search "x" | take 1' }),
      400,
      'BadRequest',
      'search *',
    ],
    [
      'a mapped column that is not there',
      'PUT',
      rule,
      properties({
        entityMappings: [{ entityType: 'IP', fieldMappings: [{ identifier: 'Address', columnName: 'Nobody' }] }],
      }),
      400,
      'BadRequest',
      columnError('EntityMappings'),
    ],
    [
      'a mapped column in another letter case',
      'PUT',
      rule,
      properties({
        entityMappings: [{ entityType: 'IP', fieldMappings: [{ identifier: 'Address', columnName: 'IpAddress' }] }],
      }),
      400,
      'BadRequest',
      "The given column 'IpAddress' does not exist.",
    ],
    [
      'a custom detail that is not there',
      'PUT',
      rule,
      properties({ customDetails: { Who: 'Nobody' } }),
      400,
      'BadRequest',
      columnError('CustomDetails'),
    ],
    [
      'a placeholder that is not there',
      'PUT',
      rule,
      properties({ alertDetailsOverride: { alertDisplayNameFormat: 'From {{Nobody}}' } }),
      400,
      'BadRequest',
      columnError('AlertDetailsOverride'),
    ],
    [
      'an etag for a rule that was deleted',
      'PUT',
      rule,
      { ...scheduledRule(), etag: '"gone"' },
      409,
      'Conflict',
      'Newer version of resource',
    ],
    [
      'an id of another rule',
      'PUT',
      rule,
      { ...scheduledRule(), id: '/somewhere/else' },
      400,
      'InvalidRequestContent',
      'the id in the body',
    ],
  ];
  test.each(rows)('%s', (...row) => expectRefusal(...row));

  test('all faults of a body are named at once', async () => {
    const workspace = await openUnrecorded();
    const { body } = await send(workspace, 'PUT', rule, properties({ severity: 'Critical', triggerOperator: 'gt' }));
    const message = String(at(body, 'error', 'message'));
    expect(message).toContain("Path 'properties.severity'");
    expect(message).toContain("Path 'properties.triggerOperator'");
  });
});

function nested(levels: number): Json {
  let value: Json = 'x';
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}
