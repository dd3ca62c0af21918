import { countBySeverity } from '../diagnostic.ts';
import type { Report } from './report.ts';

/** The report itself as JSON, with the counts; two-space indent, final newline. */
export function renderJson(report: Report): string {
  const counts = { ...countBySeverity(report.problems), suppressed: report.suppressed.length };
  return `${JSON.stringify({ version: 1, counts, ...report }, null, 2)}\n`;
}
