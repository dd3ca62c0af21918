import { invariant } from '@picket/diagnostics';
import { dump } from 'js-yaml';
import type { Document, Path } from '../content.ts';

/** A stretch of a text, in UTF-16 offsets, and what is to stand there. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Longer than this, a member of a list or mapping goes on several lines. */
const longestLine = 116;

/**
 * The edit that puts another value at a path of a document. A value that stood on the line of its key stays there, in flow
 * style; one that stood below becomes a member a line, each in flow style. Nothing but the value's own text changes.
 *
 * @param value plain data of JSON's kinds
 */
export function editAt(document: Document<unknown>, path: Path, value: unknown): TextEdit {
  const offsetOf = offsets(document.text);
  const [at, key] = [document.at(path), document.keyAt(path)];
  const [start, end] = [offsetOf(at.start), offsetOf(at.end)];
  if (at.start.line === key.end.line) return { start, end, text: flow(value) };
  const text = block(value, at.start.column - 1);
  if (text !== undefined) return { start, end, text };
  // What has no members goes up to its key.
  return { start: offsetOf(key.end), end, text: `: ${flow(value)}` };
}

/** Edits must not overlap; any order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = [...edits].sort((a, b) => b.start - a.start);
  return sorted.reduce((whole, edit, i) => {
    invariant(i === 0 || edit.end <= (sorted[i - 1]?.start ?? 0), 'two edits of a text overlap');
    return whole.slice(0, edit.start) + edit.text + whole.slice(edit.end);
  }, text);
}

/** A value on one line: `{ type: IP, Address: 203.0.113.7 }`. */
export function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return scalar(value);
  const entries = Object.entries(value).map(([key, each]) => `${scalar(key)}: ${flow(each)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

/** In a list, where more has to be put in quotes than elsewhere. */
function scalar(value: unknown): string {
  const text = dump([value], { flowLevel: 0, lineWidth: -1, quoteStyle: 'double' }).trim();
  return text.slice(1, -1);
}

/** A member a line; undefined for what has no members. */
function block(value: unknown, indent: number): string | undefined {
  const line = `\n${' '.repeat(indent)}`;
  if (Array.isArray(value) && value.length > 0)
    return value.map((each) => `- ${fitting(each, indent + 2) ?? flow(each)}`).join(line);
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return undefined;
  const entries = Object.entries(value);
  if (entries.length === 0) return undefined;
  return entries
    .map(([key, each]) => {
      const short = `${scalar(key)}: ${flow(each)}`;
      const inner = indent + short.length > longestLine ? block(each, indent + 2) : undefined;
      return inner === undefined ? short : `${scalar(key)}:${line}  ${inner}`;
    })
    .join(line);
}

/** A mapping that is too long for a line, as a block; undefined when it fits. */
function fitting(value: unknown, indent: number): string | undefined {
  return indent + flow(value).length > longestLine ? block(value, indent) : undefined;
}

function offsets(text: string): (position: { readonly line: number; readonly column: number }) => number {
  const starts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map(({ 0: end, index }) => index + end.length)];
  return ({ line, column }) => (starts[line - 1] ?? text.length) + column - 1;
}
