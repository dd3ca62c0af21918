import { type Field, nestedText } from '../field.ts';
import type { LogTable } from '../log.ts';
import { isUsuallyEmpty } from './usually-empty.ts';

/** A part that columns play in a query's rows; of several columns, the first that a table has plays it. */
interface EntityRow {
  readonly label: string;
  readonly columns?: readonly string[];
  /** Where it is nested: the name it gets, and the places, of which the first that is filled counts. */
  readonly nested?: {
    readonly name: string;
    readonly places: readonly (readonly [column: string, ...path: string[]])[];
  };
  /** Only for tables that have none of these: what they say better. */
  readonly unless?: readonly string[];
}

/** Who and what events are about, the most telling first. */
const rows: readonly EntityRow[] = [
  { label: 'Person', columns: ['UserPrincipalName'] },
  {
    label: 'Actor',
    nested: {
      name: 'Actor',
      places: [
        ['InitiatedBy', 'user', 'userPrincipalName'],
        ['InitiatedBy', 'app', 'displayName'],
      ],
    },
  },
  {
    label: 'Source identity',
    nested: {
      name: 'SourceName',
      places: [
        ['SourceIdentity', 'Name'],
        ['SourceIdentity', 'Id'],
      ],
    },
  },
  { label: 'Agent', columns: ['AgentDisplayName'] },
  {
    label: 'Workload',
    columns: ['ServicePrincipalName', 'ServicePrincipalDisplayName'],
    unless: ['UserPrincipalName'],
  },
  { label: 'Workload', columns: ['DisplayName'], unless: ['AlertType'] },
  { label: 'Kind of alert', columns: ['AlertType'] },
  { label: 'Kind of risk', columns: ['RiskEventType'] },
  { label: 'Operation', columns: ['Operation'] },
  {
    label: 'Operation',
    columns: ['OperationName'],
    unless: ['AppId', 'ServicePrincipal', 'RiskLevel', 'CallerIpAddress'],
  },
  {
    label: 'Operation',
    columns: ['OperationName'],
    unless: ['AppId', 'ServicePrincipal', 'RiskLevel', 'Category', 'Identity'],
  },
  { label: 'Target system', nested: { name: 'TargetName', places: [['TargetSystem', 'Name']] } },
  { label: 'Application', columns: ['AppDisplayName'] },
  {
    label: 'Application',
    columns: ['AppId', 'ApplicationId'],
    unless: ['AppDisplayName', 'ServicePrincipalName', 'ServicePrincipalDisplayName', 'DisplayName', 'DestinationFqdn'],
  },
  { label: 'User', columns: ['UserId'], unless: ['UserPrincipalName'] },
  {
    label: 'Service principal',
    columns: ['ServicePrincipalId'],
    unless: ['UserPrincipalName', 'ServicePrincipalName', 'ServicePrincipalDisplayName'],
  },
  { label: 'Destination', columns: ['DestinationFqdn'] },
  { label: 'Server', columns: ['McpServerName'] },
  { label: 'Remote network', columns: ['RemoteNetworkId'], unless: ['DestinationFqdn'] },
  { label: 'Resource', columns: ['ResourceDisplayName', 'TargetResourceName', 'WorkloadNamespace'] },
  { label: 'Subscription', columns: ['SubscriptionIdentity'] },
  { label: 'Address', columns: ['IPAddress', 'IpAddress', 'CallerIpAddress', 'ClientIp', 'SourceIp'] },
  {
    label: 'Address',
    nested: { name: 'Address', places: [['InitiatedBy', 'user', 'ipAddress']] },
    unless: ['CallerIpAddress'],
  },
  { label: 'Process', columns: ['InitiatingProcessName'] },
  { label: 'Device', columns: ['DeviceId', 'ClientDeviceName'] },
  { label: 'Operating system', nested: { name: 'OperatingSystem', places: [['DeviceDetail', 'operatingSystem']] } },
  { label: 'Network', columns: ['AutonomousSystemNumber', 'SourceIpCarrier'] },
  { label: 'User agent', columns: ['UserAgent', 'HttpUserAgent'] },
  { label: 'Client', columns: ['McpClientName'] },
  { label: 'Policy', columns: ['PolicyName', 'SecurityPolicyName'] },
];

/** The fields that a table has by these rows, no label twice. */
export function entitiesOf(table: LogTable): readonly Field[] {
  const found = rows
    .filter(({ unless = [] }) => !unless.some((name) => table.columns.has(name)))
    .flatMap((row) => fieldOf(row, table) ?? []);
  return found.filter(({ label }, index) => found.findIndex((other) => other.label === label) === index);
}

function fieldOf({ label, columns = [], nested }: EntityRow, table: LogTable): Field | undefined {
  const column = columns.find((name) => table.columns.get(name) === 'string' && !isUsuallyEmpty(table.name, name));
  if (column !== undefined) return { name: column, label };
  if (!nested) return undefined;
  const texts = nested.places.flatMap(([first, ...path]) => nestedText(table, first, path) ?? []);
  if (texts.length === 0) return undefined;
  // coalesce() passes over empty texts ("coalesce()", Kusto).
  return { name: nested.name, label, from: texts.length === 1 ? (texts[0] ?? '') : `coalesce(${texts.join(', ')})` };
}
