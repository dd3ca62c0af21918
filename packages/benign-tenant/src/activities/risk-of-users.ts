import { strangeNetwork } from '../company/networks.ts';
import type { Person } from '../company/people.ts';
import { anyMoment, hour, minute } from '../life/day.ts';
import type { Activity } from '../life/life.ts';
import { nonInteractiveSignInRow, signInRow } from '../logs/user-sign-ins.ts';
import { type Cells, isoTime } from '../row.ts';
import { userSignIn } from './sign-ins.ts';

/** The few whom Entra ID Protection suspects now and then; kept apart from administrators, whose risk nobody leaves alone. */
export const canBeAtRisk = ({ number, adminRoles }: Person): boolean => number % 9 === 4 && adminRoles.length === 0;

type End = readonly [state: 'remediated' | 'dismissed' | 'confirmedSafe', detail: string, hours: number];

/** Detections that ordinary people cause, and how they end. */
const detections: readonly (readonly [
  weight: number,
  kind: string,
  timing: 'realtime' | 'nearRealtime' | 'offline',
  level: 'low' | 'medium',
  End,
])[] = [
  [6, 'unfamiliarFeatures', 'realtime', 'low', ['remediated', 'userPassedMFADrivenByRiskBasedPolicy', 0.05]],
  [3, 'unlikelyTravel', 'offline', 'low', ['dismissed', 'aiConfirmedSigninSafe', 30]],
  [2, 'newCountry', 'offline', 'low', ['remediated', 'userPassedMFADrivenByRiskBasedPolicy', 2]],
  [2, 'anonymizedIPAddress', 'realtime', 'medium', ['dismissed', 'adminDismissedAllRiskForUser', 5]],
  [1, 'anomalousToken', 'offline', 'low', ['dismissed', 'adminDismissedRiskForSignIn', 9]],
  [1, 'leakedCredentials', 'offline', 'medium', ['remediated', 'userPerformedSecuredPasswordChange', 6]],
  [0.5, 'passwordSpray', 'offline', 'low', ['confirmedSafe', 'adminConfirmedSigninSafe', 20]],
];

/** A few detections a week, each with an end: the event and the state of its user are written at both times. */
export const riskOfUsers: Activity = ({ day, sessions }, log) => {
  const chance = day.chanceFor('risk of users');
  // A person is suspected at most once in a fortnight: whose turn it is, the date says.
  const turn = day.company.members.filter(canBeAtRisk).filter(({ number }) => number % 14 === day.number % 14);
  for (const person of turn) {
    const [, kind, timing, level, [state, detail, hours]] = chance.weighted(detections.map((row) => [row[0], row]));
    // What is seen at once is a sign-in of the person's own, if there is one on the day, which then asks for a second factor.
    const session =
      timing === 'realtime' && state === 'remediated' ? sessions.find((each) => each.person === person) : undefined;
    const [token] = session?.interactive ?? [];
    const deed = token ? token.at + 5 * minute : anyMoment(day, chance);
    const found = deed + (timing === 'offline' ? chance.between(2, 20) * hour : 2 * minute);
    const ended = found + Math.round(hours * hour * (0.7 + chance.fraction() * 0.6)) + minute;
    const network = session?.network ?? (kind === 'unfamiliarFeatures' ? person.home : strangeNetwork(chance));
    const suspected =
      session && token
        ? {
            ...userSignIn(day.company, session, token, false),
            at: deed,
            correlationId: chance.guid(),
            needsFactor: true,
            risk: { event: kind, level, state, detail },
          }
        : undefined;
    const signIn = suspected && signInRow({ ...suspected, factor: 'now', incomingToken: 'none' }, chance);
    if (suspected && signIn) {
      log('SigninLogs', deed, signIn);
      // The programs of the session fetch their tokens right after.
      const at = deed + minute;
      const fetched = { ...suspected, at, factor: 'before', protocol: 'none' } as const;
      log('AADNonInteractiveUserSignInLogs', at, nonInteractiveSignInRow(fetched, chance));
    }
    const event = {
      Activity: kind === 'leakedCredentials' ? 'user' : 'signin',
      ActivityDateTime: isoTime(deed),
      AdditionalInfo: [
        { Key: 'riskReasons', Value: '["UnfamiliarLocation","UnfamiliarDevice"]' },
        { Key: 'userAgent', Value: person.computer.userAgent },
      ],
      CorrelationId: signIn?.CorrelationId ?? chance.guid(),
      DetectedDateTime: isoTime(found),
      DetectionTimingType: timing,
      Id: chance.guid(),
      IpAddress: kind === 'leakedCredentials' ? '' : network.address,
      Location: kind === 'leakedCredentials' ? {} : network.location,
      OperationName: 'User Risk Detection',
      RequestId: signIn?.Id ?? chance.guid(),
      RiskEventType: kind,
      Source: 'IdentityProtection',
      TokenIssuerType: person.isFederated ? 'ADFederationServices' : 'AzureAD',
      ...namesOf(person),
      UserId: person.id,
    };
    log('AADUserRiskEvents', found, {
      ...event,
      LastUpdatedDateTime: isoTime(found),
      RiskDetail: 'none',
      RiskLevel: level,
      RiskState: 'atRisk',
    });
    log('AADUserRiskEvents', ended, {
      ...event,
      LastUpdatedDateTime: isoTime(ended),
      RiskDetail: detail,
      RiskLevel: level,
      RiskState: state,
    });
    log('AADRiskyUsers', found + minute, stateRow(person, found, 'none', level, 'atRisk', chance.guid()));
    log('AADRiskyUsers', ended + minute, stateRow(person, ended, detail, 'none', state, chance.guid()));
  }
};

const namesOf = ({ displayName, principalName }: Person) => ({
  UserDisplayName: displayName,
  UserPrincipalName: principalName,
});

function stateRow(
  person: Person,
  at: number,
  detail: string,
  level: string,
  state: string,
  correlationId: string,
): Cells {
  return {
    CorrelationId: correlationId,
    Id: person.id,
    IsDeleted: false,
    IsProcessing: false,
    OperationName: 'Risky user',
    RiskDetail: detail,
    RiskLastUpdatedDateTime: isoTime(at),
    RiskLevel: level,
    RiskState: state,
    ...namesOf(person),
  };
}

/** Which workload or agent has its turn on a day, once in `period` days: every one has a day of its own. */
export function turnOf<T>(things: readonly T[], day: { readonly number: number }, period: number): T | undefined {
  if (day.number % period !== 0) return undefined;
  return things[Math.floor(day.number / period) % things.length];
}
