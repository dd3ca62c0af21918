import { networkOf } from '../company/networks.ts';
import { homePlaces } from '../company/places.ts';
import { workingMoment } from '../life/day.ts';
import type { Activity } from '../life/life.ts';

/** Steps of a customer's sign-in to the web shop, and the share of customers who get that far. */
const steps = [
  ['Validate local account credentials', 1],
  ['Issue an authorization code to the application', 0.9],
  ['Exchange token', 0.88],
  ['Issue an id_token to the application', 0.87],
] as const;

/** Customers sign in to the shop of the company, from addresses of their own. */
export const customerSignIns: Activity = ({ day }, log) => {
  const chance = day.chanceFor('customers');
  for (let i = chance.count(day.isWorkday ? 14 : 22); i > 0; i--) {
    const place = chance.pick(homePlaces.flat());
    const network = networkOf('home', `203.0.113.${chance.between(1, 254)}`, 64511, place);
    const correlationId = chance.guid();
    const start = workingMoment(day, place.utcOffset - 3, chance);
    const fate = chance.fraction();
    for (const [step, [operation, share]] of steps.entries()) {
      const isMistake = step === 0 && fate >= 0.9;
      if (fate >= share && !isMistake) break;
      log('AADB2CRequestLogs', start + step * 1500, {
        AADTenantId: day.company.tenantId,
        CallerIpAddress: network.address,
        CorrelationId: correlationId,
        OperationName: operation,
        // The status of the request, and whether it was throttled (Microsoft Learn, table AADB2CRequestLogs).
        ResultSignature: isMistake ? (fate < 0.97 ? '400' : '429') : '200',
        ResultType: isMistake && fate >= 0.97 ? 'Throttled' : 'NotThrottled',
      });
      if (isMistake) break;
    }
  }
};
