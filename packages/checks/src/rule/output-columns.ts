import { diagnostic, didYouMean } from '@picket/diagnostics';
import type { Analysis } from '@picket/kql';
import { columnUses } from '../column-uses.ts';
import type { RuleCheck } from '../rule-check.ts';

/**
 * COL101, COL102: every column that the rule names is in its query's output, letter for letter. Sentinel refuses the
 * rule otherwise ("The given column … does not exist"). Says nothing where the output cannot be known.
 */
export const outputColumns: RuleCheck = (rule, analysis) => {
  if (!analysis || !isOutputKnown(analysis)) return [];
  const names = analysis.output.columns.map((column) => column.name);
  const slips = analysis.problems.flatMap((problem) => problem.name ?? []);
  return columnUses(rule).flatMap(({ column, at, use }) => {
    if (names.includes(column)) return [];
    const right = names.find((name) => name.toLowerCase() === column.toLowerCase());
    if (right !== undefined) return [diagnostic('COL102', { column, use, right }, at())];
    if (followsFrom(slips, column)) return [];
    return [diagnostic('COL101', { column, use, near: didYouMean(column, names) }, at())];
  });
};

/** False when the query is broken in a way that leaves its output a guess. */
function isOutputKnown({ output, problems, searchesEverything, tables }: Analysis): boolean {
  const breaking = new Set(['syntax', 'unknown-table', 'unknown-function', 'unknown-name']);
  return (
    output.tabular &&
    !output.open &&
    searchesEverything.length === 0 &&
    tables.every((table) => table.known) &&
    !problems.some((problem) => problem.severity === 'error' && breaking.has(problem.kind))
  );
}

/** A column that is missing only because the query misspells it has been reported where it is misspelt. */
function followsFrom(slips: readonly string[], column: string): boolean {
  return slips.some((slip) => slip === column || didYouMean(slip, [column]) === column);
}
