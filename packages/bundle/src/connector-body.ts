import type { Json, JsonObject } from '@picket/arm';
import type { Connector } from '@picket/model';

/** How a connector page spells the Entra roles that it can check itself. Other roles are told in words. */
const tenantRoles: Readonly<Record<string, string>> = {
  'global administrator': 'GlobalAdmin',
  'security administrator': 'SecurityAdmin',
  'security reader': 'SecurityReader',
};

/**
 * The body of the PUT for a connector's page: a definition of kind Customizable. It has no member for sample queries, so
 * they become the last instruction step.
 * Source: Microsoft.SecurityInsights 2025-09-01, dataConnectorDefinitions, CustomizableConnectorUiConfig.
 */
export function connectorBody(connector: Connector): JsonObject {
  return {
    kind: 'Customizable',
    properties: {
      connectorUiConfig: {
        id: connector.id,
        title: connector.title,
        publisher: connector.publisher,
        descriptionMarkdown: connector.description,
        graphQueries: connector.graphQueries.map(({ metricName, legend, baseQuery }) => ({
          metricName,
          legend,
          baseQuery,
        })),
        dataTypes: connector.dataTypes.map(({ name, lastDataReceivedQuery }) => ({ name, lastDataReceivedQuery })),
        connectivityCriteria: [{ type: 'IsConnectedQuery', value: [connector.connectivity.query] }],
        // 1 is "available"; other values hide the page.
        availability: { status: 1, isPreview: false },
        permissions: permissions(connector),
        instructionSteps: instructionSteps(connector),
      },
    },
  };
}

function permissions({ permissions: wanted, licence }: Connector): JsonObject {
  const rights = wanted.workspace;
  const checked = wanted.tenantRoles.flatMap((role) => tenantRoles[role.toLowerCase()] ?? []);
  const told = wanted.tenantRoles.filter((role) => !Object.hasOwn(tenantRoles, role.toLowerCase()));
  const customs = [
    { name: 'Licence', description: licence },
    ...told.map((role) => ({ name: 'Microsoft Entra role', description: role })),
    ...(wanted.custom ?? []).map(({ name, description }) => ({ name, description })),
  ];
  return {
    resourceProvider: [
      {
        provider: 'Microsoft.OperationalInsights/workspaces',
        permissionsDisplayText: `${new Intl.ListFormat('en').format(rights)} permissions on the workspace.`,
        providerDisplayName: 'Workspace',
        scope: 'Workspace',
        requiredPermissions: {
          read: rights.includes('read'),
          write: rights.includes('write'),
          delete: rights.includes('delete'),
        },
      },
    ],
    ...(checked.length > 0 ? { tenant: checked } : {}),
    customs,
  };
}

function instructionSteps({ instructions, sampleQueries }: Connector): readonly Json[] {
  const steps = instructions.map(({ title, description }) => ({ title, description }));
  if (sampleQueries.length === 0) return steps;
  const samples = sampleQueries.map(({ description, query }) => `${description}\n\n${fenced(query)}`);
  return [...steps, { title: 'Sample queries', description: samples.join('\n\n') }];
}

/** A Markdown code block whose fence is longer than any run of backticks inside. */
function fenced(query: string): string {
  const longest = Math.max(2, ...[...query.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}kusto\n${query.trimEnd()}\n${fence}`;
}
