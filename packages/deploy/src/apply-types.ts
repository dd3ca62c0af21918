import type { Diagnostic, OutsideFailure } from '@picket/diagnostics';
import type { CallOptions } from './call.ts';
import type { Change } from './plan-types.ts';
import type { WorkspaceScope } from './workspace.ts';

export interface ApplyOptions extends CallOptions {
  /** The workspace that the person chose; a plan for another one is refused. */
  readonly workspace: WorkspaceScope;
  readonly repository: string;
  /** Hash of what the repository wants now (`hashOfDesired`); a plan of other content is refused. */
  readonly desiredHash?: string;
  /** `deployment` (the default): ARM deployments of what changed. `rest`: one PUT a resource. */
  readonly via?: 'deployment' | 'rest';
  /** Folder for the copy of everything that is overwritten or deleted. Made when needed. */
  readonly runFolder: string;
  /** Apply the rest of a plan whose held items wait for a decision. */
  readonly leaveHeld?: boolean;
  readonly onEvent?: (event: ApplyEvent) => void;
}

/** What happens while a plan is applied; nothing is printed here. */
export type ApplyEvent =
  | { readonly type: 'checking'; readonly count: number }
  | { readonly type: 'kept'; readonly file: string; readonly count: number }
  | { readonly type: 'deploying'; readonly deployment: string; readonly count: number }
  | { readonly type: 'waiting'; readonly deployment: string; readonly seconds: number }
  | { readonly type: 'done'; readonly change: Change }
  | { readonly type: 'failed'; readonly change: Change; readonly problem: Diagnostic };

export interface ApplyResult {
  /** Changes that are in the workspace now. */
  readonly done: readonly Change[];
  readonly failed: readonly { readonly change: Change; readonly problem: Diagnostic }[];
  /** Changes of the plan that were not tried: refused before the first write, stopped, or held. */
  readonly left: readonly Change[];
  /** Everything that went wrong, `failed` included; empty when the plan is applied. */
  readonly problems: readonly Diagnostic[];
  /** The file with what was there before. */
  readonly preImage?: string;
  /** The outside world ended the run; what was done until then is in `done`. */
  readonly stopped?: OutsideFailure;
}

/** Where one change ended. */
export type Outcome = { readonly change: Change; readonly problem?: Diagnostic };
