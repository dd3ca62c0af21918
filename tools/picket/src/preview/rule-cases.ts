import type { Declarations } from '@picket/kql';
import { pageProblem, type RuleCases } from '@picket/preview';
import { suitesOf } from '../pipeline/rule-tests.ts';
import { type SuiteReport, testSuite } from '../pipeline/test-suite.ts';
import { ruleId } from './rule-id.ts';

/** Runs the cases of rules, by the rule's id. What else there is to do on this thread is done in between. */
export async function runCases(
  rules: readonly string[],
  root: string,
  declarations: Declarations,
): Promise<Readonly<Record<string, RuleCases>>> {
  const results: Record<string, RuleCases> = {};
  for (const suite of suitesOf(rules)) {
    const report = testSuite(suite, root, declarations, {});
    if (report) results[ruleId(suite.rule)] = ruleCases(report);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return results;
}

/** What became of a rule's cases. */
function ruleCases({ cases, problems }: SuiteReport): RuleCases {
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
