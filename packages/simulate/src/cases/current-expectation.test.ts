import { expect, test } from 'vitest';
import { resultOf, testOf } from './case.test-support.ts';
import { currentExpectation } from './current-expectation.ts';
import { judge } from './expectations.ts';
import { momentOf } from './run-case.ts';

const rule = {
  query:
    'SigninLogs | where ResultType == "50126" | summarize Tries = count(), Last = max(TimeGenerated), Apps = make_set(AppDisplayName) by IPAddress',
  queryPeriod: '1h',
  customDetails: { Tries: 'Tries', Apps: 'Apps' },
  entityMappings: [{ entityType: 'IP', fieldMappings: [{ identifier: 'Address', columnName: 'IPAddress' }] }],
  alertDetailsOverride: { alertDisplayNameFormat: 'Tries from {{IPAddress}}' },
  eventGroupingSettings: { aggregationKind: 'AlertPerResult' as const },
};
const given = `given:
  SigninLogs:
    - { row: { IPAddress: 203.0.113.7, ResultType: "50126", AppDisplayName: Mail }, repeat: 3, at: -30m }
    - { row: { IPAddress: 203.0.113.8, ResultType: "50126", AppDisplayName: Mail }, at: -20m }
`;
const silent = 'given: { SigninLogs: [] }\n';

test.each<[string, string, unknown]>([
  [given, '{ alerts: 1 }', { alerts: 2 }],
  [given, '{ alerts: { at_least: 1 }, severity: High }', { alerts: { at_least: 1 }, severity: 'Medium' }],
  [given, '{ alerts: { at_least: 3 } }', { alerts: 2 }],
  [
    given,
    '{ alerts: [{ title: Tries from 203.0.113.8 }, { title: old, severity: { matches: Med } }] }',
    { alerts: [{ title: 'Tries from 203.0.113.8' }, { title: 'Tries from 203.0.113.7', severity: 'Medium' }] },
  ],
  [
    given,
    '{ alerts: [{ title: old, rows: [{ Tries: 9 }], customDetails: { Tries: 9 }, entities: [] }] }',
    {
      alerts: [
        {
          title: 'Tries from 203.0.113.7',
          rows: [{ Tries: 3 }],
          customDetails: { Tries: ['3'] },
          entities: [{ type: 'IP', Address: '203.0.113.7' }],
        },
        {
          title: 'Tries from 203.0.113.8',
          rows: [{ Tries: 1 }],
          customDetails: { Tries: ['1'] },
          entities: [{ type: 'IP', Address: '203.0.113.8' }],
        },
      ],
    },
  ],
  [
    given,
    '{ rows: [{ Tries: 4, Nobody: 1 }, { Tries: 1, Last: -20m }, { Tries: 5 }] }',
    { rows: [{ Tries: 3 }, { Tries: 1, Last: '-20m' }] },
  ],
  [given, '{ rows: 5, alerts: 2 }', { rows: 2, alerts: 2 }],
  [given, '{ title: old }', { alerts: [{ title: 'Tries from 203.0.113.7' }, { title: 'Tries from 203.0.113.8' }] }],
  [given, '{ customDetails: { Apps: Old } }', { customDetails: { Apps: ['["Mail"]'] } }],
  [
    given,
    '{ entities: [] }',
    {
      entities: [
        { type: 'IP', Address: '203.0.113.7' },
        { type: 'IP', Address: '203.0.113.8' },
      ],
    },
  ],
  [given, '{ incidents: [{ alerts: 2 }] }', { incidents: [{ alerts: 1 }, { alerts: 1 }] }],
  [given, '{ runs: 3, events: { seen: 1 } }', { runs: 1, events: { seen: 4 } }],
  [silent, '{ title: old, severity: High }', { alerts: 0 }],
  [silent, '{ alerts: [{ title: old }], rows: [{ Tries: 1 }] }', { alerts: 0, rows: 0 }],
  [silent, '{ entities: [{ type: IP }], incidents: 1 }', { entities: [], incidents: 0 }],
])('%#: %s expects %s', (events, expected, current) => {
  const text = `${events}expect: ${expected}`;
  const { outcome } = resultOf(rule, text);
  const written = testOf(text);
  if (!outcome) throw new Error('the case did not run');
  const now = momentOf(written, 0);
  const renewed = currentExpectation(written.value.cases[0]?.expect ?? {}, outcome, now);
  expect(renewed).toEqual(current);
  expect(judge(renewed, outcome, now)).toMatchObject({ mismatches: [], unreadable: [] });
  expect(currentExpectation(renewed, outcome, now)).toEqual(renewed);
});
