import type { TableSchema, WorkspaceFunction } from '@picket/tables';

/** Where the analyser learns what tables and functions a workspace offers. */
export interface SchemaSource {
  /** Changes whenever any answer may change; part of the cache's key. */
  readonly version: string;
  table(name: string): TableSchema | undefined;
  tableNames(): readonly string[];
  function(name: string): WorkspaceFunction | undefined;
  functionNames(): readonly string[];
}
