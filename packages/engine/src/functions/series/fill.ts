import type { Cell } from '../../values/cell.ts';
import { isArray, isBag } from '../../values/cell.ts';
import { keyOf } from '../../values/compare.ts';
import { Refusal } from '../../values/refusal.ts';
import { type FunctionRow, type FunctionTable, nullFn } from '../blueprint.ts';
import { elementsOf, numberOf } from './series-values.ts';

/** True for the elements that stand for a missing value: null, or those equal to the placeholder. */
function missingIn(name: string, series: readonly Cell[], placeholder: Cell): (cell: Cell) => boolean {
  if (placeholder === null) return (cell) => cell === null;
  if (isArray(placeholder) || isBag(placeholder) || (typeof placeholder === 'number' && Number.isNaN(placeholder))) {
    throw new Refusal(name, 'a placeholder of this kind');
  }
  if (series.includes(null)) throw new Refusal(name, 'nulls in the series beside another placeholder');
  const key = keyOf(placeholder);
  return (cell) => keyOf(cell) === key;
}

/** Each missing element takes the value before it, or behind it. */
const towards = (name: string, forward: boolean): FunctionRow =>
  nullFn({
    takes: ['dynamic', 'value?'],
    returns: 'dynamic',
    run: (series, placeholder = null) => {
      if (series === null) return null;
      const cells = elementsOf(series, name);
      const isMissing = missingIn(name, cells, placeholder);
      const ordered = forward ? cells : [...cells].reverse();
      let last: Cell | undefined;
      const filled = ordered.map((cell) => {
        if (!isMissing(cell)) last = cell;
        return last ?? cell;
      });
      return forward ? filled : filled.reverse();
    },
  });

function fillConst(series: Cell, value: Cell, placeholder: Cell = null): Cell {
  if (series === null) return null;
  const cells = elementsOf(series, 'series_fill_const()');
  const isMissing =
    placeholder === null || !cells.includes(null) ? missingIn('series_fill_const()', cells, placeholder) : undefined;
  const key = keyOf(placeholder);
  return cells.map((cell) => ((isMissing?.(cell) ?? keyOf(cell) === key) ? value : cell));
}

/**
 * Missing elements lie on the line between their neighbours, those at the edges take the nearest value. In a series of whole numbers the line is cut to whole
 * numbers, as the page's example has it; below zero the page does not tell which way, so a fraction there is refused.
 */
function fillLinear(series: Cell, placeholder: Cell = null, edges: boolean | null = true, constant: Cell = 0): Cell {
  if (series === null) return null;
  const name = 'series_fill_linear()';
  const cells = elementsOf(series, name);
  const isMissing = missingIn(name, cells, placeholder);
  const known = cells.flatMap((cell, i) => (isMissing(cell) ? [] : [i]));
  const [first] = known;
  const last = known.at(-1);
  if (first === undefined || last === undefined) return cells.map(() => constant);
  const isWhole = known.every((i) => typeof cells[i] === 'bigint');
  let before = first;
  return cells.map((cell, i) => {
    if (!isMissing(cell)) {
      before = i;
      return cell;
    }
    if (i < first || i > last) return edges === false ? cell : (cells[i < first ? first : last] ?? null);
    const after = known.find((at) => at > i) ?? last;
    const low = numberOf(cells[before] ?? null, name);
    const high = numberOf(cells[after] ?? null, name);
    if (low === null || high === null) throw new Refusal(name, 'an element that is no number');
    const value = Number(low) + ((Number(high) - Number(low)) * (i - before)) / (after - before);
    if (!isWhole) return value;
    if (value < 0 && !Number.isInteger(value)) throw new Refusal(name, 'a fraction below zero among whole numbers');
    return BigInt(Math.trunc(value));
  });
}

/** Microsoft Learn: a page for each, as "series_fill_linear()". */
export const fill: FunctionTable = {
  series_fill_forward: towards('series_fill_forward()', true),
  series_fill_backward: towards('series_fill_backward()', false),
  series_fill_const: nullFn({ takes: ['dynamic', 'value', 'value?'], returns: 'dynamic', run: fillConst }),
  series_fill_linear: nullFn({
    takes: ['dynamic', 'value?', 'bool?', 'value?'],
    returns: 'dynamic',
    run: fillLinear,
  }),
};
