import type { Application } from '../company/applications.ts';
import type { ManagedIdentity } from '../company/workloads.ts';
import { anyMoment, minute, workingMoment } from '../life/day.ts';
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
  // An administrator runs a job of the company's own from home, and a policy does not let it.
  if (day.isWorkday && chance.happens(0.7)) {
    const workload = chance.pick(workloads.filter(({ isOwn }) => isOwn));
    const network = chance.pick(day.company.administrators).home;
    const at = workingMoment(day, 1, chance);
    log(
      'AADServicePrincipalSignInLogs',
      at,
      servicePrincipalSignInRow(
        {
          at,
          company: day.company,
          resource: chance.pick(workload.resources),
          outcome: outcomes.blocked,
          workload: { ...workload, network },
        },
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
  const ask = (at: number, identity: ManagedIdentity, resource: Application, outcome: Outcome): void => {
    const signIn = { at, company: day.company, resource, outcome, identity };
    log('AADManagedIdentitySignInLogs', at, managedIdentitySignInRow(signIn, chance));
  };
  for (const identity of identities) {
    for (const resource of identity.resources) {
      for (let run = 0; run < 1440 / identity.every; run++) {
        for (let i = chance.count(mean); i > 0; i--) {
          const at = day.start + run * identity.every * minute + chance.below(identity.every * minute);
          ask(at, identity, resource, outcomes.success);
        }
      }
    }
  }
  // One still asks twice a day for a service that was taken down; a new version asks for one to which nobody let it yet.
  const leftBehind = identities.at(-1);
  const takenDown = day.company.applications.at(-1);
  if (leftBehind && takenDown) {
    for (const half of [0, 12 * 60 * minute]) {
      ask(day.start + half + chance.below(30 * minute), leftBehind, takenDown, outcomes.unknownResource);
    }
  }
  if (day.isWorkday && chance.happens(0.4)) {
    const [identity, resource] = [chance.pick(identities), chance.pick(day.company.applications)];
    const at = workingMoment(day, 1, chance);
    for (let i = chance.between(1, 3); i > 0; i--) ask(at + i * 2 * minute, identity, resource, outcomes.notAssigned);
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
