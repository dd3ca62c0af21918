import fc from 'fast-check';
import { expect, test } from 'vitest';
import { realText } from './real-text.ts';

test.each([
  [0.1 + 0.2, '0.30000000000000007'],
  [0.1 + 0.7, '0.7999999999999999'],
  [1 / 3, '0.3333333333333333'],
  [1, '1.0'],
  [-2.5, '-2.5'],
  [-0, '-0.0'],
  [0.000001, '0.000001'],
  [1.5e-7, '1.5e-7'],
  [1e20, '100000000000000000000.0'],
  [1e21, '1e21'],
  [-1.25e30, '-1.25e30'],
  [5e-324, '5e-324'],
  [Number.NaN, 'NaN'],
  [Number.POSITIVE_INFINITY, 'inf'],
  [Number.NEGATIVE_INFINITY, '-inf'],
])('%d is written as %s', (value, text) => {
  expect(realText(value)).toBe(text);
});

test('the text reads back as the same number and has no more than 17 digits', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const text = realText(value);
      expect(Number(text)).toBe(value);
      if (Math.abs(value) < 1e15)
        expect(text.replace(/e.*/, '').replace(/^-?[0.]*|\.|0+$/g, '').length).toBeLessThan(18);
    }),
    { numRuns: 500 },
  );
});
