import { basename } from 'node:path';
import { type Declarations, highlightQuery } from '@picket/kql';
import type { Document, Rule } from '@picket/model';
import { pageProblem, type RuleCases, type RuleData } from '@picket/preview';
import type { SuiteReport } from '../pipeline/test-suite.ts';

/** A rule's name in addresses: its file's, without the ending. */
export const ruleId = (file: string): string => basename(file).replace(/\.ya?ml$/, '');

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

/** What became of a rule's cases. */
export function ruleCases({ cases, problems }: SuiteReport): RuleCases {
  return {
    problems: problems.map(pageProblem),
    cases: cases.map(({ name, passed, mismatches, problems: own }) => ({
      name,
      passed,
      mismatches: [
        ...mismatches.map(
          ({ what, expected, actual }) => `${what}: expected ${written(expected)}, is ${written(actual)}`,
        ),
        ...own.filter(({ severity }) => severity === 'error').map(({ code, message }) => `${code} ${message}`),
      ],
    })),
  };
}

const written = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));
