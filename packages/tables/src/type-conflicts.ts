import { logCategories } from './log-categories.ts';
import type { ColumnType, TypeConflict } from './schema.ts';
import { tableSchema } from './table-schemas.ts';

/**
 * Columns that the sign-in tables share by name but not by type: a union of the tables splits each in two
 * (`DeviceDetail_dynamic`, `DeviceDetail_string`) and the plain name is gone. Source: Microsoft Learn, "union operator".
 */
export function typeConflicts(): readonly TypeConflict[] {
  const columns = new Map<string, { table: string; type: ColumnType }[]>();
  for (const { category, table } of logCategories()) {
    if (!category.endsWith('SignInLogs')) continue;
    for (const { name, type } of tableSchema(table)?.columns ?? []) {
      columns.set(name, [...(columns.get(name) ?? []), { table, type }]);
    }
  }
  return [...columns]
    .filter(([, types]) => new Set(types.map(({ type }) => type)).size > 1)
    .map(([column, types]) => ({ column, types }))
    .sort((a, b) => (a.column < b.column ? -1 : 1));
}
