import type { RunData } from '../outside/run-data.ts';
import type { Binding, Rel } from '../plan/plan.ts';
import type { PluginOutcome } from '../plugins/plugin.ts';
import type { Cell, Row } from '../values/cell.ts';

/** What is computed once. Bindings keep their number from one stage of a query to the next. */
export interface Kept {
  readonly cells: Map<number, Cell>;
  readonly rows: Map<number, readonly Row[]>;
  /** By `call`. */
  readonly plugins: Map<string, PluginOutcome>;
}

/** What one execution of a query shares: one clock, the data, and what is computed once. */
export interface Run {
  /** Ticks of the one moment that now() means. */
  readonly clock: bigint;
  readonly operators: OperatorRuns;
  readonly bindings: readonly Binding[];
  readonly kept: Kept;
  readonly data: RunData;
  /** The rows that mv-apply hands to its body. */
  readonly group: readonly Row[];
}

/** The row that an expression is computed for, among its neighbours. */
export interface Frame {
  readonly row: Row;
  readonly index: number;
  readonly rows: readonly Row[];
}

export type Evaluate = (frame: Frame) => Cell;

/** How a tabular operator makes its rows. */
export type RunRel<Op extends Rel['op']> = (rel: Extract<Rel, { readonly op: Op }>, run: Run) => readonly Row[];

/** Steps of a plan to what makes their rows. */
export type OperatorRuns = { readonly [Op in Rel['op']]: RunRel<Op> };

export const nowhere: Frame = { row: [], index: 0, rows: [] };
