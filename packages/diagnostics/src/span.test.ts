import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineIndex } from './span.ts';

test.each([
  ['', 0, 1, 1],
  ['ab\ncd', 3, 2, 1],
  ['ab\r\ncd', 4, 2, 1],
  ['ab\r\ncd', 3, 1, 4],
  ['ab\rcd', 4, 2, 2],
  ['ab', 99, 1, 3],
])('%j at %i is %i:%i', (text, offset, line, column) => {
  expect(lineIndex(text).positionAt(offset)).toEqual({ line, column });
});

test('every offset is found again from its line and column', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '\n', '\r', 'é', '😀') }), fc.nat(), (text, seed) => {
      const offset = seed % (text.length + 1);
      const { line, column } = lineIndex(text).positionAt(offset);
      const starts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map((m) => m.index + m[0].length)];
      expect((starts[line - 1] ?? 0) + column - 1).toBe(offset);
    }),
  );
});
