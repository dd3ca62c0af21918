import type { Diagnostic } from '../diagnostic.ts';
import type { Report } from './report.ts';

/** JUnit XML: a test case a file; each error of the file is a failure, the rest goes to its output. */
export function renderJunit(report: Report): string {
  const byFile = new Map<string, Diagnostic[]>(report.files.map((file) => [file, []]));
  for (const problem of report.problems) {
    const file = problem.at?.file ?? '(repository)';
    const list = byFile.get(file) ?? [];
    list.push(problem);
    byFile.set(file, list);
  }
  const cases = [...byFile].map(([file, problems]) => {
    const failures = problems.filter((p) => p.severity === 'error');
    const others = problems.filter((p) => p.severity !== 'error');
    const body = [
      ...(failures.length > 0
        ? [
            `      <failure message="${xmlText(counts(failures))}">${xmlText(failures.map(problemLine).join('\n'))}</failure>`,
          ]
        : []),
      ...(others.length > 0 ? [`      <system-out>${xmlText(others.map(problemLine).join('\n'))}</system-out>`] : []),
    ];
    const open = `    <testcase classname="picket.check" name="${xmlText(file)}"`;
    return {
      failed: failures.length > 0,
      text: body.length > 0 ? `${open}>\n${body.join('\n')}\n    </testcase>` : `${open}/>`,
    };
  });
  const failed = cases.filter((c) => c.failed).length;
  const sums = `tests="${cases.length}" failures="${failed}" errors="0" skipped="0"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${sums}>`,
    `  <testsuite name="picket check" ${sums}>`,
    ...cases.map((c) => c.text),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function counts(problems: readonly Diagnostic[]): string {
  return problems.length === 1 ? (problems[0]?.message ?? '') : `${problems.length} problems`;
}

/** A problem on one line: place, severity, code, message, hint. */
export function problemLine(problem: Diagnostic): string {
  const place = problem.at ? `${problem.at.file}:${problem.at.start.line}:${problem.at.start.column} ` : '';
  const hint = problem.hint ? ` (hint: ${problem.hint})` : '';
  return `${place}${problem.severity} ${problem.code} ${problem.message}${hint}`;
}

/** A text for XML's content or for an attribute. XML 1.0 has no form at all for most control characters: they become U+FFFD. */
export function xmlText(text: string): string {
  return text
    .replace(/(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu, '\ufffd')
    .replace(/[&<>"]/g, (c) => `&${{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' }[c]};`);
}
