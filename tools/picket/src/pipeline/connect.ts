import { join } from 'node:path';
import type { ArmTransport } from '@picket/arm';
import { createAzureTransport, type WorkspaceScope, workspaceOf } from '@picket/deploy';
import type { Analysis, Declarations } from '@picket/kql';
import type { Target } from '@picket/model';

export interface Connection {
  readonly transport: ArmTransport;
  readonly scope: WorkspaceScope;
  /** Of the local workspace: where its state lies, relative to the repository. */
  readonly stateFile?: string;
  readonly close: () => Promise<void>;
}

/** Where a local target keeps its workspace unless picket.yaml says otherwise. */
export function stateFileOf(name: string, target: Extract<Target, { kind: 'local' }>): string {
  return target.state ?? `.picket/${name}/workspace.json`;
}

/**
 * Opens the way to a target's workspace: the embedded one in this process, or Azure through its SDK, loaded at the first call.
 *
 * @param knownAnalyses what the check has found out, so that the local workspace need not analyse each query again
 * @throws OutsideFailure when the state file cannot be read
 */
export async function connect(
  root: string,
  name: string,
  target: Target,
  declarations: Declarations,
  knownAnalyses?: (query: string) => Analysis | undefined,
): Promise<Connection> {
  const scope = workspaceOf(target);
  if (target.kind === 'azure') {
    const transport = createAzureTransport({ tenant: target.tenant, subscription: target.subscription });
    return { transport, scope, close: async () => undefined };
  }
  const { openWorkspace } = await import('@picket/emulator');
  const stateFile = stateFileOf(name, target);
  const workspace = await openWorkspace({
    scope,
    stateFile: join(root, stateFile),
    declarations,
    ...(knownAnalyses ? { knownAnalyses } : {}),
  });
  return { transport: workspace.handle, scope, stateFile, close: workspace.close };
}
