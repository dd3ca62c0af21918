import type { Chance } from '../chance.ts';
import type { Company } from '../company/company.ts';
import { minute, workingMoment } from '../life/day.ts';
import type { Activity } from '../life/life.ts';
import { type Actor, auditRow, type Change } from '../logs/audit-records.ts';
import { type Caller, graphActivityRow } from '../logs/graph-requests.ts';
import { workloadCaller } from './graph-requests.ts';

/** The Azure portal's part for applications, as Microsoft Graph sees it. */
const portal = {
  id: 'c44b4083-3bb0-49c1-b47d-974e53cbdf3c',
  scopes: 'Application.ReadWrite.All Directory.AccessAsUser.All',
};

/**
 * Test systems' keys are renewed by the job that is there for it; now and then an administrator makes one in the portal. The
 * request to Microsoft Graph is logged, and the change in the audit log.
 */
export const credentials: Activity = ({ day }, log) => {
  if (!day.isWorkday) return;
  const chance = day.chanceFor('credentials');
  const { company } = day;
  const rotation = company.workloads.find(({ name }) => name === 'Key rotation');
  const engineer = company.administrators[1];
  const write = (at: number, actor: Actor, caller: Caller): void => {
    const target = chance.pick(company.workloads.filter(({ name }) => name.endsWith('(test)')));
    const path = `applications/${company.principalOf(`registration ${target.id}`)}/addPassword`;
    log('MicrosoftGraphActivityLogs', at, graphActivityRow(caller, { method: 'POST', path, status: 200 }, chance));
    log('AuditLogs', at + 1200, auditRow(at + 1200, company, credentialAdded(company, target, actor, chance), chance));
  };
  if (rotation && chance.happens(0.35)) {
    const at = workingMoment(day, 1, chance);
    const actor = { application: rotation.name, servicePrincipalId: rotation.objectId };
    write(at, actor, workloadCaller(company, rotation, at, chance));
  }
  if (engineer && chance.happens(0.2)) {
    const at = workingMoment(day, 1, chance);
    write(
      at,
      { person: engineer, network: engineer.officeNetwork },
      {
        company,
        appId: portal.id,
        userId: engineer.id,
        servicePrincipalId: '',
        scopes: portal.scopes,
        roles: '',
        address: engineer.officeNetwork.address,
        userAgent: engineer.computer.userAgent,
        deviceId: engineer.computer.id,
        sessionId: '',
        tokenId: '',
        tokenIssuedAt: at - 20 * minute,
        clientAuthMethod: 0,
      },
    );
  }
};

function credentialAdded(
  company: Company,
  { id, name, keyId }: Company['workloads'][number],
  actor: Actor,
  chance: Chance,
): Change {
  const key = (identifier: string): string =>
    `[KeyIdentifier=${identifier},KeyType=Password,KeyUsage=Verify,DisplayName=rotation]`;
  return {
    operation: 'Update application – Certificates and secrets management ',
    category: 'ApplicationManagement',
    service: 'Core Directory',
    kind: 'Update',
    actor,
    targets: [
      {
        type: 'Application',
        id: company.principalOf(`registration ${id}`),
        name,
        changes: [['KeyDescription', [key(keyId)], [key(keyId), key(chance.guid())]]],
      },
    ],
    details: { AppId: id },
  };
}
