import type { Diagnostic } from '@picket/diagnostics';
import type { Declarations } from '@picket/kql';
import {
  explanationProblems,
  type Mutant,
  type MutationScore,
  mutantsOf,
  prepareRule,
  runCase,
  scoreOf,
  survivors,
  type Verdict,
} from '@picket/simulate';
import type { Suite } from './rule-tests.ts';

/** How well the cases of a rule hold it, and what to say about it. */
export interface MutationReport {
  readonly score: MutationScore;
  readonly problems: readonly Diagnostic[];
}

/** Runs the cases of a suite, all of which hold, against each mutant of its rule. */
export function mutateSuite(suite: Suite, declarations: Declarations): MutationReport {
  const { rule, test } = suite;
  const mutants = mutantsOf(rule.value, { declarations });
  const verdicts = mutants.map((mutant) => verdictOn(mutant, suite, declarations));
  const explanations = test.value.mutants ?? [];
  const score = scoreOf(mutants, verdicts, explanations);
  const placeOf = (explanation: (typeof explanations)[number]) =>
    test.at(['mutants', explanations.indexOf(explanation), 'at']);
  return { score, problems: [...survivors(rule, score), ...explanationProblems(score, placeOf)] };
}

/** Cases are asked in their order until one notices. One that the engine cannot run with the mutant says nothing. */
function verdictOn(mutant: Mutant, { prepared, test, events }: Suite, declarations: Declarations): Verdict {
  const sameQuery = mutant.rule.query === prepared.rule.query;
  const made = sameQuery
    ? { rule: mutant.rule, query: prepared.query }
    : prepareRule(mutant.rule, { declarations }).value;
  if (!made) return 'invalid';
  let isRun = false;
  for (const [i, given] of events.entries()) {
    const { passed, name, outcome } = runCase(made, test, i, given);
    if (!outcome) continue;
    if (!passed) return { killedBy: name };
    isRun = true;
  }
  return isRun ? 'survived' : 'invalid';
}
