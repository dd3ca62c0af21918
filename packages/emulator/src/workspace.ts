import { randomUUID } from 'node:crypto';
import type { ArmResponse } from '@picket/arm';
import { type Analysis, type Declarations, noDeclarations } from '@picket/kql';
import type { WorkspaceRequest } from './call.ts';
import type { Environment } from './environment.ts';
import { queryAnalyser } from './query-analysis.ts';
import { recordTo } from './record.ts';
import { respond } from './respond.ts';
import type { WorkspaceScope } from './scope.ts';
import { openStore } from './state/store.ts';
import { workspaceTables } from './workspace-tables.ts';

export interface WorkspaceOptions {
  /** Where the workspace lies in Azure's terms; requests for another one are answered as Azure does: not found. */
  readonly scope: WorkspaceScope;
  /** File that keeps the state; without one it lives in memory. Its folder is made. */
  readonly stateFile?: string;
  readonly clock?: () => Date;
  /** Makes the GUIDs of etags and requests. */
  readonly newId?: () => string;
  /** The tables that exist, by their exact names; default: every Entra ID table and the common ones of Sentinel. */
  readonly tables?: readonly string[];
  /** Watchlists, functions and custom tables that queries may use. A custom table declared here exists. */
  readonly declarations?: Declarations;
  /** What a caller has already found out about queries with the same declarations; the others are analysed here. */
  readonly knownAnalyses?: (query: string) => Analysis | undefined;
  /** Items on a page of a list; default 100. */
  readonly pageSize?: number;
  /** How long a deployment is shown as running; default 0: the first poll says that it is over. */
  readonly deploymentMilliseconds?: number;
  /** Deployments that the history keeps; default 800. Older entries are forgotten. */
  readonly deploymentHistory?: number;
  /** File to which every exchange is appended; default: the environment variable PICKET_RECORD. `false` records nothing. */
  readonly record?: string | false;
  /** What the links given out begin with; default `https://management.azure.com`. */
  readonly origin?: string;
}

export interface LocalWorkspace {
  readonly scope: WorkspaceScope;
  /** Answers a call. Rejects only with an OutsideFailure: the state file cannot be read, locked or written. */
  readonly handle: (request: WorkspaceRequest) => Promise<ArmResponse>;
  /** Answers a call as if the workspace stood at this origin. */
  readonly handleAt: (origin: string, request: WorkspaceRequest) => Promise<ArmResponse>;
  /** Waits until every change is on the disk. */
  readonly close: () => Promise<void>;
}

/**
 * Opens a Sentinel workspace on this machine. `handle` is an ArmTransport.
 *
 * @throws OutsideFailure when the state file cannot be read or is not this workspace's
 */
export async function openWorkspace(options: WorkspaceOptions): Promise<LocalWorkspace> {
  const { scope, stateFile, clock = () => new Date(), newId = randomUUID } = options;
  const store = await openStore(stateFile, scope);
  const recordFile = options.record ?? process.env.PICKET_RECORD;
  const record = recordFile ? recordTo(recordFile) : undefined;
  const defaultOrigin = options.origin ?? 'https://management.azure.com';

  const declarations = options.declarations ?? noDeclarations;
  const environment: Omit<Environment, 'origin'> = {
    scope,
    now: clock,
    newId,
    pageSize: Math.max(1, options.pageSize ?? 100),
    deploymentMilliseconds: options.deploymentMilliseconds ?? 0,
    deploymentHistory: Math.max(1, options.deploymentHistory ?? 800),
    tables: workspaceTables(options.tables, declarations.tables),
    analyse: queryAnalyser(declarations, options.knownAnalyses),
  };

  const handleAt = async (origin: string, request: WorkspaceRequest): Promise<ArmResponse> => {
    const here = { ...environment, origin };
    const reads = request.method === 'GET' || request.method === 'HEAD';
    const response = reads
      ? respond(await store.read(), request, here).response
      : await store.change((state) => {
          const answered = respond(state, request, here);
          return { state: answered.state, result: answered.response };
        });
    record?.(request, response);
    return response;
  };
  return { scope, handle: (request) => handleAt(defaultOrigin, request), handleAt, close: store.close };
}
