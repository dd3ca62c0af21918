import { type Diagnostic, sortDiagnostics } from '@picket/diagnostics';
import { type Analysis, kqlDiagnostics } from '@picket/kql';
import type { Document, RuleDraft } from '@picket/model';
import { withAnnouncedSources } from './announced-sources.ts';
import type { CheckContext } from './rule-check.ts';
import { ruleChecks } from './rule-checks.ts';

/**
 * Everything that can be said of one rule beyond its schema: the query's own problems and what its parts say together.
 *
 * @param rule a rule as read; keys that the schema refused are missing from it
 * @param analysis what its query means; missing when there is no query to analyse
 * @returns the problems by place; pure, and the same for the same input
 */
export function checkRule(
  rule: Document<RuleDraft>,
  analysis: Analysis | undefined,
  context: CheckContext,
): readonly Diagnostic[] {
  // An empty query was told of as a key without a value; that it returns no rows would be the same again.
  const isEmpty = rule.value.query?.trim() === '';
  const told = analysis && !isEmpty ? withAnnouncedSources(analysis, rule.value.requiredDataConnectors) : undefined;
  const inQuery = (start: number, end: number) => rule.within(['query'], start, end);
  const problems = [
    ...(told ? kqlDiagnostics(told, inQuery) : []),
    ...ruleChecks.flatMap((check) => check(rule, told, context)),
  ];
  return sortDiagnostics(withoutRepeats(problems));
}

/** A function of the query that is called twice is analysed twice, and most of what is said of it is the same. */
function withoutRepeats(problems: readonly Diagnostic[]): readonly Diagnostic[] {
  const keyOf = ({ code, message, at }: Diagnostic) => JSON.stringify([code, message, at?.start]);
  return [...new Map(problems.map((problem) => [keyOf(problem), problem])).values()];
}
