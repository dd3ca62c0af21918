/** A value that the engine will not work with, met while it runs: the whole query is refused, no row is given. */
export class Refusal extends Error {
  readonly what: string;
  readonly why: string;

  constructor(what: string, why: string) {
    super(`${what}: ${why}`);
    this.name = 'Refusal';
    this.what = what;
    this.why = why;
  }
}
