import { expect, test } from 'vitest';
import { ownCodeVersion } from './own-code.ts';

test('the same code has the same version, which costs little to find', () => {
  const first = ownCodeVersion();
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(ownCodeVersion()).toBe(first);
});
