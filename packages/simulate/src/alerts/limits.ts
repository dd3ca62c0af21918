import { type Diagnostic, diagnostic } from '@picket/diagnostics';

/** Something that a limit of the service cuts off without a word. */
export interface Cut {
  readonly what: string;
  readonly kept: number;
  /** Undefined when it is not counted. */
  readonly of: number | undefined;
}

/** A cut as a note beside an alert. */
export function cutNote({ what, kept, of }: Cut): Diagnostic {
  return diagnostic('SIM101', { what, kept, of });
}
