import { anyMoment } from '../life/day.ts';
import type { Activity } from '../life/life.ts';
import { chatterOf } from '../life/shares.ts';

const watched = [
  [5, 'Microsoft.Exchange', 'messages'],
  [3, 'Microsoft.Teams', 'chats/getAllMessages'],
  [2, 'Microsoft.DirectoryServices', 'users'],
  [1, 'Microsoft.DirectoryServices', 'groups'],
] as const;

/** Microsoft Graph tells programs that watch something that it changed; a few do not answer. */
export const notifications: Activity = ({ day }, log) => {
  const chance = day.chanceFor('notifications');
  const { company } = day;
  const watchers = company.workloads.slice(0, 6);
  for (let i = chance.count(Math.max(10, chatterOf(day, 'notifications'))); i > 0; i--) {
    const watcher = chance.pick(watchers);
    const [, namespace, resource] = chance.weighted(watched.map((row) => [row[0], row]));
    const status = chance.weighted([
      [950, 202],
      [25, 503],
      [15, 401],
      [10, 410],
    ]);
    log('GraphNotificationsActivityLogs', anyMoment(day, chance), {
      AccountType: 'Work',
      ApplicationId: watcher.id,
      ContextId: company.tenantId,
      CorrelationId: chance.guid(),
      DurationMs: chance.between(20, status === 503 ? 30_000 : 900),
      Location: chance.pick(['Norway East', 'West Europe']),
      LoggingLevel: status === 202 ? 'Information' : 'Warning',
      Message: status === 202 ? 'The notification was delivered.' : 'The notification was not delivered.',
      PublicationIds: JSON.stringify([chance.guid()]),
      ResourceIdentity: resource,
      ResultDescription: status === 202 ? 'Success' : 'Failure',
      ResultStatusCode: status,
      SubscriptionIdentity: company.principalOf(`subscription ${watcher.name} ${resource}`),
      WebHeaders: '{"Content-Type":"application/json"}',
      WorkloadNamespace: namespace,
      WorkloadResource: resource,
    });
  }
};

/** Policies for requests of Microsoft Graph: most allow, some only watch, few deny. */
export const policyDecisions: Activity = ({ day }, log) => {
  const chance = day.chanceFor('policy decisions');
  const { company } = day;
  for (let i = chance.count(Math.max(8, chatterOf(day, 'policyDecisions'))); i > 0; i--) {
    const workload = chance.happens(0.6) ? chance.pick(company.workloads) : undefined;
    // Microsoft Learn, table MicrosoftGraphPolicyLogs: deny, audit or compliant.
    const decision = chance.weighted([
      [94, 'compliant'],
      [5, 'audit'],
      [1, 'deny'],
    ] as const);
    const person = chance.pick(company.people);
    const path = chance.pick(['users', 'groups', 'applications', 'servicePrincipals']);
    log('MicrosoftGraphPolicyLogs', anyMoment(day, chance), {
      AadTenantId: company.tenantId,
      ApiVersion: 'v1.0',
      AppId: workload?.id ?? chance.pick(company.applications).id,
      ApplicablePoliciesCount: 2,
      AuditPoliciesCount: decision === 'audit' ? 1 : 0,
      ClientRequestId: chance.guid(),
      DenyPoliciesCount: decision === 'deny' ? 1 : 0,
      ErrorPoliciesCount: 0,
      Location: 'West Europe',
      OperationId: chance.guid(),
      PolicyDecision: decision,
      PolicyDetails: [{ policyId: company.principalOf('graph policy'), effect: decision }],
      PolicyDetailsCount: 1,
      RequestId: chance.guid(),
      RequestMethod: chance.pick(['POST', 'PATCH', 'DELETE']),
      RequestUri: `https://graph.microsoft.com/v1.0/${path}/${person.id}`,
      ServicePrincipalId: workload?.objectId ?? '',
      TargetResourceId: person.id,
      TargetResourceName: path,
      TenantRegionScope: 'EU',
      TotalPolicyEvaluationDurationMs: Math.round(chance.fraction() * 900) / 100,
      UserId: workload ? '' : person.id,
    });
  }
};
