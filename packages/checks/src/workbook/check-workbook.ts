import { type Diagnostic, diagnostic, sortDiagnostics } from '@picket/diagnostics';
import { type Analysis, kqlDiagnostics, type OutputColumn } from '@picket/kql';
import type { Document, RawWorkbook, WorkbookDraft } from '@picket/model';
import {
  notebookParts,
  parameterFactsByName,
  sourceParts,
  type WorkbookParts,
  type WorkbookQuery,
} from '@picket/workbooks';
import { codeOnly } from '../kql-text.ts';
import { bakedInIds } from './baked-in-ids.ts';
import { type ExampleQuery, exampleQueries } from './example-queries.ts';
import { bindings, references, repeatedNames, unusedParameters, usesAboveSetting } from './parameter-uses.ts';
import { hasRowBound } from './row-bound.ts';
import { drawableRows, settingsColumns, settingsKind } from './tile-columns.ts';

/** A workbook with what has to be analysed before it can be checked. */
export interface WorkbookUnderCheck {
  readonly document: Document<unknown>;
  readonly parts: WorkbookParts;
  /** Each query of `parts` with its parameters filled in, in one or in several ways. */
  readonly queries: readonly { readonly query: WorkbookQuery; readonly examples: readonly ExampleQuery[] }[];
}

/** A workbook.yaml before its checks. */
export function sourceUnderCheck(document: Document<WorkbookDraft>): WorkbookUnderCheck {
  return underCheck(document, sourceParts(document.value));
}

/** A workbook.json before its checks. */
export function rawUnderCheck(document: Document<RawWorkbook>): WorkbookUnderCheck {
  return underCheck(document, notebookParts(document.value));
}

function underCheck(document: Document<unknown>, parts: WorkbookParts): WorkbookUnderCheck {
  const facts = parameterFactsByName(parts.declared);
  const queries = parts.queries.map((query) => ({ query, examples: exampleQueries(query.text, facts) }));
  return { document, parts, queries };
}

/** The KQL that `checkWorkbook` wants to know the meaning of. */
export function workbookKql({ queries }: WorkbookUnderCheck): readonly string[] {
  return queries.flatMap(({ examples }) => examples.map(({ text }) => text));
}

/**
 * Everything that can be said of one workbook beyond its schema.
 *
 * @param analysisOf what a query of `workbookKql` means
 * @returns the problems by place; pure, and the same for the same input
 */
export function checkWorkbook(
  { document, parts, queries }: WorkbookUnderCheck,
  analysisOf: (kql: string) => Analysis | undefined,
): readonly Diagnostic[] {
  return sortDiagnostics([
    ...references(document, parts),
    ...unusedParameters(document, parts),
    ...bindings(document, parts),
    ...repeatedNames(document, parts),
    ...usesAboveSetting(document, parts),
    ...bakedInIds(document),
    ...queries.flatMap(({ query, examples }) => {
      const settings = settingsKind(document, query);
      const best = bestOf(examples, analysisOf);
      return best ? [...settings, ...checkQuery(document, query, best)] : settings;
    }),
  ]);
}

interface AnalysedExample {
  readonly example: ExampleQuery;
  readonly analysis: Analysis;
}

const isError = ({ severity }: { readonly severity: string }) => severity === 'error';

/** The example that the analyser has the least to say against; of equals the first. */
function bestOf(
  examples: readonly ExampleQuery[],
  analysisOf: (kql: string) => Analysis | undefined,
): AnalysedExample | undefined {
  const analysed = examples.flatMap((example): readonly AnalysedExample[] => {
    const analysis = analysisOf(example.text);
    return analysis ? [{ example, analysis }] : [];
  });
  const errorsOf = ({ analysis }: AnalysedExample) => analysis.problems.filter(isError).length;
  return analysed.reduce<AnalysedExample | undefined>(
    (best, next) => (best && errorsOf(best) <= errorsOf(next) ? best : next),
    undefined,
  );
}

function checkQuery(
  document: Document<unknown>,
  query: WorkbookQuery,
  { example, analysis }: AnalysedExample,
): readonly Diagnostic[] {
  const locate = (start: number, end: number) => {
    const source = example.sourceOf(start, end);
    return document.within(query.path, source.start, source.end);
  };
  const hasErrors = analysis.problems.some(isError);
  const isBroken = hasErrors || (example.mayHideColumns && !analysis.output.tabular);
  const guessed = isBroken ? culprit(example, analysis) : undefined;
  if (guessed) {
    const at = document.within(query.path, guessed.start, guessed.end);
    return [diagnostic('WB204', { parameter: guessed.name }, at)];
  }
  // A reference that nothing fills in has been told of, and what the analyser makes of the braces is no news.
  const unfilled = example.uses.filter(({ became }) => became === 'unknown-parameter' || became === 'unknown-format');
  if (unfilled.length > 0 && hasErrors) return [];
  const problems = kqlDiagnostics(analysis, locate);
  if (hasErrors) return problems;
  return [...problems, ...bounds(document, query, example, analysis), ...output(document, query, example, analysis)];
}

/** The guess to which errors may be due: one that an error touches, or one that may be any part of the query. */
function culprit({ guessed, mayHideColumns, sourceOf }: ExampleQuery, { problems }: Analysis) {
  if (mayHideColumns) return guessed[0];
  const places = problems.filter(isError).map(({ start, end }) => sourceOf(start, end));
  return guessed.find(({ start, end }) => places.some((place) => place.start < end && start < place.end));
}

/** A single moment, or a range of a computed beginning, is a bound too. */
const choosesTime = /\b(?:TimeGenerated|ingestion_time\(\))\s*(?:==|>=?|between\b|in\b)/;

/** WB201, WB202: a query that is asked again at each view reads some of the time and returns some of the rows. */
function bounds(
  document: Document<unknown>,
  { hasTime, path, purpose }: WorkbookQuery,
  example: ExampleQuery,
  { tables, windows }: Analysis,
): readonly Diagnostic[] {
  const [table] = tables;
  if (!table) return [];
  const source = example.sourceOf(table.start, table.end);
  const at = () => document.within(path, source.start, source.end);
  const who = purpose === 'drop-down' ? 'a drop-down' : 'the tile';
  return [
    ...(hasTime || windows.length > 0 || choosesTime.test(codeOnly(example.text))
      ? []
      : [diagnostic('WB201', { table: table.name }, at())]),
    ...(purpose === 'value' || hasRowBound(example.text) !== false
      ? []
      : [diagnostic('WB202', { purpose: who }, at())]),
  ];
}

/** What the query returns against what is made of it; nothing where a guess may stand for a column. */
function output(
  document: Document<unknown>,
  query: WorkbookQuery,
  example: ExampleQuery,
  analysis: Analysis,
): readonly Diagnostic[] {
  const { columns, open, tabular } = analysis.output;
  const isKnown = analysis.tables.every(({ known }) => known) && analysis.searchesEverything.length === 0;
  if (open || !tabular || !isKnown || example.mayHideColumns) return [];
  if (query.purpose === 'value') return [];
  if (query.purpose === 'tile') {
    return [...settingsColumns(document, query, analysis), ...drawableRows(document, query, analysis)];
  }
  const isRight = columns.length >= 1 && columns.length <= 4 && canSelect(columns[2]);
  const found = columns.map(({ name, type }) => `${name} (${type})`);
  return isRight ? [] : [diagnostic('WB203', { found }, document.at(query.path))];
}

/** Whether the third column of a drop-down tells what is chosen at first. One called group is the group. */
function canSelect(column: OutputColumn | undefined): boolean {
  if (!column || column.name.toLowerCase() === 'group') return true;
  return ['bool', 'int', 'long', 'unknown', 'dynamic'].includes(column.type);
}
