import type { Json } from '@picket/arm';
import type { WorkspaceState } from './state/state.ts';

/** What a call comes to: the answer, and the state when it changed. */
export interface Outcome {
  readonly status: number;
  readonly body?: Json;
  readonly headers?: Readonly<Record<string, string>>;
  readonly state?: WorkspaceState;
}
