/** A place in a text file: both numbers count from 1; columns count UTF-16 units, as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A stretch of a file. `end` is the first position behind it; start and end are equal for a mere place. */
export interface Span {
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
}

/** Orders spans by file, then by place; used wherever problems are sorted. */
export function compareSpans(a: Span, b: Span): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.start.line - b.start.line || a.start.column - b.start.column;
}

/**
 * Turns offsets of a text into positions and back. Built once a text: looking up is a binary search.
 * Lines end at LF, CRLF or a lone CR.
 */
export function lineIndex(text: string): {
  readonly positionAt: (offset: number) => Position;
  /** The way back; a place behind its line's end is that of the next. */
  readonly offsetAt: (position: Position) => number;
  readonly lineCount: number;
} {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 10 || (c === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  return {
    lineCount: starts.length,
    offsetAt: ({ line, column }) => Math.min(text.length, (starts[line - 1] ?? text.length) + column - 1),
    positionAt(offset) {
      const at = Math.max(0, Math.min(offset, text.length));
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= at) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: at - (starts[low] ?? 0) + 1 };
    },
  };
}
