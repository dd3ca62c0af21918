import { expect, test } from 'vitest';
import { typeConflicts } from './type-conflicts.ts';

test('seven columns differ in type between the sign-in tables', () => {
  const conflicts = new Map(typeConflicts().map(({ column, types }) => [column, types]));
  expect([...conflicts.keys()]).toEqual([
    'Agent',
    'ConditionalAccessPolicies',
    'DeviceDetail',
    'LocationDetails',
    'MfaDetail',
    'Status',
    'TokenProtectionStatusDetails',
  ]);
  expect(conflicts.get('DeviceDetail')).toEqual([
    { table: 'SigninLogs', type: 'dynamic' },
    { table: 'AADNonInteractiveUserSignInLogs', type: 'string' },
    { table: 'ADFSSignInLogs', type: 'string' },
  ]);
});
