import { type Diagnostic, linesOf, renderProblem, type SourceOf } from '@picket/diagnostics';
import type { MutationReport } from '../pipeline/mutation.ts';
import type { CaseReport, SuiteReport } from '../pipeline/test-suite.ts';
import { countsLine, countsOf } from './counts.ts';

/** For a person at a terminal: each problem with its excerpt, then a line a category, then all together. */
export function renderTestText(suites: readonly SuiteReport[], sourceOf: SourceOf, colour: boolean): string {
  const lines = linesOf(sourceOf);
  const shown = (problem: Diagnostic): string => renderProblem(problem, lines, colour);
  const problems = suites.flatMap((suite) => [
    ...suite.problems.map(shown),
    ...suite.cases.flatMap((each) => [...each.problems.map(shown), ...explained(each)]),
  ]);
  const folders = new Map<string, SuiteReport[]>();
  for (const suite of suites) folders.set(suite.paths.folder, [...(folders.get(suite.paths.folder) ?? []), suite]);
  const summary = [
    ...suites.flatMap(({ paths, mutation }) => (mutation ? [`${paths.rule}: ${scoreText(mutation.score)}`] : [])),
    ...overall(suites),
    ...(folders.size > 1 ? [...folders].map(([folder, own]) => `${folder}: ${countsLine(countsOf(own))}`) : []),
    countsLine(countsOf(suites)),
  ];
  return [...problems, `${summary.join('\n')}\n`].join('\n');
}

/** The score over all rules, when there are several. */
function overall(suites: readonly SuiteReport[]): readonly string[] {
  const scores = suites.flatMap(({ mutation }) => mutation?.score ?? []);
  if (scores.length < 2) return [];
  const sum = (key: 'killed' | 'survived' | 'explained') => scores.reduce((total, score) => total + score[key], 0);
  const [killed, survived] = [sum('killed'), sum('survived')];
  const score = { score: killed / Math.max(1, killed + survived), killed, survived, explained: sum('explained') };
  return [`${scores.length} rules: ${scoreText(score)}`];
}

function explained({ name, at, explanation }: CaseReport): readonly string[] {
  if (explanation === undefined) return [];
  return [`${at.file}:${at.start.line}:${at.start.column}  ${name}\n${explanation.replace(/^(?=.)/gm, '  ')}`];
}

type Score = Pick<MutationReport['score'], 'score' | 'killed' | 'survived' | 'explained'>;

function scoreText({ score, killed, survived, explained }: Score): string {
  const more = explained > 0 ? `, ${explained} explained` : '';
  return `mutation score ${Math.floor(score * 100)} % (${killed} of ${killed + survived} noticed${more})`;
}
