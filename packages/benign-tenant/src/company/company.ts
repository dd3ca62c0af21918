import { type Chance, chanceOf } from '../chance.ts';
import { type Client, ownApplicationNames, services } from './applications.ts';
import { type Person, peopleOf } from './people.ts';
import { type ManagedIdentity, managedIdentitiesOf, type Workload, workloadsOf } from './workloads.ts';

export interface Group {
  readonly id: string;
  readonly name: string;
}

export interface Policy {
  readonly id: string;
  readonly name: string;
}

/** A branch whose traffic goes through Global Secure Access. */
export interface Branch {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly gateway: string;
}

/** A program that acts for people or by itself, with an identity of its own. */
export interface Agent {
  readonly id: string;
  readonly name: string;
  readonly blueprint: string;
}

/** Who and what there is; everything that happens happens to these. */
export interface Company {
  readonly tenantId: string;
  readonly workspaceId: string;
  readonly subscription: string;
  readonly people: readonly Person[];
  readonly administrators: readonly Person[];
  readonly members: readonly Person[];
  readonly applications: readonly Client[];
  readonly workloads: readonly Workload[];
  readonly managedIdentities: readonly ManagedIdentity[];
  readonly groups: readonly Group[];
  readonly policies: Readonly<Record<PolicyName, Policy>>;
  readonly branches: readonly Branch[];
  readonly agents: readonly Agent[];
  /** Object ids of the services' principals in this tenant, by application id. */
  readonly principalOf: (applicationId: string) => string;
}

const policyNames = {
  secondFactor: 'Require multifactor authentication outside offices',
  managedDevice: 'Require a compliant device for company data',
  administration: 'Require phishing-resistant authentication for administration',
  legacy: 'Block legacy authentication',
  countries: 'Block countries without business',
  reportOnly: 'Sign-in frequency of one day (pilot)',
} as const;

export type PolicyName = keyof typeof policyNames;

const groupNames = [
  'All employees',
  'Sales',
  'Engineering',
  'Finance',
  'Human Resources',
  'Project Aurora',
  'Project Borealis',
  'Licence Office E5',
  'Licence Visio',
  'VPN users',
  'Pilot passkeys',
  'Contractors',
  'Room owners',
  'Works council',
];

const agentNames = [
  'Expense assistant',
  'Meeting notes agent',
  'Helpdesk agent',
  'Contract summariser',
  'Sales research agent',
];

/** The company of a seed: the same people, programs and ids for the same seed. */
export function companyOf(seed: number): Company {
  const chance = chanceOf(`${seed} company`);
  const people = peopleOf(chanceOf(`${seed} people`));
  const subscription = chance.guid();
  const thing = (name: string) => ({ id: chance.guid(), name });
  const principals = new Map<string, string>();
  return {
    tenantId: chance.guid(),
    workspaceId: chance.guid(),
    subscription,
    people,
    administrators: people.filter(({ adminRoles }) => adminRoles.length > 0),
    members: people.filter(({ isGuest, isContractor }) => !isGuest && !isContractor),
    applications: ownApplicationNames.map((name) => ownApplication(name, chance)),
    workloads: workloadsOf(chanceOf(`${seed} workloads`)),
    managedIdentities: managedIdentitiesOf(chanceOf(`${seed} managed identities`), subscription),
    groups: groupNames.map(thing),
    policies: {
      secondFactor: thing(policyNames.secondFactor),
      managedDevice: thing(policyNames.managedDevice),
      administration: thing(policyNames.administration),
      legacy: thing(policyNames.legacy),
      countries: thing(policyNames.countries),
      reportOnly: thing(policyNames.reportOnly),
    },
    branches: [
      { ...thing('Utrecht branch'), address: '192.0.2.20', gateway: '192.0.2.200' },
      { ...thing('Boston branch'), address: '192.0.2.30', gateway: '192.0.2.201' },
    ],
    agents: agentNames.map((name) => ({ ...thing(name), blueprint: chance.guid() })),
    principalOf: (applicationId) => {
      const known = principals.get(applicationId) ?? chanceOf(`${seed} principal ${applicationId}`).guid();
      principals.set(applicationId, known);
      return known;
    },
  };
}

function ownApplication(name: string, chance: Chance): Client {
  const id = chance.guid();
  return {
    id,
    name,
    resources: chance.happens(0.6) ? [{ id, name }, services.graph] : [{ id, name }],
    scopes: chance.pick(['User.Read', 'openid profile User.Read', 'User.Read Calendars.Read']),
    clientApp: 'Browser',
    isOwn: true,
  };
}
