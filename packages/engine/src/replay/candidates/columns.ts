import { looksAround } from '../../optimise/reads.ts';
import { meaningOf } from '../../optimise/through-exprs.ts';
import type { Expr, Named } from '../../plan/plan.ts';
import type { ColumnOf } from '../../store/push-down.ts';
import { sqlOf } from '../../store/sql-expression.ts';
import type { MayContext, MayRows } from './sql-rows.ts';

/** What is known of the columns of rows in SQL. */
export interface Columns {
  readonly column: ColumnOf;
  /** The JSON text of a dynamic column. */
  readonly json: (name: string) => string | undefined;
  /** What a column is, in KQL, over the columns that what is selected from has: those of `base`. */
  readonly meaning: (name: string) => Expr | undefined;
  readonly base: Pick<Columns, 'column' | 'json'>;
}

/** Columns as they are selected from. */
export function baseColumns(column: ColumnOf, json: Columns['json'] = () => undefined): Columns {
  const meaning = (name: string): Expr | undefined => {
    const type = json(name) === undefined ? column(name)?.type : 'dynamic';
    return type && { op: 'column', name, type };
  };
  return { column, json, meaning, base: { column, json } };
}

/** Columns that expressions give, each turned into SQL when someone asks for it; `others`: beside those there were. */
export function derivedColumns(exprs: readonly Named[], rows: MayRows, context: MayContext, others: boolean): Columns {
  const byName = new Map(exprs.map(({ name, expr }) => [name, expr]));
  const known = new Map<string, ReturnType<ColumnOf>>();
  const meanings = new Map<string, Expr | undefined>();
  return {
    base: rows.base,
    column: (name) => {
      const expr = byName.get(name);
      if (!expr) return others ? rows.column(name) : undefined;
      if (!known.has(name)) known.set(name, sqlValue(expr, rows, context));
      return known.get(name);
    },
    json: (name) => {
      const expr = byName.get(name);
      if (!expr) return others ? rows.json(name) : undefined;
      return expr.op === 'column' ? rows.json(expr.name) : undefined;
    },
    meaning: (name) => {
      const expr = byName.get(name);
      if (!expr) return others ? rows.meaning(name) : undefined;
      if (!meanings.has(name)) meanings.set(name, meaningOf(expr, rows.meaning));
      return meanings.get(name);
    },
  };
}

/** Columns by other names. */
export function renamedColumns(nameOf: (name: string) => string | undefined, rows: MayRows): Columns {
  const renamed =
    <T>(of: (name: string) => T | undefined) =>
    (name: string): T | undefined => {
      const found = nameOf(name);
      return found === undefined ? undefined : of(found);
    };
  return {
    base: rows.base,
    column: renamed(rows.column),
    json: renamed(rows.json),
    meaning: renamed(rows.meaning),
  };
}

/** The SQL of an expression over rows: its own, or one that looks its values up. */
export function sqlValue(expr: Expr, rows: MayRows, context: MayContext): ReturnType<ColumnOf> {
  if (looksAround(expr)) return undefined;
  return sqlOf(expr, { ...context, column: rows.column }) ?? context.lookUp(expr, rows);
}
