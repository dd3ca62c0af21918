import type { Analysis } from '@picket/kql';
import type { WorkspaceScope } from './scope.ts';
import type { WorkspaceTables } from './workspace-tables.ts';

/** Everything from outside that an answer depends on, so that the same environment gives the same answer. */
export interface Environment {
  readonly scope: WorkspaceScope;
  readonly now: () => Date;
  /** A new GUID. */
  readonly newId: () => string;
  /** What the links given out begin with: `https://management.azure.com`. */
  readonly origin: string;
  /** Items on a page of a list. */
  readonly pageSize: number;
  /** How long a deployment is shown as running. */
  readonly deploymentMilliseconds: number;
  /** Deployments kept in the history of the resource group. */
  readonly deploymentHistory: number;
  readonly tables: WorkspaceTables;
  readonly analyse: (query: string) => Analysis;
}
