import type { Chance } from '../chance.ts';
import type { Company } from '../company/company.ts';
import { workingMoment } from '../life/day.ts';
import type { Activity } from '../life/life.ts';
import { auditRow, type Change, type Target, userTarget } from '../logs/audit-records.ts';
import { administrator, application } from './actors.ts';
import { canBeAtRisk } from './risk-of-users.ts';

/** Something that administrators, people or programs of the company do to the directory in the ordinary course. */
interface Routine {
  /** How often on a workday; at the weekend a fifteenth of it. */
  readonly mean: number;
  readonly change: (company: Company, chance: Chance) => Change;
}

const directory = 'Core Directory';

type MakeChange = (company: Company, chance: Chance) => Change;

/** A change to targets, by whoever is its actor. */
const changeBy =
  (actorOf: (company: Company, chance: Chance) => Change['actor']) =>
  (
    operation: string,
    category: string,
    kind: Change['kind'],
    targets: (company: Company, chance: Chance) => readonly Target[],
    service = directory,
  ): MakeChange =>
  (company, chance) => ({
    operation,
    category,
    service,
    kind,
    actor: actorOf(company, chance),
    targets: targets(company, chance),
  });

const byAdministrator = changeBy(administrator);

const byApplication = (name: string, ...change: Parameters<typeof byAdministrator>): MakeChange =>
  changeBy((company) => application(company, name))(...change);

/** What people do to their own accounts. Those who may be at risk register nothing: that would be a sign of an attack. */
const byPerson =
  (operation: string, service: string, kind: Change['kind'], more: (chance: Chance) => Partial<Change> = () => ({})) =>
  (company: Company, chance: Chance): Change => {
    const person = chance.pick(company.members.filter((each) => !canBeAtRisk(each)));
    return {
      operation,
      category: 'UserManagement',
      service,
      kind,
      actor: { person, network: chance.happens(0.6) ? person.officeNetwork : person.home },
      targets: [userTarget(person)],
      ...more(chance),
    };
  };

const anyUser =
  (changes: Target['changes'] = []) =>
  (company: Company, chance: Chance): readonly Target[] => [userTarget(chance.pick(company.members), changes)];
const groupOf = (company: Company, chance: Chance): Target => {
  const { id, name } = chance.pick(company.groups);
  return { type: 'Group', id, name };
};
const memberAndGroup = (company: Company, chance: Chance): readonly Target[] => {
  const group = groupOf(company, chance);
  return [
    userTarget(chance.pick(company.members), [
      ['Group.ObjectID', null, group.id],
      ['Group.DisplayName', null, group.name],
    ]),
    group,
  ];
};
const deviceOf = (company: Company, chance: Chance): readonly Target[] => {
  const { computer } = chance.pick(company.members);
  return [
    {
      type: 'Device',
      id: computer.id,
      name: computer.name,
      changes: [['DeviceOSVersion', ['10.0.22621'], [computer.osVersion]]],
    },
  ];
};
const ownApplication =
  (type: 'Application' | 'ServicePrincipal', changes: Target['changes'] = []) =>
  (company: Company, chance: Chance): readonly Target[] => {
    const { id, name } = chance.pick(company.applications);
    return [{ type, id: company.principalOf(id), name, changes }];
  };

const registered = (chance: Chance): Partial<Change> => ({
  reason: chance.pick([
    'User registered Authenticator App with Notification and Code',
    'User registered Passkey (device-bound)',
    'User registered Mobile Phone SMS',
  ]),
});

/** Operations as the log spells them (Microsoft Learn, "Microsoft Entra audit log categories and activities"). */
const routines: readonly Routine[] = [
  { mean: 14, change: byApplication('Microsoft Intune', 'Update device', 'Device', 'Update', deviceOf) },
  {
    mean: 10,
    change: byApplication(
      'HR to directory',
      'Update user',
      'UserManagement',
      'Update',
      anyUser([['JobTitle', ['Planner'], ['Senior planner']]]),
    ),
  },
  { mean: 6, change: byAdministrator('Add member to group', 'GroupManagement', 'Assign', memberAndGroup) },
  { mean: 3, change: byAdministrator('Remove member from group', 'GroupManagement', 'Unassign', memberAndGroup) },
  {
    mean: 4,
    change: byApplication(
      'Microsoft Azure AD Group-Based Licensing',
      'Change user license',
      'UserManagement',
      'Update',
      anyUser(),
    ),
  },
  {
    mean: 2,
    change: byAdministrator(
      'Update user',
      'UserManagement',
      'Update',
      anyUser([['Department', ['Sales'], ['Marketing']]]),
    ),
  },
  { mean: 1, change: byAdministrator('Add user', 'UserManagement', 'Add', anyUser([['AccountEnabled', [], [true]]])) },
  {
    mean: 0.5,
    change: byAdministrator(
      'Disable account',
      'UserManagement',
      'Update',
      anyUser([['AccountEnabled', [true], [false]]]),
    ),
  },
  {
    mean: 0.3,
    change: byAdministrator(
      'Enable account',
      'UserManagement',
      'Update',
      anyUser([['AccountEnabled', [false], [true]]]),
    ),
  },
  { mean: 0.4, change: byAdministrator('Delete user', 'UserManagement', 'Delete', anyUser()) },
  {
    mean: 0.4,
    change: byAdministrator('Add group', 'GroupManagement', 'Add', (company, chance) => [groupOf(company, chance)]),
  },
  {
    mean: 1,
    change: byAdministrator('Update group', 'GroupManagement', 'Update', (company, chance) => [
      groupOf(company, chance),
    ]),
  },
  { mean: 1, change: byApplication('Device Registration Service', 'Add device', 'Device', 'Add', deviceOf) },
  {
    mean: 1,
    change: byApplication(
      'Device Registration Service',
      'Register device',
      'Device',
      'Add',
      deviceOf,
      'Device Registration Service',
    ),
  },
  { mean: 0.5, change: byAdministrator('Delete device', 'Device', 'Delete', deviceOf) },
  {
    mean: 1.5,
    change: byAdministrator(
      'Update application',
      'ApplicationManagement',
      'Update',
      ownApplication('Application', [['AppAddress', [], [{ Address: 'https://app.contoso.example/' }]]]),
    ),
  },
  {
    mean: 1.5,
    change: byAdministrator(
      'Update service principal',
      'ApplicationManagement',
      'Update',
      ownApplication('ServicePrincipal'),
    ),
  },
  {
    mean: 0.3,
    change: byAdministrator('Add application', 'ApplicationManagement', 'Add', ownApplication('Application')),
  },
  {
    mean: 0.3,
    change: byAdministrator(
      'Add service principal',
      'ApplicationManagement',
      'Add',
      ownApplication('ServicePrincipal'),
    ),
  },
  {
    mean: 0.3,
    change: byAdministrator(
      'Add owner to application',
      'ApplicationManagement',
      'Assign',
      ownApplication('Application'),
    ),
  },
  {
    mean: 0.4,
    change: byAdministrator(
      'Add delegated permission grant',
      'ApplicationManagement',
      'Assign',
      ownApplication('ServicePrincipal', [['DelegatedPermissionGrant.Scope', '', ' User.Read']]),
    ),
  },
  {
    mean: 0.2,
    change: byAdministrator(
      'Add app role assignment to service principal',
      'ApplicationManagement',
      'Assign',
      ownApplication('ServicePrincipal', [['AppRole.Value', null, 'User.Read.All']]),
    ),
  },
  {
    mean: 0.3,
    change: byAdministrator(
      'Update conditional access policy',
      'Policy',
      'Update',
      policyWithMorePeople,
      'Conditional Access',
    ),
  },
  {
    mean: 0.15,
    change: byAdministrator(
      'Update named location',
      'Policy',
      'Update',
      () => [{ type: 'Policy', id: '', name: 'Oslo office' }],
      'Conditional Access',
    ),
  },
  {
    mean: 0.2,
    change: byAdministrator('Update policy', 'Policy', 'Update', () => [
      {
        type: 'Policy',
        id: '',
        name: 'Token lifetime',
        changes: [['PolicyDetail', ['AccessTokenLifetime=01:00:00'], ['AccessTokenLifetime=00:45:00']]],
      },
    ]),
  },
  {
    mean: 0.3,
    change: byAdministrator('Invite external user', 'UserManagement', 'Invite', anyUser(), 'Invited Users'),
  },
  { mean: 3, change: byPerson('User registered security info', 'Authentication Methods', 'Other', registered) },
  { mean: 3, change: byPerson('User started security info registration', 'Authentication Methods', 'Other') },
  { mean: 0.5, change: byPerson('User deleted security info', 'Authentication Methods', 'Other') },
  { mean: 0.5, change: byPerson('User changed default security info', 'Authentication Methods', 'Other') },
  { mean: 2, change: byPerson('Change user password', directory, 'Update') },
  { mean: 1.5, change: byPerson('Reset password (self-service)', 'Self-service Password Management', 'ResetPassword') },
  {
    mean: 0.4,
    change: byPerson('Reset password (self-service)', 'Self-service Password Management', 'ResetPassword', () => ({
      failure: 'The user did not pass the second check.',
    })),
  },
  { mean: 2, change: byPerson('Update StsRefreshTokenValidFrom Timestamp', directory, 'Update') },
  { mean: 0.6, change: consentToReadOneself },
];

/** The share of changes that the directory refuses: a role was not active yet, or the object is from elsewhere. */
const failures = 0.02;

/** Administrators' and people's ordinary changes of the directory. */
export const directoryChanges: Activity = ({ day }, log) => {
  const chance = day.chanceFor('directory changes');
  for (const { mean, change } of routines) {
    for (let i = chance.count(day.isWorkday ? mean : mean / 15); i > 0; i--) {
      const at = workingMoment(day, 1, chance);
      const made = change(day.company, chance);
      const failed = chance.happens(failures) ? { failure: 'The caller may not do this.' } : {};
      log('AuditLogs', at, auditRow(at, day.company, { ...made, ...failed }, chance));
    }
  }
};

/** More people come under a policy; it stays on. */
function policyWithMorePeople(company: Company, chance: Chance): readonly Target[] {
  const { id, name } = chance.pick(Object.values(company.policies));
  const policy = (groups: readonly string[]) =>
    JSON.stringify({ id, displayName: name, state: 'enabled', conditions: { users: { includeGroups: groups } } });
  const [first, second] = [chance.pick(company.groups).id, chance.pick(company.groups).id];
  return [
    { type: 'Policy', id, name, changes: [['ConditionalAccessPolicy', policy([first]), policy([first, second])]] },
  ];
}

/** Somebody lets an application read who they are, and no more. */
function consentToReadOneself(company: Company, chance: Chance): Change {
  const person = chance.pick(company.members);
  const { id, name } = chance.pick(company.applications);
  return {
    operation: 'Consent to application',
    category: 'ApplicationManagement',
    service: directory,
    kind: 'Assign',
    actor: { person, network: person.officeNetwork },
    targets: [
      {
        type: 'ServicePrincipal',
        id: company.principalOf(id),
        name,
        changes: [
          ['ConsentContext.IsAdminConsent', null, 'False'],
          [
            'ConsentAction.Permissions',
            null,
            `[] => [[Id: ${chance.guid()}, ClientId: ${id}, Scope: User.Read openid profile]]`,
          ],
        ],
      },
    ],
  };
}
