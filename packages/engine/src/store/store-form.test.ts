import { expect, test } from 'vitest';
import { parseJson } from '../values/json.ts';
import { columnReader, storeForm } from './store-form.ts';

test.each([
  ['come again', (at: number) => `{"device":"${at % 7}","n":${at % 3}}`],
  ['never come again', (at: number) => `[${at},"${at}"]`],
  ['are texts, numbers or nothing', (at: number) => [`"x${at % 2}"`, '1', 'null', null][at % 4] ?? null],
])('a column whose values %s reads as each by itself', (_, valueAt) => {
  const [read, { read: one }] = [columnReader('dynamic'), storeForm('dynamic')];
  for (let at = 0; at < 100_000; at++) {
    const value = valueAt(at);
    if (at % 997 === 0) expect(read(value)).toEqual(one(value));
    else read(value);
  }
});

test.each([
  ['"plain"', 'plain'],
  ['"naïve 😀"', 'naïve 😀'],
  [String.raw`"a\"b\\c\n\u00e9"`, 'a"b\\c\né'],
  [String.raw`"ends with \\"`, 'ends with \\'],
  ['"a\u0001b"', undefined],
  ['"a\nb"', undefined],
  ['"open', undefined],
  ['"\u007f\u2028"', '\u007f\u2028'],
])('%j as JSON is %j', (text, value) => {
  expect(parseJson(text)).toBe(value);
});
