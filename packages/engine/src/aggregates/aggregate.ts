import type { SqlValue } from '../functions/sql-form.ts';
import type { Cell, Column, ScalarType } from '../values/cell.ts';

/** The state of one aggregate over one group, fed row by row in the order of the input. */
export interface Accumulator {
  /** `cells`: the arguments' values for a row. The array is used again for the next row: keep a copy, not it. */
  readonly add: (cells: readonly Cell[]) => void;
  /** The values of the result's columns. */
  readonly finish: () => readonly Cell[];
}

/** An aggregate function: the types it gives for the types it takes, and its meaning over the rows of a group. */
export interface AggregateRow {
  /** Types of the result's columns; undefined when these arguments are not evaluated. */
  readonly gives: (types: readonly ScalarType[]) => readonly ScalarType[] | undefined;
  /** Begins a group. `add` may be handed more cells than there are types. */
  readonly start: (types: readonly ScalarType[], columns: readonly Column[]) => Accumulator;
  /** True when nobody can tell from the result in which order the rows came, for arguments of these types. */
  readonly commutes?: (types: readonly ScalarType[]) => boolean;
  /**
   * The same in DuckDB, over a group's rows, for an aggregate that commutes and gives one column; undefined where it is
   * not the same. `filter` stands behind the call that takes the rows. A whole number may come wider than 64 bits: it
   * wraps when it is read.
   */
  readonly sql?: AggregateSql;
}

type AggregateSql = (args: readonly SqlValue[], filter: string) => string | undefined;

export type AggregateTable = Readonly<Record<string, AggregateRow>>;

/** The form whose last argument says which rows count: `sumif` of `sum`. */
export function onlyWhere(row: AggregateRow): AggregateRow {
  return {
    gives: (types) => (types.at(-1) === 'bool' ? row.gives(types.slice(0, -1)) : undefined),
    start: (types, columns) => {
      const at = types.length - 1;
      const inner = row.start(types.slice(0, -1), columns);
      return {
        add: (cells) => {
          if (cells[at] === true) inner.add(cells);
        },
        finish: inner.finish,
      };
    },
    ...(row.commutes ? { commutes: (types) => row.commutes?.(types.slice(0, -1)) ?? false } : {}),
    ...(row.sql ? { sql: filtered(row.sql) } : {}),
  };
}

/** Over the rows for which the last argument is true. */
export const filtered =
  (sql: AggregateSql): AggregateSql =>
  (args) => {
    const condition = args.at(-1);
    return condition && sql(args.slice(0, -1), ` FILTER (WHERE ${condition.text})`);
  };

/** `make_list_if(value, predicate, most)`: the predicate stands before what the plain form takes second. */
export function onlyWhereSecond(row: AggregateRow): AggregateRow {
  return {
    gives: ([type, predicate, ...more]) => (type && predicate === 'bool' ? row.gives([type, ...more]) : undefined),
    start: ([type = 'dynamic', , ...types], columns) => {
      const inner = row.start([type, ...types], columns);
      return {
        add: ([value = null, isMet, ...more]) => {
          if (isMet === true) inner.add([value, ...more]);
        },
        finish: inner.finish,
      };
    },
    ...(row.commutes ? { commutes: ([type = 'dynamic', , ...more]) => row.commutes?.([type, ...more]) ?? false } : {}),
    ...(row.sql
      ? { sql: ([value, condition]) => value && condition && filtered(row.sql ?? none)([value, condition], '') }
      : {}),
  };
}

const none: AggregateSql = () => undefined;
