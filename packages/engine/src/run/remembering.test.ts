import { expect, test } from 'vitest';
import { remembering } from './remembering.ts';

function counted(texts: readonly string[]): { readonly results: readonly unknown[]; readonly calls: number } {
  let calls = 0;
  const call = remembering((text) => {
    calls++;
    return text.length > 3 ? null : text.toUpperCase();
  });
  return { results: texts.map(call), calls };
}

const texts = (count: number, different: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => `${i % different}`);

test.each([
  ['few texts', 10_000, 7, 7],
  ['texts without a result', 10_000, 1_200, 1_200],
  ['texts that never come again', 10_000, 10_000, 10_000],
  ['texts that come again too late', 10_000, 6_000, 10_000],
])('%s: %i calls for %i texts compute %i times', (_, count, different, calls) => {
  const asked = texts(count, different);
  const found = counted(asked);
  expect(found.results).toEqual(asked.map((text) => (text.length > 3 ? null : text.toUpperCase())));
  expect(found.calls).toBe(calls);
});

test('a failure is not kept', () => {
  let calls = 0;
  const call = remembering(() => {
    calls++;
    throw new Error('refused');
  });
  for (const text of ['a', 'a']) expect(() => call(text)).toThrow('refused');
  expect(calls).toBe(2);
});
