import { absent, type Cell } from '../values/cell.ts';
import { compareCells } from '../values/compare.ts';
import { Refusal } from '../values/refusal.ts';
import { type AggregateRow, type AggregateTable, onlyWhere } from './aggregate.ts';

/**
 * The row whose first argument is greatest (least), and its other arguments. Nulls lose; among equals the first row. NaN
 * is the greatest, by answers of the Kusto Emulator; whether it is the least too is not known, so that is refused.
 */
const argExtreme = (sign: 1 | -1): AggregateRow => ({
  gives: (types) => (types.length > 0 && types[0] !== 'dynamic' ? types : undefined),
  start: (types) => {
    let best: readonly Cell[] | undefined;
    const wins = (value: Cell, most: Cell): boolean => {
      if (value === null || most === null) return value !== null;
      if (Number.isNaN(value) === Number.isNaN(most))
        return !Number.isNaN(value) && compareCells(value, most) * sign > 0;
      if (sign < 0) throw new Refusal('arg_min()', 'NaN beside numbers');
      return Number.isNaN(value);
    };
    return {
      add: (cells) => {
        if (!best || wins(cells[0] ?? null, best[0] ?? null)) best = cells.slice(0, types.length);
      },
      finish: () => best ?? types.map(absent),
    };
  },
});

/** Some row's value, one that is there if there is one; of several arguments some row's values. */
const any: AggregateRow = {
  gives: (types) => (types.length > 0 ? types : undefined),
  start: (types) => {
    let found: readonly Cell[] | undefined;
    const prefersThere = types.length === 1;
    const isThere = (cell: Cell | undefined): boolean => cell !== null && cell !== undefined && cell !== '';
    return {
      add: (cells) => {
        if (!found && (!prefersThere || isThere(cells[0]))) found = cells.slice(0, types.length);
      },
      finish: () => found ?? types.map(absent),
    };
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
