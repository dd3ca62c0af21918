import { countBySeverity, type Diagnostic } from '../diagnostic.ts';
import type { Severity } from '../entry.ts';
import type { Suppressed } from '../suppression.ts';

/** What a run over files found: the value that every renderer shows and that `--json` prints. */
export interface Report {
  /** Files looked at, in order, also those without a problem. */
  readonly files: readonly string[];
  /** Sorted by place. */
  readonly problems: readonly Diagnostic[];
  readonly suppressed: readonly Suppressed[];
}

/** Gives the text of a file for excerpts; undefined when it is not at hand. */
export type SourceOf = (file: string) => string | undefined;

/** "2 errors, 1 warning in 14 files, 0 suppressed": how many an author allowed is always said. */
export function summarise(report: Report): string {
  const counts = countBySeverity(report.problems);
  const parts = (['error', 'warning', 'note'] as const)
    .filter((severity) => counts[severity] > 0)
    .map((severity) => counted(counts[severity], severity));
  const found = parts.length > 0 ? parts.join(', ') : 'no problems';
  return `${found} in ${counted(report.files.length, 'file')}, ${report.suppressed.length} suppressed`;
}

export function counted(count: number, noun: Severity | string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
