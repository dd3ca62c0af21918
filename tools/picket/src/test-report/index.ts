import { renderGithub, type SourceOf } from '@picket/diagnostics';
import { problemsOf, type SuiteReport } from '../pipeline/test-suite.ts';
import { countsLine, countsOf } from './counts.ts';
import { renderTestJson } from './json.ts';
import { renderTestJunit } from './junit.ts';
import { renderTestText } from './text.ts';

type Renderer = (suites: readonly SuiteReport[], sourceOf: SourceOf, colour: boolean) => string;

/** The forms of a report on cases, by their names. */
const renderers: Readonly<Record<string, Renderer>> = {
  text: renderTestText,
  json: (suites) => renderTestJson(suites),
  junit: (suites) => renderTestJunit(suites),
  github: (suites) => {
    const files = [...new Set(suites.flatMap((suite) => suite.files))];
    const annotations = renderGithub({ files, problems: suites.flatMap(problemsOf), suppressed: [] });
    return `${annotations}${countsLine(countsOf(suites))}\n`;
  },
};

/** A report in one of its forms. */
export function renderTests(
  format: string,
  suites: readonly SuiteReport[],
  sourceOf: SourceOf,
  colour: boolean,
): string {
  return renderers[format]?.(suites, sourceOf, colour) ?? '';
}
