import type { IncidentConfiguration } from '@picket/model';
import { expect, test } from 'vitest';
import type { Alert } from '../alerts/alert.ts';
import { ruleWith } from '../alerts/rule.test-support.ts';
import { incidentsOf } from './incidents-of.ts';

const start = Date.parse('2026-03-02T00:00:00Z');
const alert = (hours: number, over: Partial<Alert> = {}): Alert => ({
  title: 'A rule',
  description: '',
  severity: 'Medium',
  tactics: [],
  techniques: [],
  entities: [],
  customDetails: {},
  properties: {},
  at: new Date(start + hours * 3_600_000),
  columns: [],
  rows: [],
  ...over,
});
const about = (hours: number, Name: string, Address = '203.0.113.7'): Alert =>
  alert(hours, {
    entities: [
      { type: 'Account', identifiers: { Name }, strength: 'weak' },
      { type: 'IP', identifiers: { Address }, strength: 'strong' },
    ],
  });
const grouping = (
  over: Partial<NonNullable<IncidentConfiguration['groupingConfiguration']>>,
): IncidentConfiguration => ({
  createIncident: true,
  groupingConfiguration: {
    enabled: true,
    reopenClosedIncident: false,
    lookbackDuration: '5h',
    matchingMethod: 'AnyAlert',
    ...over,
  },
});

test.each<[string, IncidentConfiguration | undefined, readonly Alert[], readonly number[]]>([
  ['without grouping each alert has its own', undefined, [alert(0), alert(0)], [1, 1]],
  ['grouping that is off', grouping({ enabled: false }), [alert(0), alert(0)], [1, 1]],
  ['none wanted', { createIncident: false }, [alert(0)], []],
  ['all alerts of the rule', grouping({}), [about(0, 'ava'), about(1, 'ben')], [2]],
  ['within the lookback of the first alert', grouping({}), [alert(0), alert(5), alert(6)], [2, 1]],
  [
    'the same entities',
    grouping({ matchingMethod: 'AllEntities' }),
    [about(0, 'ava'), about(1, 'ben'), about(2, 'ava')],
    [2, 1],
  ],
  [
    'the same entities of one type',
    grouping({ matchingMethod: 'Selected', groupByEntities: ['IP'] }),
    [about(0, 'ava'), about(1, 'ben'), about(2, 'ava', '203.0.113.8')],
    [2, 1],
  ],
  [
    'the same name',
    grouping({ matchingMethod: 'Selected', groupByAlertDetails: ['DisplayName'] }),
    [alert(0), alert(1, { title: 'Other' }), alert(2)],
    [2, 1],
  ],
  [
    'the same severity',
    grouping({ matchingMethod: 'Selected', groupByAlertDetails: ['Severity'] }),
    [alert(0), alert(1, { severity: 'High' })],
    [1, 1],
  ],
  [
    'the same detail, in any order',
    grouping({ matchingMethod: 'Selected', groupByCustomDetails: ['Apps'] }),
    [alert(0, { customDetails: { Apps: ['a', 'b'] } }), alert(1, { customDetails: { Apps: ['b', 'a'] } }), alert(2)],
    [2, 1],
  ],
  ['at most 150', grouping({}), Array.from({ length: 151 }, () => alert(0)), [150, 1]],
])('%s', (_name, incidentConfiguration, alerts, expected) => {
  const rule = ruleWith(incidentConfiguration ? { incidentConfiguration } : {});
  expect(incidentsOf(rule, alerts).map((incident) => incident.alerts.length)).toEqual(expected);
});

test.each([
  [
    false,
    [
      ['Closed', 1],
      ['New', 1],
    ],
  ],
  [true, [['New', 2]]],
])('an alert after the incident was closed; reopened: %s', (reopenClosedIncident, expected) => {
  const rule = ruleWith({ incidentConfiguration: grouping({ reopenClosedIncident }) });
  const found = incidentsOf(rule, [alert(0), alert(2)], [new Date(start + 3_600_000)]);
  expect(found.map(({ status, alerts }) => [status, alerts.length])).toEqual(expected);
});

test('an incident has the name of its first alert and the highest severity', () => {
  const rule = ruleWith({ incidentConfiguration: grouping({}) });
  const [incident] = incidentsOf(rule, [
    alert(0, { severity: 'Low', title: 'First' }),
    alert(1, { severity: 'High' }),
    alert(2),
  ]);
  expect(incident).toMatchObject({ title: 'First', severity: 'High', createdAt: new Date(start) });
});

test('what an incident of 150 alerts does not hold goes into another of the same name', () => {
  const rule = ruleWith({ incidentConfiguration: grouping({}) });
  const alerts = Array.from({ length: 301 }, (_, i) => alert(i / 100, { title: `Alert ${i}` }));
  const found = incidentsOf(rule, alerts);
  expect(found.map(({ title, alerts: own }) => [title, own.length])).toEqual([
    ['Alert 0', 150],
    ['Alert 0', 150],
    ['Alert 0', 1],
  ]);
});

test('a closed incident that is full is not reopened', () => {
  const rule = ruleWith({ incidentConfiguration: grouping({ reopenClosedIncident: true }) });
  const alerts = Array.from({ length: 150 }, () => alert(0));
  const found = incidentsOf(rule, [...alerts, alert(2)], [new Date(start + 3_600_000)]);
  expect(found.map(({ status, alerts: own }) => [status, own.length])).toEqual([
    ['Closed', 150],
    ['New', 1],
  ]);
});
