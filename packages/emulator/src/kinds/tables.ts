import type { JsonObject } from '@picket/arm';
import type { ColumnType } from '@picket/tables';
import type { Environment } from '../environment.ts';
import { workspaceId } from '../scope.ts';
import type { ReadOnlyKind } from './kind.ts';
import { operationalInsightsVersions } from './versions.ts';

const type = 'Microsoft.OperationalInsights/workspaces/tables';

/** KQL's type names as the tables API spells them. */
const columnTypes: Readonly<Partial<Record<ColumnType, string>>> = {
  bool: 'boolean',
  datetime: 'dateTime',
  decimal: 'real',
};

/**
 * The workspace's tables: all on the Analytics plan with 90 days, as a workspace with Sentinel has them by default.
 * A list gives names and plan, one table its columns too. Source: Microsoft Learn, "Tables - REST API (Azure Log Analytics)".
 */
export const tables: ReadOnlyKind = {
  type,
  versions: operationalInsightsVersions,
  list: (environment) => environment.tables.names.map((name) => table(environment, name, {})),
  get: (environment, name) => {
    const found = environment.tables.names.find((known) => known.toLowerCase() === name.toLowerCase());
    if (found === undefined) return undefined;
    const columns = environment.tables.schema(found)?.columns ?? [];
    return table(environment, found, {
      standardColumns: columns.map((column) => ({ name: column.name, type: columnTypes[column.type] ?? column.type })),
    });
  },
};

function table({ scope }: Environment, name: string, columns: JsonObject): JsonObject {
  return {
    id: `${workspaceId(scope)}/tables/${name}`,
    name,
    type,
    properties: {
      plan: 'Analytics',
      retentionInDays: 90,
      totalRetentionInDays: 90,
      archiveRetentionInDays: 0,
      provisioningState: 'Succeeded',
      schema: {
        name,
        tableType: name.endsWith('_CL') ? 'CustomLog' : 'Microsoft',
        tableSubType: name.endsWith('_CL') ? 'DataCollectionRuleBased' : 'Any',
        ...columns,
      },
    },
  };
}
