import type { JsonObject } from '@picket/arm';
import { type Refusal, refusal } from '../answer.ts';
import { isObject } from '../call.ts';
import { durationMinutes } from '../duration.ts';
import type { Environment } from '../environment.ts';
import type { Shape, Tier } from '../shape.ts';
import type { StoredResource, WorkspaceState } from '../state/state.ts';
import { fusionRule, incidentCreationRule, nrtRule, scheduledRule, scheduleMembers } from './alert-rule-shapes.ts';
import type { ResourceKind, Submission } from './kind.ts';
import { checkRuleQuery } from './rule-query.ts';
import { securityInsightsVersions } from './versions.ts';

const type = 'Microsoft.SecurityInsights/alertRules';

/** Kinds by name, and the lowest tier that has them. Source: AlertRules.json, 2025-09-01 and 2025-10-01-preview. */
const ruleKinds: Readonly<Record<string, { readonly shape: Shape; readonly since: Tier }>> = {
  Scheduled: { shape: scheduledRule, since: 'stable' },
  NRT: { shape: nrtRule, since: 'preview' },
  Fusion: { shape: fusionRule, since: 'stable' },
  MicrosoftSecurityIncidentCreation: { shape: incidentCreationRule, since: 'stable' },
};

/** Enabled rules a workspace may hold. Source: Microsoft Learn, "Service limits for Microsoft Sentinel". */
const mostEnabled: Readonly<Record<string, number>> = { Scheduled: 512, NRT: 50 };

/** Analytics rules. Source: Microsoft Learn, "Alert Rules - REST API (Azure Sentinel)". */
export const alertRules: ResourceKind = {
  type,
  versions: securityInsightsVersions,
  name: /^[^\s/\\?#%]{1,260}$/,
  methods: ['GET', 'PUT', 'DELETE'],
  shapeOf: (body, tier) => {
    const name = String(body.kind ?? '');
    const kind = Object.hasOwn(ruleKinds, name) ? ruleKinds[name] : undefined;
    if (kind && has(kind.since, tier)) return kind.shape;
    const known = Object.keys(ruleKinds).filter((key) => has(ruleKinds[key]?.since ?? 'stable', tier));
    return refusal(
      400,
      'BadRequest',
      body.kind === undefined
        ? "Required property 'kind' not found in JSON. Path ''."
        : `Invalid alert rule kind '${name}'. The kinds of this API version are '${known.join(', ')}'.`,
    );
  },
  check: checkRule,
  added: (stored) => ({
    lastModifiedUtc: stored.lastModifiedAt,
    ...(stored.body.kind === 'Fusion' ? fusionTexts : {}),
  }),
  visible: (stored, tier) => has(ruleKinds[String(stored.body.kind)]?.since ?? 'stable', tier),
};

const fusionTexts: JsonObject = { displayName: 'Advanced Multistage Attack Detection', severity: 'High' };

const has = (since: Tier, tier: Tier): boolean => since === 'stable' || tier === 'preview';

function checkRule(submission: Submission, state: WorkspaceState, environment: Environment): Refusal | undefined {
  const { body, existing } = submission;
  const kind = String(body.kind);
  if (existing && existing.body.kind !== kind)
    return refusal(
      400,
      'BadRequest',
      `The kind of an alert rule cannot be changed from '${existing.body.kind}' to '${kind}'.`,
    );
  if (kind === 'Fusion') return checkFusion(submission, state);
  if (kind !== 'Scheduled' && kind !== 'NRT') return undefined;
  const properties = propertiesOf(body);
  return (
    checkSchedule(kind, properties, propertiesOf(submission.sent)) ??
    checkGrouping(properties) ??
    checkLimit(kind, submission, state) ??
    checkRuleQuery(properties, environment)
  );
}

/** There is one Fusion rule in a workspace; a second one is refused. Source: Azure-Sentinel pull request 2981. */
function checkFusion({ name }: Submission, state: WorkspaceState): Refusal | undefined {
  const other = allRules(state).find((rule) => rule.body.kind === 'Fusion');
  if (!other || other.name.toLowerCase() === name.toLowerCase()) return undefined;
  return refusal(409, 'Conflict', `A Fusion rule exists already in this workspace: '${other.name}'.`);
}

function checkSchedule(kind: string, properties: JsonObject, sent: JsonObject): Refusal | undefined {
  if (kind === 'NRT') {
    const extra = Object.keys(scheduleMembers).filter((name) => sent[name] !== undefined && sent[name] !== null);
    return extra.length > 0 ? invalid(`NRT rules must not include ${extra.join(', ')}`) : undefined;
  }
  const frequency = durationMinutes(String(properties.queryFrequency)) ?? 0;
  const period = durationMinutes(String(properties.queryPeriod)) ?? 0;
  if (period < frequency) return invalid('queryPeriod must be greater than or equal to queryFrequency');
  if (period >= 2 * 1440 && frequency < 60)
    return invalid('queryFrequency must be at least 1 hour when queryPeriod is 2 days or more');
  return undefined;
}

function checkGrouping(properties: JsonObject): Refusal | undefined {
  const configuration = isObject(properties.incidentConfiguration) ? properties.incidentConfiguration : {};
  const grouping = configuration.groupingConfiguration;
  if (!isObject(grouping) || grouping.matchingMethod !== 'Selected') return undefined;
  const named = ['groupByEntities', 'groupByAlertDetails', 'groupByCustomDetails'].some((name) => {
    const list = grouping[name];
    return Array.isArray(list) && list.length > 0;
  });
  return named
    ? undefined
    : invalid("matchingMethod 'Selected' needs entities, alert details or custom details to group by");
}

function checkLimit(kind: string, { name, body }: Submission, state: WorkspaceState): Refusal | undefined {
  const limit = mostEnabled[kind];
  if (limit === undefined || propertiesOf(body).enabled !== true) return undefined;
  const others = allRules(state).filter(
    (rule) => isEnabled(rule, kind) && rule.name.toLowerCase() !== name.toLowerCase(),
  );
  if (others.length < limit) return undefined;
  return refusal(400, 'BadRequest', `The workspace has ${limit} enabled ${kind} rules, which is the limit.`);
}

/** In no order: the list is only searched. */
function allRules(state: WorkspaceState): readonly StoredResource[] {
  return [...state.resources.values()].filter((resource) => resource.type === type);
}

function isEnabled(rule: StoredResource, kind: string): boolean {
  return rule.body.kind === kind && propertiesOf(rule.body).enabled === true;
}

function propertiesOf(body: JsonObject): JsonObject {
  return isObject(body.properties) ? body.properties : {};
}

function invalid(why: string): Refusal {
  return refusal(400, 'BadRequest', `Invalid Properties for alert rule: ${why}.`);
}
