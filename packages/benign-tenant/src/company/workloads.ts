import type { Chance } from '../chance.ts';
import { type Application, services } from './applications.ts';
import { cloudNetworks, type Network } from './networks.ts';

/** Something that signs in by itself: an application with a credential, or a managed identity of an Azure resource. */
export interface Workload extends Application {
  /** Of its service principal. */
  readonly objectId: string;
  /** Made by the company itself, not bought. */
  readonly isOwn: boolean;
  readonly resources: readonly Application[];
  readonly network: Network;
  readonly keyId: string;
  readonly credential: 'clientSecret' | 'certificate' | 'federatedIdentityCredential';
  /** What it may do in Microsoft Graph. */
  readonly roles: string;
  /** What it asks Microsoft Graph for. */
  readonly paths: readonly string[];
  /** Minutes between two runs. */
  readonly every: number;
  readonly userAgent: string;
}

export interface ManagedIdentity extends Application {
  readonly objectId: string;
  readonly resources: readonly Application[];
  readonly kind: 'systemAssigned' | 'userAssigned';
  readonly hostId: string;
  readonly region: string;
  readonly every: number;
}

const { graph, azure, keyVault, storage, sql, exchange } = services;

/** What the company's batch jobs are for: who asks which service for what, and how often. */
const jobs: readonly (readonly [name: string, Application, roles: string, paths: readonly string[], every: number])[] =
  [
    ['HR to directory', graph, 'User.ReadWrite.All', ['users/delta', 'users'], 60],
    ['Invoice import', graph, 'Mail.Read', ['users/{user}/messages', 'users/{user}/mailFolders/inbox'], 30],
    ['Room displays', graph, 'Calendars.Read', ['users/{user}/calendarView'], 15],
    ['Licence report', graph, 'Organization.Read.All', ['subscribedSkus', 'users?$select=assignedLicenses'], 720],
    [
      'Access reviews export',
      graph,
      'AccessReview.Read.All',
      ['identityGovernance/accessReviews/definitions', 'groups'],
      720,
    ],
    ['Ticket mail', graph, 'Mail.Send', ['users/{user}/sendMail'], 30],
    ['Backup of mailboxes', exchange, 'full_access_as_app', [], 120],
    ['Backup of sites', graph, 'Sites.Read.All', ['sites/{site}/drives', 'drives/{drive}/root/delta'], 120],
    ['Build agents', azure, '', [], 30],
    ['Infrastructure pipeline', azure, '', [], 240],
    ['Cost report', azure, '', [], 720],
    ['Key rotation', keyVault, 'Application.ReadWrite.OwnedBy', ['applications/{app}'], 360],
    ['Data lake loader', storage, '', [], 60],
    ['Report refresh', sql, '', [], 60],
    ['Order intake', sql, '', [], 30],
    ['Web shop', graph, 'User.Read.All', ['users/{user}'], 30],
    ['Signature service', graph, 'User.Read.All', ['users/{user}?$select=jobTitle'], 60],
    ['Phone directory', graph, 'User.Read.All', ['users?$select=displayName', 'groups/{group}/members'], 240],
    ['Device inventory', graph, 'Device.Read.All', ['devices', 'deviceManagement/managedDevices'], 240],
    ['Security export', graph, 'AuditLog.Read.All', ['auditLogs/signIns', 'auditLogs/directoryAudits'], 60],
  ];

/** Jobs that a vendor's program does. */
const bought = /^(?:Backup|Signature|Ticket)/;

const hosts = [
  'vm-web',
  'vm-batch',
  'func-orders',
  'func-mail',
  'app-intranet',
  'app-crm',
  'aks-shop',
  'logic-hr',
] as const;
const hostTypes: Readonly<Record<string, string>> = {
  vm: 'Microsoft.Compute/virtualMachines',
  func: 'Microsoft.Web/sites',
  app: 'Microsoft.Web/sites',
  aks: 'Microsoft.ManagedIdentity/userAssignedIdentities',
  logic: 'Microsoft.Logic/workflows',
};

/** Forty service principals: each job in production, most in a test environment too. */
export function workloadsOf(chance: Chance): readonly Workload[] {
  return ['', ' (test)'].flatMap((suffix) =>
    jobs.map(
      ([name, service, roles, paths, every]): Workload => ({
        id: chance.guid(),
        objectId: chance.guid(),
        isOwn: !bought.test(name),
        name: `${name}${suffix}`,
        resources: roles !== '' && service.id === keyVault.id ? [service, graph] : [service],
        network: chance.pick(cloudNetworks),
        keyId: chance.guid(),
        credential: chance.weighted([
          [5, 'clientSecret'],
          [3, 'certificate'],
          [2, 'federatedIdentityCredential'],
        ]),
        roles,
        paths,
        every: suffix === '' ? every : every * 8,
        userAgent: chance.pick([
          'azsdk-net-Identity/1.13.0',
          'msal.python/1.31.0',
          'axios/1.7.7',
          'Go-http-client/1.1',
        ]),
      }),
    ),
  );
}

export function managedIdentitiesOf(chance: Chance, subscription: string): readonly ManagedIdentity[] {
  return hosts.flatMap((host) =>
    ['01', '02'].map((number): ManagedIdentity => {
      const kind = host.startsWith('aks') ? 'userAssigned' : 'systemAssigned';
      const type = hostTypes[host.split('-')[0] ?? ''] ?? '';
      const region = chance.pick(['norwayeast', 'westeurope']);
      return {
        id: chance.guid(),
        objectId: chance.guid(),
        name: `${host}-${number}`,
        resources: chance.pick([[storage], [keyVault], [storage, keyVault], [sql, keyVault], [azure], [sql]]),
        kind,
        hostId: `/subscriptions/${subscription}/resourcegroups/rg-${host}/providers/${type}/${host}-${number}`,
        region,
        every: chance.pick([60, 120, 240]),
      };
    }),
  );
}
