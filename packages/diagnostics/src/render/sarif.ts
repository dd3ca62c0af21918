import { catalogue, type DiagnosticCode } from '../catalogue/index.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { Severity } from '../entry.ts';
import type { Span } from '../span.ts';
import type { Report } from './report.ts';

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'note' };

/**
 * SARIF 2.1.0 for code scanning: one run, the codes that occur as rules, suppressed problems kept with their reason.
 * Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".
 *
 * @param pageOf the Markdown page of a code, shown as the rule's help
 * @param version of the tool that found the problems
 */
export function renderSarif(
  report: Report,
  pageOf: (code: DiagnosticCode) => string | undefined,
  version: string,
): string {
  const results = [
    ...report.problems.map((problem) => ({ problem, suppressions: [] as { kind: string; justification: string }[] })),
    ...report.suppressed.map(({ problem, until, reason }) => ({
      problem,
      suppressions: [{ kind: 'inSource', justification: `${reason} (until ${until})` }],
    })),
  ];
  const codes = [...new Set(results.map(({ problem }) => problem.code))].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'picket',
            semanticVersion: version,
            rules: codes.map((code) => ruleOf(code, pageOf(code))),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: results.map(({ problem, suppressions }) =>
          resultOf(problem, codes.indexOf(problem.code), suppressions),
        ),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function ruleOf(code: DiagnosticCode, page: string | undefined) {
  const row = catalogue[code];
  return {
    id: code,
    shortDescription: { text: row.title },
    ...(page ? { help: { text: page, markdown: page } } : {}),
    defaultConfiguration: { level: levels[row.severity] },
  };
}

function resultOf(problem: Diagnostic, ruleIndex: number, suppressions: readonly unknown[]) {
  return {
    ruleId: problem.code,
    ruleIndex,
    level: levels[problem.severity],
    message: { text: problem.hint ? `${problem.message}. Hint: ${problem.hint}` : problem.message },
    ...(problem.at ? { locations: [{ physicalLocation: physicalLocation(problem.at) }] } : {}),
    ...(problem.related
      ? {
          relatedLocations: problem.related.map((related, id) => ({
            id,
            message: { text: related.message },
            physicalLocation: physicalLocation(related.at),
          })),
        }
      : {}),
    ...(suppressions.length > 0 ? { suppressions } : {}),
  };
}

function physicalLocation(at: Span) {
  return {
    artifactLocation: { uri: at.file.split('/').map(encodeURIComponent).join('/') },
    region: {
      startLine: at.start.line,
      startColumn: at.start.column,
      endLine: at.end.line,
      endColumn: at.end.column,
    },
  };
}
