import type { Severity } from '../entry.ts';
import { type Report, summarise } from './report.ts';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'notice' };

/**
 * Workflow commands that GitHub turns into annotations of the pull request's files.
 * Source: GitHub Docs, "Workflow commands for GitHub Actions" (escaping as in actions/toolkit's command module).
 */
export function renderGithub(report: Report): string {
  const lines = report.problems.map((problem) => {
    const { at } = problem;
    const properties = at
      ? {
          file: at.file,
          line: at.start.line,
          endLine: at.end.line,
          // GitHub refuses columns on an annotation of several lines.
          ...(at.start.line === at.end.line ? { col: at.start.column, endColumn: at.end.column } : {}),
          title: problem.code,
        }
      : { title: problem.code };
    const listed = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
    const text = problem.hint ? `${problem.message}\nhint: ${problem.hint}` : problem.message;
    return `::${commands[problem.severity]} ${listed.join(',')}::${escapeData(text)}\n`;
  });
  return `${lines.join('')}${summarise(report)}\n`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
