import type { Connector, Content, ContentPackage, Document, RawWorkbook, Rule, Workbook } from '@picket/model';

/** A document whose places all are the path itself, on line 1. */
export function documentOf<T>(file: string, value: T): Document<T> {
  const place = { file, start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };
  return { file, text: '', value, at: () => place, keyAt: () => place, within: () => place };
}

export const baseRule: Rule = {
  id: 'A1B2C3D4-0000-4000-8000-000000000001',
  name: 'Password spray from one address',
  description: 'Identifies an address that fails against many accounts.',
  severity: 'Medium',
  kind: 'Scheduled',
  version: '1.2.0',
  query: 'SigninLogs\n| where ResultType == "50126"\n| summarize Users = dcount(UserPrincipalName) by IPAddress\n',
  queryFrequency: '1h',
  queryPeriod: 'P1D',
  triggerOperator: 'gt',
  triggerThreshold: 0,
};

export const baseConnector: Connector = {
  id: 'picket-sign-in-logs',
  title: 'Entra ID sign-in logs',
  publisher: 'Contoso',
  version: '1.0.0',
  category: 'SignInLogs',
  table: 'SigninLogs',
  description: 'Sign-ins of people.',
  licence: 'Microsoft Entra ID P1',
  permissions: { workspace: ['read', 'write'], tenantRoles: ['Security Administrator', 'Attribute Log Administrator'] },
  connectivity: { query: 'SigninLogs\n| take 1\n| count\n| project IsConnected = Count > 0' },
  graphQueries: [{ metricName: 'Events', legend: 'SigninLogs', baseQuery: 'SigninLogs' }],
  dataTypes: [{ name: 'SigninLogs', lastDataReceivedQuery: 'SigninLogs | summarize Time = max(TimeGenerated)' }],
  sampleQueries: [{ description: 'Failures', query: 'SigninLogs\n| where ResultType != "0"\n' }],
  instructions: [{ title: 'Route the log', description: 'Create a diagnostic setting.' }],
  diagnosticSetting: { resource: 'microsoft.aadiam/diagnosticSettings', category: 'SignInLogs', enabled: true },
};

export const baseWorkbook: Workbook = {
  id: 'A1B2C3D4-0000-4000-8000-0000000000B1',
  name: 'Sign-ins',
  description: '[preview] of people.',
  version: '1.1.0',
  parameters: [{ parameter: 'TimeRange', type: 'time-range', default: 'P7D', options: ['P1D', 'P7D'] }],
  items: [
    { text: '# Sign-ins' },
    { title: 'Events', query: 'SigninLogs\n| count', visualization: 'stat', tiles: { title: 'Count', value: 'Count' } },
  ],
};

export function packageOf(
  slug: string,
  parts: {
    readonly connector?: Connector;
    readonly workbook?: Workbook;
    readonly rawWorkbook?: RawWorkbook;
    readonly rules?: Readonly<Record<string, Rule>>;
  },
): ContentPackage {
  const folder = `content/${slug}`;
  return {
    folder,
    slug,
    category: parts.connector?.category ?? 'SignInLogs',
    table: parts.connector?.table ?? 'SigninLogs',
    ...(parts.connector ? { connector: documentOf(`${folder}/connector.yaml`, parts.connector) } : {}),
    ...(parts.workbook ? { workbook: documentOf(`${folder}/workbook.yaml`, parts.workbook) } : {}),
    ...(parts.rawWorkbook ? { rawWorkbook: documentOf(`${folder}/workbook.json`, parts.rawWorkbook) } : {}),
    rules: Object.entries(parts.rules ?? {}).map(([name, rule]) => documentOf(`${folder}/rules/${name}.yaml`, rule)),
  };
}

/** Two categories with everything that a template has to say. */
export const smallContent: Content = {
  packages: [
    packageOf('sign-in-logs', {
      connector: baseConnector,
      workbook: baseWorkbook,
      rules: {
        'password-spray': {
          ...baseRule,
          tactics: ['CredentialAccess', 'InitialAccess'],
          relevantTechniques: ['T1110.003', 'T1078', 'T1078.004'],
          requiredDataConnectors: [{ connectorId: 'AzureActiveDirectory', dataTypes: ['SigninLogs'] }],
          entityMappings: [{ entityType: 'IP', fieldMappings: [{ identifier: 'Address', columnName: 'IPAddress' }] }],
          customDetails: { Users: 'Users' },
          alertDetailsOverride: { alertDisplayNameFormat: 'Spray from {{IPAddress}}' },
          eventGroupingSettings: { aggregationKind: 'AlertPerResult' },
          incidentConfiguration: {
            createIncident: true,
            groupingConfiguration: {
              enabled: true,
              reopenClosedIncident: false,
              lookbackDuration: '5h',
              matchingMethod: 'Selected',
              groupByEntities: ['IP'],
            },
          },
          suppressionEnabled: true,
          suppressionDuration: '1.00:00:00',
          documentation: { references: ['https://example.com'] },
        },
        'legacy-client': {
          ...baseRule,
          id: 'a1b2c3d4-0000-4000-8000-000000000002',
          name: 'Legacy client',
          description: '[preview]',
        },
      },
    }),
    packageOf('custom-security-attribute-audit-logs', {
      connector: {
        ...baseConnector,
        id: 'picket-custom-security-attribute-audit-logs',
        title: 'Custom security attributes',
        category: 'CustomSecurityAttributeAuditLogs',
        sampleQueries: [],
        diagnosticSetting: {
          resource: 'Microsoft.AadCustomSecurityAttributesDiagnosticSettings/diagnosticSettings',
          category: 'CustomSecurityAttributeAuditLogs',
          enabled: false,
        },
      },
      rawWorkbook: { version: 'Notebook/1.0', items: [{ type: 1, content: { json: 'Attributes' } }] },
      rules: {
        'attribute-removed': {
          id: 'a1b2c3d4-0000-4000-8000-000000000003',
          name: 'Attribute removed',
          description: "Somebody's attribute was removed.",
          severity: 'Low',
          kind: 'NRT',
          query: 'AADCustomSecurityAttributeAuditLogs',
          enabled: false,
        },
      },
    }),
  ],
};
