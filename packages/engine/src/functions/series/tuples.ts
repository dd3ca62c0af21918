import type { Column, ScalarType } from '../../values/cell.ts';

const columns = (type: ScalarType, ...names: readonly string[]): readonly Column[] =>
  names.map((name) => ({ name, type }));

const ofPart = (part: string): readonly Column[] =>
  columns('real', ...['rsquare', 'slope', 'interception', 'variance', 'rvariance'].map((name) => `${part}_${name}`));

const complex = columns('dynamic', 'real', 'imag');
const periods = columns('dynamic', 'periods', 'scores');
const parts = columns('dynamic', 'baseline', 'seasonal', 'trend', 'residual');

/**
 * Functions that fill several columns: their row gives an array with a value for each of these. Microsoft Learn tells the columns on the
 * page of each function.
 */
export const tupleColumns: Readonly<Record<string, readonly Column[]>> = {
  series_stats: [
    ...columns('real', 'min'),
    ...columns('long', 'min_idx'),
    ...columns('real', 'max'),
    ...columns('long', 'max_idx'),
    ...columns('real', 'avg', 'stdev', 'variance'),
  ],
  series_fit_line: [
    ...columns('real', 'rsquare', 'slope', 'variance', 'rvariance', 'interception'),
    ...columns('dynamic', 'line_fit'),
  ],
  series_fit_2lines: [
    ...columns('real', 'rsquare'),
    ...columns('long', 'split_idx'),
    ...columns('real', 'variance', 'rvariance'),
    ...columns('dynamic', 'line_fit'),
    ...ofPart('right'),
    ...ofPart('left'),
  ],
  series_fit_poly: [
    ...columns('real', 'rsquare'),
    ...columns('dynamic', 'coefficients'),
    ...columns('real', 'variance', 'rvariance'),
    ...columns('dynamic', 'poly_fit'),
  ],
  series_fft: complex,
  series_ifft: complex,
  series_periods_detect: periods,
  series_periods_validate: periods,
  series_decompose: parts,
  series_decompose_forecast: parts,
  series_decompose_anomalies: columns('dynamic', 'ad_flag', 'ad_score', 'baseline'),
};
