import type { Checked } from '@picket/diagnostics';
import type { Table } from './values/cell.ts';

export interface EngineQuery {
  /** The one moment that now() and ago() mean, throughout the query. */
  readonly now: Date;
  /** The file that problems are reported in. */
  readonly file?: string;
  /** Only rows of tables that were generated in [from, to), beside what the query says. */
  readonly within?: { readonly from: Date; readonly to: Date };
}

/** What answers queries: this machine, a Log Analytics workspace or an Azure Data Explorer database. */
export interface Engine {
  /**
   * All rows of the query's result, or the problems that the query has. Warnings may come beside rows.
   * Rejects with OutsideFailure when the outside world fails; what it could not read whole is never given in part.
   */
  query(text: string, options: EngineQuery): Promise<Checked<Table>>;
  close(): Promise<void>;
}
