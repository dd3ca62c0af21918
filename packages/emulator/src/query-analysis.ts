import { type Analysis, analyseQuery, type Declarations, documentedSchemas } from '@picket/kql';

/** Validating and deploying the same rule analyses its query twice; this bounds what a long-lived server keeps. */
const keptAnalyses = 2000;

/**
 * Microsoft's analyser over all documented tables, remembering what it found. Which of those tables the workspace has is
 * decided by the caller. The analyser is loaded with the first query that `known` has no answer for.
 */
export function queryAnalyser(
  declarations: Declarations,
  known: (query: string) => Analysis | undefined = () => undefined,
): (query: string) => Analysis {
  const kept = new Map<string, Analysis>();
  return (query) => {
    const before = known(query) ?? kept.get(query);
    if (before) return before;
    const found = analyseQuery(query, { schemas: documentedSchemas(), declarations });
    if (kept.size >= keptAnalyses) kept.clear();
    kept.set(query, found);
    return found;
  };
}
