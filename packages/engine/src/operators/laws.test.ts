import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testClock } from '../evaluate.test-support.ts';
import { type Row, runQuery } from '../index.ts';

const cell = fc.option(fc.bigInt({ min: 0n, max: 4n }), { nil: null });
const table = fc.array(fc.tuple(cell, fc.bigInt({ min: -9n, max: 9n })), { maxLength: 10 });
const columns = [
  { name: 'k', type: 'long' },
  { name: 'n', type: 'long' },
] as const;
const declared = { k: 'long', n: 'long' } as const;

/** Rows of a query over the tables A and B. */
function answer(query: string, a: readonly Row[], b: readonly Row[] = []): readonly Row[] {
  const tables = new Map([
    ['A', { columns, rows: a }],
    ['B', { columns, rows: b }],
  ]);
  const declarations = { tables: { A: declared, B: declared }, watchlists: {}, functions: {} };
  const { value, problems } = runQuery(query, { now: testClock, tables, declarations });
  expect(problems).toEqual([]);
  return value?.rows ?? [];
}

const sorted = (rows: readonly Row[]): readonly string[] => rows.map((row) => row.join('|')).sort();
const runs = { numRuns: 20 };

test('a union has the rows of its inputs', () => {
  fc.assert(
    fc.property(table, table, (a, b) => {
      expect(sorted(answer('union A, B', a, b))).toEqual(sorted([...a, ...b]));
      expect(answer('union kind=inner A, (B | project n) | count', a, b)).toEqual([[BigInt(a.length + b.length)]]);
    }),
    runs,
  );
});

test('the kinds of join make up one another', () => {
  fc.assert(
    fc.property(table, table, (a, b) => {
      const join = (kind: string): readonly Row[] => answer(`A | join kind=${kind} B on k`, a, b);
      const [inner, anti, semi] = ['inner', 'leftanti', 'leftsemi'].map(join) as [Row[], Row[], Row[]];
      const others = join('rightanti');
      const left = [...inner, ...anti.map((row) => [...row, null, null])];
      const right = others.map((row) => [null, null, ...row]);
      expect(sorted(join('leftouter'))).toEqual(sorted(left));
      expect(sorted(join('rightouter'))).toEqual(sorted([...inner, ...right]));
      expect(sorted(join('fullouter'))).toEqual(sorted([...left, ...right]));
      expect(sorted([...semi, ...anti])).toEqual(sorted(a));
      expect(sorted([...join('rightsemi'), ...others])).toEqual(sorted(b));
      const swapped = answer('B | join kind=inner A on k | project k1, n1, k, n', a, b);
      expect(sorted(swapped)).toEqual(sorted(inner));
      const unique = answer('A | summarize take_any(n) by k | project k, n = n | join kind=inner B on k | count', a, b);
      expect([[BigInt(join('innerunique').length)]]).toEqual(unique);
    }),
    runs,
  );
});

test('a lookup is a join without the key of the right', () => {
  fc.assert(
    fc.property(table, table, (a, b) => {
      for (const kind of ['leftouter', 'inner']) {
        const looked = answer(`A | lookup kind=${kind} B on k`, a, b);
        expect(looked).toEqual(answer(`A | join kind=${kind} B on k | project k, n, n1`, a, b));
      }
    }),
    runs,
  );
});

test('sorting keeps all rows, and the order of those alike', () => {
  fc.assert(
    fc.property(table, (a) => {
      const numbered = a.map(([k], i) => [k, BigInt(i)] as const);
      const up = answer('A | sort by k asc', numbered);
      expect(sorted(up)).toEqual(sorted(numbered));
      for (const [i, row] of up.entries()) {
        const [k, n] = row;
        const [before, place] = up[i - 1] ?? [null, -1n];
        if (k === before) expect(Number(n)).toBeGreaterThan(Number(place));
      }
      expect(answer('A | sort by k asc | sort by k asc', numbered)).toEqual(up);
    }),
    runs,
  );
});

test('top is sort, then take', () => {
  fc.assert(
    fc.property(
      table,
      fc.nat({ max: 6 }),
      fc.constantFrom('asc', 'desc', 'asc nulls last', 'desc nulls first'),
      (a, n, order) => {
        expect(answer(`A | top ${n} by k ${order}`, a)).toEqual(answer(`A | sort by k ${order} | take ${n}`, a));
      },
    ),
    runs,
  );
});

test('distinct rows are distinct, and are those that by has', () => {
  fc.assert(
    fc.property(table, (a) => {
      const once = answer('A | distinct *', a);
      expect(new Set(sorted(once)).size).toBe(once.length);
      expect(answer('A | distinct * | distinct *', a)).toEqual(once);
      expect(answer('A | summarize by k, n', a)).toEqual(once);
    }),
    runs,
  );
});

test('lists that are expanded give back the rows', () => {
  fc.assert(
    fc.property(table, (a) => {
      const back = answer('A | summarize n = make_list(n) by k | mv-expand n to typeof(long)', a);
      expect(sorted(back)).toEqual(sorted(a));
      const applied = answer(
        'A | summarize m = make_list(n) by k | mv-apply n = m to typeof(long) on (project n) | project k, n',
        a,
      );
      expect(sorted(applied)).toEqual(sorted(a));
      const limited = answer('A | summarize n = make_list(n) by k | mv-expand n to typeof(long) limit 1 | count', a);
      expect(limited).toEqual([[BigInt(new Set(a.map(([k]) => k)).size)]]);
    }),
    runs,
  );
});

test('scan that takes every row sums up as row_cumsum does', () => {
  fc.assert(
    fc.property(table, (a) => {
      const summed = answer('A | serialize | scan declare (s: long = 0) with (step all: true => s = all.s + n;)', a);
      expect(summed).toEqual(answer('A | serialize s = row_cumsum(n)', a));
    }),
    runs,
  );
});

test('top-nested of all is summarize by all its levels', () => {
  fc.assert(
    fc.property(table, (a) => {
      const nested = answer('A | top-nested of k by count(), top-nested of n by c = count() | project k, n, c', a);
      expect(sorted(nested)).toEqual(sorted(answer('A | summarize c = count() by k, n', a)));
    }),
    runs,
  );
});
