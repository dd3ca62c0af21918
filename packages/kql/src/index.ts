export type * from './analysis.ts';
export { type AnalyseOptions, analyseQuery, longestQuery, noDeclarations } from './analyse.ts';
export type { SchemaSource } from './schema-source.ts';
