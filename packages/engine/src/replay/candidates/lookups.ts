import { sqlName } from '../../functions/sql-form.ts';
import { columnsRead } from '../../optimise/reads.ts';
import { meaningOf } from '../../optimise/through-exprs.ts';
import type { Expr } from '../../plan/plan.ts';
import type { Run } from '../../run/run.ts';
import {
  canLookUp,
  keyName,
  type LookedUp,
  type LookupTable,
  lookupId,
  lookupSql,
  lookupTable,
  makeLookup,
} from '../../store/lookup-table.ts';
import type { ColumnOf } from '../../store/push-down.ts';
import type { Store } from '../../store/store.ts';
import { whereClause } from '../../store/where-clause.ts';
import type { Column } from '../../values/cell.ts';
import type { MayRows } from './sql-rows.ts';

/** Texts that DuckDB cannot compute, computed by the evaluator for each value that there is, and looked up in SQL. */
export interface Lookups {
  /** Undefined where there is no such table, or not yet: see `fill`. */
  readonly lookUp: (expr: Expr, rows: MayRows) => ReturnType<ColumnOf>;
  /** Computes what was asked for and is not there yet. False when there is nothing to do. */
  readonly fill: () => Promise<boolean>;
  readonly drop: () => Promise<void>;
}

/** Columns that an expression may read. */
const mostColumns = 2;

interface Asked extends LookedUp {
  /** SQL for the values that there are, or for some more that are had for less. */
  readonly selects: readonly string[];
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

export function openLookups(store: Store, run: Run, isFixed: (expr: Expr) => boolean): Lookups {
  /** By what is asked; undefined: there is none. */
  const made = new Map<string, LookupTable | undefined>();
  const asked = new Map<string, Asked>();

  async function compute({ selects, ...asked }: Asked): Promise<LookupTable | undefined> {
    for (const select of selects) {
      const made = await makeLookup(select, asked, run, store);
      if (made !== undefined) return lookupTable(made, asked.expr.type, store);
    }
    return undefined;
  }

  return {
    lookUp: (expr, rows) => {
      const meaning = canLookUp(expr.type) && isFixed(expr) ? meaningOf(expr, rows.meaning) : undefined;
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
      const named = keys.map(({ text }, i) => `${text} AS ${sqlName(keyName(i))}`);
      const exact = `SELECT DISTINCT ${named.join(', ')} FROM ${rows.from}${whereClause(rows.where)}`;
      const selects = [...(crossed(keys) ?? []), exact];
      const columns = keys.map(({ column }) => column);
      const id = lookupId(exact, { columns, expr: meaning });
      const known = made.get(id);
      if (!made.has(id)) asked.set(id, { selects, columns, expr: meaning });
      if (!known) return undefined;
      const texts = keys.map(({ text }) => text);
      return { text: lookupSql(known, texts), type: expr.type, isAscii: known.isAscii };
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
