import { ingestionColumn } from '../plan/ingestion-time.ts';
import { inCanonicalOrder } from '../values/canonical-order.ts';
import type { Table } from '../values/cell.ts';

/** A table with its rows in canonical order, so that nothing depends on that of files and lines. */
export function orderedTable({ columns, rows, ingested }: Table): Table {
  if (!ingested) return { columns, rows: inCanonicalOrder(rows, columns) };
  const whole = inCanonicalOrder(
    rows.map((row, i) => [...row, ingested[i] ?? null]),
    [...columns, ingestionColumn],
  );
  return {
    columns,
    rows: whole.map((row) => row.slice(0, columns.length)),
    ingested: whole.map((row) => row[columns.length] ?? null),
  };
}
