import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resultOf, rowsOf } from '../../evaluate.test-support.ts';

const reals = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 12 });
const gappy = fc.array(fc.option(fc.integer({ min: 0, max: 9 })), { minLength: 1, maxLength: 12 });
const numbersOf = (value: unknown): readonly number[] => (Array.isArray(value) ? value.map(Number) : []);

test('a transform and its inverse give a series back', () => {
  fc.assert(
    fc.property(reals, (series) => {
      const query = `print y = dynamic(${JSON.stringify(series)}) | extend (re, im) = series_fft(y) | project (back) = series_ifft(re, im)`;
      const [row] = rowsOf(query);
      const back = numbersOf(Array.isArray(row) ? row[0] : undefined);
      expect(back.length).toBe(series.length);
      for (const [i, value] of series.entries()) expect(back[i]).toBeCloseTo(value, 6);
    }),
    { numRuns: 25 },
  );
});

test('filling forward and then backward leaves no gap, unless there is nothing to fill with', () => {
  fc.assert(
    fc.property(gappy, (series) => {
      const filled = resultOf(`series_fill_backward(series_fill_forward(dynamic(${JSON.stringify(series)})))`);
      const isEmpty = series.every((value) => value === null);
      expect(Array.isArray(filled) && filled.includes(null)).toBe(isEmpty);
    }),
    { numRuns: 25 },
  );
});

test('a sum of series and its difference are inverse', () => {
  fc.assert(
    fc.property(reals, (series) => {
      const text = `dynamic(${JSON.stringify(series)})`;
      expect(resultOf(`series_subtract(series_add(${text}, 7), 7)`)).toEqual(series);
    }),
    { numRuns: 25 },
  );
});
