import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resultOf } from '../evaluate.test-support.ts';
import { betaQuantile, betaShare, erf, erfc, gamma, logGamma } from '../values/special-functions.ts';
import { quantities } from '../values/units.ts';

test.each([
  ['erf(0.5)', 0.5204998778130465],
  ['erfc(4)', 1.541725790028002e-8],
  ['gamma(6)', 120],
  ['gamma(0.5)', Math.sqrt(Math.PI)],
  ['loggamma(10)', Math.log(362880)],
  ['beta_cdf(0.5, 2, 3)', 0.6875],
  ['beta_inv(0.6875, 2, 3)', 0.5],
  ['beta_pdf(0.5, 2, 3)', 1.5],
  ['welch_test(5.0, 1.0, 10, 5.0, 2.0, 12)', 1],
  ['convert_length(2, "Kilometer", "Meter")', 2000],
  ['convert_temperature(212, "DegreeFahrenheit", "DegreeCelsius")', 100],
  ['convert_angle(0.5, "Revolution", "Degree")', 180],
  ['convert_volume(3, "CubicYard", "CubicYard")', 3],
  ['round(1250, -2)', 1300],
  ['log10(1000)', 3],
])('%s is close to %j', (expression, expected) => {
  const result = resultOf(expression);
  expect(typeof result === 'number' ? Math.abs(result - expected) / expected : result).toBeLessThan(1e-12);
});

test.each([
  ['beta_cdf(1.5, 2, 3)', 'NaN'],
  ['beta_inv(1.5, 2.0, 3.0)', null],
  ['log(-1)', null],
  ['log2(-1)', null],
  ['sqrt(-1)', 'NaN'],
  ['convert_mass(1, "Gram", "Nothing")', null],
  ['binary_shift_left(1, 66)', 4],
  ['binary_shift_left(1, -1)', null],
  ['binary_shift_right(12, 2)', 3],
  ['bitset_count_ones(-2)', 63],
  ['tohex(toint(-1))', 'ffffffff'],
  ['tohex(-1)', 'ffffffffffffffff'],
  ['tohex(10, 20)', '000000000000000a'],
])('%s is %j', (expression, expected) => {
  expect(resultOf(expression)).toEqual(expected);
});

test.each([
  'acos(2)',
  'gamma(-1)',
  'binary_shift_right(-1, 1)',
  'convert_mass(1, "gram", "Gram")',
  'beta_cdf(0.5, 0, 1)',
])('%s is refused', (expression) => {
  expect(resultOf(expression)).toContain('ENG102');
});

test('a unit and back is the same number', () => {
  const value = fc.double({ min: 0.1, max: 0.9, noNaN: true });
  fc.assert(
    fc.property(value, (given) => {
      for (const unit of Object.values(quantities).flatMap((units) => Object.values(units)))
        expect(unit.fromBase(unit.toBase(given)) / given).toBeCloseTo(1, 7);
    }),
  );
});

test('special functions keep their laws', () => {
  const positive = fc.double({ min: 0.5, max: 100, noNaN: true });
  const share = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });
  fc.assert(
    fc.property(positive, positive, share, (a, b, p) => {
      expect(gamma(a + 1) / (a * gamma(a))).toBeCloseTo(1, 10);
      expect(logGamma(a + 1) - logGamma(a)).toBeCloseTo(Math.log(a), 9);
      expect(erf(a / 30) + erfc(a / 30)).toBeCloseTo(1, 12);
      expect(betaShare(p, a, b) + betaShare(1 - p, b, a)).toBeCloseTo(1, 9);
      expect(betaShare(betaQuantile(p, a, b), a, b)).toBeCloseTo(p, 6);
    }),
  );
});
