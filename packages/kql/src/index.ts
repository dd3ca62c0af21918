/**
 * What a query means, by Microsoft's own analyser, as plain data.
 *
 * text ─ bind ─▶ Kusto's tree ─ extract ─▶ what it reads, compares and returns ─┬▶ Analysis ─ kqlDiagnostics ─▶ problems
 *                      └──────── read problems, without false ones ────────────┘
 *
 * `analyseQuery` does it here and now, `openAnalyser` for many queries, with worker threads and a cache. Nothing is
 * loaded before the first query that has to be analysed.
 */

export { type AnalyseOptions, analyseQuery, longestQuery, noDeclarations } from './analyse.ts';
export { type Analyser, type AnalyserOptions, openAnalyser } from './analyser.ts';
export type * from './analysis.ts';
export { type BindOptions, bindQuery, type OperatorOutput, type Prelude } from './bind.ts';
export { type BuiltinNames, builtinNames } from './builtin-names.ts';
export { documentedSchemas } from './documented-schemas.ts';
export { type HighlightedText, type HighlightKind, highlightQuery } from './highlight.ts';
export { kqlDiagnostics, type Locate } from './kql-diagnostics.ts';
export type * from './node.ts';
export type { SchemaSource } from './schema-source.ts';
