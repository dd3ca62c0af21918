import { valueDomain } from '@picket/tables';
import type { Field } from '../field.ts';
import type { LogTable } from '../log.ts';

/** What the numbers of a column stand for, and how a column of the words is called. */
interface KindWords {
  readonly name: string;
  readonly words: Readonly<Record<number, string>>;
}

/** A list of values longer than this is no list of kinds. */
const mostValues = 50;

/**
 * Columns with few values that no documented domain is bound to, because the spelling in the log is not certain or because
 * there is no list. Those with a domain are found by it.
 */
const rows: readonly { readonly column: string; readonly label: string; readonly words?: KindWords }[] = [
  { column: 'LoggedByService', label: 'Service' },
  { column: 'Category', label: 'Category' },
  { column: 'Action', label: 'Action' },
  { column: 'TrafficType', label: 'Traffic' },
  { column: 'Severity', label: 'Severity' },
  { column: 'AlertType', label: 'Kind of alert' },
  { column: 'Workload', label: 'Workload' },
  { column: 'ResultStatus', label: 'Result' },
  { column: 'RequestMethod', label: 'Method' },
  { column: 'ApiVersion', label: 'API version' },
  { column: 'ActorType', label: 'Kind of actor' },
  {
    column: 'ClientAuthMethod',
    label: 'Client authentication',
    // "Microsoft Graph activity logs", Microsoft Learn.
    words: { name: 'ClientAuthentication', words: { 0: 'none (public client)', 1: 'secret', 2: 'certificate' } },
  },
  { column: 'PolicyDecision', label: 'Decision' },
  { column: 'RequestType', label: 'Request' },
  { column: 'Activity', label: 'Activity' },
  { column: 'SubActivity', label: 'Sub-activity' },
  { column: 'EventType', label: 'Event' },
  { column: 'IdentityType', label: 'Kind of identity' },
  { column: 'UserType', label: 'Kind of user' },
  { column: 'AccountType', label: 'Kind of account' },
  { column: 'TlsAction', label: 'TLS' },
  { column: 'NetworkProtocol', label: 'Protocol' },
  { column: 'DeviceCategory', label: 'Kind of device' },
  { column: 'DeviceOperatingSystem', label: 'Operating system' },
  { column: 'DestinationWebCategories', label: 'Web category' },
  { column: 'PopProcessingRegion', label: 'Point of presence' },
  { column: 'ServicePrincipalType', label: 'Kind of service principal' },
  { column: 'OperationName', label: 'Operation' },
  { column: 'ResultType', label: 'Result' },
];

/** Columns that say the same in nearly every row of a log: a chart of them has one bar. */
const same: readonly { readonly tables: RegExp; readonly columns: readonly string[]; readonly because: string }[] = [
  {
    tables: /^AADManagedIdentitySignInLogs$/,
    columns: ['ConditionalAccessStatus', 'ClientCredentialType'],
    because: 'Conditional Access for workload identities does not cover them, and there is one way to prove them',
  },
  {
    tables: /^AADNonInteractiveUserSignInLogs$/,
    columns: ['AuthenticationProtocol'],
    because: 'a token is renewed without one; the transfer method tells how the session began',
  },
  { tables: /^ADFSSignInLogs$/, columns: ['TokenIssuerType'], because: 'the farm issues the tokens of its sign-ins' },
  { tables: /RiskEvents$/, columns: ['TokenIssuerType'], because: 'detections are made by Microsoft Entra ID' },
  {
    tables: /(?:ServicePrincipal|Agent)RiskEvents$/,
    columns: ['Activity', 'DetectionTimingType'],
    because: 'a workload has one kind of activity, and its risk is found offline',
  },
  {
    tables: /^AADRiskyServicePrincipals$/,
    columns: ['ServicePrincipalType'],
    because: 'risk is told of applications, not of managed identities',
  },
  { tables: /Agent/, columns: ['IdentityType'], because: 'the log is about agents alone' },
  { tables: /^AADGraph|Policy/, columns: ['ApiVersion'], because: 'nearly all requests ask the same version' },
  {
    tables: /^AADCustomSecurityAttributeAuditLogs$/,
    columns: ['LoggedByService'],
    because: 'attributes belong to the directory itself',
  },
  { tables: /^GraphNotificationsActivityLogs$/, columns: ['AccountType'], because: 'a tenant has accounts of work' },
  { tables: /^PreAuthenticationDiscoveryLogs$/, columns: ['OperationName'], because: 'it is what the log is about' },
];

/** What tells most comes first; others follow in the order of the table's columns. */
const first = [
  'ConditionalAccessStatus',
  'AuthenticationRequirement',
  'ClientAppUsed',
  'RiskLevelDuringSignIn',
  'IncomingTokenType',
  'AuthenticationProtocol',
  'ClientCredentialType',
  'OriginalTransferMethod',
  'RiskState',
  'RiskLevel',
  'RiskDetail',
  'LoggedByService',
  'Category',
];

/** Labels of columns that a domain names, where the column's own words would not do. */
const labels: Readonly<Record<string, string>> = {
  ConditionalAccessStatus: 'Conditional Access',
  AuthenticationRequirement: 'Authentication required',
  ClientAppUsed: 'Client',
  RiskLevelDuringSignIn: 'Risk of the sign-in',
  RiskLevelAggregated: 'Risk of the user',
  ClientCredentialType: 'Credential',
  IncomingTokenType: 'Token redeemed',
  AuthenticationProtocol: 'Protocol',
  OriginalTransferMethod: 'Transfer method',
  CrossTenantAccessType: 'Cross-tenant access',
  DetectionTimingType: 'Timing of the detection',
  ProvisioningAction: 'Action',
  AADOperationType: 'Kind of operation',
  LoggedByService: 'Service',
};

/** Columns that sort a table's events into kinds: those with a documented list of values, then those of the rows. */
export function kindsOf({ name: table, columns }: LogTable): readonly Field[] {
  const rank = (column: string) => (first.includes(column) ? first.indexOf(column) : first.length);
  const ordered = [...columns.keys()].sort((a, b) => rank(a) - rank(b));
  const listed = ordered.filter((column) => {
    const domain = valueDomain(table, column);
    const count = domain ? domain.values.length + domain.observed.length : 0;
    return count > 1 && count <= mostValues;
  });
  const fields = listed.map((name): Field => ({ name, label: labels[name] ?? words(name) }));
  const known = rows
    .filter(({ column }) => columns.has(column) && !listed.includes(column) && !isNoKind(table, column))
    .map(({ column, label, words: told }): Field => ({ name: column, label, ...(told ? inWords(column, told) : {}) }));
  const isSame = (name: string): boolean =>
    same.some(({ tables, columns: alike }) => tables.test(table) && alike.includes(name));
  return [...fields, ...known]
    .filter(({ name }) => !isSame(name))
    .filter(({ label }, index, all) => all.findIndex((other) => other.label === label) === index);
}

/** A column whose list is too long, or that says the same in each row: the operation of sign-ins, the log's own name. */
function isNoKind(table: string, column: string): boolean {
  if (valueDomain(table, column)) return true;
  if (column === 'OperationName') return table.endsWith('SignInLogs') || /Risk/.test(table);
  return column === 'Category' && !table.endsWith('AuditLogs');
}

/** A column made of one of numbers; a number that no word is known for stays. */
function inWords(column: string, { name, words: known }: KindWords): Pick<Field, 'name' | 'from'> {
  const cases = Object.entries(known).map(([value, word]) => `tostring(${column}) == "${value}", "${word}"`);
  return { name, from: `case(${cases.join(', ')}, tostring(${column}))` };
}

/** `RiskState` → `Risk state`. */
function words(name: string): string {
  const apart = name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return `${apart.charAt(0).toUpperCase()}${apart.slice(1)}`;
}
