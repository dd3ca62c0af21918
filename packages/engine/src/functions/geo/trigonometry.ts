/**
 * Sine, cosine and arc tangent rounded to the nearest double, as the service's C library gives them; those of
 * JavaScript engines may be off by one in the last place, and coordinates would then end in other digits.
 */

/** An unevaluated sum of two doubles. */
type Double2 = readonly [high: number, low: number];

function sum(a: number, b: number): Double2 {
  const high = a + b;
  const part = high - a;
  return [high, a - (high - part) + (b - part)];
}

function product(a: number, b: number): Double2 {
  const high = a * b;
  const [a1, a2] = split(a);
  const [b1, b2] = split(b);
  return [high, a2 * b2 - (high - a1 * b1 - a2 * b1 - a1 * b2)];
}

function split(a: number): Double2 {
  const wide = 134_217_729 * a;
  const high = wide - (wide - a);
  return [high, a - high];
}

function add2([a1, a2]: Double2, [b1, b2]: Double2): Double2 {
  const [high, low] = sum(a1, b1);
  const [low1, low2] = sum(a2, b2);
  const [high2, rest] = sum(high, low + low1);
  return sum(high2, rest + low2);
}

function multiply2([a1, a2]: Double2, [b1, b2]: Double2): Double2 {
  const [high, low] = product(a1, b1);
  return sum(high, low + (a1 * b2 + a2 * b1));
}

/** π/2 in parts. */
const halfPi: readonly number[] = [1.5707963267948966, 6.123233995736766e-17, -1.4973849048591833e-33];

const inverseOdd: Double2[] = [];
/** 1 / (n (n-1)), the step from one term of a series to the next. */
function stepOf(n: number): Double2 {
  const known = inverseOdd[n];
  if (known) return known;
  const by = n * (n - 1);
  const high = 1 / by;
  const [whole, rest] = product(high, by);
  const step = sum(high, (1 - whole - rest) / by);
  inverseOdd[n] = step;
  return step;
}

/** The Taylor series of sine (from x) or cosine (from 1), for arguments up to π/4. */
function series(x: Double2, odd: boolean): Double2 {
  const square = multiply2(x, x);
  const minus: Double2 = [-square[0], -square[1]];
  let term: Double2 = odd ? x : [1, 0];
  let total = term;
  for (let n = odd ? 3 : 2; n < 30; n += 2) {
    term = multiply2(multiply2(term, minus), stepOf(n));
    total = add2(total, term);
  }
  return total;
}

/** Sine and cosine of an angle up to a few turns. */
function sineAndCosine(angle: number): { readonly sine: Double2; readonly cosine: Double2 } {
  const quarters = Math.round(angle / (Math.PI / 2));
  let rest: Double2 = [angle, 0];
  for (const part of halfPi) rest = add2(rest, product(-quarters, part));
  const sine = series(rest, true);
  const cosine = series(rest, false);
  const negated = ([high, low]: Double2): Double2 => [-high, -low];
  switch (((quarters % 4) + 4) % 4) {
    case 0:
      return { sine, cosine };
    case 1:
      return { sine: cosine, cosine: negated(sine) };
    case 2:
      return { sine: negated(sine), cosine: negated(cosine) };
    default:
      return { sine: negated(cosine), cosine: sine };
  }
}

export const sin = (angle: number): number => (angle === 0 ? angle : sineAndCosine(angle).sine[0]);
export const cos = (angle: number): number => sineAndCosine(angle).cosine[0];

/** The angle of the point (x, y) in radians, from -π to π. */
export function atan2(y: number, x: number): number {
  const near = Math.atan2(y, x);
  if (near === 0 || !Number.isFinite(near) || x === 0) return near;
  const { sine, cosine } = sineAndCosine(near);
  const off = add2(multiply2([y, 0], cosine), multiply2([-x, 0], sine));
  const along = y * sine[0] + x * cosine[0];
  return near + off[0] / along;
}
