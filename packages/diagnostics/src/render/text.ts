import type { Diagnostic } from '../diagnostic.ts';
import type { Severity } from '../entry.ts';
import type { Span } from '../span.ts';
import { type Report, type SourceOf, summarise } from './report.ts';

/** Escape codes for one severity; the word itself is always printed, colour is never the only sign. */
const colours: Readonly<Record<Severity, string>> = { error: '31', warning: '33', note: '36' };
const longestExcerpt = 140;

/**
 * Problems for a person at a terminal: place and code, message, the line with carets under the part meant, hint.
 *
 * @param sourceOf gives the text of a file; without it the excerpt is left out
 */
export function renderText(report: Report, sourceOf: SourceOf, options: { readonly colour: boolean }): string {
  const lines = linesOf(sourceOf);
  const blocks = report.problems.map((problem) => renderProblem(problem, lines, options.colour));
  const allowed = report.suppressed.map(
    ({ problem, until, reason }) =>
      `${place(problem.at)}suppressed ${problem.code} until ${until}: ${printable(reason)}\n`,
  );
  return [...blocks, ...(allowed.length > 0 ? [allowed.join('')] : []), `${summarise(report)}\n`].join('\n');
}

/** One problem as `renderText` prints it. */
export function renderProblem(
  problem: Diagnostic,
  lineOf: (file: string, line: number) => string | undefined,
  colour: boolean,
): string {
  const paint = (code: string, text: string) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  const out = [`${place(problem.at)}${paint(colours[problem.severity], problem.severity)} ${problem.code}`];
  out.push(...problem.message.split('\n').map((line) => `  ${printable(line)}`));
  if (problem.at) out.push(...excerpt(problem.at, lineOf));
  for (const related of problem.related ?? []) out.push(`  ${place(related.at)}${printable(related.message)}`);
  if (problem.hint) out.push(`  hint: ${printable(problem.hint)}`);
  return `${out.join('\n')}\n`;
}

function place(at: Span | undefined): string {
  return at ? `${printable(at.file)}:${at.start.line}:${at.start.column}  ` : '';
}

function excerpt(at: Span, lineOf: (file: string, line: number) => string | undefined): string[] {
  const line = lineOf(at.file, at.start.line);
  if (line === undefined || line.trim() === '') return [];
  const from = at.start.column - 1;
  const to = at.end.line > at.start.line ? line.length : Math.max(at.end.column - 1, from + 1);
  const cut = Math.max(0, Math.min(from - 20, line.length - longestExcerpt));
  const shown = line.slice(cut, cut + longestExcerpt);
  const number = String(at.start.line).padStart(5);
  const before = cut > 0 ? '…' : '';
  const after = cut + shown.length < line.length ? '…' : '';
  const width = Math.max(1, Math.min(to, cut + shown.length) - from);
  return [
    `${number} | ${before}${printable(shown)}${after}`,
    `      | ${' '.repeat(from - cut + before.length)}${'^'.repeat(width)}`,
  ];
}

/** Keeps a hostile file from steering the terminal: each control character takes one visible place. */
function printable(text: string): string {
  return text.replace(/\t/g, ' ').replace(/[\p{Cc}\p{Bidi_Control}]/gu, '·');
}

/** Splits each file once. */
export function linesOf(sourceOf: SourceOf): (file: string, line: number) => string | undefined {
  const split = new Map<string, readonly string[]>();
  return (file, line) => {
    let lines = split.get(file);
    if (!lines) {
      lines = (sourceOf(file) ?? '').split(/\r\n|\r|\n/);
      split.set(file, lines);
    }
    return lines[line - 1];
  };
}
