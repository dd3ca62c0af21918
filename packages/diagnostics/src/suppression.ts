import { catalogue, isDiagnosticCode } from './catalogue/index.ts';
import { type Diagnostic, diagnostic } from './diagnostic.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Span } from './span.ts';

/** A problem that its author allowed for a time, with the reason to show beside the count. */
export interface Suppressed {
  readonly problem: Diagnostic;
  readonly until: string;
  readonly reason: string;
}

interface Allowance {
  readonly code: string;
  readonly until: string;
  readonly reason: string;
  readonly at: Span;
  /** The lines it covers: its own, and the next line that is not a comment. */
  readonly lines: readonly number[];
}

const mark = /(?:#|\/\/)\s*picket-allow\b(.*)$/;
const form = /^\s+([A-Z]+\d{3})\s+until\s+(\d{4}-\d{2}-\d{2})\s*:\s*(\S.*)$/;

/**
 * Applies the suppressions of one file: comments `picket-allow CODE until YYYY-MM-DD: reason`, with `#` in YAML or
 * `//` in a query, at the end of the line with the problem or on a line of their own before it.
 *
 * @param text the file's text
 * @param problems all problems of that file
 * @param today the date to hold the end dates against, as YYYY-MM-DD; a suppression holds through its last day
 * @returns the problems left (with those of the suppressions themselves) and those that were allowed
 */
export function applySuppressions(
  file: string,
  text: string,
  problems: readonly Diagnostic[],
  today: string,
): { readonly problems: readonly Diagnostic[]; readonly suppressed: readonly Suppressed[] } {
  if (!text.includes('picket-allow')) return { problems, suppressed: [] };
  const { allowances, faults } = readAllowances(file, text);
  const suppressed: Suppressed[] = [];
  const used = new Set<Allowance>();
  const left = problems.filter((problem) => {
    const line = problem.at?.start.line;
    const allowance = allowances.find((a) => a.code === problem.code && line !== undefined && a.lines.includes(line));
    if (!allowance) return true;
    used.add(allowance);
    if (allowance.until < today) return true;
    suppressed.push({ problem, until: allowance.until, reason: allowance.reason });
    return false;
  });
  const onAllowances = allowances.flatMap((a) => {
    if (!used.has(a)) return [diagnostic('SUP004', { code: a.code }, a.at)];
    return a.until < today ? [diagnostic('SUP003', { code: a.code, until: a.until }, a.at)] : [];
  });
  return { problems: [...left, ...faults, ...onAllowances], suppressed };
}

function readAllowances(file: string, text: string): { allowances: Allowance[]; faults: Diagnostic[] } {
  const lines = text.split(/\r\n|\r|\n/);
  const allowances: Allowance[] = [];
  const faults: Diagnostic[] = [];
  lines.forEach((line, index) => {
    const found = mark.exec(line);
    if (!found) return;
    const at: Span = {
      file,
      start: { line: index + 1, column: found.index + 1 },
      end: { line: index + 1, column: line.length + 1 },
    };
    const parts = form.exec(found[1] ?? '');
    const [, code = '', until = '', reason = ''] = parts ?? [];
    if (!parts || !isCalendarDate(until)) {
      faults.push(diagnostic('SUP001', { text: found[0].trim() }, at));
    } else if (!isDiagnosticCode(code)) {
      faults.push(diagnostic('SUP002', { code, near: didYouMean(code, Object.keys(catalogue)) }, at));
    } else {
      const covered = line.slice(0, found.index).trim() === '' ? nextContentLine(lines, index) : index;
      allowances.push({ code, until, reason: reason.trim(), at, lines: [index + 1, covered + 1] });
    }
  });
  return { allowances, faults };
}

function nextContentLine(lines: readonly string[], from: number): number {
  const next = lines.findIndex((line, i) => i > from && !/^\s*(?:#|\/\/|$)/.test(line));
  return next < 0 ? from : next;
}

function isCalendarDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
