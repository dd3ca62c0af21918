import type { JsonObject, Template } from '@picket/arm';

export type ResourceKind = 'connector' | 'rule' | 'workbook' | 'metadata';

/** A resource that this repository wants in the workspace. The planner compares it; the templates carry it. */
export interface DesiredResource {
  readonly kind: Exclude<ResourceKind, 'metadata'>;
  /**
   * A rule's file name without ending: `password-spray-from-one-address`; for a connector and a workbook the folder:
   * `sign-in-logs`.
   */
  readonly slug: string;
  readonly file: string;
  /** The log category: `SignInLogs`. */
  readonly category: string;
  readonly displayName: string;
  /** `Microsoft.SecurityInsights/alertRules`. */
  readonly type: string;
  /** Resource name: the GUID of a rule or a workbook, a connector definition's id. */
  readonly name: string;
  readonly apiVersion: string;
  /** Why it needs a preview API version, when it does: `NRT`, `subTechniques`. */
  readonly previewBecause: readonly string[];
  /**
   * The PUT body: kind, properties. Literal: no template expressions, nothing escaped. What depends on the workspace that
   * it goes to is added by `bodyFor`.
   */
  readonly body: JsonObject;
  /** Version of the content, for metadata. */
  readonly version: string;
  /** `sha256:` + hex of the canonical body. */
  readonly hash: string;
  /** Tables that must exist for it to deploy. */
  readonly tables: readonly string[];
}

export interface BundleFile {
  /** `sign-in-logs/rules.json`, `all/deployment-1.json`. */
  readonly path: string;
  readonly template: Template;
  /** The bytes to write: two-space JSON, LF, final newline. */
  readonly text: string;
}

export interface Bundle {
  readonly resources: readonly DesiredResource[];
  /** Templates for the workspace's resource group. */
  readonly files: readonly BundleFile[];
  /** Templates for the tenant: diagnostic settings. Another scope and another identity than `files`. */
  readonly tenantFiles: readonly BundleFile[];
}
