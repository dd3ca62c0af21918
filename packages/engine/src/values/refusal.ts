/** Where something stands in a query's text: offsets; `end` is behind the last character. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** A value that the engine will not work with, met while it runs: the whole query is refused, no row is given. */
export class Refusal extends Error {
  readonly what: string;
  readonly why: string;
  /** The operator that met it; undefined while nobody knows. */
  readonly at: Place | undefined;

  constructor(what: string, why: string, at?: Place) {
    super(`${what}: ${why}`);
    this.name = 'Refusal';
    this.what = what;
    this.why = why;
    this.at = at;
  }
}

/** A refusal with its place, unless it has one; any other failure as it is. */
export function placed(failure: unknown, at: Place | undefined): unknown {
  if (!(failure instanceof Refusal) || failure.at || !at) return failure;
  return new Refusal(failure.what, failure.why, { start: at.start, end: at.end });
}
