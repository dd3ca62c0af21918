import { type SqlValue, sqlName } from '../functions/sql-form.ts';
import { isFixed } from '../optimise/fixed.ts';
import { columnsRead } from '../optimise/reads.ts';
import type { Expr, Plan } from '../plan/plan.ts';
import type { Run } from '../run/run.ts';
import {
  canLookUp,
  keyName,
  type LookedUp,
  type LookupTable,
  lookupId,
  lookupJoin,
  lookupSql,
  lookupTable,
  makeLookup,
} from './lookup-table.ts';
import type { Base } from './push-down.ts';
import type { Store } from './store.ts';
import { whereClause } from './where-clause.ts';

/** Values of expressions over one text or dynamic column of a table, kept with the table for the queries to come. */
export interface TableLookups {
  /** Undefined where there is no such table, or not yet: see `fill`. */
  readonly lookUp: (expr: Expr, base: Base) => SqlValue | undefined;
  /** Makes the tables that were asked for and are not there yet. False when there is nothing to do. */
  readonly fill: () => Promise<boolean>;
}

/** For which tables values are looked up. */
export interface LookupBounds {
  /** Tables of fewer rows are left to the evaluator. */
  readonly fewest: number;
  /** Of tables of more rows only the values of rows that count are computed: those that a query's first filters keep. */
  readonly many: number;
}

const usualBounds: LookupBounds = { fewest: 2_000, many: 500_000 };
/** As many cells are looked at first: where more than half of them differ, nothing is gained. */
const sampleSize = 20_000;

interface Asked extends LookedUp {
  readonly table: string;
  readonly key: string;
  /** SQL behind the table for the rows that count; empty: all of them. */
  readonly among: string;
}

export function openTableLookups(plan: Plan, run: Run, store: Store, bounds = usualBounds): TableLookups {
  const known = new Map<string, LookupTable | undefined>();
  const asked = new Map<string, Asked>();

  const number = async (sql: string): Promise<number> =>
    Number((await store.rows(sql, [{ name: 'n', type: 'long' }]))[0]?.[0] ?? 0);

  async function make({ table, key, among, ...lookedUp }: Asked): Promise<LookupTable | undefined> {
    const from = ` FROM ${sqlName(table)}`;
    const rows = await store.count(table);
    const isMany = rows > bounds.many;
    if (rows < bounds.fewest || (isMany && among === '')) return undefined;
    const select = `SELECT DISTINCT ${key} AS ${sqlName(keyName(0))}${from}${isMany ? among : ''}`;
    const name = await store.derived(table, lookupId(select, lookedUp), async () => {
      const different = await number(`SELECT count(DISTINCT k) FROM (SELECT ${key} AS k${from} LIMIT ${sampleSize})`);
      if (different * 2 > Math.max(Math.min(rows, sampleSize), usualBounds.fewest)) return undefined;
      return makeLookup(select, lookedUp, run, store);
    });
    return name === undefined ? undefined : lookupTable(name, lookedUp.expr.type, store);
  }

  return {
    lookUp: (expr, { table, columns, where, joins }) => {
      const [name, ...more] = columnsRead(expr);
      const column = columns.find((each) => each.name === name);
      const text = column && store.columnSql(table, column.name);
      if (!text || more.length > 0 || !canBeKept(expr, plan)) return undefined;
      // Reals too: those who filter and group by them here tell -0 and NaN apart, or leave them to the evaluator.
      if (!canLookUp(expr.type) && expr.type !== 'real') return undefined;
      if (column.type !== 'string' && column.type !== 'dynamic') return undefined;
      const key = `coalesce(${sqlName(table)}.${text}, '')`;
      const one = { columns: [column], expr };
      const among = where.length > 0 ? `${[...(joins ?? [])].join('')}${whereClause(where)}` : '';
      const id = lookupId(`${key}${among}`, one);
      if (!known.has(id)) asked.set(id, { ...one, table, key, among });
      const found = known.get(id);
      if (!found) return undefined;
      const { join, result } = lookupJoin(found, key);
      joins?.add(join);
      return { text: joins ? result : lookupSql(found, [key]), type: expr.type, isAscii: found.isAscii };
    },
    fill: async () => {
      const todo = [...asked];
      asked.clear();
      for (const [id, each] of todo) known.set(id, await make(each));
      return todo.length > 0;
    },
  };
}

/** True for what means the same in every query: bindings are numbered by query. */
const canBeKept = (expr: Expr, plan: Plan): boolean => isFixed(expr, plan.bindings) && !namesBinding(expr);

function namesBinding(part: unknown): boolean {
  if (typeof part !== 'object' || part === null || part instanceof Map) return false;
  if ('op' in part && part.op === 'literal') return false;
  return ('op' in part && part.op === 'binding') || Object.values(part).some(namesBinding);
}
