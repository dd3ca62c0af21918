import { absent, type Cell } from '../values/cell.ts';
import { compareCells, hasNoOrder } from '../values/compare.ts';
import { type AggregateRow, type AggregateTable, onlyWhere } from './aggregate.ts';

/** The row whose first argument is greatest (least), and its other arguments. Nulls lose, NaN wins; among equals the first row. */
const argExtreme = (sign: 1 | -1): AggregateRow => ({
  gives: (types) => (types.length > 0 && types[0] !== 'dynamic' ? types : undefined),
  run: (rows, types) => {
    let best: readonly Cell[] | undefined;
    for (const cells of rows) {
      if (!best) best = cells;
      const [value = null] = cells;
      const [least = null] = best;
      if (value === null || Number.isNaN(least)) continue;
      if (Number.isNaN(value)) best = cells;
      if (hasNoOrder(value)) continue;
      if (hasNoOrder(least) || compareCells(value, least) * sign > 0) best = cells;
    }
    return best ?? types.map(absent);
  },
});

/** Some row's value, one that is there if there is one. */
const any: AggregateRow = {
  gives: (types) => (types.length > 0 ? types : undefined),
  run: (rows, types) => {
    const isThere = (cell: Cell | undefined): boolean => cell !== null && cell !== undefined && cell !== '';
    if (types.length === 1) return rows.find(([cell]) => isThere(cell)) ?? types.map(absent);
    return rows[0] ?? types.map(absent);
  },
};

/** Microsoft Learn: "arg_max()", "arg_min()", "take_any()", "take_anyif()". */
export const choosing: AggregateTable = {
  arg_max: argExtreme(1),
  argmax: argExtreme(1),
  arg_min: argExtreme(-1),
  argmin: argExtreme(-1),
  take_any: any,
  any,
  take_anyif: onlyWhere(any),
  anyif: onlyWhere(any),
};
