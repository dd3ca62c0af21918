import { countBySeverity, counted, type Severity } from '@picket/diagnostics';
import { problemsOf, type SuiteReport } from '../pipeline/test-suite.ts';

/** How a run of cases ended, in numbers. */
export interface TestCounts {
  readonly rules: number;
  readonly cases: number;
  readonly passed: number;
  readonly failed: number;
  /** Suites none of whose cases could be run, because of an error in their files. */
  readonly broken: number;
  readonly problems: Readonly<Record<Severity, number>>;
}

export function countsOf(suites: readonly SuiteReport[]): TestCounts {
  const cases = suites.flatMap((suite) => suite.cases);
  const passed = cases.filter((each) => each.passed).length;
  return {
    rules: suites.length,
    cases: cases.length,
    passed,
    failed: cases.length - passed,
    broken: suites.filter((each) => each.cases.length === 0 && countBySeverity(each.problems).error > 0).length,
    problems: countBySeverity(suites.flatMap(problemsOf)),
  };
}

/** `5 rules, 12 of 13 cases hold, 1 without cases that run`. */
export function countsLine({ rules, cases, passed, broken }: TestCounts): string {
  const without = broken > 0 ? `, ${counted(broken, 'rule')} without cases that run` : '';
  return `${counted(rules, 'rule')}, ${passed} of ${counted(cases, 'case')} hold${without}`;
}
