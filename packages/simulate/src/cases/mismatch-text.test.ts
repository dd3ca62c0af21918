import { expect, test } from 'vitest';
import { resultOf } from './case.test-support.ts';

const rule = {
  query:
    'SigninLogs | where ResultType == "50126" | summarize Tries = count(), Last = max(TimeGenerated) by IPAddress, UserPrincipalName',
  queryPeriod: '1h',
  customDetails: { Tries: 'Tries' },
  entityMappings: [{ entityType: 'IP', fieldMappings: [{ identifier: 'Address', columnName: 'IPAddress' }] }],
  alertDetailsOverride: {
    alertDisplayNameFormat: 'Tries from {{IPAddress}}',
    alertDescriptionFormat:
      'Somebody tried to sign in as {{UserPrincipalName}} from {{IPAddress}}, which nobody has done before; {{Tries}} tries in all.',
  },
  eventGroupingSettings: { aggregationKind: 'AlertPerResult' as const },
};
const given = `given:
  SigninLogs:
    - { row: { IPAddress: 203.0.113.7, ResultType: "50126", UserPrincipalName: ava@contoso.example }, repeat: 3, at: -30m }
    - { row: { IPAddress: 203.0.113.8, ResultType: "50126", UserPrincipalName: ben@contoso.example }, at: -20m }
`;
const expected = [
  '{ alerts: 1 }',
  '{ alerts: { at_least: 3 } }',
  '{ alerts: [{ title: Tries from 203.0.113.7 }, { title: Tries from 203.0.113.9 }] }',
  '{ alerts: [{ title: Tries from 203.0.113.7 }] }',
  '{ alerts: [{ rows: 1 }, { rows: [{ Tries: 4 }] }] }',
  '{ alerts: [{}, {}, { title: Tries from 203.0.113.9 }] }',
  '{ rows: [{ IPAddress: 203.0.113.7, Tries: 3 }, { IPAddress: 203.0.113.8, Tries: 2, Last: -10m }] }',
  '{ rows: [{ IPAddress: 203.0.113.7 }] }',
  '{ rows: [{ IPAdress: 203.0.113.7 }, {}] }',
  '{ entities: [{ type: IP, Address: 203.0.113.9 }] }',
  '{ entities: [{ type: Account, Name: ava }] }',
  '{ entities: [] }',
  '{ severity: High, customDetails: { Tries: 3 } }',
  '{ description: { matches: "by ava" } }',
  '{ alerts: [{}, { description: "Somebody tried to sign in as ben@contoso.example from 203.0.113.8, which nobody has done before; 2 tries in all." }] }',
  '{ incidents: 1 }',
];

test('what is not as expected, as its reader sees it', async () => {
  const texts = expected.map((each) => {
    const { problems } = resultOf(rule, `${given}expect: ${each}`);
    return [`expect: ${each}`, ...problems.map(({ message }) => message), ''].join('\n');
  });
  await expect(texts.join('\n')).toMatchFileSnapshot('./mismatch-text.golden.txt');
});
