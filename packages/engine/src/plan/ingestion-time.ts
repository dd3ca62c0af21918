import type { Column } from '../values/cell.ts';
import type { Named, Rel } from './plan.ts';

/** The column that ingestion_time() reads: no query can name it, and it is gone before any other operator sees it. */
export const ingestionColumn: Column = { name: '$ingestion_time', type: 'datetime' };

/** Operators behind which ingestion_time() still knows the row, or that may call it themselves. */
const seesIngestion: ReadonlySet<string> = new Set([
  'FilterOperator',
  'ExtendOperator',
  'SortOperator',
  'TopOperator',
  'TakeOperator',
  'ProjectOperator',
  'SummarizeOperator',
]);

export const hasIngestion = (rel: Rel): boolean => rel.columns.some((column) => column.name === ingestionColumn.name);

/** A table with the column, or a union of nothing but tables, at the head of a pipe. */
export function withIngestion(rel: Rel): Rel {
  if (rel.op === 'table') return { ...rel, columns: [...rel.columns, ingestionColumn] };
  if (rel.op !== 'union' || !rel.inputs.every((input) => input.rel.op === 'table')) return rel;
  const inputs = rel.inputs.map((input) => ({
    rel: withIngestion(input.rel),
    exprs: [...input.exprs, { op: 'column', ...ingestionColumn } as const],
  }));
  return { ...rel, inputs, columns: [...rel.columns, ingestionColumn] };
}

/** The rows without the column, unless the operator that comes next may see it. */
export function withoutIngestion(rel: Rel, next?: string): Rel {
  if (!hasIngestion(rel) || (next !== undefined && seesIngestion.has(next))) return rel;
  const columns = rel.columns.filter((column) => column.name !== ingestionColumn.name);
  const exprs = columns.map((column): Named => ({ name: column.name, expr: { op: 'column', ...column } }));
  return { op: 'project', input: rel, exprs, columns, serialized: rel.serialized };
}
