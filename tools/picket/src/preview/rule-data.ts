import { type Declarations, highlightQuery } from '@picket/kql';
import type { Document, Rule } from '@picket/model';
import type { RuleData } from '@picket/preview';
import { ruleId } from './rule-id.ts';

/** A rule as its page shows it. Binds the query, for its colours. */
export function ruleData({ file, value }: Document<Rule>, declarations: Declarations): RuleData {
  const { tactics = [], relevantTechniques = [], entityMappings = [], documentation = {} } = value;
  return {
    id: ruleId(file),
    file,
    name: value.name,
    description: value.description,
    severity: value.severity,
    kind: value.kind,
    schedule: scheduleText(value),
    tactics,
    techniques: relevantTechniques,
    query: highlightQuery(value.query, { declarations }).map(({ text, kind }) => [text, kind]),
    entities: entityMappings.map(({ entityType }) => entityType),
    falsePositives: documentation.falsePositives ?? [],
    response: documentation.response ?? [],
  };
}

function scheduleText({ kind, queryFrequency, queryPeriod, triggerOperator, triggerThreshold }: Rule): string {
  if (kind === 'NRT') return 'every minute, on what came in';
  const operator = { gt: 'more than', lt: 'fewer than', eq: 'exactly', ne: 'other than' }[triggerOperator ?? 'gt'];
  return `every ${queryFrequency} over ${queryPeriod}, at ${operator ?? triggerOperator} ${triggerThreshold ?? 0} rows`;
}
