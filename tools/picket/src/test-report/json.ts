import type { MutationReport } from '../pipeline/mutation.ts';
import type { SuiteReport } from '../pipeline/test-suite.ts';
import { countsOf } from './counts.ts';

/** The reports themselves as JSON, with the counts; two-space indent, final newline. */
export function renderTestJson(suites: readonly SuiteReport[]): string {
  const written = suites.map(({ paths, cases, problems, mutation }) => ({
    ...paths,
    cases,
    problems,
    ...(mutation ? { mutation: mutationJson(mutation) } : {}),
  }));
  return `${JSON.stringify({ version: 1, counts: countsOf(suites), suites: written }, null, 2)}\n`;
}

/** A mutant without its rule, which is the rule but for one place. */
function mutationJson({ score }: MutationReport) {
  const { killed, survived, explained } = score;
  const mutants = score.mutants.map(({ mutant, ...fate }) => {
    const { change, place, original, replacement } = mutant;
    return { change, place, original, replacement, ...fate };
  });
  return { score: score.score, killed, survived, explained, mutants };
}
