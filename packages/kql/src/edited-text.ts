import type { TextRange } from './analysis.ts';

/** Text that is put into another. */
export interface Insertion {
  /** Before this offset of the other text. */
  readonly at: number;
  readonly text: string;
  /** The place in the other text that stands for whatever is found inside the insertion. */
  readonly stands?: TextRange;
}

/** A text with insertions, and the way back. */
export interface EditedText {
  readonly text: string;
  /** The range of the text before the insertions. */
  readonly before: (range: TextRange) => TextRange;
}

/** Insertions at one offset keep their order. */
export function insertInto(text: string, insertions: readonly Insertion[]): EditedText {
  const sorted = [...insertions].sort((a, b) => a.at - b.at);
  let edited = '';
  let copied = 0;
  const pieces = sorted.map((insertion) => {
    edited += text.slice(copied, insertion.at);
    copied = insertion.at;
    const start = edited.length;
    edited += insertion.text;
    return { insertion, start, end: edited.length };
  });
  edited += text.slice(copied);
  const offsetBefore = (offset: number): number => {
    let shift = 0;
    for (const { insertion, start, end } of pieces) {
      if (offset <= start) break;
      if (offset < end) return insertion.at;
      shift += insertion.text.length;
    }
    return offset - shift;
  };
  return {
    text: edited,
    before: ({ start, end }) => {
      const within = pieces.find((piece) => piece.start <= start && end <= piece.end && piece.end > piece.start);
      const stands = start === end && within?.start === start ? undefined : within?.insertion.stands;
      return stands ?? { start: offsetBefore(start), end: offsetBefore(end) };
    },
  };
}
