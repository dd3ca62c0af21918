/**
 * What a problem is. A problem is a value: a code of the catalogue, a message made from typed parameters, a place
 * and a way out. `diagnostic()` makes it, `applySuppressions()` sets aside what an author allowed, `render/` shows it.
 */
export { type Catalogue, catalogue, type DiagnosticCode, isDiagnosticCode, type ParamsOf } from './catalogue/index.ts';
export {
  type Checked,
  countBySeverity,
  type Diagnostic,
  diagnostic,
  invariant,
  OutsideFailure,
  type RelatedPlace,
  sortDiagnostics,
} from './diagnostic.ts';
export { didYouMean } from './did-you-mean.ts';
export type { Entry, Severity } from './entry.ts';
export { findCode, pageOf } from './page.ts';
export { renderGithub } from './render/github.ts';
export { renderJson } from './render/json.ts';
export { problemLine, renderJunit, xmlText } from './render/junit.ts';
export { counted, type Report, type SourceOf, summarise } from './render/report.ts';
export { renderSarif } from './render/sarif.ts';
export { linesOf, renderProblem, renderText } from './render/text.ts';
export { compareSpans, lineIndex, type Position, type Span } from './span.ts';
export { applySuppressions, type Suppressed } from './suppression.ts';
