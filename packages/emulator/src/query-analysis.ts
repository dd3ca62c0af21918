import { type Analysis, analyseQuery, type Declarations, type SchemaSource } from '@picket/kql';
import { tableNames, tableSchema, workspaceFunction, workspaceFunctionNames } from '@picket/tables';

/** Validating and deploying the same rule analyses its query twice; this bounds what a long-lived server keeps. */
const keptAnalyses = 2000;

const documented: SchemaSource = {
  version: 'documented',
  table: tableSchema,
  tableNames,
  function: workspaceFunction,
  functionNames: workspaceFunctionNames,
};

/**
 * Microsoft's analyser over all documented tables, remembering what it found. Which of those tables the workspace has is
 * decided by the caller. The analyser is loaded with the first query.
 */
export function queryAnalyser(declarations: Declarations): (query: string) => Analysis {
  const kept = new Map<string, Analysis>();
  return (query) => {
    const known = kept.get(query);
    if (known) return known;
    const found = analyseQuery(query, { schemas: documented, declarations });
    if (kept.size >= keptAnalyses) kept.clear();
    kept.set(query, found);
    return found;
  };
}
