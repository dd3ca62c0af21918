import type { Cell } from '../../values/cell.ts';
import { Refusal } from '../../values/refusal.ts';
import { type FunctionTable, fn } from '../blueprint.ts';
import { qualityOf } from './fit-line.ts';
import { finiteOf, meanOf, sumOf } from './series-values.ts';

const name = 'series_fit_poly()';

/** Coefficients from the lowest power upwards. */
type Polynomial = readonly number[];

const valueAt = (polynomial: Polynomial, x: number): number =>
  polynomial.reduceRight((total, coefficient) => total * x + coefficient, 0);

const combined = (a: Polynomial, b: Polynomial, times: number): Polynomial =>
  Array.from({ length: Math.max(a.length, b.length) }, (_, i) => (a[i] ?? 0) + times * (b[i] ?? 0));

/** The polynomial of x from one of (x - center) / scale. */
function expanded(polynomial: Polynomial, center: number, scale: number): Polynomial {
  let total: Polynomial = [];
  for (const coefficient of [...polynomial].reverse()) {
    const raised = [0, ...total].map((value) => value / scale);
    total = combined(combined(raised, total, -center / scale), [coefficient], 1);
  }
  return total;
}

/** Least squares over polynomials that are orthogonal on the places, which keeps high degrees exact. */
function polynomialThrough(x: readonly number[], y: readonly number[], degree: number): Polynomial {
  const basis: { readonly polynomial: Polynomial; readonly values: readonly number[]; readonly size: number }[] = [];
  let best: Polynomial = [];
  for (let power = 0; power <= degree; power++) {
    const last = basis.at(-1);
    let polynomial: Polynomial = last ? [0, ...last.polynomial] : [1];
    let values: readonly number[] = last ? last.values.map((value, i) => value * (x[i] ?? 0)) : x.map(() => 1);
    for (const each of basis) {
      const share = sumOf(values.map((value, i) => value * (each.values[i] ?? 0))) / each.size;
      polynomial = combined(polynomial, each.polynomial, -share);
      values = values.map((value, i) => value - share * (each.values[i] ?? 0));
    }
    const size = sumOf(values.map((value) => value * value));
    if (!(size > 1e-12)) throw new Refusal(name, 'fewer different places than the degree asks for');
    basis.push({ polynomial, values, size });
    const rest = y.map((value, i) => value - valueAt(best, x[i] ?? 0));
    best = combined(best, polynomial, sumOf(values.map((value, i) => value * (rest[i] ?? 0))) / size);
  }
  return best;
}

/** Without places they count from 1. Coefficients come from the highest power down. */
function fitPolynomial(series: Cell, places?: Cell, degree = 1n): Cell {
  const y = finiteOf(series, name);
  const x = places === undefined ? y.map((_, i) => i + 1) : finiteOf(places, name);
  const power = Number(degree);
  if (x.length !== y.length || power < 1 || power >= y.length)
    throw new Refusal(name, 'a degree or places that do not fit the series');
  const center = meanOf(x);
  const scale = Math.max(...x.map((value) => Math.abs(value - center)));
  if (!(scale > 0)) throw new Refusal(name, 'places that do not differ');
  const scaled = x.map((value) => (value - center) / scale);
  const polynomial = polynomialThrough(scaled, y, power);
  const fit = qualityOf(
    name,
    y,
    scaled.map((value) => valueAt(polynomial, value)),
  );
  const coefficients = [...expanded(polynomial, center, scale)].slice(0, power + 1).reverse();
  return [fit.rsquare, coefficients, fit.variance, fit.rvariance, fit.fitted];
}

/** Microsoft Learn, "series_fit_poly()". */
export const polynomialFit: FunctionTable = {
  series_fit_poly: fn({ takes: ['dynamic', 'dynamic?', 'long?'], returns: 'dynamic', run: fitPolynomial }),
};
