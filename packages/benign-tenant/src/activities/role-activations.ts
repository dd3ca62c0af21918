import { type Day, hour, minute, workingMoment } from '../life/day.ts';
import type { Activity } from '../life/life.ts';
import { type Actor, auditRow, type Change, type Target, userTarget } from '../logs/audit-records.ts';
import { application } from './actors.ts';

const directory = 'Core Directory';

/** Administrators take their roles for some hours through Privileged Identity Management, which writes what it does. */
export const roleActivations: Activity = ({ day }, log) => {
  if (!day.isWorkday) return;
  const chance = day.chanceFor('role activations');
  for (const person of day.company.administrators) {
    if (!chance.happens(0.5)) continue;
    const role = chance.pick(person.adminRoles);
    const self: Actor = { person, network: person.officeNetwork };
    const pim = application(day.company, 'MS-PIM');
    const targets: readonly Target[] = [userTarget(person, [['Role.DisplayName', null, role]]), roleTarget(day, role)];
    const write = (at: number, operation: string, service: string, actor: Actor, kind: Change['kind']): void =>
      log(
        'AuditLogs',
        at,
        auditRow(at, day.company, { operation, category: 'RoleManagement', service, kind, actor, targets }, chance),
      );
    const at = workingMoment(day, 1, chance);
    write(at, 'Add member to role requested (PIM activation)', 'PIM', self, 'ActivateRole');
    write(at + 3000, 'Add member to role', directory, pim, 'Assign');
    write(at + 4000, 'Add member to role completed (PIM activation)', 'PIM', self, 'ActivateRole');
    const end = at + 4 * hour;
    write(end, 'Remove member from role', directory, pim, 'Unassign');
    write(end + 2 * minute, 'Remove member from role completed (PIM deactivate)', 'PIM', pim, 'ActivateRole');
  }
};

const roleTarget = ({ company }: Day, role: string): Target => ({
  type: 'Role',
  id: company.principalOf(`role ${role}`),
  name: role,
});
