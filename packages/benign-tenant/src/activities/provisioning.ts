import type { Chance } from '../chance.ts';
import type { Company } from '../company/company.ts';
import type { Person } from '../company/people.ts';
import { minute } from '../life/day.ts';
import type { Activity } from '../life/life.ts';
import type { Cells } from '../row.ts';

interface Job {
  readonly name: string;
  readonly source: string;
  readonly target: string;
  /** Changes on a workday. */
  readonly changes: number;
}

const jobs: readonly Job[] = [
  { name: 'Contoso HR to Microsoft Entra', source: 'Contoso HR', target: 'Microsoft Entra ID', changes: 18 },
  { name: 'Northwind Maps', source: 'Microsoft Entra ID', target: 'Northwind Maps', changes: 9 },
  { name: 'Proseware Notes', source: 'Microsoft Entra ID', target: 'Proseware Notes', changes: 8 },
];

const actions = [
  [6, 'update'],
  [2, 'create'],
  [2, 'other'],
  [0.6, 'disable'],
  [0.2, 'delete'],
] as const;

/** Minutes from one cycle of a provisioning job to the next (Microsoft Learn, "Provisioning cycles"). */
const cycle = 40;

/** People's accounts go from one system to the next in cycles; some rows are skipped, a few fail and are tried again. */
export const provisioning: Activity = ({ day }, log) => {
  const chance = day.chanceFor('provisioning');
  for (const job of jobs) {
    for (let i = chance.count(day.isWorkday ? job.changes : job.changes / 8); i > 0; i--) {
      const turn = chance.below(1440 / cycle);
      const at = day.start + turn * cycle * minute + chance.below(6 * minute);
      log('AADProvisioningLogs', at, provisioningRow(day.company, job, `${day.number} ${turn}`, chance));
    }
  }
};

function provisioningRow(company: Company, job: Job, turn: string, chance: Chance): Cells {
  const person = chance.pick(company.members);
  const action = chance.weighted(actions);
  const result =
    action === 'other'
      ? 'skipped'
      : chance.weighted([
          [96, 'success'],
          [3, 'failure'],
          [1, 'warning'],
        ]);
  const change =
    action === 'update'
      ? chance.pick([
          ['department', 'Sales', person.department],
          ['jobTitle', 'Assistant', person.jobTitle],
          ['manager', '', company.people[person.manager]?.displayName ?? ''],
        ])
      : [];
  const [name = '', before = '', after = ''] = change;
  return {
    AADTenantId: company.tenantId,
    Category: 'ProvisioningLogs',
    ChangeId: chance.guid(),
    CorrelationId: chance.guid(),
    CycleId: company.principalOf(`cycle ${job.name} ${turn}`),
    DurationMs: chance.between(80, 4000),
    Id: chance.guid(),
    InitiatedBy: JSON.stringify({ Id: '', Name: 'Azure AD Provisioning Service', Type: 'system' }),
    JobId: `job.${company.principalOf(`job ${job.name}`)}`,
    ModifiedProperties: JSON.stringify(name === '' ? [] : [{ displayName: name, oldValue: before, newValue: after }]),
    OperationName: 'Provisioning activity',
    OperationVersion: '1.0',
    ProvisioningAction: action,
    ProvisioningStatusInfo: JSON.stringify({
      Status: result,
      ...(result === 'failure' || result === 'warning'
        ? {
            errorInformation: {
              errorCode: result === 'failure' ? 'DuplicateTargetEntries' : 'InvalidAnchor',
              reason: result === 'failure' ? 'Two accounts match.' : 'The account is no longer the one that matched.',
              additionalDetails: '',
              errorCategory: 'nonServiceFailure',
              recommendedAction: 'Remove one of the accounts.',
            },
          }
        : {}),
    }),
    ProvisioningSteps: JSON.stringify([
      {
        name: 'EntryImport',
        provisioningStepType: 0,
        status: 0,
        description: `Read ${person.principalName}`,
        details: {},
      },
      {
        name: 'EntryExport',
        provisioningStepType: 4,
        status: result === 'success' ? 0 : 1,
        description: `Write to ${job.target}`,
        details: {},
      },
    ]),
    ResultDescription: result === 'skipped' ? 'The user is not in scope.' : '',
    ResultSignature: result,
    ResultType: result === 'skipped' ? 'Skipped' : result === 'success' ? 'Success' : 'Failure',
    ServicePrincipal: JSON.stringify({ Id: company.principalOf(`principal of ${job.name}`), Name: job.name }),
    SourceIdentity: JSON.stringify(identityOf(person, job.source, company)),
    SourceSystem: systemText(company, job.source),
    TargetIdentity: JSON.stringify(identityOf(person, job.target, company)),
    TargetSystem: systemText(company, job.target),
  };
}

function identityOf(person: Person, system: string, company: Company) {
  const isHere = system === 'Microsoft Entra ID';
  return {
    identityType: 'User',
    details: {
      id: isHere ? person.id : person.employeeId,
      odatatype: 'User',
      DisplayName: person.displayName,
      UserPrincipalName: person.principalName,
    },
    Id: isHere ? person.id : company.principalOf(`${system} ${person.employeeId}`),
    Name: person.displayName,
  };
}

const systemText = (company: Company, name: string): string =>
  JSON.stringify({ Id: company.principalOf(`system ${name}`), Name: name, details: {} });
