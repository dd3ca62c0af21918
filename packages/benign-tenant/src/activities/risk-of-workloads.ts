import type { Chance } from '../chance.ts';
import { anyMoment, hour } from '../life/day.ts';
import type { Activity } from '../life/life.ts';
import { isoTime } from '../row.ts';
import { turnOf } from './risk-of-users.ts';

/** Days from one workload or agent that is suspected to the next. */
const period = { workloads: 4, agents: 3 };
/** Hours from the suspicion to its end: what is seen from a Friday on is left for the middle of the next week. */
function hoursOpen({ number }: { readonly number: number }, most: number, chance: Chance): number {
  // 1970 began on a Thursday.
  const isLate = [1, 2, 3].includes(number % 7);
  return isLate ? chance.between(96, 130) : chance.between(2, most);
}
const kindsOfWorkloads = ['suspiciousSignins', 'anomalousServicePrincipalActivity'] as const;

/** Now and then a workload does something that looks odd, as a batch at an unusual hour; an analyst looks and dismisses it. */
export const riskOfWorkloads: Activity = ({ day }, log) => {
  const workload = turnOf(day.company.workloads, day, period.workloads);
  const kind = turnOf(kindsOfWorkloads, day, period.workloads);
  if (!workload || !kind) return;
  const chance = day.chanceFor('risk of workloads');
  const deed = anyMoment(day, chance);
  const found = deed + chance.between(1, 8) * hour;
  const ended = found + hoursOpen(day, 7, chance) * hour;
  const detail = 'adminDismissedAllRiskForServicePrincipal';
  const event = {
    Activity: 'servicePrincipal',
    ActivityDateTime: isoTime(deed),
    AdditionalInfo: [{ Key: 'alertUrl', Value: '' }],
    AppId: workload.id,
    CorrelationId: chance.guid(),
    DetectedDateTime: isoTime(found),
    DetectionTimingType: 'offline',
    Id: chance.guid(),
    IpAddress: workload.network.address,
    KeyIds: [workload.keyId],
    Location: workload.network.location,
    OperationName: 'Service principal risk detection',
    RequestId: chance.guid(),
    RiskEventType: kind,
    ServicePrincipalDisplayName: workload.name,
    ServicePrincipalId: workload.objectId,
    Source: 'IdentityProtection',
    TokenIssuerType: 'AzureAD',
  };
  const state = {
    AccountEnabled: true,
    AppId: workload.id,
    DisplayName: workload.name,
    Id: workload.objectId,
    IsProcessing: false,
    OperationName: 'Risky service principal',
    ServicePrincipalType: 'Application',
  };
  for (const [at, riskState, level, riskDetail] of [
    [found, 'atRisk', 'low', 'none'],
    [ended, 'dismissed', 'none', detail],
  ] as const) {
    const risk = { RiskDetail: riskDetail, RiskState: riskState };
    log('AADServicePrincipalRiskEvents', at, { ...event, ...risk, RiskLevel: 'low', LastUpdatedDateTime: isoTime(at) });
    log('AADRiskyServicePrincipals', at + 60_000, {
      ...state,
      ...risk,
      CorrelationId: chance.guid(),
      RiskLevel: level,
      RiskLastUpdatedDateTime: isoTime(at),
    });
  }
};

/** An agent that asks for something new is suspected until somebody has looked. */
export const riskOfAgents: Activity = ({ day }, log) => {
  const agent = turnOf(day.company.agents, day, period.agents);
  if (!agent) return;
  const chance = day.chanceFor('risk of agents');
  const deed = anyMoment(day, chance);
  const found = deed + chance.between(1, 5) * hour;
  const ended = found + hoursOpen(day, 10, chance) * hour;
  const kind = chance.pick(['unfamiliarResourceAccess', 'signInSpike', 'failedAccessAttempt']);
  const identity = { AgentDisplayName: agent.name, IdentityType: 'agentIdentity' };
  const event = {
    ...identity,
    ActivityDateTime: isoTime(deed),
    AdditionalInfo: '[{"Key":"blueprint","Value":"Contoso agents"}]',
    AgentId: agent.id,
    CorrelationId: chance.guid(),
    DetectedDateTime: isoTime(found),
    DetectionTimingType: 'offline',
    Id: chance.guid(),
    OperationName: 'Agent risk detection',
    RiskEventType: kind,
    RiskEvidence: 'The agent used a resource for the first time.',
  };
  for (const [at, riskState, level, riskDetail] of [
    [found, 'atRisk', 'low', 'none'],
    [ended, 'dismissed', 'none', 'adminDismissedRiskForAgent'],
  ] as const) {
    const risk = { RiskDetail: riskDetail, RiskState: riskState };
    log('AADAgentRiskEvents', at, { ...event, ...risk, RiskLevel: 'low', LastModifiedDateTime: isoTime(at) });
    log('AADRiskyAgents', at + 60_000, {
      ...identity,
      ...risk,
      CorrelationId: chance.guid(),
      Id: agent.id,
      IsDeleted: false,
      IsEnabled: true,
      IsProcessing: false,
      OperationName: 'Risky agent',
      RiskLastModifiedDateTime: isoTime(at),
      RiskLevel: level,
    });
  }
};
