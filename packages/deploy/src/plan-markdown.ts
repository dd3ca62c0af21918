import { countsOf, isLong, longLines, markOf, printable, valueText, wordsOf } from './plan-text.ts';
import type { Change, Plan } from './plan-types.ts';
import { workspaceName } from './workspace.ts';

/** GitHub refuses comments of more than 65,536 characters. */
const longestComment = 60_000;

/**
 * The plan for a pull request's comment: the counts, a table of the items, and long texts folded below as diffs. Everything
 * that comes from content or from the workspace stands in code, so that it can neither format nor mention nor break out.
 */
export function renderPlanMarkdown(plan: Plan, limit: number = longestComment): string {
  const shown = plan.changes.filter((change) => change.action !== 'unchanged');
  const head = `### Plan for workspace ${code(workspaceName(plan.workspace))}\n\n${countsOf(plan)}\n`;
  const problems = plan.problems.map(
    (problem) =>
      `- **${problem.severity} ${problem.code}** ${code(problem.message)}${problem.hint ? ` (${code(problem.hint)})` : ''}\n`,
  );
  const table =
    shown.length > 0 ? ['| | kind | item | what changes |\n| --- | --- | --- | --- |\n', ...shown.map(row)] : [];
  const parts = [
    ...(problems.length > 0 ? ['\n', ...problems] : []),
    ...(table.length > 0 ? ['\n', ...table] : []),
    ...shown.flatMap(folds),
  ];
  let text = head;
  let left = parts.length;
  for (const part of parts) {
    if (text.length + part.length > limit) break;
    text += part;
    left -= 1;
  }
  return left === 0
    ? text
    : `${text}\n…and more that does not fit into a comment: run \`picket plan\` to see all of it.\n`;
}

function row(change: Change): string {
  const short = change.differences.map((difference) =>
    isLong(difference)
      ? `${code(difference.path)}: see below`
      : `${code(difference.path)}: ${code(valueText(difference.before))} → ${code(valueText(difference.after))}`,
  );
  const words = wordsOf(change);
  const cell = [...(words ? [code(words)] : []), ...short].join('<br>');
  return `| ${code(markOf(change))} | ${change.kind} | ${code(change.slug)} | ${cell} |\n`;
}

function folds(change: Change): readonly string[] {
  return change.differences.filter(isLong).map((difference) => {
    const lines = longLines(difference).map(({ sign, text }) => `${sign} ${printable(text)}`);
    const fence = '`'.repeat(Math.max(3, ...lines.map((line) => longestRun(line) + 1)));
    const title = `${escapeHtml(printable(change.slug))}: ${escapeHtml(printable(difference.path))}`;
    return `\n<details><summary><code>${title}</code></summary>\n\n${fence}diff\n${lines.join('\n')}\n${fence}\n\n</details>\n`;
  });
}

/** A code span that ends where it should, in a table cell too. */
function code(text: string): string {
  const plain = printable(text).trim();
  if (plain === '') return '';
  const tick = '`'.repeat(longestRun(plain) + 1);
  const padded = plain.startsWith('`') || plain.endsWith('`') ? ` ${plain} ` : plain;
  return `${tick}${padded.replaceAll('|', '\\|')}${tick}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('@', '&#64;');
}
