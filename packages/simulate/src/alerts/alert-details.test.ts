import type { Column } from '@picket/engine';
import type { Rule } from '@picket/model';
import { expect, test } from 'vitest';
import { alertDetailsOf } from './alert-details.ts';
import { ruleWith } from './rule.test-support.ts';

const columns: readonly Column[] = [{ name: 'Value', type: 'string' }];
const details = (override: Rule['alertDetailsOverride'], ...values: readonly string[]) =>
  alertDetailsOf(
    ruleWith({ relevantTechniques: ['T1110'], ...(override ? { alertDetailsOverride: override } : {}) }),
    columns,
    values.map((value) => [value]),
  );

test.each<[property: string, value: string, why: string | undefined]>([
  ['ProductName', 'Directory', undefined],
  ['ProductName', 'x'.repeat(256), undefined],
  ['ProductName', 'x'.repeat(257), 'Value is longer than 256 bytes'],
  ['ProductName', '', 'Value has no value'],
  ['ExtendedLinks', 'x'.repeat(257), undefined],
  ['RemediationSteps', 'x'.repeat(5121), 'Value is longer than 5120 bytes'],
  ['ConfidenceLevel', 'High', undefined],
  ['ConfidenceLevel', 'Medium', "Value is 'Medium'"],
  ['ConfidenceScore', '1', undefined],
  ['ConfidenceScore', '0.85', undefined],
  ['ConfidenceScore', '85', "Value is '85'"],
  ['ConfidenceScore', '1.5', "Value is '1.5'"],
  ['Techniques', 'T1078', undefined],
  ['Techniques', '["T1078", "T1110"]', undefined],
  ['Techniques', 'T1078.004', "Value is 'T1078.004'"],
  ['Techniques', '[]', "Value is '[]'"],
  ['SubTechniques', 'T1078.004', undefined],
  ['SubTechniques', 'T1078', "Value is 'T1078'"],
])('%s takes %j: %j', (alertProperty, value, why) => {
  const { properties, fallbacks } = details({ alertDynamicProperties: [{ alertProperty, value: 'Value' }] }, value);
  expect(properties).toEqual(why === undefined ? { [alertProperty]: value } : {});
  expect(fallbacks).toEqual(why === undefined ? [] : [{ what: alertProperty, why }]);
});

test.each<[string, readonly string[]]>([
  ['T1078, T1098', ['T1078', 'T1098']],
  ['T1078, nonsense', ['T1110']],
  ['', ['T1110']],
])('techniques from %j: %j', (value, expected) => {
  const override = { alertDynamicProperties: [{ alertProperty: 'Techniques', value: '{{Value}}' }] };
  expect(details(override, value).techniques).toEqual(expected);
});

test.each<[string, Rule['alertDetailsOverride'], readonly string[], string | undefined]>([
  ['no override', undefined, [''], undefined],
  ['a name', { alertDisplayNameFormat: 'Seen: {{Value}}' }, ['x'], undefined],
  ['a name without placeholders', { alertDisplayNameFormat: 'Seen' }, [''], undefined],
  ['an empty column', { alertDisplayNameFormat: 'Seen: {{Value}}' }, [''], 'name: Value has no value'],
  ['the first row counts', { alertDisplayNameFormat: 'Seen: {{Value}}' }, ['', 'x'], 'name: Value has no value'],
  ['no such column', { alertDescriptionFormat: '{{Nobody}}' }, ['x'], 'description: the query has no column Nobody'],
  ['no row', { alertDescriptionFormat: '{{Value}}' }, [], 'description: the alert has no row'],
  [
    'a long name',
    { alertDisplayNameFormat: 'Seen: {{Value}}' },
    ['x'.repeat(251)],
    'name: it would be longer than 256 bytes',
  ],
  ['no severity', { alertSeverityColumnName: 'Value' }, ['Severe'], "severity: Value is 'Severe'"],
  ['no tactic', { alertTacticsColumnName: 'Value' }, ['Persistence, Luck'], "tactics: Value is 'Persistence, Luck'"],
])('what falls back: %s', (_name, override, values, expected) => {
  const told = details(override, ...values).fallbacks.map(({ what, why }) => `${what}: ${why}`);
  expect(told).toEqual(expected === undefined ? [] : [expected]);
});
