import { Refusal } from '../values/refusal.ts';
import { betaDensity, betaQuantile, betaShare, erf, erfc, gamma, logGamma } from '../values/special-functions.ts';
import { type FunctionRow, type FunctionTable, fn } from './blueprint.ts';

const real = (run: (value: number) => number): FunctionRow => fn({ takes: ['real'], returns: 'real', run });

const isParameter = (value: number): boolean => value > 0 && value <= 10_000;

/** NaN outside its domain, but 1 for a first parameter below zero: the engine answers so, though its page tells otherwise. */
function betaCdf(x: number, alpha: number, beta: number): number {
  if (!(x >= 0 && x <= 1)) return Number.NaN;
  if (alpha < 0 && isParameter(beta)) return 1;
  if (!isParameter(alpha) || !isParameter(beta)) throw new Refusal('beta_cdf()', 'a parameter outside its range');
  return betaShare(x, alpha, beta);
}

/** Null for a probability above 1, NaN for a first parameter below zero: the engine answers so. */
function betaInv(probability: number, alpha: number, beta: number): number | null {
  if (alpha < 0 && isParameter(beta) && probability > 0 && probability <= 1) return Number.NaN;
  if (!isParameter(alpha) || !isParameter(beta) || !(probability > 0))
    throw new Refusal('beta_inv()', 'a parameter outside its range');
  return probability > 1 ? null : betaQuantile(probability, alpha, beta);
}

function betaPdf(x: number, alpha: number, beta: number): number {
  return x > 0 && x < 1 && alpha > 0 && beta > 0 ? betaDensity(x, alpha, beta) : Number.NaN;
}

/** How probable it is that two samples with these means, variances and counts have one mean: Welch's test, two-sided. */
function welch(
  mean1: number,
  variance1: number,
  count1: number,
  mean2: number,
  variance2: number,
  count2: number,
): number {
  const [a, b] = [variance1 / count1, variance2 / count2];
  if (!(count1 > 1 && count2 > 1 && a >= 0 && b >= 0 && a + b > 0))
    throw new Refusal('welch_test()', 'samples without a variance');
  const square = (mean1 - mean2) ** 2 / (a + b);
  const freedom = (a + b) ** 2 / (a ** 2 / (count1 - 1) + b ** 2 / (count2 - 1));
  return betaShare(freedom / (freedom + square), freedom / 2, 0.5);
}

const notAtPoles = (what: string, run: (value: number) => number): FunctionRow =>
  real((value) => {
    if (Number.isInteger(value) && value <= 0) throw new Refusal(what, 'zero, or a whole number below it');
    return run(value);
  });

/** Microsoft Learn: a page for each, as "beta_cdf()", "welch_test()". */
export const statistics: FunctionTable = {
  beta_cdf: fn({ takes: ['real', 'real', 'real'], returns: 'real', run: betaCdf }),
  beta_inv: fn({ takes: ['real', 'real', 'real'], returns: 'real', run: betaInv }),
  beta_pdf: fn({ takes: ['real', 'real', 'real'], returns: 'real', run: betaPdf }),
  erf: real(erf),
  erfc: real(erfc),
  gamma: notAtPoles('gamma()', gamma),
  loggamma: notAtPoles('loggamma()', logGamma),
  welch_test: fn({ takes: ['real', 'real', 'real', 'real', 'real', 'real'], returns: 'real', run: welch }),
};
