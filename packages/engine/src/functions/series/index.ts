import type { Cell } from '../../values/cell.ts';
import { type FunctionRow, type FunctionTable, overloadsOf } from '../blueprint.ts';
import { decomposition } from './decompose.ts';
import { elementwise } from './elementwise.ts';
import { fill } from './fill.ts';
import { filters } from './filters.ts';
import { lineFits } from './fit-line.ts';
import { polynomialFit } from './fit-poly.ts';
import { outlierFunctions } from './outliers.ts';
import { periodFunctions } from './periods.ts';
import { statistics } from './statistics.ts';
import { tupleColumns } from './tuples.ts';

const rows: FunctionTable = {
  ...elementwise,
  ...fill,
  ...filters,
  ...statistics,
  ...lineFits,
  ...polynomialFit,
  ...outlierFunctions,
  ...periodFunctions,
  ...decomposition,
};

/** Every column of a tuple asks for the same call; the last one is kept, so that it is computed once for a row. */
function remembering(row: FunctionRow): FunctionRow {
  const run = row.run as (...args: readonly Cell[]) => Cell;
  let last: { readonly args: readonly Cell[]; readonly result: Cell } | undefined;
  return {
    ...row,
    run: (...args: readonly Cell[]) => {
      const isSame = last?.args.length === args.length && last.args.every((arg, i) => arg === args[i]);
      if (!last || !isSame) last = { args, result: run(...args) };
      return last.result;
    },
  };
}

/** Functions over arrays of numbers. Microsoft Learn, "Time series analysis". */
export const series: FunctionTable = Object.fromEntries(
  Object.entries(rows).map(([name, row]) => [
    name,
    Object.hasOwn(tupleColumns, name) ? overloadsOf(row).map(remembering) : row,
  ]),
);
