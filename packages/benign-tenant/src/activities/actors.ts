import type { Chance } from '../chance.ts';
import type { Company } from '../company/company.ts';
import type { Actor } from '../logs/audit-records.ts';

/** One of Microsoft's services or the company's jobs, by the name that the log gives. */
export const application = (company: Company, name: string): Actor => ({
  application: name,
  servicePrincipalId: company.principalOf(`principal of ${name}`),
});
/** Any of the administrators, in the office. */
export const administrator = (company: Company, chance: Chance): Actor => {
  const person = chance.pick(company.administrators);
  return { person, network: person.officeNetwork };
};
