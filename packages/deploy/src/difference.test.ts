import type { JsonObject } from '@picket/arm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differences } from './difference.ts';

const object = fc.dictionary(fc.string(), fc.jsonValue()).map((value): JsonObject => JSON.parse(JSON.stringify(value)));

test.each<[JsonObject, JsonObject, string[]]>([
  [{ a: 1 }, { a: 1 }, []],
  [{ properties: { severity: 'Low' } }, { properties: { severity: 'High' } }, ['severity']],
  [{ a: [1, 2] }, { a: [1, 3] }, ['a']],
  [{ a: [{ b: 1 }, { b: 2 }] }, { a: [{ b: 1 }, { b: 3 }] }, ['a[1].b']],
  [{ a: [{ b: 1 }] }, { a: [{ b: 1 }, { b: 2 }] }, ['a[1]']],
  [{ a: {} }, {}, ['a']],
  [{ customDetails: { 'a.b': '1' } }, { customDetails: { 'a.b': '2' } }, ['customDetails."a.b"']],
  [
    { a: Array.from({ length: 12 }, () => ({ b: 1 })) },
    { a: Array.from({ length: 12 }, () => ({ b: 2 })) },
    Array.from({ length: 12 }, (_, i) => `a[${i}].b`),
  ],
  [{ kind: 'NRT', x: 1 }, { kind: 'Scheduled', y: 1 }, ['kind', 'x', 'y']],
])('%j → %j', (before, after, paths) => {
  expect(differences(before, after).map(({ path }) => path)).toEqual(paths);
});

test('nothing differs from itself, and a difference has both directions', () => {
  fc.assert(
    fc.property(object, object, (one, other) => {
      expect(differences(one, JSON.parse(JSON.stringify(one)))).toEqual([]);
      const there = differences(one, other);
      const back = differences(other, one);
      expect(back.map(({ path, before, after }) => [path, after, before])).toEqual(
        there.map(({ path, before, after }) => [path, before, after]),
      );
    }),
  );
});
