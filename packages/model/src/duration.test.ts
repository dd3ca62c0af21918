import fc from 'fast-check';
import { expect, test } from 'vitest';
import { durationMinutes, toIsoDuration } from './duration.ts';

test.each<[string, number | undefined, string | undefined]>([
  ['5m', 5, 'PT5M'],
  ['90m', 90, 'PT1H30M'],
  ['1h', 60, 'PT1H'],
  ['24h', 1440, 'P1D'],
  ['14d', 20160, 'P14D'],
  ['1D', 1440, 'P1D'],
  ['PT5H', 300, 'PT5H'],
  ['pt30m', 30, 'PT30M'],
  ['P1DT12H', 2160, 'P1DT12H'],
  ['PT90S', 1.5, 'PT1M30S'],
  ['PT0.5S', 1 / 120, 'PT0.5S'],
  ['PT0S', 0, 'PT0S'],
  ['00:30:00', 30, 'PT30M'],
  ['1.00:00:00', 1440, 'P1D'],
  ['14.00:00:00', 20160, 'P14D'],
  ['05:00', 300, 'PT5H'],
  ['23:59:59', 1439 + 59 / 60, 'PT23H59M59S'],
  ['', undefined, undefined],
  ['P', undefined, undefined],
  ['PT', undefined, undefined],
  ['P1DT', undefined, undefined],
  ['5', undefined, undefined],
  ['5 m', undefined, undefined],
  ['1.5h', undefined, undefined],
  ['5s', undefined, undefined],
  ['-5m', undefined, undefined],
  ['P1M', undefined, undefined],
  ['1w', undefined, undefined],
  ['24:00:00', undefined, undefined],
  ['00:60:00', undefined, undefined],
  ['1h30m', undefined, undefined],
])('%s', (text, minutes, isoText) => {
  expect(durationMinutes(text)).toBe(minutes);
  expect(toIsoDuration(text)).toBe(isoText);
});

test('the ISO form means the same duration, and is its own ISO form', () => {
  const part = fc.nat({ max: 5000 });
  const written = fc.oneof(
    fc.tuple(part, fc.constantFrom('m', 'h', 'd')).map(([n, unit]) => `${n}${unit}`),
    fc.tuple(part, part, part, part).map(([d, h, m, s]) => `P${d}DT${h}H${m}M${s}S`),
    fc
      .tuple(part, fc.nat({ max: 23 }), fc.nat({ max: 59 }), fc.nat({ max: 59 }))
      .map(([d, h, m, s]) => `${d}.${h}:${m}:${s}`),
  );
  fc.assert(
    fc.property(written, (text) => {
      const isoText = toIsoDuration(text) ?? '';
      expect(durationMinutes(isoText)).toBeCloseTo(durationMinutes(text) ?? -1, 6);
      expect(toIsoDuration(isoText)).toBe(isoText);
    }),
  );
});
