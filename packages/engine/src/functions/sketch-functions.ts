import { inOrder, nearestRank } from '../aggregates/percentiles.ts';
import { mergeSketches } from '../aggregates/sketches.ts';
import { type Cell, isArray, isSketch, type Sketch } from '../values/cell.ts';
import { compareCells } from '../values/compare.ts';
import { toDynamic } from '../values/convert.ts';
import { Refusal } from '../values/refusal.ts';
import { type FunctionTable, fn, nullFn } from './blueprint.ts';

type Digest = Extract<Sketch, { tag: 'tdigest' }>;

function digestOf(value: Cell, what: string): Digest {
  if (isSketch(value) && value.tag === 'tdigest') return value;
  throw new Refusal(what, 'a value that tdigest() did not make');
}

function percentile(value: Cell, rank: number): Cell {
  const { values, type } = digestOf(value, 'percentile_tdigest()');
  return toDynamic(nearestRank(inOrder(values), rank), type);
}

/** Several ranks at once, given one by one or in an array. */
function percentiles(value: Cell, ranks: readonly Cell[]): Cell {
  return ranks.flatMap((rank) => (isArray(rank) ? rank : [rank])).map((rank) => percentile(value, Number(rank)));
}

/** How many values are at or below one of them. Refused for a value that is not there once: then it is estimated. */
function rankOf(digest: Cell, value: Cell, what: string): readonly [rank: number, of: number] {
  const { values, type } = digestOf(digest, what);
  const order = (cell: Cell): number => compareCells(toDynamic(cell, type), value);
  const total = values.reduce((sum, each) => sum + each.weight, 0);
  const below = values.reduce((sum, each) => sum + (order(each.value) <= 0 ? each.weight : 0), 0);
  const same = values.reduce((sum, each) => sum + (order(each.value) === 0 ? each.weight : 0), 0);
  if (same !== 1) throw new Refusal(what, 'a value that is not there exactly once');
  return [below, total];
}

const mergedDigest = nullFn({
  takes: ['dynamic'],
  rest: 'dynamic',
  returns: 'dynamic',
  run: (...cells) => mergeSketches(cells, 'merge_tdigest()'),
});

/** Microsoft Learn: "dcount_hll()", "percentile_tdigest()", "percentrank_tdigest()" and their kin. */
export const sketchFunctions: FunctionTable = {
  dcount_hll: nullFn({
    takes: ['dynamic'],
    returns: 'long',
    run: (value) => {
      if (value === null) throw new Refusal('dcount_hll()', 'a null');
      if (!isSketch(value) || value.tag !== 'hll') throw new Refusal('dcount_hll()', 'a value that hll() did not make');
      return BigInt(value.keys.size);
    },
  }),
  hll_merge: nullFn({
    takes: ['dynamic', 'dynamic'],
    rest: 'dynamic',
    returns: 'dynamic',
    run: (...cells) => mergeSketches(cells, 'hll_merge()'),
  }),
  merge_tdigest: mergedDigest,
  tdigest_merge: mergedDigest,
  percentile_tdigest: fn({ takes: ['dynamic', 'real'], returns: 'dynamic', run: percentile }),
  percentiles_array_tdigest: fn({
    takes: ['dynamic', 'value'],
    rest: 'value',
    returns: 'dynamic',
    run: (value, ...ranks) => percentiles(value, ranks),
  }),
  rank_tdigest: fn({
    takes: ['dynamic', 'value'],
    returns: 'real',
    run: (digest, value) => rankOf(digest, value, 'rank_tdigest()')[0],
  }),
  percentrank_tdigest: fn({
    takes: ['dynamic', 'value'],
    returns: 'real',
    run: (digest, value) => {
      const [rank, total] = rankOf(digest, value, 'percentrank_tdigest()');
      return (rank * 100) / total;
    },
  }),
};
