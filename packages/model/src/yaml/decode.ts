import { type Diagnostic, diagnostic, lineIndex, type Position } from '@picket/diagnostics';
import type { SourceFile } from '../content.ts';

/** Far above any content file (Sentinel takes queries of 10,000 characters), far below what could hurt. */
const byteLimit = 1_048_576;
/** Of the control characters of one file, so many are named one by one. */
const namedControls = 20;

/** The text of a file with the places of its lines. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
  readonly positionAt: (offset: number) => Position;
}

/**
 * Bytes to text. Whatever can still be read is read, with control characters replaced by spaces, so that the problems
 * behind them show too. Without `source` there is nothing to go on with.
 */
export function decode(file: SourceFile): {
  readonly source?: SourceText;
  readonly problems: readonly Diagnostic[];
} {
  const { path, bytes } = file;
  const start = { file: path, start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };
  if (bytes.length > byteLimit) {
    return { problems: [diagnostic('YAML001', { bytes: bytes.length, limit: byteLimit }, start)] };
  }
  const encoding = utf16Of(bytes);
  if (encoding) return { problems: [diagnostic('YAML003', { encoding }, start)] };
  const problems: Diagnostic[] = [];
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  if (marked) problems.push(diagnostic('YAML004', {}, start));
  const body = marked ? bytes.subarray(3) : bytes;
  const { text, badByte } = decodeUtf8(body);
  const positionAt = lazyPositions(text);
  const at = (offset: number, length = 1) => ({
    file: path,
    start: positionAt(offset),
    end: positionAt(offset + length),
  });
  if (badByte) problems.push(diagnostic('YAML002', { byte: badByte.byte }, at(badByte.offset)));
  const lineEnds = carriageReturns(text);
  if (lineEnds) problems.push(diagnostic('YAML005', lineEnds, at(text.indexOf('\r'), 0)));
  const controls = controlCharacters(text);
  for (const offset of controls.slice(0, namedControls)) {
    problems.push(diagnostic('YAML006', { codePoint: codePointName(text.charAt(offset)) }, at(offset)));
  }
  return { source: { file: path, text: withSpaces(text, controls), positionAt }, problems };
}

/** What is not in the character set of YAML (YAML 1.2.2, section 5.1). */
const notPrintable = /[^\t\n\r -~\u0085\u00a0-\ufffd]/g;

function controlCharacters(text: string): readonly number[] {
  return [...text.matchAll(notPrintable)].map(({ index }) => index);
}

function withSpaces(text: string, offsets: readonly number[]): string {
  if (offsets.length === 0) return text;
  const characters = text.split('');
  for (const offset of offsets) characters[offset] = ' ';
  return characters.join('');
}

/** Most files have no problem, so that no line needs to be counted. */
function lazyPositions(text: string): SourceText['positionAt'] {
  let index: ReturnType<typeof lineIndex> | undefined;
  return (offset) => {
    index ??= lineIndex(text);
    return index.positionAt(offset);
  };
}

/** UTF-16 by its byte order mark, or because every other one of the first bytes is zero. */
function utf16Of(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'UTF-16 (little endian)';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'UTF-16 (big endian)';
  const head = bytes.subarray(0, 64);
  if (head.length < 4) return undefined;
  const zeros = [0, 0];
  head.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  });
  const half = Math.floor(head.length / 2) * 0.8;
  const [even = 0, odd = 0] = zeros;
  if (odd >= half && even === 0) return 'UTF-16 (little endian)';
  return even >= half && odd === 0 ? 'UTF-16 (big endian)' : undefined;
}

function decodeUtf8(bytes: Uint8Array): {
  readonly text: string;
  readonly badByte?: { readonly byte: number; readonly offset: number };
} {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  // A replacement character may also be written in the file; only the bytes tell.
  if (!text.includes('\uFFFD')) return { text };
  const index = firstInvalidByte(bytes);
  if (index === undefined) return { text };
  const offset = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, index)).length;
  return { text, badByte: { byte: bytes[index] ?? 0, offset } };
}

/** The index of the first byte that begins no valid UTF-8 sequence (Unicode standard, table 3-7). */
function firstInvalidByte(bytes: Uint8Array): number | undefined {
  let i = 0;
  while (i < bytes.length) {
    const length = sequenceLength(bytes, i);
    if (length === 0) return i;
    i += length;
  }
  return undefined;
}

function sequenceLength(bytes: Uint8Array, i: number): number {
  const first = bytes[i] ?? 0;
  if (first < 0x80) return 1;
  const second = bytes[i + 1] ?? 0;
  if (first >= 0xc2 && first <= 0xdf) return isContinuation(second) ? 2 : 0;
  if (first >= 0xe0 && first <= 0xef) {
    const low = first === 0xe0 ? 0xa0 : 0x80;
    const high = first === 0xed ? 0x9f : 0xbf;
    return second >= low && second <= high && isContinuation(bytes[i + 2]) ? 3 : 0;
  }
  if (first >= 0xf0 && first <= 0xf4) {
    const low = first === 0xf0 ? 0x90 : 0x80;
    const high = first === 0xf4 ? 0x8f : 0xbf;
    return second >= low && second <= high && isContinuation(bytes[i + 2]) && isContinuation(bytes[i + 3]) ? 4 : 0;
  }
  return 0;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x80 && byte <= 0xbf;
}

function carriageReturns(text: string): { readonly mixed: boolean; readonly lines: number } | undefined {
  if (!text.includes('\r')) return undefined;
  const lines = text.match(/\r\n?/g)?.length ?? 0;
  return { mixed: /(?<!\r)\n/.test(text), lines };
}

function codePointName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
