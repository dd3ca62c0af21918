import { factsVersion, tableNames, tableSchema, workspaceFunction, workspaceFunctionNames } from '@picket/tables';
import type { SchemaSource } from './schema-source.ts';

let documented: SchemaSource | undefined;

/** The tables and functions that Microsoft documents, from @picket/tables. Read when first asked. */
export function documentedSchemas(): SchemaSource {
  documented ??= {
    version: factsVersion(),
    table: tableSchema,
    tableNames,
    function: workspaceFunction,
    functionNames: workspaceFunctionNames,
  };
  return documented;
}
