import { evaluateTemplate } from '@picket/arm';
import { expect, test } from 'vitest';
import { baseConnector, packageOf, smallContent } from './content.test-support.ts';
import { tenantTemplates } from './tenant.ts';

const scope = { tenantId: 't', subscriptionId: 's', resourceGroup: 'g', location: 'westeurope' };
const workspaceId = '/subscriptions/s/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/soc';

test('all categories in one setting of the tenant, custom security attributes in their own', () => {
  const { value } = tenantTemplates(smallContent);
  expect(value?.map(({ path }) => path)).toEqual([
    'tenant/diagnostic-settings.json',
    'tenant/custom-security-attribute-audit-logs.json',
    'tenant/sign-in-logs.json',
  ]);
  const evaluated = evaluateTemplate(JSON.parse(value?.[0]?.text ?? ''), {
    parameters: { settingName: 'picket', workspaceResourceId: workspaceId },
    scope,
  });
  expect(evaluated.value?.resources).toMatchObject([
    {
      id: '/providers/microsoft.aadiam/diagnosticSettings/picket',
      apiVersion: '2017-04-01',
      body: { properties: { workspaceId, logs: [{ category: 'SignInLogs', enabled: true }] } },
    },
    {
      id: '/providers/Microsoft.AadCustomSecurityAttributesDiagnosticSettings/diagnosticSettings/picket',
      apiVersion: '2017-04-01-preview',
      body: { properties: { workspaceId, logs: [{ category: 'CustomSecurityAttributeAuditLogs', enabled: false }] } },
    },
  ]);
});

test('BND005: a category is routed once', () => {
  const packages = ['a', 'b'].map((slug) => packageOf(slug, { connector: baseConnector }));
  expect(tenantTemplates({ packages }).problems).toMatchObject([
    { code: 'BND005', message: "the log category 'SignInLogs' is already routed by content/a/connector.yaml" },
  ]);
});

test('nothing to route, no template', () => {
  expect(tenantTemplates({ packages: [] })).toEqual({ value: [], problems: [] });
});
