import { expect, test } from 'vitest';
import { didYouMean } from './did-you-mean.ts';

test.each([
  ['UserPrincipleName', ['UserPrincipalName', 'UserId'], 'UserPrincipalName'],
  ['userprincipalname', ['UserPrincipalName', 'UserDisplayName'], 'UserPrincipalName'],
  ['IPAdress', ['IPAddress', 'AppDisplayName'], 'IPAddress'],
  ['abc', ['xyz'], undefined],
  ['same', ['same'], undefined],
  ['', ['a'], 'a'],
])('%s → %s', (written, candidates, expected) => {
  expect(didYouMean(written, candidates)).toBe(expected);
});
