import type { Diagnostic } from '@picket/diagnostics';
import type { Table } from '@picket/engine';
import type { Alert } from '../alerts/alert.ts';

/** One run of a rule. */
export interface Execution {
  /** T: what now() means in the query. */
  readonly at: Date;
  /** The query's result; columns are known even when there are no rows. */
  readonly result: Table;
  readonly alerts: readonly Alert[];
  /** Limits that cut something off, texts that fell back: what the service would do without a word. */
  readonly notes: readonly Diagnostic[];
}
