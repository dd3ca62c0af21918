import { type Cell, isSketch, type ScalarType, type Weighted } from '../values/cell.ts';
import { keyOf } from '../values/compare.ts';
import { Refusal } from '../values/refusal.ts';
import { type AggregateRow, type AggregateTable, onlyWhereSecond } from './aggregate.ts';
import { percentileType, weightOf } from './percentiles.ts';

/** Of no rows it is null. An accuracy is accepted, the values are all kept. */
const hll: AggregateRow = {
  gives: (types) => (types.length >= 1 && types.length <= 2 ? ['dynamic'] : undefined),
  start: () => {
    const keys = new Set<string>();
    return {
      add: ([value = null]) => {
        if (value !== null) keys.add(keyOf(value));
      },
      finish: () => [keys.size === 0 ? null : { tag: 'hll', keys }],
    };
  },
};

/** Of no rows it is null. */
const tdigest: AggregateRow = {
  gives: ([type, weight, ...more]) => {
    const isWeight = weight === undefined || weight === 'long' || weight === 'int';
    return percentileType(type) && isWeight && more.length === 0 ? ['dynamic'] : undefined;
  },
  start: ([type = 'long', weighted]) => {
    const values: Weighted[] = [];
    return {
      add: ([value = null, weight = null]) => {
        if (value === null || (weighted && weight === null)) return;
        const cell = type === 'int' ? BigInt(Number(value)) : value;
        values.push({ value: cell, weight: weighted ? weightOf(weight) : 1 });
      },
      finish: () => [values.length === 0 ? null : { tag: 'tdigest', type: percentileType(type) ?? type, values }],
    };
  },
};

/** Sketches of one kind as one; nulls do not count, of none it is null. Refused for other values. */
export function mergeSketches(cells: readonly Cell[], what: string): Cell {
  const keys = new Set<string>();
  const values: Weighted[] = [];
  let type: ScalarType | undefined;
  let tag: 'hll' | 'tdigest' | undefined;
  for (const cell of cells) {
    if (cell === null) continue;
    const fits = isSketch(cell) && (tag === undefined || tag === cell.tag);
    if (!fits) throw new Refusal(what, 'a value that is not of its kind');
    tag = cell.tag;
    if (cell.tag === 'hll') for (const key of cell.keys) keys.add(key);
    else {
      if (type !== undefined && type !== cell.type) throw new Refusal(what, 'digests of different types');
      type = cell.type;
      values.push(...cell.values);
    }
  }
  if (tag === 'hll') return { tag, keys };
  return type === undefined ? null : { tag: 'tdigest', type, values };
}

const merging = (what: string): AggregateRow => ({
  gives: (types) => (types.length === 1 && types[0] === 'dynamic' ? ['dynamic'] : undefined),
  start: () => {
    const sketches: Cell[] = [];
    return {
      add: ([value = null]) => {
        sketches.push(value);
      },
      finish: () => [mergeSketches(sketches, what)],
    };
  },
});

/** Microsoft Learn: "hll()", "hll_if()", "hll_merge()", "tdigest()", "tdigest_merge()". */
export const sketches: AggregateTable = {
  hll,
  hll_if: onlyWhereSecond(hll),
  hll_merge: merging('hll_merge()'),
  tdigest,
  tdigest_merge: merging('tdigest_merge()'),
  merge_tdigest: merging('merge_tdigest()'),
};
