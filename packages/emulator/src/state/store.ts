import type { WorkspaceScope } from '../scope.ts';
import { openFileStore } from './file-store.ts';
import { emptyState, type WorkspaceState } from './state.ts';

/** A piece of work on the state: pure, so that it can be done again on a fresher one. */
export type Work<T> = (state: WorkspaceState) => { readonly state: WorkspaceState; readonly result: T };

/** Where the state lives. `change` does one piece of work after the other and answers when its outcome is kept. */
export interface StateStore {
  readonly read: () => Promise<WorkspaceState>;
  readonly change: <T>(work: Work<T>) => Promise<T>;
  /** Waits for the work that was asked for. */
  readonly close: () => Promise<void>;
}

/** A store in a file, or in memory when there is none. */
export async function openStore(stateFile: string | undefined, scope: WorkspaceScope): Promise<StateStore> {
  return stateFile === undefined ? memoryStore(scope) : openFileStore(stateFile, scope);
}

function memoryStore(scope: WorkspaceScope): StateStore {
  let current = emptyState(scope);
  return {
    read: async () => current,
    change: async (work) => {
      const { state, result } = work(current);
      current = state;
      return result;
    },
    close: async () => {},
  };
}
