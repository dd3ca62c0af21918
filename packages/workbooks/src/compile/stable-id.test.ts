import { expect, test } from 'vitest';
import { stableId } from './stable-id.ts';

test('the example of RFC 9562, appendix A.4', () => {
  expect(stableId('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe(
    '2ed6657d-e927-568b-95e1-2665a8aea6a2',
  );
});

test('other names and other workbooks have other ids; letter case of the id does not matter', () => {
  const id = '6e1f7d0a-3a55-4d0e-9f0b-2f1f5b1f2a01';
  expect(stableId(id, 'a')).not.toBe(stableId(id, 'b'));
  expect(stableId(id, 'a')).not.toBe(stableId('6e1f7d0a-3a55-4d0e-9f0b-2f1f5b1f2a02', 'a'));
  expect(stableId(id.toUpperCase(), 'a')).toBe(stableId(id, 'a'));
});
