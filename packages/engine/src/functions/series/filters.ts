import type { Cell } from '../../values/cell.ts';
import { Refusal } from '../../values/refusal.ts';
import { type FunctionTable, fn } from '../blueprint.ts';
import { finiteOf, sumOf } from './series-values.ts';

/**
 * The filter's sum over an element and those before it; what lies outside the series counts as zero. `normalize` divides by the
 * sum of the coefficients, and is null with a negative one. `center` moves the filter by half its length.
 */
function finiteResponse(series: Cell, filter: Cell, normalize?: boolean, center = false): Cell {
  const name = 'series_fir()';
  const values = finiteOf(series, name);
  const coefficients = finiteOf(filter, name);
  const hasNegative = coefficients.some((coefficient) => coefficient < 0);
  const isNormalized = normalize ?? !hasNegative;
  if (isNormalized && hasNegative) return null;
  const total = sumOf(coefficients);
  if (coefficients.length === 0 || (isNormalized && total === 0)) throw new Refusal(name, 'a filter whose sum is zero');
  if (center && coefficients.length % 2 === 0) throw new Refusal(name, 'a centered filter of even length');
  const shift = center ? (coefficients.length - 1) / 2 : 0;
  return values.map((_, i) => {
    const sum = sumOf(coefficients.map((coefficient, j) => coefficient * (values[i + shift - j] ?? 0)));
    return isNormalized ? sum / total : sum;
  });
}

/** The recursive formula of the page, `a` the denominators and `b` the numerators. */
function infiniteResponse(series: Cell, numerators: Cell, denominators: Cell): Cell {
  const name = 'series_iir()';
  const [x, b, a] = [finiteOf(series, name), finiteOf(numerators, name), finiteOf(denominators, name)];
  const [first] = a;
  if (first === undefined || first === 0) throw new Refusal(name, 'a first denominator of zero');
  const y: number[] = [];
  for (let i = 0; i < x.length; i++) {
    const forth = sumOf(b.map((coefficient, j) => coefficient * (x[i - j] ?? 0)));
    const back = sumOf(a.slice(1).map((coefficient, j) => coefficient * (y[i - j - 1] ?? 0)));
    y.push((forth - back) / first);
  }
  return y;
}

/** Longer series are refused, since the transform takes the square of their length. */
const longestTransform = 16_384;

/** The discrete Fourier transform. Forth it is not scaled, back it is divided by the length, so that both together change nothing. */
function transform(name: string, direction: 1 | -1): (real: Cell, imaginary?: Cell) => Cell {
  return (real, imaginary) => {
    const re = finiteOf(real, name);
    const im = imaginary === undefined ? re.map(() => 0) : finiteOf(imaginary, name);
    const length = re.length;
    if (im.length !== length) throw new Refusal(name, 'two series of different lengths');
    if (length > longestTransform) throw new Refusal(name, `more than ${longestTransform} elements`);
    const cosines = re.map((_, i) => Math.cos((2 * Math.PI * i) / length));
    const sines = re.map((_, i) => -direction * Math.sin((2 * Math.PI * i) / length));
    const scale = direction === 1 ? 1 : 1 / length;
    const outs = re.map((_, k) => {
      let [sumRe, sumIm] = [0, 0];
      for (let i = 0; i < length; i++) {
        const at = (i * k) % length;
        const [c, s] = [cosines[at] ?? 0, sines[at] ?? 0];
        sumRe += (re[i] ?? 0) * c - (im[i] ?? 0) * s;
        sumIm += (re[i] ?? 0) * s + (im[i] ?? 0) * c;
      }
      return [sumRe * scale, sumIm * scale] as const;
    });
    return [outs.map(([each]) => each), outs.map(([, each]) => each)];
  };
}

/** Microsoft Learn: "series_fir()", "series_iir()", "series_fft()", "series_ifft()". */
export const filters: FunctionTable = {
  series_fir: fn({ takes: ['dynamic', 'dynamic', 'bool?', 'bool?'], returns: 'dynamic', run: finiteResponse }),
  series_iir: fn({ takes: ['dynamic', 'dynamic', 'dynamic'], returns: 'dynamic', run: infiniteResponse }),
  series_fft: fn({ takes: ['dynamic', 'dynamic?'], returns: 'dynamic', run: transform('series_fft()', 1) }),
  series_ifft: fn({ takes: ['dynamic', 'dynamic?'], returns: 'dynamic', run: transform('series_ifft()', -1) }),
};
