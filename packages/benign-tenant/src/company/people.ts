import type { Chance } from '../chance.ts';
import { type Device, deviceOf } from './devices.ts';
import { homeNetwork, mobileNetworks, type Network, officeNetworks } from './networks.ts';
import { homePlaces, officePlaces } from './places.ts';

/** How somebody proves more than a password. */
export type SecondFactor =
  | 'Mobile app notification'
  | 'Passkey (device-bound)'
  | 'Text message'
  | 'OATH verification code';

export interface Person {
  readonly number: number;
  readonly id: string;
  readonly givenName: string;
  readonly surname: string;
  readonly displayName: string;
  readonly principalName: string;
  readonly mail: string;
  readonly department: string;
  readonly jobTitle: string;
  readonly employeeId: string;
  readonly office: number;
  readonly isGuest: boolean;
  /** Works for another company on a computer of its own. */
  readonly isContractor: boolean;
  /** Signs in by the company's own federation farm. */
  readonly isFederated: boolean;
  /** Works at night. */
  readonly isOnShift: boolean;
  readonly adminRoles: readonly string[];
  readonly isDeveloper: boolean;
  readonly secondFactor: SecondFactor;
  readonly home: Network;
  readonly officeNetwork: Network;
  readonly mobile: readonly Network[];
  readonly computer: Device;
  readonly phone: Device;
  readonly manager: number;
  /** Hours of habit that the working day begins earlier or later than others'. */
  readonly early: number;
}

const givenNames = [
  'Ada',
  'Anders',
  'Aisha',
  'Bo',
  'Berit',
  'Carlos',
  'Chen',
  'Dagny',
  'David',
  'Elif',
  'Emil',
  'Erik',
  'Fatima',
  'Finn',
  'Greta',
  'Hana',
  'Hugo',
  'Ingrid',
  'Ivan',
  'Jonas',
  'Kari',
  'Lars',
  'Lena',
  'Liam',
  'Maja',
  'Marit',
  'Mateo',
  'Mia',
  'Nadia',
  'Nils',
  'Noor',
  'Oda',
  'Olav',
  'Pia',
  'Ravi',
  'Rosa',
  'Sara',
  'Sven',
  'Tara',
  'Yusuf',
];
const surnames = [
  'Aas',
  'Berg',
  'Bakker',
  'Brandt',
  'Carver',
  'Dahl',
  'Dekker',
  'Eide',
  'Fisker',
  'Foss',
  'Grant',
  'Haug',
  'Hale',
  'Iversen',
  'Jansen',
  'Keller',
  'Kvam',
  'Lund',
  'Marsh',
  'Moen',
  'Nygaard',
  'Olsen',
  'Parker',
  'Quist',
  'Rask',
  'Smit',
  'Solberg',
  'Tangen',
  'Udal',
  'Visser',
  'Wolff',
];

/** Departments with the titles in them, by size. */
const departments = [
  [30, 'Sales', ['Account manager', 'Sales assistant']],
  [25, 'Engineering', ['Developer', 'Tester', 'Architect']],
  [15, 'Operations', ['Planner', 'Warehouse lead']],
  [10, 'Finance', ['Accountant', 'Controller']],
  [8, 'Human Resources', ['Recruiter', 'HR adviser']],
  [7, 'Marketing', ['Editor', 'Designer']],
  [5, 'Legal', ['Counsel']],
] as const;

/** The first people of the company are its administrators. */
const administrators: readonly (readonly [title: string, roles: readonly string[]])[] = [
  ['Identity lead', ['Global Administrator', 'Privileged Role Administrator']],
  ['Identity engineer', ['User Administrator', 'Application Administrator']],
  ['Security analyst', ['Security Administrator', 'Security Reader']],
  ['Security analyst', ['Security Reader', 'Conditional Access Administrator']],
  ['Service desk lead', ['Helpdesk Administrator', 'Authentication Administrator']],
  ['Service desk agent', ['Helpdesk Administrator']],
  ['Cloud engineer', ['Cloud Application Administrator']],
  ['Auditor', ['Global Reader', 'Attribute Assignment Reader']],
];

const size = 200;

/** The people of the company: administrators first, guests last; the same for the same draws. */
export function peopleOf(chance: Chance, guestDomain = 'fabrikam.example'): readonly Person[] {
  const taken = new Set<string>();
  return Array.from({ length: size }, (_, number): Person => {
    const admin = administrators[number];
    const isGuest = number >= size - 8;
    const isContractor = !isGuest && number >= size - 16;
    const [givenName, surname] = nameOf(chance, taken);
    const alias = plain(`${givenName}.${surname}`);
    const mail = `${alias}@${isGuest ? guestDomain : 'contoso.example'}`;
    const office = admin
      ? 0
      : chance.weighted([
          [5, 0],
          [3, 1],
          [2, 2],
        ]);
    const [, department, titles] = admin
      ? [0, 'IT', [admin[0]]]
      : chance.weighted(departments.map((row) => [row[0], row]));
    const homes = homePlaces[office] ?? officePlaces;
    const home = homeNetwork(number, office, chance.pick(homes));
    return {
      number,
      id: chance.guid(),
      givenName,
      surname,
      displayName: `${givenName} ${surname}`,
      principalName: isGuest ? `${mail.replace('@', '_')}#EXT#@contoso.onmicrosoft.com` : mail,
      mail,
      department,
      jobTitle: chance.pick(titles),
      employeeId: `E${10_000 + number}`,
      office,
      isGuest,
      isContractor,
      isFederated: office === 2 && !isGuest && !isContractor,
      isOnShift: department === 'Operations' && chance.happens(0.3),
      adminRoles: admin?.[1] ?? [],
      isDeveloper: department === 'Engineering',
      secondFactor: chance.weighted([
        [6, 'Mobile app notification'],
        [2, 'Passkey (device-bound)'],
        [1, 'Text message'],
        [1, 'OATH verification code'],
      ]),
      home,
      officeNetwork: officeNetworks[office] ?? home,
      mobile: mobileNetworks[office] ?? [],
      computer: deviceOf(isGuest || isContractor ? 'private' : 'laptop', number + 1, chance),
      phone: deviceOf('phone', number + 1, chance),
      manager: number < 8 ? 0 : chance.below(20),
      early: chance.fraction() * 2.5 - 1,
    };
  });
}

function nameOf(chance: Chance, taken: Set<string>): readonly [string, string] {
  for (;;) {
    const name = [chance.pick(givenNames), chance.pick(surnames)] as const;
    if (taken.has(name.join(' '))) continue;
    taken.add(name.join(' '));
    return name;
  }
}

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z.]/g, '');
