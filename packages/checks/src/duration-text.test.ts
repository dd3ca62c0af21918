import { expect, test } from 'vitest';
import { durationText } from './duration-text.ts';

test.each([
  [0, '0m'],
  [0.5, '30s'],
  [5, '5m'],
  [60, '1h'],
  [90, '1h 30m'],
  [1440, '1d'],
  [20160, '14d'],
  [1500, '1d 1h'],
  [1.5, '1m 30s'],
])('%d minutes are %s', (minutes, expected) => {
  expect(durationText(minutes)).toBe(expected);
});
