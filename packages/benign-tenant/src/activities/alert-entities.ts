import type { Chance } from '../chance.ts';
import type { Company } from '../company/company.ts';
import { strangeNetwork } from '../company/networks.ts';
import type { Person } from '../company/people.ts';
import type { Json } from '../row.ts';

/** An analytics rule whose alerts the tenant has. */
export interface AlertRule {
  readonly id: string;
  readonly name: string;
  readonly severity: string;
  readonly tactics: readonly string[];
  /** The log that it reads; without one, its alerts are about people. */
  readonly table?: string | undefined;
  /** What its alerts name. */
  readonly entityMappings?: readonly AlertEntity[];
}

/** What a rule maps to an entity: its type, and the identifiers that are filled. */
export interface AlertEntity {
  readonly entityType: string;
  readonly fieldMappings: readonly { readonly identifier: string }[];
}

/** Whom and what an alert is about. */
interface Subject {
  /** Who acts, then whom it is done to. */
  readonly people?: readonly Person[];
  readonly application?: { readonly name: string; readonly id: string };
  /** Where it comes from, then where it came from before. */
  readonly addresses?: readonly string[];
  readonly resource?: string;
  readonly domain?: string;
  readonly process?: string;
}

type Subjects = (company: Company, chance: Chance) => Subject;

const workload: Subjects = ({ workloads }, chance) => {
  const { name, id, network } = chance.pick(workloads);
  return { application: { name, id }, addresses: [network.address] };
};

const managedIdentity: Subjects = ({ managedIdentities }, chance) => {
  const { name, id, hostId } = chance.pick(managedIdentities);
  return { application: { name, id }, resource: hostId };
};

/** One of these, and one of those. */
const people =
  (of: (company: Company) => readonly (readonly Person[])[]): Subjects =>
  (company, chance) => {
    const [actors = [], others = []] = of(company);
    const actor = chance.pick(actors);
    return {
      people: [actor, chance.pick(others)],
      application: chance.pick(company.applications),
      addresses: [actor.home.address, strangeNetwork(chance).address],
    };
  };
const member = people(({ members, administrators }) => [members, administrators]);
const administrator = people(({ members, administrators }) => [administrators, members]);

/** Whom a rule over a log is about, by what it is called; rules without a row are about people. */
const subjects: readonly (readonly [tables: RegExp, names: RegExp, Subjects])[] = [
  [/^AADManagedIdentity/, /^/, managedIdentity],
  [
    /^AADRiskyServicePrincipals$/,
    /^/,
    (company, chance) => ({ ...administrator(company, chance), ...workload(company, chance) }),
  ],
  [/^MicrosoftGraphActivityLogs$/, /user's token/, administrator],
  [/ServicePrincipal|^MicrosoftGraphActivityLogs$/, /^/, workload],
  [/^(?:AuditLogs|AADCustomSecurityAttributeAuditLogs)$/, /^/, administrator],
  [/^AADRiskyUsers$/, /privileged/i, administrator],
  [/^RemoteNetworkHealthLogs$/, /^/, ({ branches }, chance) => ({ addresses: [chance.pick(branches).address] })],
];

/** The first entity of a type that a subject has, or a later one: Microsoft Learn, "Microsoft Sentinel entity types reference". */
const types: Readonly<
  Record<string, (subject: Subject, place: number) => Readonly<Record<string, string | undefined>>>
> = {
  Account: ({ people: who = [] }, place) => {
    const [name, suffix] = who[place]?.mail.split('@') ?? [];
    return { Type: 'account', Name: name, UPNSuffix: suffix, AadUserId: who[place]?.id };
  },
  IP: ({ addresses = [] }, place) => ({ Type: 'ip', Address: addresses[place] }),
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
 */
export function alertEntities(
  { name: ruleName, table = '', entityMappings = [] }: AlertRule,
  company: Company,
  chance: Chance,
): readonly Json[] {
  const subjectOf = subjects.find(([tables, names]) => tables.test(table) && names.test(ruleName))?.[2] ?? member;
  const isOfAddressAlone = subjectOf === member && entityMappings.every(({ entityType }) => entityType === 'IP');
  const subject: Subject = {
    domain: table.startsWith('NetworkAccess') ? 'files.tailspintoys.example' : 'contoso.example',
    process: 'OneDrive.exe',
    ...(isOfAddressAlone ? { addresses: [strangeNetwork(chance).address] } : subjectOf(company, chance)),
  };
  const found = entityMappings.flatMap(({ entityType, fieldMappings }, i) => {
    const place = entityMappings.slice(0, i).filter((each) => each.entityType === entityType).length;
    const { Type, ...identifiers } = types[entityType]?.(subject, place) ?? {};
    const mapped = fieldMappings.flatMap(({ identifier }) => {
      const value = identifiers[identifier];
      return value === undefined ? [] : [[identifier, value] as const];
    });
    return Type === undefined || mapped.length === 0 ? [] : [{ ...Object.fromEntries(mapped), Type }];
  });
  return found.map((entity, i) => ({ $id: String(i + 1), ...entity }));
}
