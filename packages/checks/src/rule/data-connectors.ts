import { type Diagnostic, diagnostic } from '@picket/diagnostics';
import type { Analysis } from '@picket/kql';
import { tableSchema } from '@picket/tables';
import { isDeliveryKnown, microsoftConnectorOf, needsConnector, tableOfDataType } from '../delivery.ts';
import { codeOnly } from '../kql-text.ts';
import type { RuleCheck } from '../rule-check.ts';

/**
 * TBL201: a rule made from a template can only be created when every listed data type is there, so a table that is not
 * listed lets a rule be created that then fails (page scheduled-rules-overview, rule templates). A rule that lists
 * nothing makes no claim, nor does one with a data type that is no table: `KeyVaultData` stands for AzureDiagnostics.
 */
export const tablesAreListed: RuleCheck = (rule, analysis) => {
  const connectors = rule.value.requiredDataConnectors ?? [];
  const listed = connectors.flatMap((connector) => (connector.dataTypes ?? []).map(tableOfDataType));
  if (!analysis || listed.length === 0 || !listed.every(isTable)) return [];
  const covered = new Set(listed.map(comparable));
  const seen = new Set<string>();
  return analysis.tables.flatMap(({ name: table, known, start, end }) => {
    if (!known || seen.has(table) || covered.has(comparable(table)) || !needsConnector(table)) return [];
    seen.add(table);
    return [diagnostic('TBL201', { table }, rule.within(['query'], start, end))];
  });
};

/** TBL202: only for tables whose delivery is known, and only when the query cannot reach them in a roundabout way. */
export const listedTablesAreRead: RuleCheck = (rule, analysis) => {
  const { query, requiredDataConnectors } = rule.value;
  if (!analysis || query === undefined || requiredDataConnectors === undefined) return [];
  if (!readsAreKnown(analysis, query)) return [];
  const reads = [...new Set(analysis.tables.map((read) => read.name))];
  return requiredDataConnectors.flatMap((connector, i) =>
    (connector.dataTypes ?? []).flatMap((dataType, j): readonly Diagnostic[] => {
      const table = tableOfDataType(dataType);
      const isRead = reads.some((read) => comparable(read) === comparable(table));
      if (isRead || !isDeliveryKnown(table) || query.toLowerCase().includes(table.toLowerCase())) return [];
      const at = rule.at(['requiredDataConnectors', i, 'dataTypes', j]);
      return [diagnostic('TBL202', { dataType, near: reads.length === 1 ? reads[0] : undefined }, at)];
    }),
  );
};

/** TBL203: the connector of a data type, where Microsoft has just one and the repository none of its own. */
export const connectorsDeliver: RuleCheck = (rule, _analysis, context) =>
  (rule.value.requiredDataConnectors ?? []).flatMap(({ connectorId, dataTypes }, i) => {
    if (connectorId === undefined || context.connectorIds.has(connectorId)) return [];
    const wrong = (dataTypes ?? []).find((dataType) => {
      const right = microsoftConnectorOf(tableOfDataType(dataType));
      return right !== undefined && right.toLowerCase() !== connectorId.toLowerCase();
    });
    const right = wrong === undefined ? undefined : microsoftConnectorOf(tableOfDataType(wrong));
    if (wrong === undefined || right === undefined) return [];
    const at = rule.at(['requiredDataConnectors', i, 'connectorId']);
    return [diagnostic('TBL203', { connectorId, dataType: wrong, right }, at)];
  });

/** Functions of the workspace, tables that are not known, and names with `*` may read anything. */
function readsAreKnown(analysis: Analysis, query: string): boolean {
  return (
    analysis.output.tabular &&
    analysis.functions.length === 0 &&
    analysis.searchesEverything.length === 0 &&
    analysis.tables.length > 0 &&
    analysis.tables.every((read) => read.known) &&
    !analysis.problems.some((problem) => problem.severity === 'error') &&
    !/\w\*|\btable\s*\(/.test(codeOnly(query))
  );
}

/** A documented table, or one that the data type means in the plural. */
function isTable(name: string): boolean {
  return (tableSchema(name) ?? tableSchema(name.replace(/s$/, ''))) !== undefined;
}

/** Data types are written with and without the plural s (`SecurityEvents`), and in any letter case. */
function comparable(name: string): string {
  return name.toLowerCase().replace(/s$/, '');
}
