import type { RunData } from '../outside/run-data.ts';
import type { Binding, Rel } from '../plan/plan.ts';
import type { PluginOutcome } from '../plugins/plugin.ts';
import type { Cell, Row } from '../values/cell.ts';

interface KeptBindings {
  readonly cells: Map<number, Cell>;
  readonly rows: Map<number, readonly Row[]>;
}

/** What is computed once. Bindings keep their number from one stage of a query to the next. */
export interface Kept extends KeptBindings {
  /** By `call`. */
  readonly plugins: Map<string, PluginOutcome>;
  /** How many values were drawn that no two calls share. */
  readonly drawn: { guids: number };
}

/** What one execution of a query shares: one clock, the data, and what is computed once. */
export interface Run {
  /** Ticks of the one moment that now() means. */
  readonly clock: bigint;
  readonly operators: OperatorRuns;
  readonly bindings: readonly Binding[];
  readonly kept: Kept;
  /** What is computed once a group, within a sub-query of mv-apply or partition. */
  readonly keptInGroup: KeptBindings;
  readonly data: RunData;
  /** Rows that another path has computed: those of a table, or of a whole part of the plan. */
  readonly loaded?: ReadonlyMap<Rel, readonly Row[]>;
  /** The rows that mv-apply or partition hands to its body. */
  readonly group: readonly Row[];
  /** What the rows of a partition share. */
  readonly partitionKey: Cell;
}

/** The run of a sub-query over a group; what an outer group has computed stays known. */
export function withGroup(run: Run, group: readonly Row[], partitionKey: Cell = run.partitionKey): Run {
  const { cells, rows } = run.keptInGroup;
  return { ...run, group, partitionKey, keptInGroup: { cells: new Map(cells), rows: new Map(rows) } };
}

/** Where a binding is kept. */
export const keptFor = (run: Run, binding: Binding | undefined): KeptBindings =>
  binding?.perGroup ? run.keptInGroup : run.kept;

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
