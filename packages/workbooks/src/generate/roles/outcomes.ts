import type { Field } from '../field.ts';
import type { LogTable } from '../log.ts';
import { codesInGroups } from './sign-in-codes.ts';

/** How an event ended, or in which state it left what it is about. */
export interface Outcome {
  /** The column that tells it. */
  readonly of: string;
  readonly field: Field & { readonly from: string };
  /** Values that a chart shows in colours of their own. */
  readonly colours: readonly { readonly value: string; readonly colour: string }[];
  /** KQL: true for events that went wrong or that somebody ought to look at. */
  readonly bad: string;
  /** Those events in words: `Failures`. */
  readonly badLabel: string;
}

interface OutcomeRow {
  /** All must be there; the first tells the outcome. */
  readonly columns: readonly string[];
  readonly tables?: readonly string[];
  readonly label: string;
  /** KQL. */
  readonly from: string;
  readonly colours: readonly (readonly [value: string, colour: string])[];
  readonly bad: string;
  readonly badLabel: string;
}

const successAndFailure = [
  ['success', 'green'],
  ['interrupted', 'yellow'],
  ['failure', 'redBright'],
] as const;
const httpClasses = [
  ['success', 'green'],
  ['refused', 'redBright'],
  ['throttled', 'orange'],
  ['client error', 'yellow'],
  ['server error', 'purple'],
] as const;
const levels = [
  ['high', 'redBright'],
  ['medium', 'orange'],
  ['low', 'yellow'],
  ['informational', 'blue'],
] as const;
const states = [
  ['atRisk', 'orange'],
  ['confirmedCompromised', 'redBright'],
  ['remediated', 'green'],
  ['dismissed', 'gray'],
  ['confirmedSafe', 'lightGreen'],
] as const;

const httpClass = (status: string) =>
  `case(${status} < 400, "success", ${status} in (401, 403), "refused", ${status} == 429, "throttled", ${status} < 500, "client error", "server error")`;

/** A sign-in that was interrupted, as for a second factor, may still succeed: its code is no failure. */
const signIn = `case(ResultType == "0", "success", ResultType in (${codesInGroups('interruptNotFailure', 'mfaInterruptOrFailure')}), "interrupted", "failure")`;

/** The first row that fits a table tells its outcome. */
const rows: readonly OutcomeRow[] = [
  {
    columns: ['ResultType', 'ConditionalAccessStatus'],
    label: 'Outcome',
    from: signIn,
    colours: successAndFailure,
    bad: 'Outcome == "failure"',
    badLabel: 'Failures',
  },
  {
    columns: ['ResultType', 'ProvisioningAction'],
    label: 'Outcome',
    from: 'tolower(ResultType)',
    colours: [...successAndFailure, ['skipped', 'gray']],
    bad: 'Outcome == "failure"',
    badLabel: 'Failures',
  },
  {
    columns: ['Result', 'LoggedByService'],
    label: 'Outcome',
    from: 'tolower(Result)',
    colours: successAndFailure,
    bad: 'Outcome != "success"',
    badLabel: 'Failures',
  },
  {
    columns: ['ResponseStatusCode', 'RequestUri'],
    label: 'Outcome',
    from: httpClass('ResponseStatusCode'),
    colours: httpClasses,
    bad: 'Outcome != "success"',
    badLabel: 'Errors',
  },
  {
    columns: ['ResultStatusCode'],
    label: 'Outcome',
    from: httpClass('ResultStatusCode'),
    colours: httpClasses,
    bad: 'Outcome != "success"',
    badLabel: 'Errors',
  },
  {
    columns: ['PolicyDecision'],
    label: 'Decision',
    from: 'tolower(PolicyDecision)',
    colours: [
      ['compliant', 'green'],
      ['audit', 'yellow'],
      ['deny', 'redBright'],
    ],
    bad: 'Outcome != "compliant"',
    badLabel: 'Not compliant',
  },
  {
    columns: ['Action', 'TrafficType'],
    label: 'Action',
    from: 'tolower(Action)',
    colours: [
      ['allow', 'green'],
      ['allowed', 'green'],
      ['block', 'redBright'],
      ['blocked', 'redBright'],
      ['denied', 'redBright'],
    ],
    bad: 'Outcome !startswith "allow"',
    badLabel: 'Not allowed',
  },
  {
    columns: ['ResultStatus', 'Workload'],
    label: 'Outcome',
    from: 'iff(isempty(ResultStatus), "not told", tolower(ResultStatus))',
    colours: [
      ['succeeded', 'green'],
      ['partiallysucceeded', 'yellow'],
      ['failed', 'redBright'],
      ['not told', 'gray'],
    ],
    bad: 'Outcome in ("failed", "partiallysucceeded")',
    badLabel: 'Failures',
  },
  {
    columns: ['ErrorNumber'],
    label: 'Outcome',
    from: 'iff(isempty(ErrorNumber) or ErrorNumber == "0", "success", "error")',
    colours: [
      ['success', 'green'],
      ['error', 'redBright'],
    ],
    bad: 'Outcome == "error"',
    badLabel: 'Errors',
  },
  {
    columns: ['ResultSignature', 'ServicePrincipalId'],
    label: 'Outcome',
    from: 'tolower(ResultSignature)',
    colours: successAndFailure,
    bad: 'Outcome != "success"',
    badLabel: 'Failures',
  },
  {
    columns: ['ResultSignature', 'ResultType'],
    tables: ['AADB2CRequestLogs'],
    label: 'Outcome',
    from: `iff(isnull(toint(ResultSignature)), "not told", ${httpClass('toint(ResultSignature)')})`,
    colours: [...httpClasses, ['not told', 'gray']],
    bad: 'Outcome !in ("success", "not told")',
    badLabel: 'Errors',
  },
  {
    columns: ['Severity', 'AlertType'],
    label: 'Severity',
    from: 'tolower(Severity)',
    colours: levels,
    bad: 'Outcome in ("high", "medium")',
    badLabel: 'High and medium',
  },
  {
    columns: ['RiskLevel', 'RiskEventType'],
    label: 'Risk level',
    from: 'RiskLevel',
    colours: levels,
    bad: 'Outcome == "high"',
    badLabel: 'High risk',
  },
  {
    columns: ['RiskState', 'RiskLevel'],
    label: 'Risk state',
    from: 'RiskState',
    colours: states,
    bad: 'Outcome in ("atRisk", "confirmedCompromised")',
    badLabel: 'At risk',
  },
  {
    columns: ['Status', 'BgpRoutesAdvertisedCount'],
    label: 'Status',
    from: 'Status',
    colours: [
      ['remoteNetworkAlive', 'green'],
      ['tunnelConnected', 'blue'],
      ['bgpConnected', 'turquoise'],
      ['tunnelDisconnected', 'redBright'],
      ['bgpDisconnected', 'orange'],
    ],
    bad: 'Outcome endswith "Disconnected"',
    badLabel: 'Disconnections',
  },
  {
    columns: ['SecurityProfileName', 'ConnectionId'],
    label: 'Outcome',
    from: 'iff(isempty(SecurityProfileName), "passed", "blocked by a profile")',
    colours: [
      ['passed', 'green'],
      ['blocked by a profile', 'redBright'],
    ],
    bad: 'Outcome != "passed"',
    badLabel: 'Blocked',
  },
];

export function outcomeOf(table: LogTable): Outcome | undefined {
  const row = rows.find(
    ({ columns, tables }) =>
      columns.every((name) => table.columns.has(name)) && (tables === undefined || tables.includes(table.name)),
  );
  if (!row) return undefined;
  const { columns, label, from, colours, bad, badLabel } = row;
  return {
    of: columns[0] ?? '',
    field: { name: 'Outcome', label, from },
    colours: colours.map(([value, colour]) => ({ value, colour })),
    bad,
    badLabel,
  };
}
