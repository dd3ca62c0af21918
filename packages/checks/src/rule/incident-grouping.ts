import { type Diagnostic, diagnostic, didYouMean } from '@picket/diagnostics';
import { durationMinutes } from '@picket/model';
import type { RuleCheck } from '../rule-check.ts';

const path = ['incidentConfiguration', 'groupingConfiguration'];
const lists = ['groupByEntities', 'groupByAlertDetails', 'groupByCustomDetails'] as const;
const shortest = 5;
const longest = 7 * 24 * 60;

/** RULE221 to RULE226: how alerts become incidents (page scheduled-rules-overview, Alert grouping; type GroupingConfiguration). */
export const incidentGrouping: RuleCheck = (rule) => {
  const incident = rule.value.incidentConfiguration;
  const grouping = incident?.groupingConfiguration;
  if (grouping?.enabled !== true) return [];
  const problems: Diagnostic[] = [];
  if (incident?.createIncident === false) {
    problems.push(diagnostic('RULE225', {}, rule.at([...path, 'enabled'])));
  }
  const window = grouping.lookbackDuration === undefined ? undefined : durationMinutes(grouping.lookbackDuration);
  if (window !== undefined && (window < shortest || window > longest)) {
    const at = rule.at([...path, 'lookbackDuration']);
    problems.push(diagnostic('RULE224', { duration: grouping.lookbackDuration }, at));
  }
  const filled = lists.filter((list) => (grouping[list]?.length ?? 0) > 0);
  const method = grouping.matchingMethod;
  if (method === 'Selected') {
    if (filled.length === 0) problems.push(diagnostic('RULE221', {}, rule.at([...path, 'matchingMethod'])));
    else problems.push(...undefinedCriteria(rule));
  } else if (method !== undefined && filled[0] !== undefined) {
    problems.push(diagnostic('RULE226', { method }, rule.keyAt([...path, filled[0]])));
  }
  return problems;
};

function undefinedCriteria(rule: Parameters<RuleCheck>[0]): readonly Diagnostic[] {
  const { entityMappings, customDetails, incidentConfiguration } = rule.value;
  const grouping = incidentConfiguration?.groupingConfiguration;
  const mapped = [...new Set((entityMappings ?? []).map((mapping) => mapping.entityType))];
  const details = Object.keys(customDetails ?? {});
  const entities = (grouping?.groupByEntities ?? []).flatMap((entityType, i) =>
    mapped.includes(entityType)
      ? []
      : [diagnostic('RULE222', { entityType, mapped }, rule.at([...path, 'groupByEntities', i]))],
  );
  const custom = (grouping?.groupByCustomDetails ?? []).flatMap((detail, i) =>
    details.includes(detail)
      ? []
      : [
          diagnostic(
            'RULE223',
            { detail, near: didYouMean(detail, details) },
            rule.at([...path, 'groupByCustomDetails', i]),
          ),
        ],
  );
  return [...entities, ...custom];
}
