import type { Cell, Column, ScalarType } from '../values/cell.ts';

/** An aggregate function: the types it gives for the types it takes, and its meaning over the rows of a group. */
export interface AggregateRow {
  /** Types of the result's columns; undefined when these arguments are not evaluated. */
  readonly gives: (types: readonly ScalarType[]) => readonly ScalarType[] | undefined;
  /** `rows`: the values of the arguments for each row of the group. */
  readonly run: (
    rows: readonly (readonly Cell[])[],
    types: readonly ScalarType[],
    columns: readonly Column[],
  ) => readonly Cell[];
}

export type AggregateTable = Readonly<Record<string, AggregateRow>>;

/** The form whose last argument says which rows count: `sumif` of `sum`. */
export function onlyWhere(row: AggregateRow): AggregateRow {
  return {
    gives: (types) => (types.at(-1) === 'bool' ? row.gives(types.slice(0, -1)) : undefined),
    run: (rows, types, columns) =>
      row.run(
        rows.filter((cells) => cells.at(-1) === true).map((cells) => cells.slice(0, -1)),
        types.slice(0, -1),
        columns,
      ),
  };
}

/** The values of the first argument that are there. */
export function present(rows: readonly (readonly Cell[])[]): readonly Cell[] {
  return rows.flatMap(([value = null]) => (value === null ? [] : [value]));
}

export const numbersOf = (values: readonly Cell[]): readonly number[] => values.map(Number);
