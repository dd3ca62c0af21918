import { type Diagnostic, diagnostic, type Span } from '@picket/diagnostics';
import { longestQuery, unbindable } from './analyse.ts';
import type { Analysis, KqlProblem } from './analysis.ts';

/** Turns offsets in the query into a place in the file it was read from. */
export type Locate = (start: number, end: number) => Span;

/**
 * The problems of a query in Picket's words, each with Microsoft's code at its end.
 *
 * @param locate offsets in the query → its place in the file
 * @returns in the order of the text; one more when an otherwise faultless query returns no rows
 */
export function kqlDiagnostics(analysis: Analysis, locate: Locate): readonly Diagnostic[] {
  const problems = withoutRepeatedTables(analysis.problems).map((problem) =>
    inOurWords(problem, locate(problem.start, problem.end)),
  );
  if (analysis.output.tabular || analysis.problems.some((problem) => problem.severity === 'error')) return problems;
  return [...problems, diagnostic('KQL301', {}, locate(0, 0))];
}

/** A table that is missing is missing at each of its places: the first tells all. */
function withoutRepeatedTables(problems: readonly KqlProblem[]): readonly KqlProblem[] {
  const told = new Set<string>();
  return problems.filter(({ kind, name }) => {
    if (kind !== 'unknown-table' || name === undefined) return true;
    const isNew = !told.has(name);
    told.add(name);
    return isNew;
  });
}

function inOurWords(problem: KqlProblem, at: Span): Diagnostic {
  const { code: ks, name = '', candidates = [], table } = problem;
  const [only, ...others] = candidates;
  const near = others.length === 0 ? only : undefined;
  const isWarning = problem.severity !== 'error';
  switch (problem.kind) {
    case 'syntax':
      return diagnostic('KQL101', { ks, what: syntaxFault(problem), near }, at);
    case 'limit':
      return diagnostic('KQL102', { ks, what: limitOf(ks) }, at);
    case 'unknown-table':
      if (!isWarning) return diagnostic('KQL202', { ks, table: name, near }, at);
      return diagnostic(ks === 'KS205' ? 'KQL207' : 'KQL206', { ks, table: name, near }, at);
    case 'unknown-column':
      if (isWarning && name.includes('*')) return diagnostic('KQL211', { ks, pattern: name }, at);
      if (isWarning) return diagnostic('KQL210', { ks, what: `there is no column '${name}' for one of the calls` }, at);
      return diagnostic(
        'KQL201',
        {
          ks,
          column: name,
          table,
          dropped: problem.dropped,
          near,
          columns: others.length > 0 ? candidates : undefined,
        },
        at,
      );
    case 'unknown-function':
      return isWarning ? warning(problem, at) : diagnostic('KQL203', { ks, name, near }, at);
    case 'unknown-name':
      return isWarning ? warning(problem, at) : diagnostic('KQL204', { ks, name, near }, at);
    case 'string-member': {
      const of = table ?? 'the value';
      if (!isWarning) return diagnostic('KQL208', { ks, member: name, of }, at);
      return diagnostic(
        'KQL210',
        { ks, what: `'${of}' is a string in one of the calls and has no member '${name}'` },
        at,
      );
    }
    case 'type':
      return isWarning ? warning(problem, at) : diagnostic('KQL205', { ks, what: plain(problem.message), near }, at);
    case 'other':
      return isWarning ? warning(problem, at) : diagnostic('KQL209', { ks, what: plain(problem.message) }, at);
  }
}

function warning({ code: ks, message }: KqlProblem, at: Span): Diagnostic {
  return diagnostic('KQL210', { ks, what: plain(message) }, at);
}

function limitOf(ks: string): string {
  if (ks === unbindable) return "in a form that Microsoft's analyser fails on";
  return ks === 'KS244' ? `longer than ${longestQuery} characters` : 'nested too deeply';
}

/** The analyser's own sentence, begun small and without its full stop, as our messages are. */
function plain(message: string): string {
  const text = message.replace(/\.$/, '');
  return /^[A-Z][a-z ]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** Fewer of the many things that may stand at a place than this are worth naming. */
const fewAlternatives = 6;

function syntaxFault({ code, name, message }: KqlProblem): string {
  if (code === 'KS176') {
    return name === undefined ? 'an operator is missing after the |' : `'${name}' is not a query operator`;
  }
  if (code === 'KS198') return 'this is not a part of any statement';
  if (code === 'KS005') {
    const expected = message.replace(/^Expected(?: one of)?: /, '');
    const alternatives = expected.split(', ');
    if (alternatives.length >= fewAlternatives) return 'something else is expected here';
    return expected === ';'
      ? "a ';' or '|' is missing here"
      : `${alternatives.map(quoted).join(' or ')} is expected here`;
  }
  if (code === 'KS001')
    return `${message
      .replace(/^Missing: /, '')
      .split(' ')
      .map(quoted)
      .join(' ')} is missing`;
  if (code === 'KS002') return `${quoted(message.replace(/^Unexpected: /, ''))} is not expected here`;
  const missing = /^Missing ([a-z ]+)$/.exec(message)?.[1];
  return missing === undefined ? plain(message) : `${/^[aeiou]/.test(missing) ? 'an' : 'a'} ${missing} is missing here`;
}

function quoted(token: string): string {
  return `'${token}'`;
}
