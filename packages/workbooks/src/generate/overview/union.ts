import type { Log } from '../log.ts';

/**
 * The logs, each with operators of its own, as one table. `isfuzzy` passes over a table that the workspace lacks, which is
 * so for each log that was never routed ("union operator", Kusto).
 */
export function union(logs: readonly Log[], operators: (log: Log) => readonly string[]): string {
  const legs = logs.map((log) => `    (${[log.table, ...operators(log)].join(' | ')})`);
  return `union isfuzzy=true\n${legs.join(',\n')}`;
}
