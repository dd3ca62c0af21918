import type { Company } from '../company/company.ts';
import type { Person } from '../company/people.ts';
import { hour, minute } from '../life/day.ts';
import type { Activity } from '../life/life.ts';
import { type Cells, isoTime } from '../row.ts';

/** The identity table is written anew at least once in so many days (Microsoft Learn, "UEBA data sources and enrichments"). */
const period = 14;

/** Each person's entry of IdentityInfo, a part of the people every day. */
export const identitySnapshots: Activity = ({ day }, log) => {
  for (const person of day.company.people) {
    if (person.number % period !== day.number % period) continue;
    const at = day.start + 2 * hour + person.number * minute;
    log('IdentityInfo', at, identityRow(day.company, person, at));
  }
};

/** What the identity table knows of a person. */
export function identityRow(company: Company, person: Person, at: number): Cells {
  const [name = '', domain = ''] = person.mail.split('@');
  const { place } = person.officeNetwork;
  return {
    AccountCloudSID: `S-1-12-1-${100_000 + person.number}-2-3-4`,
    AccountCreationTime: isoTime(Date.UTC(2019 + (person.number % 6), person.number % 12, 1 + (person.number % 28))),
    AccountDisplayName: person.displayName,
    AccountDomain: 'contoso.example',
    AccountName: name,
    AccountObjectId: person.id,
    AccountSID: `S-1-5-21-1-2-3-${1000 + person.number}`,
    AccountTenantId: company.tenantId,
    AccountUPN: person.principalName,
    AdditionalMailAddresses: [`${name}@mail.contoso.example`],
    AssignedRoles: person.adminRoles,
    BlastRadius: person.adminRoles.length > 0 ? 'High' : person.isDeveloper ? 'Medium' : 'Low',
    ChangeSource: 'AzureActiveDirectory',
    City: place.city,
    CompanyName: domain === 'contoso.example' ? 'Contoso' : 'Fabrikam',
    Country: place.country,
    Department: person.department,
    EmployeeId: person.employeeId,
    GivenName: person.givenName,
    GroupMembership: ['All employees', person.department],
    IsAccountEnabled: true,
    IsMFARegistered: true,
    IsServiceAccount: false,
    JobTitle: person.jobTitle,
    LastSeenDate: isoTime(at),
    MailAddress: person.mail,
    Manager: company.people[person.manager]?.displayName ?? '',
    OnPremisesDistinguishedName: '',
    RiskLevel: 'none',
    RiskState: 'none',
    SAMAccountName: name,
    State: place.state,
    Surname: person.surname,
    UserAccountControl: ['NormalAccount'],
    UserState: 'Enabled',
    UserType: person.isGuest ? 'Guest' : 'Member',
  };
}
