import { catalogue, type DiagnosticCode, type ParamsOf } from './catalogue/index.ts';
import type { Entry, Severity } from './entry.ts';
import { compareSpans, type Span } from './span.ts';

/** One problem: plain data, safe to print, compare, cache and send between threads. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly message: string;
  readonly at?: Span | undefined;
  readonly hint?: string | undefined;
  /** Other places that explain this one, as the first use of a duplicate id. */
  readonly related?: readonly RelatedPlace[] | undefined;
}

export interface RelatedPlace {
  readonly message: string;
  readonly at: Span;
}

/** A result with the problems found on the way. `value` is missing when they leave nothing to go on with. */
export interface Checked<T> {
  readonly value?: T | undefined;
  readonly problems: readonly Diagnostic[];
}

/** Makes a problem of the catalogue. The code fixes the parameters: a wrong pair does not compile. */
export function diagnostic<C extends DiagnosticCode>(
  code: C,
  params: ParamsOf<C>,
  at?: Span,
  related?: readonly RelatedPlace[],
): Diagnostic {
  // The signature has paired code and parameters; the rows' own parameter types are lost in their union.
  const row: Entry<never> = catalogue[code];
  const given = params as never;
  const hint = row.hint?.(given);
  return {
    code,
    severity: row.severity,
    message: row.message(given),
    ...(at ? { at } : {}),
    ...(hint ? { hint } : {}),
    ...(related && related.length > 0 ? { related } : {}),
  };
}

/** By file, line and column; problems without a place come first; equal places by code. */
export function sortDiagnostics(problems: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...problems].sort((a, b) => {
    if (!a.at || !b.at) return Number(Boolean(a.at)) - Number(Boolean(b.at)) || (a.code < b.code ? -1 : 1);
    return compareSpans(a.at, b.at) || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);
  });
}

export function countBySeverity(problems: readonly Diagnostic[]): Readonly<Record<Severity, number>> {
  const counts = { error: 0, warning: 0, note: 0 };
  for (const problem of problems) counts[problem.severity] += 1;
  return counts;
}

/** The outside world failed (disk, network, Azure). Thrown at the edge only, with its cause and a problem to print. */
export class OutsideFailure extends Error {
  readonly problem: Diagnostic;

  constructor(problem: Diagnostic, cause?: unknown) {
    super(problem.message, { cause });
    this.name = 'OutsideFailure';
    this.problem = problem;
  }
}

/** Guards against our own bugs. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Picket has a bug: ${message}`);
}
