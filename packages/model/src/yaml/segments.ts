import type { ScalarSource } from './located.ts';

/**
 * A run of a scalar's value and where it is written. In a linear run both sides are the same text; otherwise all of
 * the run (an escape, a folded line break) stands for the source from `from` to `to`.
 */
interface Segment {
  readonly at: number;
  readonly length: number;
  readonly from: number;
  readonly to: number;
  readonly linear: boolean;
}

export interface ScalarMap {
  readonly value: string;
  /** Source offsets of the stretch of the value from `start` to `end`, both counted in UTF-16 units. */
  readonly sourceOf: (start: number, end: number) => { readonly start: number; readonly end: number };
}

/**
 * Decodes a scalar while noting where each part of its value is written (YAML 1.2.2, chapters 7 and 8). The value is
 * the one that js-yaml decodes; a property test holds the two together.
 */
export function mapScalar(text: string, source: ScalarSource): ScalarMap {
  const recorder = record();
  if (source.verbatim) recorder.copy(text, source.start, source.end);
  else decoders[source.style](text, source, recorder);
  const { segments, value } = recorder;
  const content = value();
  const find = (offset: number): Segment | undefined => {
    let low = 0;
    let high = segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((segments[middle]?.at ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return segments[low];
  };
  const startOf = (offset: number): number => {
    const segment = find(offset);
    if (!segment) return source.start;
    const inside = offset - segment.at;
    if (inside >= segment.length) return segment.to;
    return segment.linear ? segment.from + inside : segment.from;
  };
  const endOf = (offset: number): number => {
    const segment = find(offset - 1);
    if (!segment) return source.start;
    return segment.linear ? Math.min(segment.from + offset - segment.at, segment.to) : segment.to;
  };
  return {
    value: content,
    sourceOf(start, end) {
      const from = Math.max(0, Math.min(start, content.length));
      const to = Math.max(from, Math.min(end, content.length));
      const first = startOf(from);
      return { start: first, end: to > from ? Math.max(first, endOf(to)) : first };
    },
  };
}

interface Recorder {
  readonly segments: readonly Segment[];
  readonly value: () => string;
  readonly copy: (text: string, from: number, to: number) => void;
  readonly emit: (piece: string, from: number, to: number) => void;
}

function record(): Recorder {
  const segments: Segment[] = [];
  const pieces: string[] = [];
  let at = 0;
  const push = (piece: string, from: number, to: number, linear: boolean) => {
    if (piece === '') return;
    segments.push({ at, length: piece.length, from, to, linear });
    pieces.push(piece);
    at += piece.length;
  };
  return {
    segments,
    value: () => pieces.join(''),
    copy: (text, from, to) => push(text.slice(from, to), from, to, true),
    emit: (piece, from, to) => push(piece, from, to, false),
  };
}

type Decoder = (text: string, source: ScalarSource, out: Recorder) => void;

const decoders: Readonly<Record<ScalarSource['style'], Decoder>> = {
  plain: (text, source, out) => decodeFlow(text, source, out, { trim: true }),
  single: (text, source, out) => decodeFlow(text, source, out, { trim: false, special: "'", decode: singleQuote }),
  double: (text, source, out) =>
    decodeFlow(text, source, out, { trim: false, special: '\\', decode: doubleQuoteEscape }),
  literal: (text, source, out) => decodeBlock(text, source, out, false),
  folded: (text, source, out) => decodeBlock(text, source, out, true),
};

interface FlowRules {
  /** Spaces at the very end do not count (they do inside quotes). */
  readonly trim: boolean;
  readonly special?: string;
  readonly decode?: (text: string, at: number, end: number) => { readonly piece: string; readonly next: number };
}

/** Plain and quoted scalars: line breaks fold, spaces around them vanish. */
function decodeFlow(text: string, { start, end }: ScalarSource, out: Recorder, rules: FlowRules): void {
  let from = start;
  let to = start;
  let at = start;
  while (at < end) {
    const character = text[at];
    if (character === rules.special && rules.decode) {
      out.copy(text, from, at);
      const { piece, next } = rules.decode(text, at, end);
      out.emit(piece, at, next);
      at = from = to = next;
    } else if (character === '\n' || character === '\r') {
      out.copy(text, from, to);
      const fold = skipBreaks(text, at, end);
      out.emit(fold.breaks === 1 ? ' ' : '\n'.repeat(fold.breaks - 1), to, to);
      at = from = to = fold.next;
    } else {
      at++;
      if (character !== ' ' && character !== '\t') to = at;
    }
  }
  out.copy(text, from, rules.trim ? to : end);
}

function singleQuote(_text: string, at: number): { piece: string; next: number } {
  return { piece: "'", next: at + 2 };
}

const simpleEscapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1B',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\x85',
  _: '\xA0',
  L: '\u2028',
  P: '\u2029',
};
const hexLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function doubleQuoteEscape(text: string, at: number, end: number): { piece: string; next: number } {
  const character = text[at + 1] ?? '';
  if (character === '\n' || character === '\r') return { piece: '', next: skipBreaks(text, at + 1, end).next };
  const simple = simpleEscapes[character];
  if (simple !== undefined) return { piece: simple, next: at + 2 };
  const length = hexLengths[character] ?? 0;
  const codePoint = Number.parseInt(text.slice(at + 2, at + 2 + length), 16);
  return { piece: codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : '\uFFFD', next: at + 2 + length };
}

function skipBreaks(text: string, from: number, end: number): { breaks: number; next: number } {
  let breaks = 0;
  let next = from;
  while (next < end) {
    const character = text[next];
    if (character === '\n' || character === '\r') {
      breaks++;
      next += character === '\r' && text[next + 1] === '\n' ? 2 : 1;
    } else if (character === ' ' || character === '\t') next++;
    else break;
  }
  return { breaks, next };
}

/** Block scalars. `breaks` holds the line ends not yet written: that of the last content line, then of empty lines. */
function decodeBlock(text: string, source: ScalarSource, out: Recorder, folded: boolean): void {
  const indent = Math.max(0, source.indent);
  let breaks: number[] = [];
  let hasContent = false;
  let wasMoreIndented = false;
  const write = (places: readonly number[]) => {
    for (const place of places) out.emit('\n', place, place);
  };
  for (const line of linesOf(text, source.start, source.end)) {
    let column = 0;
    while (column < indent && text[line.start + column] === ' ') column++;
    if (source.indent < 0 || line.start + column >= line.end) {
      breaks.push(line.end);
      continue;
    }
    const content = line.start + indent;
    const isMoreIndented = text[content] === ' ' || text[content] === '\t';
    const empty = hasContent ? breaks.slice(1) : breaks;
    if (!folded || isMoreIndented || wasMoreIndented) write(breaks);
    else if (empty.length > 0) write(empty);
    else if (hasContent) out.emit(' ', breaks[0] ?? content, breaks[0] ?? content);
    wasMoreIndented = folded && isMoreIndented;
    out.copy(text, content, line.end);
    hasContent = true;
    breaks = [line.end];
  }
  if (source.chomping === 'keep') write(breaks);
  else if (source.chomping === 'clip' && hasContent) write(breaks.slice(0, 1));
}

function* linesOf(text: string, start: number, end: number): Generator<{ start: number; end: number }> {
  let lineStart = start;
  while (lineStart < end) {
    let at = lineStart;
    while (at < end && text[at] !== '\n' && text[at] !== '\r') at++;
    yield { start: lineStart, end: at };
    lineStart = at + (text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1);
  }
}
