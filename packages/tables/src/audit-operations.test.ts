import { expect, test } from 'vitest';
import { auditOperation } from './audit-operations.ts';

test.each([
  ['Add member to role', 'Core Directory', 'RoleManagement'],
  ['Update Conditional Access policy', 'Conditional Access', 'Policy'],
  ['Update conditional access policy', 'Conditional Access', 'Policy'],
])('%s is logged by %s in %s', (name, service, category) => {
  expect(auditOperation(name)?.places).toContainEqual({ service, category });
});

test.each(['', 'add member to role', 'Add member to role outside of PIM', 'constructor', '__proto__'])(
  'no operation %j is documented',
  (name) => {
    expect(auditOperation(name)).toBeUndefined();
  },
);
