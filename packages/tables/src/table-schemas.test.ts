import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tableNames, tableSchema } from './table-schemas.ts';

const typesOf = (table: string) => new Map(tableSchema(table)?.columns.map(({ name, type }) => [name, type]));

/** Microsoft Learn, "Standard columns in Azure Monitor Logs"; a table's own documentation may give another type. */
const standard = [
  'TenantId',
  'TimeGenerated',
  'Type',
  'SourceSystem',
  '_ResourceId',
  '_SubscriptionId',
  '_ItemId',
  '_IsBillable',
  '_BilledSize',
  '_TimeReceived',
];

describe('all tables', () => {
  test('are 942, in order', () => {
    expect(tableNames()).toHaveLength(942);
    expect(tableNames()).toEqual([...tableNames()].sort());
  });

  test('have the standard columns, and each column once', () => {
    for (const table of tableNames()) {
      const columns = tableSchema(table)?.columns.map((column) => column.name) ?? [];
      expect(new Set(columns).size, table).toBe(columns.length);
      expect(columns, table).toEqual(expect.arrayContaining(standard));
    }
  });
});

test.each([
  ['SigninLogs', 'ResultType', 'string'],
  ['SigninLogs', 'DeviceDetail', 'dynamic'],
  ['AADNonInteractiveUserSignInLogs', 'DeviceDetail', 'string'],
  ['SigninLogs', 'TenantId', 'string'],
  ['SigninLogs', 'IsInteractive', 'bool'],
  ['SigninLogs', '_BilledSize', 'real'],
  ['SigninLogs', '_TimeReceived', 'datetime'],
  ['AuditLogs', 'TargetResources', 'dynamic'],
  ['AuditLogs', 'DurationMs', 'long'],
  ['AADProvisioningLogs', 'InitiatedBy', 'string'],
  ['AADProvisioningLogs', 'SourceSystem', 'string'],
  ['MicrosoftGraphActivityLogs', 'ResponseStatusCode', 'int'],
])('%s.%s is %s', (table, column, type) => {
  expect(typesOf(table).get(column)).toBe(type);
});

test.each([
  ['AuditLogs', 31],
  ['SigninLogs', 95],
  ['AADNonInteractiveUserSignInLogs', 86],
  ['NetworkAccessTraffic', 95],
])('%s documents %i columns', (table, count) => {
  const documented = tableSchema(table)?.columns ?? [];
  const added = documented.length - count;
  expect(added).toBeGreaterThan(0);
  // What its documentation leaves out comes last.
  expect(documented.slice(-added).every(({ name }) => standard.includes(name))).toBe(true);
});

test.each(['signinlogs', 'SigninLog', '', '*', '#', 'constructor', '__proto__', 'toString', 'SigninLogs '])(
  'there is no table %j',
  (name) => {
    expect(tableSchema(name)).toBeUndefined();
  },
);

test('a name is a table only when it is listed', () => {
  const names = new Set(tableNames());
  fc.assert(fc.property(fc.string(), (name) => (tableSchema(name) !== undefined) === names.has(name)));
});

test('a second look gives the same value', () => {
  expect(tableSchema('AuditLogs')).toBe(tableSchema('AuditLogs'));
});
