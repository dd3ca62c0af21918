import type { Diagnostic } from '@picket/diagnostics';
import type { Analysis } from '@picket/kql';
import type { Document, RuleDraft } from '@picket/model';

/** What a check may know besides the file in hand. */
export interface CheckContext {
  /** Ids of the connectors that this repository defines itself. */
  readonly connectorIds: ReadonlySet<string>;
}

/**
 * One check: pure, and silent about what it cannot know. A key that is missing or was set aside as malformed has
 * already been reported by the schema; `analysis` is missing when the rule has no usable query.
 */
export type RuleCheck = (
  rule: Document<RuleDraft>,
  analysis: Analysis | undefined,
  context: CheckContext,
) => readonly Diagnostic[];
