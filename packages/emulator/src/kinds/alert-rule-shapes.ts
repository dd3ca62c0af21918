import {
  any,
  boolean,
  listOf,
  type Member,
  may,
  mayInPreview,
  must,
  object,
  oneOf,
  type Shape,
  setByService,
  text,
  texts,
} from '../shape.ts';

/**
 * Bodies of Microsoft.SecurityInsights/alertRules by kind, as AlertRules.json of 2025-09-01 and 2025-10-01-preview declare
 * them, with the bounds that Microsoft Learn gives for scheduled rules ("Scheduled analytics rules in Microsoft Sentinel").
 */
const minutesPerDay = 1440;

const severity = oneOf('High', 'Medium', 'Low', 'Informational');

const tactics = listOf(
  oneOf(
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
  ),
);

const entityType = oneOf(
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
);

const technique: Shape = {
  is: 'text',
  pattern: /^T\d{4}$/,
  wrong: (id) => `The technique '${id}' is invalid. The expected format is T####`,
};

const subTechnique: Shape = {
  is: 'text',
  pattern: /^T\d{4}\.\d{3}$/,
  wrong: (id) => `The sub-technique '${id}' is invalid. The expected format is T####.###`,
};

const columnName: Shape = { is: 'text', min: 1, max: 500 };

const incidentConfiguration = object({
  createIncident: must(boolean),
  groupingConfiguration: may(
    object({
      enabled: must(boolean),
      reopenClosedIncident: must(boolean),
      lookbackDuration: must({ is: 'duration', min: 5, max: 7 * minutesPerDay }),
      matchingMethod: must(oneOf('AllEntities', 'AnyAlert', 'Selected')),
      groupByEntities: may(listOf(entityType)),
      groupByAlertDetails: may(listOf(oneOf('DisplayName', 'Severity'))),
      groupByCustomDetails: may(texts),
    }),
  ),
});

const alertDetailsOverride = object({
  alertDisplayNameFormat: may({ is: 'text', max: 256 }),
  alertDescriptionFormat: may({ is: 'text', max: 5000 }),
  alertTacticsColumnName: may(text),
  alertSeverityColumnName: may(text),
  alertDynamicProperties: may(
    listOf(
      object({
        alertProperty: must(
          oneOf(
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
          ),
        ),
        value: must(columnName),
      }),
    ),
  ),
});

/** What Scheduled and NRT rules share. */
const queryRule: Readonly<Record<string, Member>> = {
  alertRuleTemplateName: may(text),
  templateVersion: may(text),
  displayName: must({ is: 'text', min: 1, max: 256 }),
  description: may({ is: 'text', max: 5000 }),
  enabled: must(boolean),
  severity: must(severity),
  tactics: may(tactics),
  techniques: may(listOf(technique)),
  subTechniques: mayInPreview(listOf(subTechnique)),
  query: must({ is: 'text', min: 1, max: 10_000 }),
  suppressionEnabled: must(boolean),
  suppressionDuration: must({ is: 'duration', max: minutesPerDay }),
  incidentConfiguration: may(incidentConfiguration),
  eventGroupingSettings: may(object({ aggregationKind: may(oneOf('SingleAlert', 'AlertPerResult')) })),
  customDetails: may({ is: 'map', of: columnName, max: 20 }),
  entityMappings: may(
    listOf(
      object({
        entityType: must(entityType),
        fieldMappings: must(
          listOf(object({ identifier: must(text), columnName: must(columnName) }), { min: 1, max: 3 }),
        ),
      }),
      { max: 10 },
    ),
  ),
  alertDetailsOverride: may(alertDetailsOverride),
  sentinelEntitiesMappings: mayInPreview(listOf(object({ columnName: may(columnName) }))),
  lastModifiedUtc: setByService(text),
};

/** What only a Scheduled rule has. An NRT rule that carries one of them is refused. */
export const scheduleMembers: Readonly<Record<string, Member>> = {
  queryFrequency: must({ is: 'duration', min: 5, max: 14 * minutesPerDay }),
  queryPeriod: must({ is: 'duration', min: 5, max: 14 * minutesPerDay }),
  triggerOperator: must(oneOf('GreaterThan', 'LessThan', 'Equal', 'NotEqual')),
  triggerThreshold: must({ is: 'integer', min: 0, max: 10_000 }),
};

const readOnlyTexts = {
  description: setByService(text),
  displayName: setByService(text),
  severity: setByService(text),
};

const rule = (properties: Readonly<Record<string, Member>>): Shape =>
  object({ kind: must(text), properties: must(object(properties)) });

export const scheduledRule = rule({ ...queryRule, ...scheduleMembers });
export const nrtRule = rule(queryRule);

export const fusionRule = rule({
  alertRuleTemplateName: must(text),
  enabled: must(boolean),
  sourceSettings: mayInPreview(listOf(any)),
  scenarioExclusionPatterns: mayInPreview(listOf(any)),
  ...readOnlyTexts,
  tactics: setByService(texts),
  techniques: setByService(texts),
  subTechniques: { ...setByService(texts), preview: true },
  lastModifiedUtc: setByService(text),
});

export const incidentCreationRule = rule({
  alertRuleTemplateName: may(text),
  displayName: must({ is: 'text', min: 1, max: 256 }),
  description: may(text),
  enabled: must(boolean),
  productFilter: must(text),
  displayNamesFilter: may(texts),
  displayNamesExcludeFilter: may(texts),
  severitiesFilter: may(listOf(severity)),
  lastModifiedUtc: setByService(text),
});
