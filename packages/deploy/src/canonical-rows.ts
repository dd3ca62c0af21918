import type { Json } from '@picket/arm';
import type { ResourceKind } from '@picket/bundle';

/**
 * How the members of a resource are brought to one form. A row says only what the API itself treats as the same; everything
 * else is compared as it stands. A path's steps are member names, `[]` stands for every item of a list.
 */
export interface CanonicalRow {
  readonly path: string;
  readonly is:
    | 'read-only' /* the service sets it; left out */
    | 'duration' /* ISO 8601: PT60M is PT1H */
    | 'text' /* line ends CRLF and LF are the same */
    | 'query' /* as text, and space behind the last statement says nothing */
    | 'empty-is-absent' /* a text whose empty value the service shows where nothing was set */
    | 'set' /* order and repetition say nothing */
    | 'id' /* ARM ids are compared without letter case */
    | 'notebook' /* a workbook's JSON in a text: its steps by name, so that a difference names the step */
    | 'opaque' /* free JSON that belongs to the portal: never pruned */;
}

/** A value that the service uses where the member is left out. */
export interface DefaultRow {
  readonly path: string;
  readonly value: Json;
  readonly source: string;
}

/** Spellings of an enumeration: the service reads any letter case and shows this one. */
export interface SpellingRow {
  readonly path: string;
  readonly values: readonly string[];
}

export interface KindRows {
  readonly members: readonly CanonicalRow[];
  readonly spellings: readonly SpellingRow[];
  readonly defaults: readonly DefaultRow[];
}

const tactics = [
  'Reconnaissance',
  'ResourceDevelopment',
  'InitialAccess',
  'Execution',
  'Persistence',
  'PrivilegeEscalation',
  'DefenseEvasion',
  'CredentialAccess',
  'Discovery',
  'LateralMovement',
  'Collection',
  'Exfiltration',
  'CommandAndControl',
  'Impact',
  'PreAttack',
  'ImpairProcessControl',
  'InhibitResponseFunction',
];
const entityTypes = [
  'Account',
  'Host',
  'IP',
  'Malware',
  'File',
  'Process',
  'CloudApplication',
  'DNS',
  'AzureResource',
  'FileHash',
  'RegistryKey',
  'RegistryValue',
  'SecurityGroup',
  'URL',
  'Mailbox',
  'MailCluster',
  'MailMessage',
  'SubmissionMail',
];
const grouping = 'properties.incidentConfiguration.groupingConfiguration';
const scheduledRules = 'Microsoft Learn: Scheduled analytics rules in Microsoft Sentinel, read 2026-08';

/** Source of the members: Microsoft.SecurityInsights 2025-10-01-preview, alertRules kinds Scheduled and NRT. */
const rule: KindRows = {
  members: [
    { path: 'properties.lastModifiedUtc', is: 'read-only' },
    { path: 'properties.queryFrequency', is: 'duration' },
    { path: 'properties.queryPeriod', is: 'duration' },
    { path: 'properties.suppressionDuration', is: 'duration' },
    { path: `${grouping}.lookbackDuration`, is: 'duration' },
    { path: 'properties.query', is: 'query' },
    { path: 'properties.description', is: 'empty-is-absent' },
    { path: 'properties.alertRuleTemplateName', is: 'empty-is-absent' },
    { path: 'properties.templateVersion', is: 'empty-is-absent' },
    { path: 'properties.alertDetailsOverride.alertDisplayNameFormat', is: 'empty-is-absent' },
    { path: 'properties.alertDetailsOverride.alertDescriptionFormat', is: 'empty-is-absent' },
    { path: 'properties.alertDetailsOverride.alertTacticsColumnName', is: 'empty-is-absent' },
    { path: 'properties.alertDetailsOverride.alertSeverityColumnName', is: 'empty-is-absent' },
    { path: 'properties.tactics', is: 'set' },
    { path: 'properties.techniques', is: 'set' },
    { path: 'properties.subTechniques', is: 'set' },
    { path: 'properties.requiredDataConnectors', is: 'set' },
    { path: `${grouping}.groupByEntities`, is: 'set' },
    { path: `${grouping}.groupByAlertDetails`, is: 'set' },
    { path: `${grouping}.groupByCustomDetails`, is: 'set' },
    { path: 'properties.alertDetailsOverride.alertDynamicProperties', is: 'set' },
  ],
  spellings: [
    { path: 'kind', values: ['Scheduled', 'NRT'] },
    { path: 'properties.severity', values: ['High', 'Medium', 'Low', 'Informational'] },
    { path: 'properties.triggerOperator', values: ['GreaterThan', 'LessThan', 'Equal', 'NotEqual'] },
    { path: 'properties.tactics.[]', values: tactics },
    { path: 'properties.entityMappings.[].entityType', values: entityTypes },
    { path: 'properties.eventGroupingSettings.aggregationKind', values: ['SingleAlert', 'AlertPerResult'] },
    { path: `${grouping}.matchingMethod`, values: ['AllEntities', 'AnyAlert', 'Selected'] },
    { path: `${grouping}.groupByEntities.[]`, values: entityTypes },
    { path: `${grouping}.groupByAlertDetails.[]`, values: ['DisplayName', 'Severity'] },
    {
      path: 'properties.alertDetailsOverride.alertDynamicProperties.[].alertProperty',
      values: [
        'AlertLink',
        'ConfidenceLevel',
        'ConfidenceScore',
        'ExtendedLinks',
        'ProductName',
        'ProviderName',
        'ProductComponentName',
        'RemediationSteps',
        'Techniques',
        'SubTechniques',
      ],
    },
  ],
  defaults: [
    { path: 'properties.eventGroupingSettings.aggregationKind', value: 'SingleAlert', source: scheduledRules },
    { path: 'properties.incidentConfiguration.createIncident', value: true, source: scheduledRules },
    { path: `${grouping}.enabled`, value: false, source: scheduledRules },
    { path: `${grouping}.reopenClosedIncident`, value: false, source: scheduledRules },
    { path: `${grouping}.lookbackDuration`, value: 'PT5H', source: scheduledRules },
    { path: `${grouping}.matchingMethod`, value: 'AllEntities', source: scheduledRules },
  ],
};

const ui = 'properties.connectorUiConfig';
const definitions = 'Microsoft.SecurityInsights 2025-10-01-preview, CustomizableConnectorUiConfig, read 2026-08';

const connector: KindRows = {
  members: [
    { path: 'properties.createdTimeUtc', is: 'read-only' },
    { path: 'properties.lastModifiedUtc', is: 'read-only' },
    { path: `${ui}.descriptionMarkdown`, is: 'text' },
    { path: `${ui}.logo`, is: 'empty-is-absent' },
    { path: `${ui}.graphQueries.[].baseQuery`, is: 'query' },
    { path: `${ui}.dataTypes.[].lastDataReceivedQuery`, is: 'query' },
    { path: `${ui}.connectivityCriteria.[].value.[]`, is: 'query' },
    { path: `${ui}.instructionSteps.[].description`, is: 'text' },
    { path: `${ui}.instructionSteps.[].instructions.[].parameters`, is: 'opaque' },
    { path: `${ui}.instructionSteps.[].innerSteps`, is: 'opaque' },
  ],
  spellings: [{ path: 'kind', values: ['Customizable'] }],
  defaults: [
    { path: `${ui}.availability.status`, value: 1, source: definitions },
    { path: `${ui}.availability.isPreview`, value: false, source: definitions },
    { path: `${ui}.isConnectivityCriteriasMatchSome`, value: false, source: definitions },
    { path: `${ui}.permissions.resourceProvider.[].requiredPermissions.read`, value: false, source: definitions },
    { path: `${ui}.permissions.resourceProvider.[].requiredPermissions.write`, value: false, source: definitions },
    { path: `${ui}.permissions.resourceProvider.[].requiredPermissions.delete`, value: false, source: definitions },
    { path: `${ui}.permissions.resourceProvider.[].requiredPermissions.action`, value: false, source: definitions },
  ],
};

/** Source of the members: Microsoft.Insights 2023-06-01, workbooks. */
const workbook: KindRows = {
  members: [
    { path: 'properties.timeModified', is: 'read-only' },
    { path: 'properties.userId', is: 'read-only' },
    { path: 'properties.revision', is: 'read-only' },
    // Which workspace it belongs to is no part of the content; a plan looks at it apart (`plan-place.ts`).
    { path: 'properties.sourceId', is: 'read-only' },
    // "Being deprecated" there; the tags of the resource are the tenant's matter.
    { path: 'properties.tags', is: 'read-only' },
    { path: 'properties.description', is: 'empty-is-absent' },
    { path: 'properties.storageUri', is: 'id' },
    { path: 'properties.serializedData', is: 'notebook' },
  ],
  spellings: [{ path: 'kind', values: ['shared'] }],
  defaults: [],
};

const metadata: KindRows = {
  members: [{ path: 'properties.parentId', is: 'id' }],
  spellings: [
    { path: 'properties.source.kind', values: ['LocalWorkspace', 'Community', 'Solution', 'SourceRepository'] },
    { path: 'properties.kind', values: ['AnalyticsRule', 'DataConnector', 'Workbook'] },
  ],
  defaults: [],
};

export const canonicalRows: Readonly<Record<ResourceKind, KindRows>> = {
  rule,
  connector,
  workbook,
  metadata,
};
