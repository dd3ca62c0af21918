import { expect, test } from 'vitest';
import { signInErrorCode, signInErrorCodes } from './sign-in-errors.ts';

test('there are 350 codes', () => {
  expect(signInErrorCodes()).toHaveLength(350);
});

test.each([
  ['0', { name: 'Success', groups: [], documented: true }],
  ['50126', { name: 'InvalidUserNameOrPassword', groups: ['credentialFailure'], documented: true }],
  ['65001', { groups: ['interruptNotFailure', 'appAssignmentOrConsent'], documented: true }],
  ['500121', { groups: ['mfaInterruptOrFailure'], documented: false }],
])('%s', (code, facts) => {
  expect(signInErrorCode(code)).toMatchObject({ code, ...facts });
});

test('a code without a name in the reference has none', () => {
  expect(signInErrorCode('500121')).not.toHaveProperty('name');
});

test.each(['', '1', '050126', 'constructor', '__proto__'])('there is no code %j', (code) => {
  expect(signInErrorCode(code)).toBeUndefined();
});
