import { type Diagnostic, diagnostic } from '@picket/diagnostics';
import type { Json } from './template.ts';

/**
 * Why an expression has no value. It travels up to the string that holds the expression, where its place becomes known
 * and it turns into a problem.
 */
export class Refusal {
  /**
   * Makes the problem. `where` is the JSON pointer of the string with the column. Nothing comes of it when the problem
   * was reported already, where the value that is missing here was made.
   */
  readonly toProblem: (where: string) => Diagnostic | undefined;
  /** UTF-16 offset in the string, when known. */
  readonly at: number | undefined;

  constructor(toProblem: (where: string) => Diagnostic | undefined, at?: number) {
    this.toProblem = toProblem;
    this.at = at;
  }
}

/** A value, or the reason why there is none. */
export type Outcome = Json | Refusal;

/** For a value that is missing because of a problem reported elsewhere. */
export const reportedElsewhere = new Refusal(() => undefined);

/** The same refusal with a place, unless it has one from further inside. */
export function placed(refusal: Refusal, at: number): Refusal {
  return refusal.at === undefined ? new Refusal(refusal.toProblem, at) : refusal;
}

/** For functions: "no result", with the reason in words. The evaluator adds name and place. */
export class NoResult {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }

  toRefusal(name: string): Refusal {
    return new Refusal((where) => diagnostic('ARM006', { where, name, reason: this.reason }));
  }
}
