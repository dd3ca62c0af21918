import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testClock } from './evaluate.test-support.ts';
import { type Cell, runQuery, type ScalarType } from './index.ts';

const long = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const maybeLong = fc.option(long, { nil: null });

/** Rows of a table T with a column x, through a query. */
function through(type: ScalarType, cells: readonly Cell[], query: string): readonly (readonly Cell[])[] | undefined {
  const tables = new Map([['T', { columns: [{ name: 'x', type }], rows: cells.map((cell) => [cell]) }]]);
  const declarations = { tables: { T: { x: type } }, watchlists: {}, functions: {} };
  return runQuery(query, { now: testClock, tables, declarations }).value?.rows;
}

test('long arithmetic wraps at 64 bits', () => {
  fc.assert(
    fc.property(fc.array(long, { minLength: 1, maxLength: 5 }), (values) => {
      const rows = through('long', values, 'T | extend a = x + x, m = x * 3, n = -x');
      expect(rows?.length).toBe(values.length);
      for (const [value, ...computed] of rows ?? []) {
        const x = BigInt(String(value));
        expect(computed).toEqual([x * 2n, x * 3n, -x].map((each) => BigInt.asIntN(64, each)));
      }
      const total = through('long', values, 'T | summarize sum(x)');
      expect(total).toEqual([
        [
          BigInt.asIntN(
            64,
            values.reduce((sum, value) => sum + value, 0n),
          ),
        ],
      ]);
    }),
    { numRuns: 30 },
  );
});

test('bin gives the greatest multiple that is not above the value', () => {
  const small = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n });
  fc.assert(
    fc.property(fc.array(small, { minLength: 1, maxLength: 8 }), (values) => {
      const rows = through('long', values, 'T | project x, b = bin(x, 7)') ?? [];
      for (const [value, bin] of rows) {
        expect(Number(bin) % 7).toBeCloseTo(0);
        expect(Number(value) - Number(bin)).toBeGreaterThanOrEqual(0);
        expect(Number(value) - Number(bin)).toBeLessThan(7);
      }
    }),
    { numRuns: 30 },
  );
});

test('sorting descends, with nulls last, and ascends, with nulls first', () => {
  fc.assert(
    fc.property(fc.array(maybeLong, { maxLength: 12 }), (values) => {
      const down = (through('long', values, 'T | sort by x') ?? []).map(([cell]) => cell);
      const there = values.filter((value) => value !== null).sort((a, b) => (a < b ? 1 : a > b ? -1 : 0));
      const nulls = values.filter((value) => value === null);
      expect(down).toEqual([...there, ...nulls]);
      const up = (through('long', values, 'T | sort by x asc') ?? []).map(([cell]) => cell);
      expect(up).toEqual([...down].reverse());
    }),
    { numRuns: 30 },
  );
});

test('texts sort by code units', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 10 }), (values) => {
      const sorted = (through('string', values, 'T | sort by x asc') ?? []).map(([cell]) => cell);
      expect(sorted).toEqual([...values].sort());
    }),
    { numRuns: 30 },
  );
});

test('a filter and its negation leave out only the rows where it is null', () => {
  fc.assert(
    fc.property(fc.array(maybeLong, { maxLength: 12 }), (values) => {
      const kept = through('long', values, 'T | where x > 0')?.length ?? 0;
      const others = through('long', values, 'T | where not(x > 0)')?.length ?? 0;
      expect(kept + others).toBe(values.filter((value) => value !== null).length);
      expect(through('long', values, 'T | where x != 5')?.length).toBe(values.filter((value) => value !== 5n).length);
    }),
    { numRuns: 30 },
  );
});

test('datetimes survive their text, to the tick', () => {
  const ticks = fc.bigInt({ min: 0n, max: 3_155_378_975_999_999_999n });
  fc.assert(
    fc.property(fc.array(ticks, { minLength: 1, maxLength: 5 }), (values) => {
      const rows = through('datetime', values, 'T | project x, y = todatetime(tostring(x))');
      expect(rows?.length).toBe(values.length);
      for (const [x, y] of rows ?? []) expect(y).toBe(x);
    }),
    { numRuns: 50 },
  );
});
