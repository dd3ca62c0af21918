import { shapeOf } from '@picket/tables';
import type { LogTable } from './log.ts';

/** A column of a query: one that the table has, or one made of an expression. */
export interface Field {
  /** In the query's rows; of a column of the table, its name. */
  readonly name: string;
  /** For readers, one of them: `Person`. */
  readonly label: string;
  /** KQL; without it, the table has a column of that name. */
  readonly from?: string;
}

/**
 * KQL for a text nested in a column: `tostring(InitiatedBy.user.id)`, with parse_json() where the column holds JSON as
 * text. `undefined` where the table's shape has no such member.
 */
export function nestedText({ name, columns }: LogTable, column: string, path: readonly string[]): string | undefined {
  const type = columns.get(column);
  if (type === undefined) return undefined;
  let shape = shapeOf(name, column);
  for (const step of path) {
    shape = shape?.kind === 'bag' && Object.hasOwn(shape.members, step) ? shape.members[step] : undefined;
    if (!shape) return undefined;
  }
  const start = type === 'dynamic' ? column : `parse_json(${column})`;
  return `tostring(${[start, ...path].join('.')})`;
}
