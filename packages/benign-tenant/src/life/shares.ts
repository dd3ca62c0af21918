/**
 * How the events that are wanted beyond the inevitable ones spread over the logs. Token refreshes and requests to
 * Microsoft Graph are most of what a tenant logs; a service principal's and a managed identity's tokens are next.
 */
const shares = {
  refreshes: 0.4,
  graphRequests: 0.22,
  networkTraffic: 0.08,
  networkConnections: 0.05,
  fileOperations: 0.07,
  workloadSignIns: 0.05,
  managedIdentitySignIns: 0.03,
  serviceSignIns: 0.03,
  directoryGraphRequests: 0.025,
  notifications: 0.025,
  policyDecisions: 0.02,
} as const;

export type Chatter = keyof typeof shares;

/** Workdays are loud, weekends quiet; machines know no weekend. */
const byPeople: ReadonlySet<Chatter> = new Set([
  'refreshes',
  'graphRequests',
  'networkTraffic',
  'networkConnections',
  'fileOperations',
]);

/** How many events of a kind a day should have beyond the inevitable ones. */
export function chatterOf(day: { readonly chatter: number; readonly isWorkday: boolean }, kind: Chatter): number {
  const rhythm = byPeople.has(kind) ? (day.isWorkday ? 1.35 : 0.12) : 1;
  return day.chatter * shares[kind] * rhythm;
}
