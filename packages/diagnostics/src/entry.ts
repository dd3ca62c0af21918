/** `error` fails a run, `warning` fails it only with --fail-on warning, `note` informs. */
export type Severity = 'error' | 'warning' | 'note';

/** One row of the catalogue. `P` is what the code's message needs, so a call with other parameters does not compile. */
export interface Entry<P> {
  readonly severity: Severity;
  /** What the code stands for, in a few words, without parameters. */
  readonly title: string;
  readonly message: (params: P) => string;
  readonly hint?: (params: P) => string | undefined;
}

/** Types a catalogue row. */
export function entry<P = Record<string, never>>(row: Entry<P>): Entry<P> {
  return row;
}
