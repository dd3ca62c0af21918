import type { Environment } from '../environment.ts';
import { NoResult } from '../refusal.ts';
import { formatResourceId, resourceGroupId, subscriptionId } from '../resource-id.ts';
import { fn } from './row.ts';

/**
 * Source of all rows: Microsoft Learn, "Deployment functions for ARM templates", "Scope functions for ARM templates" and
 * "Resource functions for ARM templates". Of what Azure would answer, only what is known without Azure is given: no tags
 * of the resource group, no display name of the subscription, no link of the template.
 */
export const deploymentFunctions = {
  parameters: fn({ takes: ['string'], does: ([name], environment) => environment.parameter(name) }),
  variables: fn({ takes: ['string'], does: ([name], environment) => environment.variable(name) }),
  deployment: fn({
    takes: [],
    does: (_, { deploymentName, level, scope }) => ({
      name: deploymentName,
      ...(level === 'resourceGroup' ? {} : { location: scope.location }),
      properties: { mode: 'Incremental', provisioningState: 'Accepted' },
    }),
  }),
  environment: fn({ takes: [], does: () => azureCloud }),
  resourceGroup: fn({
    takes: [],
    does: (_, { level, scope }) =>
      level === 'resourceGroup'
        ? {
            id: resourceGroupId(scope.subscriptionId, scope.resourceGroup),
            name: scope.resourceGroup,
            type: 'Microsoft.Resources/resourceGroups',
            location: scope.location,
            properties: { provisioningState: 'Succeeded' },
          }
        : new NoResult('the template is not deployed to a resource group'),
  }),
  subscription: fn({
    takes: [],
    does: (_, { level, scope }) =>
      level === 'tenant'
        ? new NoResult('the template is deployed to the tenant')
        : {
            id: subscriptionId(scope.subscriptionId),
            subscriptionId: scope.subscriptionId,
            tenantId: scope.tenantId,
          },
  }),
  tenant: fn({
    takes: [],
    does: (_, { scope }) => ({ id: `/tenants/${scope.tenantId}`, tenantId: scope.tenantId }),
  }),
  resourceId: fn({
    takes: ['string', 'string'],
    rest: 'string',
    does: (parts, environment) => resourceId(parts, environment, environment.level),
  }),
  subscriptionResourceId: fn({
    takes: ['string', 'string'],
    rest: 'string',
    does: (parts, environment) => resourceId(parts, environment, 'subscription'),
  }),
  tenantResourceId: fn({
    takes: ['string', 'string'],
    rest: 'string',
    does: (parts, environment) => resourceId(parts, environment, 'tenant'),
  }),
  extensionResourceId: fn({
    takes: ['string', 'string', 'string'],
    rest: 'string',
    does: ([base, type, ...names]) => idBelow(base === '/' ? '' : base.replace(/\/$/, ''), type, names),
  }),
};

/** The type is the first argument with a slash; before it may stand a subscription and a resource group. */
function resourceId(parts: readonly string[], { scope }: Environment, level: Environment['level']): string | NoResult {
  const at = parts.findIndex((part) => part.includes('/'));
  const before = parts.slice(0, Math.max(0, at));
  const most = { resourceGroup: 2, subscription: 1, tenant: 0 }[level];
  if (at < 0) return new NoResult('no argument is a resource type with its namespace');
  if (before.length > most) return new NoResult(`'${parts[at - most - 1]}' stands where the resource type should`);
  const names = parts.slice(at + 1);
  const type = parts[at] ?? '';
  if (level === 'tenant') return idBelow('', type, names);
  if (level === 'subscription') return idBelow(subscriptionId(before[0] ?? scope.subscriptionId), type, names);
  const group = before[before.length - 1] ?? scope.resourceGroup;
  const subscription = (before.length === 2 ? before[0] : undefined) ?? scope.subscriptionId;
  return idBelow(resourceGroupId(subscription, group), type, names);
}

function idBelow(scope: string, type: string, names: readonly string[]): string | NoResult {
  // A slash at the end of the type does no harm in Azure: Microsoft's own samples have it.
  const id = formatResourceId({ scope, type: type.replace(/\/$/, ''), name: names.join('/') });
  return id ?? new NoResult(`the type '${type}' needs one name for each part behind its namespace`);
}

const azureCloud = {
  name: 'AzureCloud',
  gallery: 'https://gallery.azure.com/',
  graph: 'https://graph.windows.net/',
  portal: 'https://portal.azure.com',
  graphAudience: 'https://graph.windows.net/',
  activeDirectoryDataLake: 'https://datalake.azure.net/',
  batch: 'https://batch.core.windows.net/',
  media: 'https://rest.media.azure.net',
  sqlManagement: 'https://management.core.windows.net:8443/',
  resourceManager: 'https://management.azure.com/',
  authentication: {
    loginEndpoint: 'https://login.microsoftonline.com/',
    audiences: ['https://management.core.windows.net/', 'https://management.azure.com/'],
    tenant: 'common',
    identityProvider: 'AAD',
  },
  suffixes: {
    acrLoginServer: '.azurecr.io',
    azureDatalakeAnalyticsCatalogAndJob: 'azuredatalakeanalytics.net',
    azureDatalakeStoreFileSystem: 'azuredatalakestore.net',
    azureFrontDoorEndpointSuffix: 'azurefd.net',
    keyvaultDns: '.vault.azure.net',
    sqlServerHostname: '.database.windows.net',
    storage: 'core.windows.net',
  },
};
