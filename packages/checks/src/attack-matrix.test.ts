import { expect, test } from 'vitest';
import { attackMatrix } from './attack-matrix.ts';

const matrix = attackMatrix();

test('the matrix says which version it is', () => {
  expect(matrix.version).toMatch(/^\d+\.\d+$/);
  expect(Object.keys(matrix.tactics)).toHaveLength(14);
});

test.each([
  ['T1110', 'Brute Force', 'active', ['CredentialAccess']],
  ['T1110.003', 'Password Spraying', 'active', ['CredentialAccess']],
  ['T1004', 'Winlogon Helper DLL', 'revoked', ['Persistence']],
])('%s is %s, %s', (id, name, status, tactics) => {
  expect(matrix.technique(id)).toEqual({ id, name, status, tactics });
});

test.each(['T9999', 'T1110.999', 'toString', ''])('%s does not exist', (id) => {
  expect(matrix.technique(id)).toBeUndefined();
});

test('every technique belongs to known tactics', () => {
  for (let number = 1000; number < 2000; number++) {
    const technique = matrix.technique(`T${number}`);
    for (const tactic of technique?.tactics ?? []) expect(matrix.tactics).toHaveProperty(tactic);
  }
});
