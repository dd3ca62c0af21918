import { describe, expect, test } from 'vitest';
import { columnsOf, resultOf, rowsOf } from '../../evaluate.test-support.ts';

test.each([
  ['series_add(dynamic([1, 2]), dynamic([10, 20]))', [11, 22]],
  ['tostring(series_add(dynamic([1, 2]), dynamic([10, 20])))', '[11,22]'],
  ['tostring(series_add(dynamic([1, 2]), dynamic([0.5, 1])))', '[1.5,3.0]'],
  ['series_add(dynamic([1, 2, 3]), dynamic([10, "x"]))', [11, null, null]],
  ['series_multiply(2, dynamic([3, null]))', [6, null]],
  ['series_subtract(dynamic([3, 5]), 1)', [2, 4]],
  ['series_divide(dynamic([1, 2]), dynamic([4, 0]))', [0.25, 'Infinity']],
  ['series_pow(dynamic([2, 9]), dynamic([3, 0.5]))', [8, 3]],
  ['series_equals(dynamic([1, 2, "a"]), dynamic([1.0, 3, "a"]))', [true, false, null]],
  ['series_not_equals(dynamic([1, 2]), 1)', [false, true]],
  ['series_greater(dynamic([1, 2]), 1)', [false, true]],
  ['series_less_equals(dynamic([1, 2]), 1)', [true, false]],
  ['series_abs(dynamic([-2, 3.5]))', [2, 3.5]],
  ['series_sign(dynamic([-2, 0, 7]))', [-1, 0, 1]],
  ['series_floor(dynamic([-1.2, 1.8]))', [-2, 1]],
  ['series_exp(dynamic([0]))', [1]],
])('element by element: %s', (expression, expected) => {
  expect(resultOf(expression)).toEqual(expected);
});

test.each([
  ['series_fill_forward(dynamic([null, 1, null]))', [null, 1, 1]],
  ['series_fill_forward(dynamic([0, 1, 0]), 0)', [0, 1, 1]],
  ['series_fill_backward(dynamic([null, 1, null]))', [1, 1, null]],
  ['series_fill_const(dynamic([1, null]), 7)', [1, 7]],
  ['series_fill_const(dynamic([1, 0, null]), 7, 0)', [1, 7, null]],
  ['series_fill_linear(dynamic([null, 1.0, null, 2.0]))', [1, 1, 1.5, 2]],
  ['series_fill_linear(dynamic([5, null, 2]))', [5, 3, 2]],
  ['series_fill_linear(dynamic([null, 1, null]), real(null), false)', [null, 1, null]],
  ['series_fill_linear(dynamic([null, null]), real(null), true, 4)', [4, 4]],
])('gaps are filled: %s', (expression, expected) => {
  expect(resultOf(expression)).toEqual(expected);
});

test.each([
  ['series_fir(dynamic([4, 8, 12]), dynamic([1, 1]))', [2, 6, 10]],
  ['series_fir(dynamic([4, 8, 12]), dynamic([1, -1]))', [4, 4, 4]],
  ['series_fir(dynamic([4, 8, 12]), dynamic([1, -1]), true)', null],
  ['series_fir(dynamic([3, 6, 9]), dynamic([1, 1, 1]), true, true)', [3, 6, 5]],
  ['series_iir(dynamic([1, 2, 3]), dynamic([1]), dynamic([1, -1]))', [1, 3, 6]],
  ['series_sum(dynamic([1, 2.5]))', 3.5],
  ['series_product(dynamic([2, 3]))', 6],
  ['series_magnitude(dynamic([3, 4]))', 5],
  ['series_dot_product(dynamic([1, 2, 3]), dynamic([4, 5]))', 14],
  ['series_dot_product(dynamic([1, 2]), 3)', 9],
  ['series_dot_product(dynamic([]), dynamic([4]))', null],
  ['series_cosine_similarity(dynamic([3, 4]), dynamic([6, 8]))', 1],
  ['series_cosine_similarity(dynamic([3, 4]), dynamic([3, 4]), 10, 5)', 0.5],
  ['series_pearson_correlation(dynamic([1, 2]), dynamic([1, null]))', null],
])('filters and sums: %s', (expression, expected) => {
  expect(resultOf(expression)).toEqual(expected);
});

describe('functions that fill several columns', () => {
  const data = 'print y = dynamic([1, 3, 5, 7])';
  test('extend makes a column of each, by the name of the series', () => {
    expect(columnsOf(`${data} | extend series_stats(y)`)).toEqual([
      'y:dynamic',
      'series_stats_y_min:real',
      'series_stats_y_min_idx:long',
      'series_stats_y_max:real',
      'series_stats_y_max_idx:long',
      'series_stats_y_avg:real',
      'series_stats_y_stdev:real',
      'series_stats_y_variance:real',
    ]);
  });
  test('extend with names makes those only', () => {
    expect(columnsOf(`${data} | extend (r, slope) = series_fit_line(y)`)).toEqual([
      'y:dynamic',
      'r:real',
      'slope:real',
    ]);
    expect(rowsOf(`${data} | extend r = series_fit_line(y) | project r`)).toEqual([[1]]);
  });
  test('project with names makes the rest too', () => {
    expect(columnsOf(`${data} | project (re) = series_fft(y)`)).toEqual(['re:dynamic', 'series_fft_y_imag:dynamic']);
  });
  test.each([
    ['series_stats(y)', [1, 0, 7, 3, 4, 2.5819888974716112, 6.666666666666667]],
    ['series_fit_line(y)', [1, 2, 6.666666666666667, 0, -1, [1, 3, 5, 7]]],
    ['series_fit_poly(y)', [1, [2, -1], 6.666666666666667, 0, [1, 3, 5, 7]]],
    [
      'series_decompose(y, 0, "linefit")',
      [
        [1, 3, 5, 7],
        [0, 0, 0, 0],
        [1, 3, 5, 7],
        [0, 0, 0, 0],
      ],
    ],
    [
      'series_decompose(y, 2, "avg")',
      [
        [3, 5, 3, 5],
        [3, 5, 3, 5],
        [0, 0, 0, 0],
        [-2, -2, 2, 2],
      ],
    ],
  ])('%s', (call, expected) => {
    expect(rowsOf(`${data} | project ${call}`)).toEqual([expected]);
  });
  test('a series with a gap has no statistics, unless gaps are ignored', () => {
    const gap = 'print y = dynamic([4, null, 2])';
    expect(rowsOf(`${gap} | project series_stats(y)`)).toEqual([[null, null, null, null, null, null, null]]);
    expect(rowsOf(`${gap} | extend (low, at) = series_stats(y, true) | project low, at`)).toEqual([[2, 2]]);
  });
  test('a transform and its inverse give the series back', () => {
    const back = `${data} | extend (re, im) = series_fft(y) | extend (a, b) = series_ifft(re, im)`;
    expect(rowsOf(`${back} | mv-expand a to typeof(real) | project round(a, 6)`)).toEqual([[1], [3], [5], [7]]);
  });
});

test('two lines meet at the element that starts the second', () => {
  expect(
    rowsOf('print y = dynamic([1, 2, 3, 9, 7, 5]) | extend (r, at) = series_fit_2lines(y) | project r, at'),
  ).toEqual([[1, 3]]);
  expect(
    rowsOf('print y = dynamic([0, 0, 0, 5]) | extend (r, at, v, rv, line) = series_fit_2lines(y) | project r, line'),
  ).toEqual([[1, [0, 0, 0, 5]]]);
  expect(resultOf('series_fit_2lines_dynamic(dynamic([1]))')).toContain('ENG102');
});

test('a polynomial is fitted by its degree and places', () => {
  const fit = 'print y = dynamic([1, 9, 25]), x = dynamic([1, 3, 5]) | extend (r, c) = series_fit_poly(y, x, 2)';
  expect(rowsOf(`${fit} | mv-expand c to typeof(real) | project round(c, 6)`)).toEqual([[1], [0], [0]]);
});

test.each([
  ['series_outliers(dynamic([1, 2, 3, 4, 30]), "tukey")', [-0.5, 0, 0, 0, 13]],
  ['series_outliers(dynamic([1, null, 1, 99, 1]), "tukey", 99)', [0, 0, 0, 0, 0]],
])('%s', (expression, expected) => {
  expect(resultOf(expression)).toEqual(expected);
});

describe('seasons', () => {
  const weeks = 'range i from 0 to 27 step 1 | summarize y = make_list(iff(i % 7 > 4, 2.0, 10.0 + i % 7))';
  test('a clear period is found, with its median', () => {
    expect(rowsOf(`${weeks} | project s = array_slice(series_seasonal(y), 0, 6)`)).toEqual([
      [[10, 11, 12, 13, 14, 2, 2]],
    ]);
  });
  test('a period that is given is taken', () => {
    expect(resultOf('series_seasonal(dynamic([1, 3, 2, 4]), 2)')).toEqual([1.5, 3.5, 1.5, 3.5]);
    expect(resultOf('series_seasonal(dynamic([1, 3, 2, 4]), 0)')).toEqual([0, 0, 0, 0]);
  });
  test('anomalies stand out of the season', () => {
    const noisy =
      'print y = dynamic([10, 12, 11, 13, 10, 12, 90, 11, 12, 10, 13, 11]) | extend (flag, score, base) = series_decompose_anomalies(y, 2.5, 0, "avg")';
    expect(rowsOf(`${noisy} | project flag`)).toEqual([[[0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0]]]);
  });
  test('a forecast goes on with the trend', () => {
    const forecast = 'print y = dynamic([1, 2, 3, 4, 0, 0]) | extend f = series_decompose_forecast(y, 2, 0, "linefit")';
    expect(rowsOf(`${forecast} | project f`)).toEqual([[[1, 2, 3, 4, 5, 6]]]);
  });
});

test('where no period can be, there is none', () => {
  const y = 'print y = dynamic([1, 2, 3, 4, 5, 6])';
  expect(rowsOf(`${y} | project series_periods_validate(y, 2.0, 9.0)`)).toEqual([
    [
      [2, 9],
      [0, 0],
    ],
  ]);
  expect(rowsOf(`${y} | project series_periods_detect(y, 0.0, 9.0, 2)`)).toEqual([
    [
      [0, 0],
      [0, 0],
    ],
  ]);
});

test.each([
  ['series_log(dynamic([-1]))'],
  ['series_fir(dynamic([1, null]), dynamic([1]))'],
  ['series_outliers(dynamic([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 5]))'],
  ['series_outliers(dynamic([1, 2, 3]), "ctukey", real(null), 5, 95)'],
  ['series_stats_dynamic(dynamic([1, null]))'],
  ['series_add(dynamic([1]), dynamic([datetime(2024-01-01)]))'],
])('what the pages leave open is refused: %s', (expression) => {
  expect(resultOf(expression)).toMatch(/^ENG102/);
});
