/**
 * What the logs look like: tables and their columns, Entra ID's log categories, what dynamic columns hold, which values
 * a column takes, which functions a workspace offers. Facts lie in data/, are read when first asked for and kept;
 * `tableSchema()` parses only the line of the table asked for. `tools/refresh-tables` renews them.
 */
export { auditOperation } from './audit-operations.ts';
export { dataFolder } from './data-file.ts';
export type * from './fact-forms.ts';
export { categoryOfTable, logCategories, logCategory, typicalDelay } from './log-categories.ts';
export { factsVersion, tablesProvenance } from './provenance.ts';
export type * from './schema.ts';
export { jsonInStringColumns, shapeOf } from './shapes.ts';
export { signInErrorCode } from './sign-in-errors.ts';
export {
  isColumnType,
  isPlainName,
  type LineFault,
  readTableText,
  type TableText,
  writeTableText,
} from './table-lines.ts';
export { tableNames, tableSchema } from './table-schemas.ts';
export { typeConflicts } from './type-conflicts.ts';
export { domainNames, namedDomain, valueDomain } from './value-domains.ts';
export { workspaceFunction, workspaceFunctionNames } from './workspace-functions.ts';
