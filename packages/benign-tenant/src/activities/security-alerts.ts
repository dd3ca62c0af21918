import type { Chance } from '../chance.ts';
import { type Day, hour, minute, workingMoment } from '../life/day.ts';
import type { Activity } from '../life/life.ts';
import { isoTime, type Json } from '../row.ts';
import { type AlertEntity, type AlertRule, alertEntities } from './alert-entities.ts';

const mapping = (entityType: string, ...identifiers: readonly string[]): AlertEntity => ({
  entityType,
  fieldMappings: identifiers.map((identifier) => ({ identifier })),
});
const account = mapping('Account', 'Name', 'UPNSuffix', 'AadUserId');
const address = mapping('IP', 'Address');

/** Rules of the company, for callers that have none. */
export const inventedRules: readonly AlertRule[] = [
  {
    id: '5a0c8f6e-1111-4000-8000-000000000001',
    name: 'Sign-in from a country without business',
    severity: 'Medium',
    tactics: ['InitialAccess'],
    entityMappings: [account, address],
  },
  {
    id: '5a0c8f6e-1111-4000-8000-000000000002',
    name: 'Several failed sign-ins of one account',
    severity: 'Low',
    tactics: ['CredentialAccess'],
    entityMappings: [account, address],
  },
  {
    id: '5a0c8f6e-1111-4000-8000-000000000003',
    name: 'Application gets a credential',
    severity: 'Medium',
    tactics: ['Persistence'],
    table: 'AuditLogs',
    entityMappings: [account, address, mapping('CloudApplication', 'Name')],
  },
  {
    id: '5a0c8f6e-1111-4000-8000-000000000004',
    name: 'Leading role given',
    severity: 'High',
    tactics: ['PrivilegeEscalation'],
    table: 'AuditLogs',
    entityMappings: [account, address],
  },
];

/** How analysts close what turns out to be nothing. */
const verdicts = [
  [6, 'BenignPositive', 'SuspiciousButExpected'],
  [4, 'FalsePositive', 'IncorrectAlertLogic'],
  [1, 'FalsePositive', 'InaccurateData'],
  [1, 'Undetermined', ''],
] as const;

/** Days until the benign cause of a rule comes back; that of its neighbour in the list comes halfway between. */
const returns = 12;

/** The rules of a day's false alarms: each when its cause comes back, so that a week of a log has some, and a noisy few between. */
function rulesOfDay(rules: readonly AlertRule[], day: Day, chance: Chance): readonly AlertRule[] {
  const due = rules.filter((_, place) => {
    const pair = Math.floor(place / 2);
    return (day.number + pair + (place % 2) * (returns / 2)) % returns === 0;
  });
  const noisy = Array.from(
    { length: chance.count(day.isWorkday ? 1.6 : 0.5) },
    () => rules[Math.floor(chance.fraction() ** 2 * rules.length)] ?? chance.pick(rules),
  );
  return [...due, ...noisy];
}

/** False alarms of a day, each with an incident that somebody looks at and closes within a day or so. */
export const securityAlerts =
  (rules: readonly AlertRule[]): Activity =>
  ({ day }, log) => {
    const chance = day.chanceFor('security alerts');
    const { company } = day;
    if (rules.length === 0) return;
    for (const [i, rule] of rulesOfDay(rules, day, chance).entries()) {
      const analyst = chance.pick(company.administrators.slice(2, 4));
      const at = workingMoment(day, 1, chance);
      const [alertId, incidentId] = [chance.guid(), chance.guid()];
      const workspace = { WorkspaceSubscriptionId: company.subscription, WorkspaceResourceGroup: 'rg-soc' };
      log('SecurityAlert', at, {
        ...workspace,
        AlertLink: '',
        AlertName: rule.name,
        AlertSeverity: rule.severity,
        AlertType: `${company.workspaceId}_${rule.id}`,
        CompromisedEntity: '',
        ConfidenceLevel: '',
        Description: '',
        DisplayName: rule.name,
        EndTime: isoTime(at - 5 * minute),
        Entities: JSON.stringify(alertEntities(rule, company, chance)),
        ExtendedLinks: '',
        ExtendedProperties: JSON.stringify({
          'Query Period': '01:00:00',
          'Trigger Operator': 'GreaterThan',
          'Trigger Threshold': '0',
          'Query Results Aggregation Kind': 'SingleAlert',
          'Analytic Rule Ids': JSON.stringify([rule.id]),
          'Analytic Rule Name': rule.name,
        }),
        IsIncident: false,
        ProcessingEndTime: isoTime(at),
        ProductComponentName: 'Scheduled Alerts',
        ProductName: 'Azure Sentinel',
        ProviderName: 'ASI Scheduled Alerts',
        StartTime: isoTime(at - 65 * minute),
        Status: 'New',
        SystemAlertId: alertId,
        Tactics: rule.tactics.join(', '),
        Techniques: '',
        VendorName: 'Microsoft',
        VendorOriginalId: chance.guid(),
      });
      const number = (day.number % 1000) * 20 + i;
      const taken = at + chance.between(5, 120) * minute;
      const closed = taken + Math.round((0.3 + chance.fraction() * 20) * hour);
      const [, classification, reason] = chance.weighted(verdicts.map((row) => [row[0], row]));
      const incident = {
        AdditionalData: {
          alertsCount: 1,
          bookmarksCount: 0,
          commentsCount: 0,
          alertProductNames: ['Azure Sentinel'],
          tactics: rule.tactics,
          techniques: [],
        },
        AlertIds: [alertId],
        BookmarkIds: [],
        Comments: [],
        CreatedTime: isoTime(at + minute),
        Description: '',
        FirstActivityTime: isoTime(at - 65 * minute),
        FirstModifiedTime: isoTime(at + minute),
        IncidentName: incidentId,
        IncidentNumber: number,
        IncidentUrl: '',
        Labels: [],
        LastActivityTime: isoTime(at - 5 * minute),
        ProviderIncidentId: String(number),
        ProviderName: 'Azure Sentinel',
        RelatedAnalyticRuleIds: [rule.id],
        Severity: rule.severity,
        Tasks: [],
        Title: rule.name,
      };
      const owner: Json = {
        objectId: analyst.id,
        email: analyst.mail,
        assignedTo: analyst.displayName,
        userPrincipalName: analyst.principalName,
      };
      // Each change of an incident writes all of it again.
      log('SecurityIncident', at + minute, {
        ...incident,
        LastModifiedTime: isoTime(at + minute),
        ModifiedBy: 'Incident created from alert',
        Owner: { objectId: null, email: null, assignedTo: null, userPrincipalName: null },
        Status: 'New',
      });
      log('SecurityIncident', taken, {
        ...incident,
        LastModifiedTime: isoTime(taken),
        ModifiedBy: analyst.principalName,
        Owner: owner,
        Status: 'Active',
      });
      log('SecurityIncident', closed, {
        ...incident,
        Classification: classification,
        ClassificationComment: '',
        ClassificationReason: reason,
        ClosedTime: isoTime(closed),
        LastModifiedTime: isoTime(closed),
        ModifiedBy: analyst.principalName,
        Owner: owner,
        Status: 'Closed',
      });
    }
  };
