import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { dataFolder } from './data-file.ts';
import type { ValueDomainsForm } from './fact-forms.ts';
import { tableSchema } from './table-schemas.ts';
import { domainNames, namedDomain, valueDomain } from './value-domains.ts';

const form = JSON.parse(readFileSync(new URL('value-domains.json', dataFolder()), 'utf8')) as ValueDomainsForm;
const bound = Object.entries(form.columns).flatMap(([table, columns]) =>
  Object.entries(columns).map(([column, domain]) => [table, column, domain] as const),
);

test.each(bound)('%s.%s takes values of %s', (table, column, domain) => {
  expect(tableSchema(table)?.columns.map(({ name }) => name)).toContain(column);
  expect(valueDomain(table, column)?.name).toBe(domain);
});

test.each(domainNames())('%s has values, each once, and says where they come from', (name) => {
  const domain = namedDomain(name);
  const spellings = [...(domain?.values ?? []), ...(domain?.observed ?? [])];
  expect(spellings).not.toEqual([]);
  expect(new Set(spellings).size).toBe(spellings.length);
  expect(domain?.provenance.date).toMatch(/^\d{4}-\d\d-\d\d$/);
});

test('a list is closed only where Microsoft Graph fixes it in both versions, or records agree', () => {
  const closed = domainNames().filter((name) => namedDomain(name)?.open === false);
  expect(closed).toEqual([
    'appliedConditionalAccessPolicyResult',
    'auditResult',
    'authenticationRequirement',
    'conditionalAccessStatus',
    'riskLevel',
    'riskState',
  ]);
});

test.each<[string, string, readonly string[], string | undefined]>([
  ['SigninLogs', 'ResultType', [], 'signInError'],
  ['AADNonInteractiveUserSignInLogs', 'ResultType', [], 'signInError'],
  ['SigninLogs', 'Status', ['errorCode'], 'signInError'],
  ['SigninLogs', 'ConditionalAccessPolicies', ['[]', 'result'], 'appliedConditionalAccessPolicyResult'],
  ['SigninLogs', 'RiskEventTypes_V2', ['[]'], 'riskEventType'],
  ['SigninLogs', 'DeviceDetail', ['trustType'], 'deviceTrustType'],
  ['AuditLogs', 'OperationName', [], 'auditOperation'],
  ['AuditLogs', 'Result', [], 'auditResult'],
  ['AADRiskyUsers', 'RiskLevel', [], 'riskLevel'],
  ['AADProvisioningLogs', 'ProvisioningStatusInfo', ['Status'], 'provisioningResult'],
  // AD FS writes event numbers of its own there.
  ['ADFSSignInLogs', 'ResultType', [], undefined],
  // The log writes Member and Guest, Graph member and guest.
  ['SigninLogs', 'UserType', [], undefined],
  ['NetworkAccessTraffic', 'TrafficType', [], undefined],
  ['SigninLogs', 'Status', ['errorcode'], undefined],
  ['SigninLogs', 'Status', ['constructor'], undefined],
  ['SigninLogs', 'ConditionalAccessPolicies', ['result'], undefined],
  ['SigninLogs', 'ResultType', ['x'], undefined],
  ['constructor', '__proto__', [], undefined],
])('%s.%s %j: %s', (table, column, path, domain) => {
  expect(valueDomain(table, column, path)?.name).toBe(domain);
});

describe('audit operations', () => {
  const domain = valueDomain('AuditLogs', 'OperationName');

  test.each([
    'Add member to role',
    'Update Conditional Access policy',
    'Update conditional access policy',
    'Update application - Certificates and secrets management',
    'Update application – Certificates and secrets management ',
    'Update application – Certificates and secrets management',
    'Add member to role outside of PIM',
  ])('%j is known', (name) => {
    expect([...(domain?.values ?? []), ...(domain?.observed ?? [])]).toContain(name);
  });

  test('documented spellings that the log writes otherwise are told', () => {
    expect(domain?.loggedAs).toEqual({
      'Add Conditional Access policy': 'Add conditional access policy',
      'Delete Conditional Access policy': 'Delete conditional access policy',
      'Update Conditional Access policy': 'Update conditional access policy',
      'Update application - Certificates and secrets management':
        'Update application – Certificates and secrets management ',
    });
  });

  test('there are 851 names of 27 services in 46 categories', () => {
    expect(domain?.values).toHaveLength(851);
    expect(namedDomain('auditService')?.values).toHaveLength(27);
    expect(namedDomain('auditCategory')?.values).toHaveLength(46);
  });
});
