import type { ColumnType } from '@picket/tables';
import type { Random } from './random.ts';

/** A value as JSON writes it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** One of the few people and programs that all events are about, so that rows of different tables meet in joins. */
export interface Persona {
  readonly number: number;
  readonly id: string;
  readonly name: string;
  readonly principal: string;
  readonly address: string;
  readonly country: string;
  readonly city: string;
}

const people: readonly (readonly [name: string, country: string, city: string])[] = [
  ['Ada Example', 'NL', 'Utrecht'],
  ['Bo Sample', 'US', 'Dayton'],
  ['Cléo Muster', 'FR', 'Nîmes'],
  ['Dmitri Пример', 'DE', 'Köln'],
  ["Eoin O'Trial", 'IE', 'Cork'],
  ['Svc Backup', 'US', 'Boise'],
];

/** A made-up GUID: the same for the same kind and number. */
export function guidOf(kind: number, number: number): string {
  const part = (value: number, width: number): string => value.toString(16).padStart(width, '0');
  return `${part(0xc0ffee00 + kind, 8)}-${part(number, 4)}-4000-8000-${part(number * 7919 + kind, 12)}`;
}

export const personas: readonly Persona[] = people.map(([name, country, city], number) => ({
  number,
  id: guidOf(1, number),
  name,
  principal: `${(name.split(' ')[0] ?? '')
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase()}@contoso.example`,
  address: `${['192.0.2', '198.51.100', '203.0.113'][number % 3]}.${10 + number}`,
  country,
  city,
}));

type Words = readonly [string, ...string[]];
type Invent = (random: Random, persona: Persona) => string;

const from =
  (...words: Words): Invent =>
  (random) =>
    random.pick(words);

/** Names of columns and members to texts of their kind; the first that fits counts. */
const textKinds: readonly (readonly [RegExp, Invent])[] = [
  [
    /userPrincipalName|upn|mail|signInIdentifier|alternateSignIn|userid$|^identity$|accountName/i,
    (_, who) => who.principal,
  ],
  [/ip_?(v4)?addr|^ip$|callerIp|clientIp|sourceIp|remoteIp|^callerIpAddress/i, address],
  [/^(user|account|actor|object|aadUser)(Object)?_?Id$|accountObjectId/i, (_, who) => who.id],
  [/subscription|tenantId/i, () => guidOf(2, 0)],
  [/correlation|request|session|token|operationId|conversation|unique/i, (random) => guidOf(3, random.below(8))],
  [
    /(app|application|client|servicePrincipal|resource(Identity)?|device|policy|role|group)_?Id$/i,
    (random) => guidOf(4, random.below(4)),
  ],
  [/country|^location$/i, (_, who) => who.country],
  [/city/i, (_, who) => who.city],
  [/^state$|region/i, from('', 'Ohio', 'Utrecht')],
  [/userAgent/i, from('Mozilla/5.0 (Windows NT 10.0; Win64; x64)', 'python-requests/2.31', 'okhttp/4.9', '')],
  [/operatingSystem|^os/i, from('Windows 10', 'MacOs', 'Android', 'Linux', '')],
  [/browser/i, from('Edge 120.0', 'Chrome 119.0.1', '')],
  [/uri|url/i, from('https://graph.contoso.example/v1.0/users?$top=5', 'https://contoso.example/a/b.aspx', '')],
  [/dateTime|timestamp|^time/i, from('2026-02-27T08:30:00.1234567Z', '2026-03-01T23:59:59Z')],
  [/method$/i, from('GET', 'POST', 'PATCH', 'DELETE')],
  [/role/i, from('Global Administrator', 'User Administrator', 'Directory Readers')],
  [/app/i, from('Azure Portal', 'Contoso Payroll', 'Microsoft Teams', '')],
  [/device|host|computer/i, from('PC-0001', 'pc-0002.contoso.example', '')],
  [
    /oldValue|newValue/i,
    from('"a"', '[]', '["10dae51f"]', '[{"Value":"x","KeyIdentifier":"y"}]', '{"state":1}', 'null', '', 'True'),
  ],
  [/asn|autonomous/i, from('64496', '64500')],
  [/^result(Type)?$/i, from('0', 'success', 'failure', '50126')],
  [/displayName|(^|[a-z])name$/i, (random, who) => random.pick([who.name, 'Policy one', 'Group_2', ''])],
  [/id$/i, (random) => guidOf(5, random.below(8))],
  [/domain/i, from('contoso.example', 'fabrikam.example')],
  [/hash|sha|md5/i, from('d41d8cd98f00b204e9800998ecf8427e')],
];

const words: Words = ['alpha', 'beta gamma', 'Other', 'Success', 'Failure', 'Ünïcode ß', '', 'a_b-c.d', 'seven'];

function address(random: Random, persona: Persona): string {
  if (random.oneIn(8)) return random.pick(['2001:db8::17', '', '10.1.2.3', 'fe80::1', '203.0.113.9:4711']);
  return persona.address;
}

/** A text such as a column or member of that name holds. */
export function inventText(name: string, random: Random, persona: Persona): string {
  const known = textKinds.find(([names]) => names.test(name));
  return known && !random.oneIn(12) ? known[1](random, persona) : random.pick(words);
}

/** Milliseconds before `now`: a third within the hour, the others within a day, two weeks, three months. */
export function inventAge(random: Random): number {
  const hour = 3_600_000;
  const span = random.pick([hour, hour, 24 * hour, 24 * hour, 14 * 24 * hour, 90 * 24 * hour]);
  return Math.floor(random.fraction() * span);
}

/** A value of a column whose content is not described any further, as JSON. */
export function inventScalar(
  name: string,
  type: ColumnType | 'any',
  random: Random,
  persona: Persona,
  now: Date,
): Json {
  const numbers = [0, 1, 2, 3, 5, 10, 50, 443, 50126, 100000] as const;
  switch (type) {
    case 'bool':
      return random.oneIn(2);
    case 'int':
    case 'long':
      return /asn|autonomous/i.test(name) ? 64496 + random.below(4) : random.pick(numbers);
    case 'real':
    case 'decimal':
      return random.pick([0, 0.5, -1.25, 52.1, 4.9, 100]);
    case 'datetime':
      return new Date(now.getTime() - inventAge(random)).toISOString();
    case 'timespan':
      return random.pick(['00:00:01', '01:02:03.5', '1.00:00:00']);
    case 'guid':
      return guidOf(6, random.below(8));
    default:
      return inventText(name, random, persona);
  }
}
