import { randomUUID } from 'node:crypto';
import { sqlName } from '../functions/sql-form.ts';
import type { Expr, Rel } from '../plan/plan.ts';
import { orIfRefused } from '../run/or-if-refused.ts';
import { evaluateRel } from '../run/relation.ts';
import type { Run } from '../run/run.ts';
import type { Column, Row, ScalarType } from '../values/cell.ts';
import type { Store } from './store.ts';
import { fitsStore, storeForm } from './store-form.ts';

/** What DuckDB cannot compute, computed by the evaluator for each value that there is: a table from keys to results. */
export interface LookupTable {
  readonly table: string;
  /** True when all results are ASCII. */
  readonly isAscii: boolean;
}

/** An expression and the text and dynamic columns that it reads. */
export interface LookedUp {
  readonly columns: readonly Column[];
  readonly expr: Expr;
}

/** Up to so many different values are computed. */
const mostValues = 200_000;

const resultName = '$value';

/** The name of the column that holds the values of the expression's column at this place, as text. */
export const keyName = (place: number): string => `$key${place}`;

const resultTypes: ReadonlySet<ScalarType> = new Set(['string', 'bool', 'long', 'int', 'datetime', 'timespan', 'guid']);

/** True for types of results that the store gives back. */
export const canLookUp = (type: ScalarType): boolean => resultTypes.has(type);

/** The same text for the same expression over the same values. */
export const lookupId = (select: string, lookedUp: LookedUp): string =>
  JSON.stringify([select, lookedUp], (_, value) => (typeof value === 'bigint' ? `${value}n` : value));

/**
 * Makes the table for an expression that is the same in every run. `select`: SQL for the different values of its columns,
 * as text, in their order. Gives its name; undefined where there are too many, one is refused, or a result does not fit the store.
 */
export async function makeLookup(
  select: string,
  { columns, expr }: LookedUp,
  run: Run,
  store: Store,
): Promise<string | undefined> {
  const keys = columns.map((column): Column => ({ ...column, type: 'string' }));
  const found = await store.rows(`SELECT * FROM (${select}) LIMIT ${mostValues + 1}`, keys);
  if (found.length > mostValues) return undefined;
  const result: Column = { name: resultName, type: expr.type };
  const computed = orIfRefused(() => {
    const rows = found.map((row) =>
      row.map((cell, i) =>
        columns[i]?.type === 'dynamic' ? parsed(typeof cell === 'string' && cell !== '' ? cell : null) : cell,
      ),
    );
    const input: Rel = { op: 'rows', rows, columns, serialized: false };
    const exprs = [{ name: resultName, expr }];
    return evaluateRel({ op: 'project', input, exprs, columns: [result], serialized: false }, run);
  });
  if (!computed?.every(([cell = null]) => fitsStore(cell, result))) return undefined;
  const table = `$lookup ${randomUUID()}`;
  await store.put(table, {
    columns: [...keys.map((_, i): Column => ({ name: keyName(i), type: 'string' })), result],
    rows: found.map((row, i): Row => [...row, computed[i]?.[0] ?? null]),
  });
  return table;
}

/** A table that was made, with what is known of it. */
export const lookupTable = async (table: string, type: ScalarType, store: Store): Promise<LookupTable> => ({
  table,
  isAscii: type !== 'string' || (await store.isAscii(table, resultName)),
});

const parsed = storeForm('dynamic').read;

/** The result for keys, each an SQL text that is never NULL. */
export function lookupSql({ table }: LookupTable, keys: readonly string[]): string {
  const match = keys.map((key, i) => `${sqlName(keyName(i))} = ${key}`).join(' AND ');
  return `(SELECT ${sqlName(resultName)} FROM ${sqlName(table)} WHERE ${match})`;
}

/** The same beside the rows of a table, for those who read it in several places: a join, and the result in it. */
export function lookupJoin({ table }: LookupTable, key: string): { readonly join: string; readonly result: string } {
  const name = sqlName(table);
  return {
    join: ` LEFT JOIN ${name} ON ${name}.${sqlName(keyName(0))} = ${key}`,
    result: `${name}.${sqlName(resultName)}`,
  };
}
