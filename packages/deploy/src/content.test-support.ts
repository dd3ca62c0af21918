import type { JsonObject } from '@picket/arm';
import type { DesiredResource } from '@picket/bundle';
import fc from 'fast-check';
import { workspaceOf } from './workspace.ts';

/** An invented workspace in Azure. */
export const scope = workspaceOf({
  kind: 'azure',
  tenant: '6d8a0c55-6a7c-4b8e-9d53-0d4f5f1b7a10',
  subscription: '0b1f6471-1bf0-4dda-aec3-cb9272f09590',
  resourceGroup: 'soc-prod-rg',
  workspace: 'soc-prod',
});
export const repository = 'contoso/detections';

/** The GUID of a test rule, made from a number. */
export function guid(number: number): string {
  return `3f0c7a52-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

const scheduled = {
  displayName: 'Password spray from one address',
  description: 'Many accounts fail to sign in from one address.',
  severity: 'Medium',
  enabled: true,
  query: 'SigninLogs\n| where ResultType == "50126"\n| project IPAddress, UserPrincipalName, AppDisplayName',
  queryFrequency: 'PT1H',
  queryPeriod: 'PT1H',
  triggerOperator: 'GreaterThan',
  triggerThreshold: 0,
  suppressionEnabled: false,
  suppressionDuration: 'PT5H',
  tactics: ['CredentialAccess'],
  techniques: ['T1110'],
  entityMappings: [{ entityType: 'IP', fieldMappings: [{ identifier: 'Address', columnName: 'IPAddress' }] }],
} as const satisfies JsonObject;

/** A scheduled rule as the repository wants it; `properties` replaces members of it. */
export function ruleOf(
  number: number,
  properties: JsonObject = {},
  more: Partial<DesiredResource> = {},
): DesiredResource {
  const slug = `rule-${number}`;
  const displayName = typeof properties.displayName === 'string' ? properties.displayName : `Rule ${number}`;
  return {
    kind: 'rule',
    slug,
    file: `content/sign-in-logs/rules/${slug}.yaml`,
    category: 'sign-in-logs',
    displayName,
    type: 'Microsoft.SecurityInsights/alertRules',
    name: guid(number),
    apiVersion: '2025-09-01',
    previewBecause: [],
    body: { kind: 'Scheduled', properties: { ...scheduled, displayName, ...properties } },
    version: '1.0.0',
    hash: `sha256:${'0'.repeat(64)}`,
    tables: ['SigninLogs'],
    ...more,
  };
}

/** The same rule as near-real-time, which has no schedule and needs the preview API. */
export function nrtOf(number: number, properties: JsonObject = {}): DesiredResource {
  const { queryFrequency: _f, queryPeriod: _p, triggerOperator: _o, triggerThreshold: _t, ...rest } = scheduled;
  const rule = ruleOf(number);
  return {
    ...rule,
    apiVersion: '2025-10-01-preview',
    previewBecause: ['NRT'],
    body: { kind: 'NRT', properties: { ...rest, displayName: rule.displayName, ...properties } },
  };
}

export function connectorOf(slug: string, config: JsonObject = {}): DesiredResource {
  return {
    kind: 'connector',
    slug,
    file: `content/${slug}/connector.yaml`,
    category: slug,
    displayName: 'Microsoft Entra ID: sign-in logs',
    type: 'Microsoft.SecurityInsights/dataConnectorDefinitions',
    name: `picket-${slug}`,
    apiVersion: '2025-09-01',
    previewBecause: [],
    body: {
      kind: 'Customizable',
      properties: {
        connectorUiConfig: {
          id: `picket-${slug}`,
          title: 'Microsoft Entra ID: sign-in logs',
          publisher: 'Contoso',
          descriptionMarkdown: 'Interactive sign-ins.',
          graphQueries: [{ metricName: 'Events', legend: 'SigninLogs', baseQuery: 'SigninLogs' }],
          dataTypes: [{ name: 'SigninLogs', lastDataReceivedQuery: 'SigninLogs | summarize max(TimeGenerated)' }],
          connectivityCriteria: [
            { type: 'IsConnectedQuery', value: ['SigninLogs | summarize IsConnected = count() > 0'] },
          ],
          permissions: {
            resourceProvider: [
              {
                provider: 'Microsoft.OperationalInsights/workspaces',
                permissionsDisplayText: 'read and write permissions',
                providerDisplayName: 'Workspace',
                scope: 'Workspace',
                requiredPermissions: { read: true, write: true, delete: false },
              },
            ],
          },
          instructionSteps: [{ title: 'Connect', description: 'Route the log to this workspace.' }],
          ...config,
        },
      },
    },
    version: '1.0.0',
    hash: `sha256:${'0'.repeat(64)}`,
    tables: ['SigninLogs'],
  };
}

/** A workbook as the repository wants it; `items` are those of its notebook. */
export function workbookOf(
  number: number,
  items: readonly JsonObject[] = [textStep('intro', '# Sign-ins')],
): DesiredResource {
  const slug = `category-${number}`;
  return {
    kind: 'workbook',
    slug,
    file: `content/${slug}/workbook.yaml`,
    category: slug,
    displayName: `Workbook ${number}`,
    type: 'Microsoft.Insights/workbooks',
    name: guid(number),
    apiVersion: '2023-06-01',
    previewBecause: [],
    body: {
      kind: 'shared',
      properties: {
        displayName: `Workbook ${number}`,
        description: 'Invented.',
        category: 'sentinel',
        version: 'Notebook/1.0',
        serializedData: JSON.stringify({ version: 'Notebook/1.0', items }),
      },
    },
    version: '1.0.0',
    hash: `sha256:${'0'.repeat(64)}`,
    tables: [],
  };
}

export function textStep(name: string, json: string): JsonObject {
  return { type: 1, content: { json }, name };
}

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
const column = fc.constantFrom('IPAddress', 'UserPrincipalName', 'AppDisplayName');

function mapping(entityType: string, ...identifiers: readonly string[]): fc.Arbitrary<JsonObject> {
  const field = fc.record({ identifier: fc.constantFrom(...identifiers), columnName: column });
  return fc.record({ entityType: fc.constant(entityType), fieldMappings: fc.tuple(field) });
}

/** Properties of a rule that the service takes, optional members present or not, in every spelling it reads as the same. */
export const ruleProperties: fc.Arbitrary<JsonObject> = fc.record(
  {
    description: fc.oneof(text, fc.constant('two\r\nlines')),
    severity: fc.constantFrom('High', 'Medium', 'Low', 'Informational'),
    enabled: fc.boolean(),
    query: fc.constantFrom(
      'SigninLogs',
      'SigninLogs\r\n| take 5\n',
      'SigninLogs\n| where ResultType == "0"   \n| take 1',
    ),
    queryFrequency: fc.constantFrom('PT60M', 'PT1H'),
    queryPeriod: fc.constantFrom('P1D', 'PT24H', 'P2D', 'P1DT12H', 'PT90M'),
    triggerOperator: fc.constantFrom('GreaterThan', 'LessThan', 'Equal', 'NotEqual'),
    triggerThreshold: fc.nat(10_000),
    suppressionEnabled: fc.boolean(),
    suppressionDuration: fc.constantFrom('PT5H', 'PT300M'),
    tactics: fc.uniqueArray(fc.constantFrom('CredentialAccess', 'InitialAccess', 'Persistence'), { maxLength: 3 }),
    techniques: fc.uniqueArray(fc.constantFrom('T1110', 'T1078', 'T1098'), { maxLength: 3 }),
    subTechniques: fc.uniqueArray(fc.constantFrom('T1110.003', 'T1078.004'), { maxLength: 2 }),
    customDetails: fc.dictionary(fc.stringMatching(/^[A-Za-z]{1,10}$/), column, { maxKeys: 3 }),
    entityMappings: fc.array(fc.oneof(mapping('IP', 'Address'), mapping('Account', 'FullName', 'Name')), {
      maxLength: 3,
    }),
    eventGroupingSettings: fc.record({ aggregationKind: fc.constantFrom('SingleAlert', 'AlertPerResult') }),
    incidentConfiguration: fc.record(
      {
        createIncident: fc.boolean(),
        groupingConfiguration: fc.record(
          {
            enabled: fc.boolean(),
            reopenClosedIncident: fc.boolean(),
            lookbackDuration: fc.constantFrom('PT5H', 'PT300M', 'P1D'),
            matchingMethod: fc.constantFrom('AllEntities', 'AnyAlert'),
            groupByEntities: fc.uniqueArray(fc.constantFrom('IP', 'Account'), { maxLength: 2 }),
          },
          { requiredKeys: ['enabled', 'reopenClosedIncident', 'lookbackDuration', 'matchingMethod'] },
        ),
      },
      { requiredKeys: ['createIncident'] },
    ),
    alertDetailsOverride: fc.record(
      {
        alertDisplayNameFormat: text,
        alertDynamicProperties: fc.uniqueArray(
          fc.record({ alertProperty: fc.constantFrom('AlertLink', 'ProductName'), value: column }),
          { selector: (item) => item.alertProperty, maxLength: 2 },
        ),
      },
      { requiredKeys: [] },
    ),
    sentinelEntitiesMappings: fc.array(fc.record({ columnName: column }), { maxLength: 2 }),
  },
  { requiredKeys: [] },
);
