import type { Column } from '../values/cell.ts';
import type { Named, Rel } from './plan.ts';

const columnOf = ({ name, expr }: Named): Column => ({ name, type: expr.type });

/** The plan of an extend: columns added, or replaced where they stand. */
export function extended(input: Rel, exprs: readonly Named[]): Rel {
  const columns = [...input.columns];
  for (const each of exprs) {
    const at = columns.findIndex((column) => column.name === each.name);
    if (at < 0) columns.push(columnOf(each));
    else columns[at] = columnOf(each);
  }
  return { op: 'extend', input, exprs, columns, serialized: input.serialized };
}

/** The plan of a project: these columns and no others. */
export function projected(input: Rel, exprs: readonly Named[]): Rel {
  return { op: 'project', input, exprs, columns: exprs.map(columnOf), serialized: input.serialized };
}
