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

/** The longest beginning of a text with at most so many bytes of UTF-8; whole characters only. */
export function withinBytes(text: string, most: number): string {
  if (Buffer.byteLength(text) <= most) return text;
  let bytes = 0;
  let kept = '';
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > most) break;
    kept += character;
  }
  return kept;
}
