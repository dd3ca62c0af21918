import type { Json, JsonObject } from '@picket/arm';
import type { Analysis, KqlProblem } from '@picket/kql';
import { type Refusal, refusal } from '../answer.ts';
import { isObject } from '../call.ts';
import type { Environment } from '../environment.ts';

/**
 * What saving a rule does with its query: the service runs it and refuses the rule when that fails. Here Microsoft's analyser
 * judges it against the tables of this workspace. The texts are those that users report from the service:
 * missing table: criblio/Cribl-Microsoft pull request 56; semantic error: OfficeDev/O365-ActivityFeed-AzureFunction issue 3;
 * missing column: Azure-Sentinel issues 6363 and 11671, pull request 7345.
 */
export function checkRuleQuery(properties: JsonObject, environment: Environment): Refusal | undefined {
  const analysis = environment.analyse(String(properties.query));
  const errors = analysis.problems.filter((problem) => problem.severity === 'error');
  const syntax = errors.find((problem) => problem.kind === 'syntax');
  if (syntax) return badQuery('SyntaxError', 'A syntax error has been identified in the query.', 'SYN0002', syntax);
  // A disabled rule is not run, so it may wait for its tables. Source: Sentinel-As-Code, Deploy-CustomContent.ps1.
  if (properties.enabled === false) return undefined;
  if (analysis.tables.some((table) => !table.known || !environment.tables.has(table.name)))
    return refusal(400, 'BadRequest', 'Failed to run the analytics rule query. One of the tables does not exist.');
  const [error] = errors;
  if (error) return badQuery(words[error.kind] ?? 'SemanticError', 'A semantic error occurred.', 'SEM0100', error);
  if (analysis.searchesEverything.length > 0)
    return refusal(400, 'BadRequest', "The analytics rule query must not contain 'search *' or 'union *'.");
  if (!analysis.output.tabular)
    return refusal(400, 'BadRequest', 'Failed to run the analytics rule query. It does not return a table.');
  return checkColumns(properties, analysis);
}

const words: Readonly<Partial<Record<KqlProblem['kind'], string>>> = {
  'unknown-column': 'FailedToResolveScalarExpression',
  'unknown-name': 'FailedToResolveScalarExpression',
  'unknown-function': 'SemanticError',
};

function badQuery(word: string, outer: string, code: string, problem: KqlProblem): Refusal {
  const kind = code === 'SYN0002' ? 'SyntaxError' : 'SemanticError';
  const inner = {
    error: {
      message: 'The request had some invalid properties',
      code: 'BadArgumentError',
      innererror: { code: kind, message: outer, innererror: { code, message: problem.message } },
    },
  };
  return refusal(400, 'BadRequest', `${word}; Message: ${JSON.stringify(inner)}`);
}

/** Columns that parts of a rule name, by the part as the service's message calls it. */
function namedColumns(properties: JsonObject): readonly { readonly part: string; readonly column: string }[] {
  const override = isObject(properties.alertDetailsOverride) ? properties.alertDetailsOverride : {};
  return [
    ...objectsIn(properties.entityMappings)
      .flatMap((mapping) => objectsIn(mapping.fieldMappings))
      .map((field) => ({ part: 'EntityMappings', column: String(field.columnName) })),
    ...Object.values(isObject(properties.customDetails) ? properties.customDetails : {}).map((column) => ({
      part: 'CustomDetails',
      column: String(column),
    })),
    ...[
      override.alertTacticsColumnName,
      override.alertSeverityColumnName,
      ...placeholders(override.alertDisplayNameFormat),
      ...placeholders(override.alertDescriptionFormat),
      ...objectsIn(override.alertDynamicProperties).map((property) => property.value),
    ].flatMap((column) => (typeof column === 'string' ? [{ part: 'AlertDetailsOverride', column }] : [])),
    ...objectsIn(properties.sentinelEntitiesMappings).flatMap((mapping) =>
      typeof mapping.columnName === 'string' ? [{ part: 'SentinelEntitiesMappings', column: mapping.columnName }] : [],
    ),
  ];
}

function checkColumns(properties: JsonObject, { output }: Analysis): Refusal | undefined {
  if (output.open) return undefined;
  const columns = new Set(output.columns.map((column) => column.name));
  const missing = namedColumns(properties).find(({ column }) => !columns.has(column));
  return missing
    ? refusal(400, 'BadRequest', `Error in ${missing.part}: The given column '${missing.column}' does not exist.`)
    : undefined;
}

function placeholders(format: Json | undefined): readonly string[] {
  return typeof format === 'string'
    ? [...format.matchAll(/\{\{([^{}]*)\}\}/g)].map((found) => found[1]?.trim() ?? '')
    : [];
}

function objectsIn(list: Json | undefined): readonly JsonObject[] {
  return Array.isArray(list) ? list.filter((item: Json) => isObject(item)) : [];
}
