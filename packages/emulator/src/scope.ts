import type { DeploymentScope } from '@picket/arm';

/** The one workspace that is emulated, and where it lies. */
export interface WorkspaceScope extends DeploymentScope {
  /** Log Analytics workspace name: letters, digits and hyphens. */
  readonly workspace: string;
}

export function resourceGroupId(scope: WorkspaceScope): string {
  return `/subscriptions/${scope.subscriptionId}/resourceGroups/${scope.resourceGroup}`;
}

export function workspaceId(scope: WorkspaceScope): string {
  return `${resourceGroupId(scope)}/providers/Microsoft.OperationalInsights/workspaces/${scope.workspace}`;
}

export function deploymentId(scope: WorkspaceScope, name: string): string {
  return `${resourceGroupId(scope)}/providers/Microsoft.Resources/deployments/${name}`;
}
