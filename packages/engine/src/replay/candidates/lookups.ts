import { randomUUID } from 'node:crypto';
import { sqlName } from '../../functions/sql-form.ts';
import { columnsRead } from '../../optimise/reads.ts';
import type { Expr, Rel } from '../../plan/plan.ts';
import { orIfRefused } from '../../run/or-if-refused.ts';
import { evaluateRel } from '../../run/relation.ts';
import type { Run } from '../../run/run.ts';
import type { ColumnOf } from '../../store/push-down.ts';
import type { Store } from '../../store/store.ts';
import { fitsStore, storeForm } from '../../store/store-form.ts';
import { whereClause } from '../../store/where-clause.ts';
import type { Column, Row, ScalarType } from '../../values/cell.ts';
import { meaningOf } from './columns.ts';
import type { MayRows } from './sql-rows.ts';

/** Texts that DuckDB cannot compute, computed by the evaluator for each value that there is, and looked up in SQL. */
export interface Lookups {
  /** Undefined where there is no such table, or not yet: see `fill`. */
  readonly lookUp: (expr: Expr, rows: MayRows) => ReturnType<ColumnOf>;
  /** Computes what was asked for and is not there yet. False when there is nothing to do. */
  readonly fill: () => Promise<boolean>;
  readonly drop: () => Promise<void>;
}

/** Up to so many different values are computed. */
const mostValues = 200_000;
/** Columns that an expression may read. */
const mostColumns = 2;

const lookedUp: ReadonlySet<ScalarType> = new Set(['string', 'bool', 'long', 'int', 'datetime', 'timespan', 'guid']);

interface Asked {
  /** SQL for the values that there are, or for some more that are had for less. */
  readonly selects: readonly string[];
  readonly columns: readonly Column[];
  readonly expr: Expr;
}

interface Made {
  readonly table: string;
  readonly isAscii: boolean;
}

/** A column that an expression reads, and its text in SQL. */
interface Key {
  readonly column: Column;
  readonly text: string;
  readonly domain: string | undefined;
}

/** SQL for each value of one key with each of the others. */
function crossed(keys: readonly Key[]): readonly string[] | undefined {
  const parts = keys.flatMap(({ domain }, i) =>
    domain === undefined
      ? []
      : [`(SELECT DISTINCT coalesce(v, '') AS ${sqlName(keyName(i))} FROM (${domain})) AS ${sqlName(`$d${i}`)}`],
  );
  return parts.length === keys.length ? [`SELECT * FROM ${parts.join(', ')}`] : undefined;
}

const resultName = '$value';

export function openLookups(store: Store, run: Run, isFixed: (expr: Expr) => boolean): Lookups {
  /** By what is asked; null: there is none. */
  const made = new Map<string, Made | null>();
  const asked = new Map<string, Asked>();

  async function compute({ selects, ...asked }: Asked): Promise<Made | null> {
    for (const select of selects) {
      const found = await computeOver(select, asked);
      if (found) return found;
    }
    return null;
  }

  async function computeOver(select: string, { columns, expr }: Omit<Asked, 'selects'>): Promise<Made | null> {
    const keys = columns.map((column): Column => ({ ...column, type: 'string' }));
    const found = await store.rows(`SELECT * FROM (${select}) LIMIT ${mostValues + 1}`, keys);
    if (found.length > mostValues) return null;
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
    if (!computed?.every(([cell = null]) => fitsStore(cell, result))) return null;
    const table = `$lookup ${randomUUID()}`;
    const filled = found.map((row, i): Row => [...row, computed[i]?.[0] ?? null]);
    await store.put(table, {
      columns: [...keys.map((_, i): Column => ({ name: keyName(i), type: 'string' })), result],
      rows: filled,
    });
    return { table, isAscii: expr.type !== 'string' || (await store.isAscii(table, resultName)) };
  }

  return {
    lookUp: (expr, rows) => {
      const meaning = lookedUp.has(expr.type) && isFixed(expr) ? meaningOf(expr, rows) : undefined;
      const names = meaning ? [...columnsRead(meaning)] : [];
      if (!meaning || names.length === 0 || names.length > mostColumns) return undefined;
      const keys = names.flatMap((name): readonly Key[] => {
        const json = rows.base.json(name);
        const domain = rows.domain?.(name);
        if (json !== undefined) return [{ column: { name, type: 'dynamic' }, text: `coalesce(${json}, '')`, domain }];
        const value = rows.base.column(name);
        return value?.type === 'string' ? [{ column: { name, type: 'string' }, text: value.text, domain }] : [];
      });
      if (keys.length < names.length) return undefined;
      const texts = keys.map(({ text }, i) => `${text} AS ${sqlName(keyName(i))}`);
      const exact = `SELECT DISTINCT ${texts.join(', ')} FROM ${rows.from}${whereClause(rows.where)}`;
      const selects = [...(crossed(keys) ?? []), exact];
      const columns = keys.map(({ column }) => column);
      const id = JSON.stringify([exact, columns, meaning], (_, value) =>
        typeof value === 'bigint' ? `${value}n` : value,
      );
      const known = made.get(id);
      if (known === undefined) asked.set(id, { selects, columns, expr: meaning });
      if (!known) return undefined;
      const match = keys.map(({ text }, i) => `${sqlName(keyName(i))} = ${text}`).join(' AND ');
      const text = `(SELECT ${sqlName(resultName)} FROM ${sqlName(known.table)} WHERE ${match})`;
      return { text, type: expr.type, isAscii: known.isAscii };
    },
    fill: async () => {
      const todo = [...asked].filter(([id]) => !made.has(id));
      asked.clear();
      for (const [id, each] of todo) made.set(id, await compute(each));
      return todo.length > 0;
    },
    drop: async () => {
      for (const each of made.values()) if (each) await store.drop(each.table);
    },
  };
}

const keyName = (i: number): string => `$key${i}`;
const parsed = storeForm('dynamic').read;
