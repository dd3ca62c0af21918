import { services } from '../company/applications.ts';
import { deviceOf } from '../company/devices.ts';
import { strangeNetwork } from '../company/networks.ts';
import { anyMoment } from '../life/day.ts';
import type { Activity } from '../life/life.ts';
import { discoveryRow } from '../logs/pre-authentication-discovery.ts';
import type { SignIn } from '../logs/sign-in-cells.ts';
import { outcomes } from '../logs/sign-in-outcomes.ts';
import { signInRow } from '../logs/user-sign-ins.ts';

/** Rounds of guesses that reach any tenant of this size on a day. */
const rounds = 14;

/** The internet tries passwords all day, from many addresses, a few each; none of them is right. */
export const passwordGuesses: Activity = ({ day }, log) => {
  const chance = day.chanceFor('password guesses');
  for (let round = chance.count(rounds); round > 0; round--) {
    const network = strangeNetwork(chance);
    const device = {
      ...deviceOf('private', 0, chance),
      userAgent: chance.pick(['BAV2ROPC', 'python-requests/2.31.0', 'Mozilla/5.0']),
    };
    const start = anyMoment(day, chance);
    for (let tries = chance.between(1, 4), i = 0; i < tries; i++) {
      const person = chance.happens(0.7) ? chance.pick(day.company.members) : undefined;
      const isLegacy = chance.happens(0.4);
      const at = start + i * 1000 * chance.between(5, 240);
      const guess: SignIn = {
        at,
        company: day.company,
        person,
        principalName:
          person?.principalName ??
          `${chance.pick(['info', 'scan', 'office', 'test', 'admin', 'sales'])}@contoso.example`,
        device,
        network,
        client: {
          ...services.exchange,
          clientApp: isLegacy ? chance.pick(['IMAP4', 'Authenticated SMTP', 'POP3']) : 'Browser',
        },
        resource: services.exchange,
        sessionId: '',
        tokenId: '',
        correlationId: chance.guid(),
        outcome: person
          ? chance.weighted([
              [8, outcomes.wrongPassword],
              [2, outcomes.locked],
              [0.3, outcomes.disabled],
            ])
          : outcomes.unknownUser,
        needsFactor: false,
        factor: '',
        access: { isAdministration: false, isFromOffice: false, isManaged: false, end: 'not reached' },
        incomingToken: 'none',
        protocol: isLegacy ? 'ropc' : 'none',
      };
      log('SigninLogs', at, signInRow(guess, chance));
      // Who guesses through the sign-in page asks it first whether there is such an account.
      if (!isLegacy) log('PreAuthenticationDiscoveryLogs', at - 2_000, discoveryRow(guess, chance));
    }
  }
};
