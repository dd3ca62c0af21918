import type { Chance } from '../chance.ts';
import type { Company } from '../company/company.ts';
import { strangeNetwork } from '../company/networks.ts';
import type { Json } from '../row.ts';

/** What a rule maps to entities: types, and the identifiers that it fills. */
export interface AlertEntity {
  readonly entityType: string;
  readonly fieldMappings: readonly { readonly identifier: string }[];
}

/** Whom and what an alert is about. */
interface Subject {
  readonly person?: { readonly mail: string; readonly id: string };
  readonly application?: { readonly name: string; readonly id: string };
  readonly address?: string;
  readonly resource?: string;
  readonly domain?: string;
  readonly process?: string;
}

type Subjects = (company: Company, chance: Chance) => Subject;

const workload: Subjects = ({ workloads }, chance) => {
  const { name, id, network } = chance.pick(workloads);
  return { application: { name, id }, address: network.address };
};

const managedIdentity: Subjects = ({ managedIdentities }, chance) => {
  const { name, id, hostId } = chance.pick(managedIdentities);
  return { application: { name, id }, resource: hostId };
};

const person: Subjects = ({ members, applications }, chance) => {
  const { mail, id, home } = chance.pick(members);
  return { person: { mail, id }, application: chance.pick(applications), address: home.address };
};

const administrator: Subjects = ({ administrators, applications }, chance) => {
  const { mail, id, home } = chance.pick(administrators);
  return { person: { mail, id }, application: chance.pick(applications), address: home.address };
};

/** Who is seen in which log; of a log that has no row, a person. */
const subjects: readonly (readonly [tables: RegExp, Subjects])[] = [
  [/^AADManagedIdentity/, managedIdentity],
  [
    /^AADRiskyServicePrincipals$/,
    (company, chance) => ({ ...administrator(company, chance), ...workload(company, chance) }),
  ],
  [/ServicePrincipal|^MicrosoftGraphActivityLogs$/, workload],
  [/^(?:AuditLogs|AADCustomSecurityAttributeAuditLogs)$/, administrator],
  [/^RemoteNetworkHealthLogs$/, ({ branches }, chance) => ({ address: chance.pick(branches).address })],
];

/** The entities of a type that a subject has: Microsoft Learn, "Microsoft Sentinel entity types reference". */
const types: Readonly<Record<string, (subject: Subject) => Readonly<Record<string, string | undefined>>>> = {
  Account: ({ person: who }) => {
    const [name, suffix] = who?.mail.split('@') ?? [];
    return { Type: 'account', Name: name, UPNSuffix: suffix, AadUserId: who?.id };
  },
  IP: ({ address }) => ({ Type: 'ip', Address: address }),
  CloudApplication: ({ application }) => ({
    Type: 'cloud-application',
    Name: application?.name,
    AppId: application?.id,
  }),
  AzureResource: ({ resource }) => ({ Type: 'azure-resource', ResourceId: resource }),
  DNS: ({ domain }) => ({ Type: 'dns', DomainName: domain }),
  Process: ({ process }) => ({ Type: 'process', CommandLine: process }),
};

/**
 * The entities of an alert, as the rule that raised it maps them: somebody or something that the rule's log knows, and
 * of each entity the identifiers that the rule fills.
 *
 * @param table the log that the rule reads first
 */
export function alertEntities(
  mappings: readonly AlertEntity[],
  table: string,
  company: Company,
  chance: Chance,
): readonly Json[] {
  const [, subjectOf] = subjects.find(([tables]) => tables.test(table)) ?? [table, person];
  const isOfAddressAlone = subjectOf === person && mappings.every(({ entityType }) => entityType === 'IP');
  const subject: Subject = {
    domain: table.startsWith('NetworkAccess') ? 'files.tailspintoys.example' : 'contoso.example',
    process: 'OneDrive.exe',
    ...(isOfAddressAlone ? { address: strangeNetwork(chance).address } : subjectOf(company, chance)),
  };
  const found = mappings.flatMap(({ entityType, fieldMappings }) => {
    const { Type, ...identifiers } = types[entityType]?.(subject) ?? {};
    const mapped = fieldMappings.flatMap(({ identifier }) => {
      const value = identifiers[identifier];
      return value === undefined ? [] : [[identifier, value] as const];
    });
    return Type === undefined || mapped.length === 0 ? [] : [{ ...Object.fromEntries(mapped), Type }];
  });
  return found.map((entity, i) => ({ $id: String(i + 1), ...entity }));
}
