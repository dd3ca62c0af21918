import { expect, test } from 'vitest';
import { nameGuid } from './name-guid.ts';
import { uniqueString } from './unique-string.ts';

test.each([
  // Azure/bicep, SnapshotCommandTests/basic: the predicted resource of Microsoft's own engine
  [['/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/myRg'], 'js26ofeqkqeve'],
])('uniqueString of %j is %s', (parts, expected) => {
  expect(uniqueString(parts)).toBe(expected);
});

test('uniqueString joins its arguments and always gives 13 characters', () => {
  expect(uniqueString(['a', 'b'])).toBe(uniqueString(['a-b']));
  for (const text of ['', 'a', 'ab', 'abcdefg', 'abcdefgh', 'é😀'])
    expect(uniqueString([text])).toMatch(/^[a-z2-7]{13}$/);
});

test('guid of one argument', () => {
  expect(nameGuid('test')).toBe('d6a5baf1-8b9b-542a-8525-2982f1f98a0c');
});
