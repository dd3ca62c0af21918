import { sqlNames } from '../../functions/sql-form.ts';
import type { Rel } from '../../plan/plan.ts';
import { sqlConstant } from '../../store/sql-expression.ts';
import { sqlTypeOf } from '../../store/store-form.ts';
import type { Row } from '../../values/cell.ts';
import { type MayRows, noTimes, selected } from './sql-rows.ts';

/** Rows that are known; of their columns those whose values can be written. */
export function fixedRows(rel: Rel, rows: readonly Row[], wanted: ReadonlySet<string>): MayRows {
  const written = rel.columns.flatMap((column, i) => {
    const texts = rows.flatMap((row) => sqlConstant(row[i] ?? null, column.type) ?? []);
    const isKnown = wanted.has(column.name) && column.type !== 'dynamic' && texts.length === rows.length;
    return isKnown ? [{ column, texts }] : [];
  });
  const names = sqlNames(written.map(({ column }) => column));
  const lines = rows.map(
    (_, at) =>
      `SELECT ${written.map(({ column, texts }) => `${texts[at]?.text} AS ${names.get(column.name)}`).join(', ') || '1'}`,
  );
  const isAscii = new Set(
    written.flatMap(({ column, texts }) => (texts.every((each) => each.isAscii) ? [column.name] : [])),
  );
  const shown = written.map(({ column }) => column);
  const from =
    rows.length > 0
      ? `(${lines.join(' UNION ALL ')})`
      : `(SELECT ${shown.map(({ name, type }) => `CAST(NULL AS ${sqlTypeOf(type)}) AS ${names.get(name)}`).join(', ') || '1'} WHERE FALSE)`;
  // Rows that are there at any time come from no table; of none, no run has a row.
  return {
    ...selected(from, shown, (name) => isAscii.has(name)),
    ...(rows.length === 0 ? { times: noTimes } : {}),
    isCounted: true,
  };
}
