import type { TableSchema, WorkspaceFunction } from '@picket/tables';
import type { Declarations } from './analysis.ts';
import { mentionedWords, namesMatchingWildcards } from './mentioned-names.ts';
import type { SchemaSource } from './schema-source.ts';

/** What some queries need of a schema source, as plain data that can go to another thread. */
export interface SchemaSnapshot {
  readonly version: string;
  readonly tableNames: readonly string[];
  readonly functionNames: readonly string[];
  readonly tables: readonly TableSchema[];
  readonly functions: readonly WorkspaceFunction[];
}

export function takeSnapshot(schemas: SchemaSource, queries: readonly string[]): SchemaSnapshot {
  const tableNames = schemas.tableNames();
  const functionNames = schemas.functionNames();
  const mentioned = new Set<string>();
  for (const query of queries) {
    for (const word of mentionedWords(query)) mentioned.add(word);
    for (const name of namesMatchingWildcards(query, () => tableNames)) mentioned.add(name);
  }
  return {
    version: schemas.version,
    tableNames,
    functionNames,
    tables: [...mentioned].flatMap((name) => schemas.table(name) ?? []),
    functions: [...mentioned].flatMap((name) => schemas.function(name) ?? []),
  };
}

export function readSnapshot(snapshot: SchemaSnapshot): SchemaSource {
  const tables = new Map(snapshot.tables.map((table) => [table.name, table]));
  const functions = new Map(snapshot.functions.map((each) => [each.name, each]));
  return {
    version: snapshot.version,
    table: (name) => tables.get(name),
    tableNames: () => snapshot.tableNames,
    function: (name) => functions.get(name),
    functionNames: () => snapshot.functionNames,
  };
}

/** The declarations that a query's analysis can depend on: those whose name stands in it. */
export function relevantDeclarations(query: string, declarations: Declarations): Declarations {
  const words = mentionedWords(query);
  const patterns = query.includes('*') ? namesMatchingWildcards(query, () => Object.keys(declarations.tables)) : [];
  const pick = <T>(all: Readonly<Record<string, T>>, isMeant: (name: string) => boolean): Record<string, T> =>
    Object.fromEntries(Object.entries(all).filter(([name]) => isMeant(name)));
  return {
    tables: pick(declarations.tables, (name) => words.has(name) || patterns.includes(name)),
    watchlists: pick(declarations.watchlists, (alias) => query.includes(alias)),
    functions: pick(declarations.functions, (name) => words.has(name)),
  };
}
