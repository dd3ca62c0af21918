import type { DesiredResource } from '@picket/bundle';
import type { Diagnostic } from '@picket/diagnostics';
import type { Difference } from './difference.ts';

/**
 * What happens to an item, as a person calls it.
 * `update`: the repository changed it. `drift`: someone edited what we deployed, and the repository did not change; applying
 * puts the repository's form back. `conflict`: both changed. `adopt`: it exists under our id without our mark.
 * `blocked`: a table that the rule reads is not there. `orphan`: our mark on an item that is gone.
 */
export type Action =
  | 'create'
  | 'update'
  | 'drift'
  | 'conflict'
  | 'adopt'
  | 'blocked'
  | 'delete'
  | 'orphan'
  | 'unchanged';

/** What was in the workspace when the plan was made; applying compares it first. */
export interface Base {
  readonly name: string;
  readonly etag?: string;
  /** Of the canonical form. */
  readonly hash: string;
}

/** One item of the plan: a rule or a connector definition together with its metadata. Plain JSON. */
export interface Change {
  readonly action: Action;
  readonly kind: DesiredResource['kind'];
  /** The file's slug, or the display name of an item that has no file any more. */
  readonly slug: string;
  readonly name: string;
  /** Full resource id. */
  readonly id: string;
  readonly displayName: string;
  /** Nothing is written for it until a person decides; the plan's problems say what. */
  readonly held: boolean;
  /** What is written, in this order; empty for unchanged and held items. */
  readonly writes: readonly ('resource' | 'metadata')[];
  /** What is deleted, in this order. */
  readonly deletes: readonly ('resource' | 'metadata')[];
  /** From the workspace to the repository; a member of the metadata is named `metadata.…`. */
  readonly differences: readonly Difference[];
  /** What else a reader should know, in a few words each. */
  readonly notes: readonly string[];
  readonly base?: Base;
  readonly metadataBase?: Base;
  /** What will be there afterwards; its hash is that of the canonical form. Missing for deletions and unchanged items. */
  readonly desired?: DesiredResource;
}

export interface PlanCounts {
  readonly create: number;
  readonly update: number;
  readonly adopt: number;
  readonly delete: number;
  readonly unchanged: number;
  readonly held: number;
}

/** What must happen for a workspace to match the repository. Plain JSON, the same for the same input. */
export interface Plan {
  readonly form: 'picket-plan/1';
  /** Resource id of the workspace. */
  readonly workspace: string;
  /** The repository's name for itself, by which it knows what it owns. */
  readonly repository: string;
  /** Hash over everything wanted, so that a plan can be told from that of another commit. */
  readonly desiredHash: string;
  /** Connectors, rules, then deletions; in each by slug, then name. Unchanged items are in it. */
  readonly changes: readonly Change[];
  readonly counts: PlanCounts;
  /** Errors keep the plan from being applied. */
  readonly problems: readonly Diagnostic[];
}

export interface PlanPolicy {
  /** Take over items that exist under our ids without our mark: all, or those with these slugs. */
  readonly adopt?: boolean | readonly string[];
  /** Give up portal edits of items that the repository changed too. */
  readonly overwriteConflicts?: boolean;
  /** What to do with a rule that reads a table the workspace cannot serve. */
  readonly missingTables?: 'fail' | 'skip' | 'disable';
}
