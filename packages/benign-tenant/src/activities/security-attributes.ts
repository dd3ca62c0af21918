import { minute, workingMoment } from '../life/day.ts';
import type { Activity } from '../life/life.ts';
import { type Actor, attributeAuditRow, type Change, userTarget } from '../logs/audit-records.ts';

const attributes = ['Engineering.Project', 'Clearance.Level', 'Site.Building'];
const values = ['Aurora', 'Borealis', 'Internal', 'Restricted', 'North'];

/** The HR job and the two people who look after attributes assign them; nobody assigns one to oneself. */
export const securityAttributes: Activity = ({ day }, log) => {
  const chance = day.chanceFor('security attributes');
  const { company } = day;
  const stewards = company.administrators.slice(1, 3);
  for (let i = chance.count(day.isWorkday ? 4 : 1); i > 0; i--) {
    const at = workingMoment(day, 1, chance);
    const person = chance.happens(0.5) ? chance.pick(stewards) : undefined;
    const actor: Actor = person
      ? { person, network: person.officeNetwork }
      : { application: 'HR to directory', servicePrincipalId: company.principalOf('principal of HR to directory') };
    const isDefinition = person !== undefined && chance.happens(0.08);
    const attribute = chance.pick(attributes);
    const owner = chance.pick(company.members.filter((each) => each.adminRoles.length === 0));
    const change: Change = isDefinition
      ? {
          operation: 'Add custom security attribute definition in an attribute set',
          category: 'AttributeManagement',
          service: 'Core Directory',
          kind: 'Add',
          actor,
          targets: [{ type: 'Other', id: attribute, name: attribute, changes: [['Type', null, 'String']] }],
        }
      : {
          operation: 'Update attribute values assigned to a user',
          category: 'AttributeManagement',
          service: 'Core Directory',
          kind: 'Update',
          actor,
          targets: [
            userTarget(owner, [[attribute, chance.happens(0.5) ? '' : chance.pick(values), chance.pick(values)]]),
          ],
        };
    // People mistype a value and try again; the job hardly ever sends a wrong one.
    if (!isDefinition && chance.happens(person ? 0.2 : 0.02)) {
      const failed = { ...change, failure: 'The value is not among the allowed ones.' };
      log('AADCustomSecurityAttributeAuditLogs', at - minute, attributeAuditRow(at - minute, company, failed, chance));
    }
    log('AADCustomSecurityAttributeAuditLogs', at, attributeAuditRow(at, company, change, chance));
  }
};
