import { anyMoment, minute } from '../life/day.ts';
import type { Activity } from '../life/life.ts';
import { chatterOf } from '../life/shares.ts';
import { type Outcome, outcomes } from '../logs/sign-in-outcomes.ts';
import { managedIdentitySignInRow, microsoftSignInRow, servicePrincipalSignInRow } from '../logs/workload-sign-ins.ts';

/** Jobs sign in when they run. When fewer events are wanted, they use the token of an earlier run more often. */
export const workloadSignIns: Activity = ({ day }, log) => {
  const chance = day.chanceFor('workload sign-ins');
  const { workloads } = day.company;
  const daily = workloads.reduce((sum, { every }) => sum + 1440 / every, 0);
  const mean = Math.max(0.06, chatterOf(day, 'workloadSignIns') / daily);
  // Somebody forgets a test system's secret until it has run out.
  const forgotten = workloads.at(-3);
  for (const workload of workloads) {
    for (let run = 0; run < 1440 / workload.every; run++) {
      for (let i = chance.count(mean); i > 0; i--) {
        const at = day.start + run * workload.every * minute + chance.below(4 * minute);
        const outcome: Outcome = workload === forgotten ? outcomes.expiredSecret : outcomes.success;
        log(
          'AADServicePrincipalSignInLogs',
          at,
          servicePrincipalSignInRow(
            { at, company: day.company, resource: chance.pick(workload.resources), outcome, workload },
            chance,
          ),
        );
      }
    }
  }
  // A deployment with yesterday's secret, mended within minutes.
  if (day.isWorkday && chance.happens(0.3)) {
    const workload = chance.pick(workloads);
    const at = anyMoment(day, chance);
    const outcome = chance.happens(0.8) ? outcomes.wrongSecret : outcomes.unknownClient;
    log(
      'AADServicePrincipalSignInLogs',
      at,
      servicePrincipalSignInRow(
        { at, company: day.company, resource: chance.pick(workload.resources), outcome, workload },
        chance,
      ),
    );
  }
};

/** Managed identities renew their tokens by the clock, for the services that they always use. */
export const managedIdentitySignIns: Activity = ({ day }, log) => {
  const chance = day.chanceFor('managed identity sign-ins');
  const identities = day.company.managedIdentities;
  const daily = identities.reduce((sum, { every, resources }) => sum + (1440 / every) * resources.length, 0);
  const mean = Math.max(0.1, chatterOf(day, 'managedIdentitySignIns') / daily);
  for (const identity of identities) {
    for (const resource of identity.resources) {
      for (let run = 0; run < 1440 / identity.every; run++) {
        for (let i = chance.count(mean); i > 0; i--) {
          const at = day.start + run * identity.every * minute + chance.below(identity.every * minute);
          log(
            'AADManagedIdentitySignInLogs',
            at,
            managedIdentitySignInRow(
              { at, company: day.company, resource, outcome: outcomes.success, identity },
              chance,
            ),
          );
        }
      }
    }
  }
};

/** Microsoft's own services among themselves. */
export const microsoftSignIns: Activity = ({ day }, log) => {
  const chance = day.chanceFor('microsoft sign-ins');
  for (let i = chance.count(Math.max(8, chatterOf(day, 'serviceSignIns'))); i > 0; i--) {
    const at = anyMoment(day, chance);
    log('MicrosoftServicePrincipalSignInLogs', at, microsoftSignInRow(at, day.company, chance));
  }
};
