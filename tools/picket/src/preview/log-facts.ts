import type { LogFacts } from '@picket/preview';
import { logCategory, tableSchema } from '@picket/tables';

/** What is known of a log category. Undefined for packages that are about none. */
export function logFacts(category: string): LogFacts | undefined {
  const log = logCategory(category);
  if (!log) return undefined;
  return {
    category: log.category,
    table: log.table,
    licence: log.licence,
    delay: log.delayMinutes,
    retention: log.retention,
    basicPlan: log.plans.basic,
    rolesToRead: log.rolesToRead,
    rolesToRoute: log.rolesToRoute,
    ...(log.notes === undefined ? {} : { notes: log.notes }),
    source: `${log.provenance.source}, ${log.provenance.date}`,
    columns: (tableSchema(log.table)?.columns ?? []).map(({ name, type }) => ({ name, type })),
  };
}
