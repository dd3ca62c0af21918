import { aggregates } from '../aggregates/index.ts';
import { type SqlValue, sqlName, sqlNames } from '../functions/sql-form.ts';
import { looksAround } from '../optimise/reads.ts';
import { meaningOf } from '../optimise/through-exprs.ts';
import type { Expr, Named, Plan, Rel } from '../plan/plan.ts';
import { absent, type Column } from '../values/cell.ts';
import { hasOrder, limitSql, type RowLimit } from './row-limit.ts';
import { type SqlContext, sqlConstant, sqlKeeping, sqlOf } from './sql-expression.ts';
import { whereClause } from './where-clause.ts';

/** What the store tells while a plan is turned into SQL. */
export interface SqlSource extends Omit<SqlContext, 'column' | 'lookedUp'> {
  readonly bindings: Plan['bindings'];
  /** True when all texts of a table's column are ASCII; undefined when nobody has looked yet. */
  readonly isAscii: (table: string, column: string) => boolean | undefined;
  /** True when the store has a table. */
  readonly has: (table: string) => boolean;
  /** The name of a column that the store keeps cells of, as SQL writes it; all others have no value. */
  readonly columnSql: (table: string, column: string) => string | undefined;
  /** The value of an expression over a table's columns in a table of such values; undefined where there is none. */
  readonly lookUpBy: (expr: Expr, base: Base) => SqlValue | undefined;
}

/** The rows of a table by whose cells values may be looked up. */
export interface Base {
  readonly table: string;
  readonly columns: Rel['columns'];
  /** SQL conditions that all rows that count fulfil. */
  readonly where: readonly string[];
  /** The joins that look values up, behind the table; without them each place that reads a value looks it up by itself. */
  readonly joins?: Set<string>;
}

export type ColumnOf = SqlContext['column'];

/** Rows without an order: where they come from, which of them count, and what their columns are. */
interface Selection {
  readonly from: string;
  readonly where: readonly string[];
  readonly column: ColumnOf;
  /** What a column is, in KQL, over the columns of the base. */
  readonly meaning: (name: string) => Expr | undefined;
  /** Undefined where the rows are no table's. */
  readonly base?: Omit<Base, 'where'>;
}

const reference = ({ name, type }: Column): Expr => ({ op: 'column', name, type });

const baseMeaning =
  (columns: Rel['columns']): Selection['meaning'] =>
  (name) => {
    const column = columns.find((each) => each.name === name);
    return column && reference(column);
  };

/** What expressions over rows are turned into SQL with. */
function contextOf({ column, meaning, base, where }: Omit<Selection, 'from'>, source: SqlSource): SqlContext {
  if (!base) return { ...source, column };
  return {
    ...source,
    column,
    lookedUp: (expr) => {
      const meant = meaningOf(expr, meaning);
      return meant && source.lookUpBy(meant, { ...base, where });
    },
  };
}

/** What is selected from, once all of its expressions are SQL: the lookups that they use are known only then. */
const fromOf = ({ from, base }: Selection): string => from + [...(base?.joins ?? [])].join('');

/** The columns of a table as SQL has them. */
export const columnsOfTable =
  (table: string, columns: Rel['columns'], source: SqlSource): ColumnOf =>
  (name) => {
    const type = columns.find((column) => column.name === name)?.type;
    // A dynamic is read by the evaluator alone.
    if (!type || type === 'dynamic' || type === 'decimal') return undefined;
    const text = source.columnSql(table, name);
    if (text === undefined) return sqlConstant(absent(type), type);
    const isAscii = type !== 'string' || source.isAscii(table, name) === true;
    return { text, type, isAscii };
  };

type TableRel = Extract<Rel, { op: 'table' }>;

/** SQL conditions that rows of a table fulfil if a filter over its columns may keep them; the evaluator still applies them all. */
export function keptWhere(table: TableRel, filters: readonly Expr[], source: SqlSource): readonly string[] {
  const context = contextOfTable(table, source);
  return filters.flatMap((filter) => sqlKeeping(filter, context)?.text ?? []);
}

/** The same for a filter and a limit; undefined where one of the filters, or the order, cannot be said exactly. */
export function limitedWhere(
  table: TableRel,
  filters: readonly Expr[],
  limit: RowLimit,
  source: SqlSource,
): readonly string[] | undefined {
  if (!hasOrder(limit)) return undefined;
  const context = contextOfTable(table, source);
  const where = filters.flatMap((filter) => {
    const kept = sqlKeeping(filter, context);
    return kept?.exact ? kept.text : [];
  });
  const key = sqlOf(limit.by.expr, context);
  if (!key || where.length < filters.length) return undefined;
  return [...where, limitSql(limit, key.text, `FROM ${sqlName(table.name)}${whereClause(where)}`)];
}

function contextOfTable({ name, columns }: TableRel, source: SqlSource): SqlContext {
  const rows = { column: columnsOfTable(name, columns, source), meaning: baseMeaning(columns), where: [] };
  return contextOf({ ...rows, base: { table: name, columns } }, source);
}

/** SQL for rows of a table that fulfil conditions. */
export function tableSql(table: TableRel, where: readonly string[], source: Pick<SqlSource, 'columnSql'>): string {
  // A table without columns still has rows.
  const names =
    table.columns
      .map(({ name, type }) => source.columnSql(table.name, name) ?? sqlConstant(absent(type), type)?.text ?? 'NULL')
      .join(', ') || 'NULL';
  return `SELECT ${names} FROM ${sqlName(table.name)}${whereClause(where)}`;
}

/**
 * SQL for all of a summarize, whose rows are then exact but for their order. The filters are conditions over its result,
 * of which the store applies what it can; the evaluator still applies them all. Undefined where some part has no SQL.
 */
export function summarizeSql(
  rel: Extract<Rel, { op: 'summarize' }>,
  source: SqlSource,
  filters: readonly Expr[] = [],
): string | undefined {
  const whole = groupedSql(rel, source);
  if (whole === undefined) return undefined;
  const context: SqlContext = { ...source, column: columnsOfGroups(rel) };
  const where = filters.flatMap((filter) => sqlKeeping(filter, context)?.text ?? []);
  return where.length > 0 ? `SELECT * FROM (${whole})${whereClause(where)}` : whole;
}

/** Sums are wider than 64 bits and wrap only when they are read, so that nothing can be said of them in SQL. */
function columnsOfGroups({ columns, aggregates: calls }: Extract<Rel, { op: 'summarize' }>): ColumnOf {
  const wide = new Set(
    calls.flatMap((call) => (call.name.startsWith('sum') ? call.columns.map(({ name }) => name) : [])),
  );
  const names = sqlNames(columns);
  return (name) => {
    const type = columns.find((column) => column.name === name)?.type;
    const text = names.get(name);
    return type && text && !wide.has(name) ? { text, type, isAscii: type !== 'string' } : undefined;
  };
}

function groupedSql(rel: Extract<Rel, { op: 'summarize' }>, source: SqlSource): string | undefined {
  const input = selectionOf(rel.input, source);
  if (!input) return undefined;
  const context = contextOf(input, source);
  const keys = rel.keys.map(({ expr }) => sqlKey(sqlOf(expr, context)));
  const totals = rel.aggregates.map(({ name, args, columns }) => {
    const row = aggregates[name];
    if (!row?.sql || columns.length !== 1 || !row.commutes?.(args.map((arg) => arg.type))) return undefined;
    const values = args.flatMap((arg) => sqlOf(arg, context) ?? []);
    return values.length === args.length ? row.sql(values, '') : undefined;
  });
  const texts = [...keys, ...totals].flatMap((text) => text ?? []);
  if (texts.length !== rel.columns.length) return undefined;
  const places = rel.keys.map((_, i) => i + 1).join(', ');
  const names = sqlNames(rel.columns);
  const named = texts.map((text, i) => `${text} AS ${names.get(rel.columns[i]?.name ?? '')}`);
  return `SELECT ${named.join(', ')} FROM ${fromOf(input)}${whereClause(input.where)}${places && ` GROUP BY ${places}`}`;
}

/** -0 and 0 are one key, and the first that comes gives its sign: that depends on the order. */
const sqlKey = (key: SqlValue | undefined): string | undefined => (key?.type === 'real' ? undefined : key?.text);

const noMeaning = (): undefined => undefined;

type Select<Op extends Rel['op']> = (
  rel: Extract<Rel, { readonly op: Op }>,
  source: SqlSource,
) => Selection | undefined;

/** Operators that have an exact meaning in SQL, over rows without an order. */
const selections: { readonly [Op in Rel['op']]?: Select<Op> } = {
  table: ({ name, columns }, source) =>
    source.has(name)
      ? {
          from: sqlName(name),
          where: [],
          column: columnsOfTable(name, columns, source),
          meaning: baseMeaning(columns),
          base: { table: name, columns, joins: new Set() },
        }
      : undefined,
  // Who asks has no use for an order.
  canonical: ({ input }, source) => selectionOf(input, source),
  sort: ({ input }, source) => selectionOf(input, source),
  serialize: ({ input }, source) => selectionOf(input, source),
  binding: ({ id }, source) => {
    const binding = source.bindings[id];
    return binding?.kind === 'rel' && !binding.perGroup ? selectionOf(binding.rel, source) : undefined;
  },
  where: ({ input, condition }, source) => {
    const from = selectionOf(input, source);
    const kept = from && sqlKeeping(condition, contextOf(from, source));
    return from && kept?.exact ? { ...from, where: [...from.where, kept.text] } : undefined;
  },
  project: ({ input, exprs }, source) => {
    const from = selectionOf(input, source);
    return from && { ...from, ...named(exprs, from, source) };
  },
  extend: ({ input, exprs }, source) => {
    const from = selectionOf(input, source);
    if (!from) return undefined;
    const own = named(exprs, from, source);
    const names = new Set(exprs.map(({ name }) => name));
    return {
      ...from,
      column: (name) => (names.has(name) ? own : from).column(name),
      meaning: (name) => (names.has(name) ? own : from).meaning(name),
    };
  },
  union: ({ inputs, columns }, source) => {
    const parts = inputs.map(({ rel, exprs }) => {
      const from = selectionOf(rel, source);
      const values = from && exprs.map((expr) => sqlOf(expr, contextOf(from, source)));
      return values?.every((each) => each !== undefined) ? { from, values } : undefined;
    });
    const known = parts.flatMap((part) => part ?? []);
    if (known.length !== inputs.length || columns.length === 0) return undefined;
    const names = sqlNames(columns);
    const texts = known.map(({ from, values }) => {
      const named = values.map((each, i) => `${each?.text} AS ${names.get(columns[i]?.name ?? '')}`);
      return `SELECT ${named.join(', ')} FROM ${from && fromOf(from)}${whereClause(from?.where ?? [])}`;
    });
    const types = new Map(columns.map(({ name, type }, i) => [name, { type, i }] as const));
    return {
      from: `(${texts.join(' UNION ALL ')})`,
      where: [],
      meaning: noMeaning,
      column: (name) => {
        const found = types.get(name);
        const isAscii = known.every(({ values }) => values[found?.i ?? 0]?.isAscii);
        const text = names.get(name);
        return found && text ? { text, type: found.type, isAscii } : undefined;
      },
    };
  },
  summarize: (rel, source) => {
    const text = groupedSql(rel, source);
    return text === undefined
      ? undefined
      : { from: `(${text})`, where: [], column: columnsOfGroups(rel), meaning: noMeaning };
  },
};

/** Steps of a plan that may be computed in SQL. */
export const pushedRels = Object.keys(selections) as readonly Rel['op'][];

function selectionOf(rel: Rel, source: SqlSource): Selection | undefined {
  const select = selections[rel.op] as Select<Rel['op']> | undefined;
  return select?.(rel as never, source);
}

/** Columns by the expressions that give them, each turned into SQL when someone asks for it. */
function named(exprs: readonly Named[], from: Selection, source: SqlSource): Pick<Selection, 'column' | 'meaning'> {
  const byName = new Map(exprs.map(({ name, expr }) => [name, expr]));
  const known = new Map<string, SqlValue | undefined>();
  const meanings = new Map<string, Expr | undefined>();
  return {
    column: (name) => {
      const expr = byName.get(name);
      if (!known.has(name) && expr && !looksAround(expr)) known.set(name, sqlOf(expr, contextOf(from, source)));
      return known.get(name);
    },
    meaning: (name) => {
      const expr = byName.get(name);
      if (!meanings.has(name) && expr) meanings.set(name, meaningOf(expr, from.meaning));
      return meanings.get(name);
    },
  };
}
