import type { ArmRequest, ArmResponse, Json, JsonObject } from '@picket/arm';
import { type LocalWorkspace, openWorkspace, type WorkspaceOptions } from './workspace.ts';

export const scope = {
  tenantId: '11111111-1111-4111-8111-111111111111',
  subscriptionId: '22222222-2222-4222-8222-222222222222',
  resourceGroup: 'soc',
  workspace: 'soc-test',
  location: 'westeurope',
} as const;

export const group = `/subscriptions/${scope.subscriptionId}/resourceGroups/${scope.resourceGroup}`;
export const workspaceUrl = `${group}/providers/Microsoft.OperationalInsights/workspaces/${scope.workspace}`;
export const insights = `${workspaceUrl}/providers/Microsoft.SecurityInsights`;
export const stable = 'api-version=2025-09-01';
export const preview = 'api-version=2025-10-01-preview';
export const resourcesVersion = 'api-version=2021-04-01';

/** A workspace with a clock that stands still and GUIDs that count up. */
export function openTestWorkspace(options: Partial<WorkspaceOptions> = {}): Promise<LocalWorkspace> {
  return openWorkspace({ scope, clock: () => new Date('2026-03-02T10:00:00Z'), newId: countingIds(), ...options });
}

/** One for requests that the REST specification forbids on purpose: they are not recorded. */
export function openUnrecorded(options: Partial<WorkspaceOptions> = {}): Promise<LocalWorkspace> {
  return openTestWorkspace({ ...options, record: false });
}

export function countingIds(): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `00000000-0000-4000-8000-${count.toString(16).padStart(12, '0')}`;
  };
}

export function send(
  workspace: LocalWorkspace,
  method: ArmRequest['method'] | 'HEAD',
  url: string,
  body?: Json,
  headers: Readonly<Record<string, string>> = {},
): Promise<ArmResponse> {
  return workspace.handle({ method, url, headers, ...(body === undefined ? {} : { body }) });
}

/** A member deep inside a JSON value; undefined when it is not there. */
export function at(value: Json | undefined, ...path: readonly (string | number)[]): Json | undefined {
  return path.reduce<Json | undefined>((part, key) => {
    if (typeof part !== 'object' || part === null) return undefined;
    return Object.entries(part).find(([name]) => name === String(key))?.[1];
  }, value);
}

export const ruleName = '5d4f4a8c-0001-4000-8000-000000000001';

/** A Scheduled rule as a REST body, valid for the stable version. */
export function scheduledRule(properties: JsonObject = {}): { kind: 'Scheduled'; properties: JsonObject } {
  return {
    kind: 'Scheduled',
    properties: {
      displayName: 'Many failed sign-ins from one address',
      description: 'Finds addresses from which many users fail to sign in.',
      severity: 'Medium',
      enabled: true,
      query: 'SigninLogs\n| where ResultType == "50126"\n| summarize Users = dcount(UserPrincipalName) by IPAddress',
      queryFrequency: 'PT1H',
      queryPeriod: 'PT1H',
      triggerOperator: 'GreaterThan',
      triggerThreshold: 0,
      suppressionEnabled: false,
      suppressionDuration: 'PT5H',
      tactics: ['CredentialAccess'],
      techniques: ['T1110'],
      entityMappings: [{ entityType: 'IP', fieldMappings: [{ identifier: 'Address', columnName: 'IPAddress' }] }],
      customDetails: { Users: 'Users' },
      ...properties,
    },
  };
}

/** A near-real-time rule: no schedule. */
export function nrtRule(properties: JsonObject = {}): { kind: 'NRT'; properties: JsonObject } {
  const {
    queryFrequency: _frequency,
    queryPeriod: _period,
    triggerOperator: _operator,
    triggerThreshold: _threshold,
    ...shared
  } = scheduledRule().properties;
  return { kind: 'NRT', properties: { ...shared, ...properties } };
}

export const connectorDefinition: JsonObject = {
  kind: 'Customizable',
  properties: {
    connectorUiConfig: {
      id: 'EntraSignInLogs',
      title: 'Microsoft Entra ID sign-in logs',
      publisher: 'Contoso SOC',
      descriptionMarkdown: 'Interactive sign-ins of users.',
      graphQueries: [{ metricName: 'Events', legend: 'SigninLogs', baseQuery: 'SigninLogs' }],
      dataTypes: [{ name: 'SigninLogs', lastDataReceivedQuery: 'SigninLogs | summarize Time = max(TimeGenerated)' }],
      connectivityCriteria: [
        {
          type: 'IsConnectedQuery',
          value: ['SigninLogs | summarize Last = max(TimeGenerated) | project IsConnected = Last > ago(7d)'],
        },
      ],
      availability: { status: 1, isPreview: false },
      permissions: {
        resourceProvider: [
          {
            provider: 'Microsoft.OperationalInsights/workspaces',
            permissionsDisplayText: 'read and write permissions',
            providerDisplayName: 'Workspace',
            scope: 'Workspace',
            requiredPermissions: { read: true, write: true },
          },
        ],
        customs: [{ name: 'Security Administrator', description: 'to route the log' }],
      },
      instructionSteps: [{ title: 'Route the log', description: 'Add the category to the diagnostic setting.' }],
    },
  },
};

export function metadataOf(name: string, properties: JsonObject = {}): JsonObject {
  return {
    properties: {
      parentId: `${insights}/alertRules/${name}`,
      contentId: name,
      kind: 'AnalyticsRule',
      version: '1.0.0',
      source: { kind: 'SourceRepository', name: 'detections', sourceId: 'contoso-detections' },
      customVersion: 'sha256:0000',
      ...properties,
    },
  };
}

export interface TemplateResource {
  readonly type: string;
  readonly name: string;
  readonly body: JsonObject;
  readonly apiVersion?: string;
  readonly dependsOn?: readonly string[];
}

/** A template whose resources extend the workspace. */
export function template(resources: readonly TemplateResource[], more: JsonObject = {}): JsonObject {
  return {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    parameters: { workspace: { type: 'string' } },
    resources: resources.map(({ type, name, body, apiVersion = '2025-09-01', dependsOn = [] }) => ({
      type: `Microsoft.SecurityInsights/${type}`,
      apiVersion,
      name,
      scope: "[resourceId('Microsoft.OperationalInsights/workspaces', parameters('workspace'))]",
      ...(dependsOn.length > 0 ? { dependsOn } : {}),
      ...body,
    })),
    ...more,
  };
}

export function deployment(of: JsonObject): JsonObject {
  return {
    properties: { mode: 'Incremental', template: of, parameters: { workspace: { value: scope.workspace } } },
  };
}
