import { expect, test } from 'vitest';
import { runPicket } from './io.test-support.ts';

test('CMD900: what nobody expected is told in full, and is not called a success', async () => {
  const { code, err } = await runPicket(['explain', 'CMD001'], {
    out: () => {
      throw new Error('the pipe is gone');
    },
  });
  expect(code).toBe(3);
  expect(err).toContain('CMD900');
  expect(err).toContain('the pipe is gone');
});
