import { type Diagnostic, diagnostic, sortDiagnostics } from '@picket/diagnostics';
import { type Analysis, kqlDiagnostics } from '@picket/kql';
import type { ConnectorDraft, Document } from '@picket/model';
import { categoryFacts } from './category-facts.ts';
import { type ConnectorQuery, connectorQueries } from './connector-queries.ts';

/**
 * Everything that can be said of one connector definition beyond its schema.
 *
 * @param analyses what the queries of `connectorQueries(connector.value)` mean, in that order
 * @returns the problems by place
 */
export function checkConnector(
  connector: Document<ConnectorDraft>,
  analyses: readonly (Analysis | undefined)[],
): readonly Diagnostic[] {
  const queries = connectorQueries(connector.value);
  const inQueries = queries.flatMap((query, i) => {
    const analysis = analyses[i];
    return analysis ? checkQuery(connector, query, analysis) : [];
  });
  return sortDiagnostics([...inQueries, ...dataTypeNames(connector), ...categoryFacts(connector)]);
}

/** CON201, CON202, CON204, and what the analyser says of the query. */
function checkQuery(
  connector: Document<ConnectorDraft>,
  { purpose, path }: ConnectorQuery,
  analysis: Analysis,
): readonly Diagnostic[] {
  const problems = [...kqlDiagnostics(analysis, (start, end) => connector.within(path, start, end))];
  if (analysis.problems.some((problem) => problem.severity === 'error')) return problems;
  const at = connector.at(path);
  const { table } = connector.value;
  const reads = [...new Set(analysis.tables.map((read) => read.name))];
  if (table !== undefined && !reads.includes(table) && analysis.functions.length === 0) {
    problems.push(diagnostic('CON202', { table, reads }, at));
  }
  const { columns, open } = analysis.output;
  if (open) return problems;
  if (purpose === 'connectivity' && !columns.some((c) => c.name === 'IsConnected' && c.type === 'bool')) {
    problems.push(diagnostic('CON201', { found: columns.map((column) => `${column.name} (${column.type})`) }, at));
  }
  if (purpose === 'lastDataReceived' && !columns.some((c) => c.type === 'datetime')) {
    problems.push(diagnostic('CON204', {}, at));
  }
  return problems;
}

/** CON203: a data type is the name of a table, with an optional remark in round brackets. */
function dataTypeNames(connector: Document<ConnectorDraft>): readonly Diagnostic[] {
  const { table, dataTypes } = connector.value;
  if (table === undefined) return [];
  return (dataTypes ?? []).flatMap(({ name }, i) =>
    name.replace(/\s*\(.*$/, '') === table
      ? []
      : [diagnostic('CON203', { dataType: name, table }, connector.at(['dataTypes', i, 'name']))],
  );
}
