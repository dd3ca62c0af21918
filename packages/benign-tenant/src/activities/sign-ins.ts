import type { Chance } from '../chance.ts';
import { windowsSignIn } from '../company/applications.ts';
import type { Company } from '../company/company.ts';
import type { Person } from '../company/people.ts';
import type { Activity } from '../life/life.ts';
import { isAdministration, type Session, type Token } from '../life/sessions.ts';
import { adfsSignInRow, ownApplications } from '../logs/adfs-sign-ins.ts';
import { discoveryRow } from '../logs/pre-authentication-discovery.ts';
import type { SignIn } from '../logs/sign-in-cells.ts';
import { type Outcome, outcomes } from '../logs/sign-in-outcomes.ts';
import { nonInteractiveSignInRow, signInRow } from '../logs/user-sign-ins.ts';

/** What may go before a sign-in that ends well, how often, and how many seconds before: people mistype and are asked again. */
const stumbles: readonly (readonly [probability: number, Outcome, seconds: number, isSameAttempt: boolean])[] = [
  [0.035, outcomes.wrongPassword, 25, false],
  [0.008, outcomes.wrongPassword, 50, false],
  [0.003, outcomes.expiredPassword, 90, false],
  [0.06, outcomes.keepSignedIn, 4, true],
  [0.06, outcomes.factorRefused, 75, true],
];

/** Attempts that come to nothing, alone. */
const disappointments: readonly (readonly [probability: number, Outcome])[] = [
  [0.004, outcomes.notAssigned],
  [0.003, outcomes.consentNeeded],
  [0.002, outcomes.adminConsentNeeded],
  [0.02, outcomes.noSession],
];

/** Interactive sign-ins of each session, with the mistakes before them, the farm's record and the discovery of the name. */
export const interactiveSignIns: Activity = ({ day, sessions }, log) => {
  const chance = day.chanceFor('interactive sign-ins');
  for (const session of sessions) {
    for (const [i, token] of session.interactive.entries()) {
      const signIn = userSignIn(day.company, session, token, i === 0);
      const stumble = (outcome: Outcome, at: number, isSameAttempt: boolean): void =>
        log('SigninLogs', at, signInRow(unfinished(signIn, outcome, at, isSameAttempt, chance), chance));
      for (const [probability, outcome, seconds, isSameAttempt] of stumbles) {
        if (token.client === windowsSignIn || !chance.happens(probability)) continue;
        if (outcome === outcomes.factorRefused && signIn.factor !== 'now') continue;
        stumble(outcome, token.at - seconds * 1000, isSameAttempt);
      }
      if (signIn.factor === 'now')
        stumble(chance.happens(0.7) ? outcomes.factorAsked : outcomes.factorNeeded, token.at - 11_000, true);
      for (const [probability, outcome] of disappointments) {
        if (chance.happens(probability)) stumble(outcome, token.at + 40_000, false);
      }
      if (session.person.isFederated) {
        log('ADFSSignInLogs', token.at - 2_500, adfsSignInRow(signIn, 'granted', chance));
        if (chance.happens(0.04))
          log('ADFSSignInLogs', token.at - 30_000, adfsSignInRow(signIn, 'wrong password', chance));
        if (chance.happens(0.1)) {
          const own = { ...signIn, at: token.at + 90_000, correlationId: chance.guid() };
          log('ADFSSignInLogs', own.at, adfsSignInRow(own, 'granted', chance, chance.pick(ownApplications)));
        }
      }
      if (signIn.client.clientApp === 'Browser') {
        log('PreAuthenticationDiscoveryLogs', token.at - 14_000, discoveryRow(signIn, chance));
        // A name that is mistyped is nobody's.
        if (chance.happens(0.02)) {
          const nobody = { ...signIn, person: undefined, correlationId: chance.guid() };
          log('PreAuthenticationDiscoveryLogs', token.at - 31_000, discoveryRow(nobody, chance));
        }
      }
      log('SigninLogs', token.at, signInRow(signIn, chance));
    }
    if (session.device.kind === 'private' && session.person.isContractor && chance.happens(0.3)) {
      const [token] = session.interactive;
      if (token)
        log(
          'SigninLogs',
          token.at + 90_000,
          signInRow(blocked(userSignIn(day.company, session, token, false), token.at + 90_000, chance), chance),
        );
    }
  }
};

/** How far Conditional Access came; whoever fails before has not reached it. */
const refreshEnds = new Map<Outcome, SignIn['access']['end']>([
  [outcomes.success, 'granted'],
  [outcomes.factorNeeded, 'interrupted'],
]);

/** Tokens renewed behind the user's back; now and then one that is too old, or of a session that is gone. */
export const tokenRefreshes: Activity = ({ day, sessions }, log) => {
  const chance = day.chanceFor('token refreshes');
  for (const session of sessions) {
    for (const token of session.refreshed) {
      const outcome = chance.weighted<Outcome>([
        [960, outcomes.success],
        [22, outcomes.noSession],
        [12, outcomes.frequency],
        [3, outcomes.revoked],
        [1, outcomes.factorNeeded],
      ]);
      const granted = userSignIn(day.company, session, token, false);
      const end = refreshEnds.get(outcome) ?? 'not reached';
      const signIn = {
        ...granted,
        outcome,
        protocol: 'none',
        firstProtocol: granted.protocol,
        access: { ...granted.access, end },
      };
      log('AADNonInteractiveUserSignInLogs', token.at, nonInteractiveSignInRow(signIn, chance));
    }
  }
};

/** A token of a session as the sign-in that brought it. */
export function userSignIn(company: Company, session: Session, token: Token, isFirst: boolean): SignIn {
  const { person, device, network } = session;
  const administers = isAdministration(token);
  const needsFactor = administers || session.hasSecondFactor;
  return {
    at: token.at,
    company,
    person,
    principalName: person.principalName,
    device,
    network,
    client: token.client,
    resource: token.resource,
    sessionId: session.id,
    tokenId: token.id,
    correlationId: token.correlationId,
    outcome: outcomes.success,
    needsFactor,
    factor: !needsFactor ? '' : isFirst && session.asksForFactor ? 'now' : 'before',
    access: {
      isAdministration: administers,
      isFromOffice: network.kind === 'office',
      isManaged: device.isCompliant,
      end: 'granted',
    },
    incomingToken:
      isFirst && session.asksForFactor ? 'none' : device.isManaged ? 'primaryRefreshToken' : 'refreshToken',
    protocol: isDeviceCode(person, token) ? 'deviceCode' : 'none',
  };
}

/** Developers sign the command line in by a code now and then. */
const isDeviceCode = (person: Person, token: Token): boolean =>
  person.isDeveloper && token.client.name === 'Microsoft Azure CLI' && token.at % 2 === 0;

function unfinished(signIn: SignIn, outcome: Outcome, at: number, isSameAttempt: boolean, chance: Chance): SignIn {
  const isFactor = outcome === outcomes.factorRefused || outcome === outcomes.factorAsked;
  const isPolicy = isFactor || outcome === outcomes.factorNeeded;
  return {
    ...signIn,
    at,
    outcome,
    tokenId: '',
    factor: isFactor ? 'refused' : '',
    correlationId: isSameAttempt ? signIn.correlationId : chance.guid(),
    access: { ...signIn.access, end: isPolicy ? 'interrupted' : 'not reached' },
  };
}

function blocked(signIn: SignIn, at: number, chance: Chance): SignIn {
  const outcome = chance.happens(0.5) ? outcomes.blocked : outcomes.notCompliant;
  return {
    ...signIn,
    at,
    outcome,
    tokenId: '',
    correlationId: chance.guid(),
    factor: '',
    access: { ...signIn.access, isManaged: false, end: 'blocked' },
  };
}
