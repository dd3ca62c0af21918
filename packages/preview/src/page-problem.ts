import type { Diagnostic } from '@picket/diagnostics';
import type { PageProblem } from './page-data.ts';

/** A problem for a page. */
export function pageProblem({ code, severity, message, hint, at }: Diagnostic): PageProblem {
  const place = at && `${at.file}:${at.start.line}:${at.start.column}`;
  return { code, severity, message, ...(hint === undefined ? {} : { hint }), ...(place ? { place } : {}) };
}
