import { aggregates } from '../../aggregates/index.ts';
import { type SqlValue, sqlName } from '../../functions/sql-form.ts';
import { columnsRead } from '../../optimise/reads.ts';
import type { AggregateCall, Expr, Named } from '../../plan/plan.ts';
import { whereClause } from '../../store/where-clause.ts';
import { sqlValue } from './columns.ts';
import type { MayContext, MayRows } from './sql-rows.ts';

/** An aggregate that never falls when rows are added, and what it has to reach. */
export interface Bound {
  readonly call: AggregateCall;
  readonly least: bigint;
}

/** Aggregates that never fall when rows are added; those that count rows need every row of a run counted once. */
const rising: Readonly<Record<string, 'rows' | 'values'>> = {
  count: 'rows',
  countif: 'rows',
  dcount: 'values',
  dcountif: 'values',
  count_distinct: 'values',
  count_distinctif: 'values',
};

/** What a condition above a summarize asks of one of its aggregates: `Tries >= 3`. */
export function boundOf(
  expr: Expr,
  calls: readonly AggregateCall[],
  { constant }: Pick<MayContext, 'constant'>,
): Bound | undefined {
  const found = limitOf(expr, calls, constant);
  if (!found || (found.order !== '>=' && found.order !== '>')) return undefined;
  return { call: found.call, least: found.order === '>' ? found.limit + 1n : found.limit };
}

/** The condition that no row of a group may fulfil where a condition above a summarize holds: `OnUnmanaged == 0`. */
export function noneOf(
  expr: Expr,
  calls: readonly AggregateCall[],
  { constant }: Pick<MayContext, 'constant'>,
): Expr | undefined {
  const found = limitOf(expr, calls, constant);
  const isNone =
    found && ((found.order === '<' && found.limit === 1n) || (found.limit === 0n && zero.has(found.order)));
  return isNone && found.call.name === 'countif' ? found.call.args[0] : undefined;
}

const zero: ReadonlySet<string> = new Set(['==', '<=']);

interface Limit {
  readonly call: AggregateCall;
  readonly order: string;
  readonly limit: bigint;
}

/** An aggregate that is compared with a constant. */
function limitOf(expr: Expr, calls: readonly AggregateCall[], constant: MayContext['constant']): Limit | undefined {
  if (expr.op !== 'call') return undefined;
  const [first, second] = expr.args;
  const turned = reversed[expr.name];
  if (turned === undefined) return undefined;
  const [column, other, order] = first?.op === 'column' ? [first, second, expr.name] : [second, first, turned];
  if (column?.op !== 'column' || !other || columnsRead(other).size > 0) return undefined;
  const call = calls.find(({ columns }) => columns.length === 1 && columns[0]?.name === column.name);
  const value = call && rising[call.name] && constant(other);
  const limit = typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : value;
  return call && typeof limit === 'bigint' ? { call, order, limit } : undefined;
}

/** Comparisons, and what they are with their sides changed. */
const reversed: Readonly<Record<string, string>> = { '>=': '<=', '>': '<', '<=': '>=', '<': '>', '==': '==' };

/** Aggregates whose columns are those of some row of the group. */
const choosing: ReadonlySet<string> = new Set([
  'arg_max',
  'argmax',
  'arg_min',
  'argmin',
  'take_any',
  'any',
  'min',
  'max',
]);

/**
 * Columns that one aggregate takes from one row of the group, the one of which most are wanted. Of two aggregates each may
 * take another row, so that only one can be known.
 */
export function witnessOf(calls: readonly AggregateCall[], wanted: ReadonlySet<string>): readonly Named[] {
  const uses = ({ columns }: AggregateCall): number => columns.filter(({ name }) => wanted.has(name)).length;
  const [best] = calls
    .filter(({ name, args, columns }) => choosing.has(name) && args.length >= columns.length)
    .sort((a, b) => uses(b) - uses(a));
  return (best?.columns ?? []).flatMap(({ name }, i) => {
    const expr = best?.args[i];
    return expr ? [{ name, expr }] : [];
  });
}

/** How many rows of a run there are at most, where no two of them have the same key. */
const countOfKeys = (key: string, { name }: AggregateCall, [condition]: readonly SqlValue[]): string =>
  `count(DISTINCT ${key})${name === 'countif' ? ` FILTER (WHERE ${condition?.text})` : ''}`;

/**
 * The rows, as `select` selects them with more columns, of groups in which each aggregate can reach its bound within one
 * run. Rows of one run are never further apart than `span`: they lie in two neighbouring stretches of that length.
 * Undefined where no bound has SQL.
 */
export function frequentSql(
  rows: MayRows,
  keys: readonly Named[],
  bounds: readonly Bound[],
  select: (extra: readonly string[]) => string,
  context: MayContext,
): string | undefined {
  const { times } = rows;
  if (!times || times.span <= 0n) return undefined;
  const inputs: string[] = [];
  /** A value as a column that aggregates read: no aggregate has a sub-query in it. */
  const input = (value: SqlValue): SqlValue => {
    const name = sqlName(`$a${inputs.length}`);
    inputs.push(`${value.text} AS ${name}`);
    return { ...value, text: name };
  };
  const wanted = bounds.flatMap(({ call, least }) => {
    const values = call.args.flatMap((arg) => sqlValue(arg, rows, context) ?? []).map(input);
    const isCounting = rising[call.name] === 'rows';
    if (least <= 1n || values.length !== call.args.length || (isCounting && !rows.isCounted)) return [];
    const key =
      isCounting && rows.key !== undefined ? input({ text: rows.key, type: 'dynamic', isAscii: false }) : undefined;
    const text = key ? countOfKeys(key.text, call, values) : aggregates[call.name]?.sql?.(values, '');
    return text === undefined ? [] : [`${text} >= ${least}`];
  });
  if (wanted.length === 0) return undefined;
  const groups = keys.flatMap(({ expr }) => {
    const key = sqlValue(expr, rows, context);
    return key && key.type !== 'real' ? [key.text] : [];
  });
  const keyNames = groups.map((_, i) => sqlName(`$g${i}`));
  const stretch = `unnest([${times.at} // ${times.span}, ${times.at} // ${times.span} - 1]) AS "$stretch"`;
  const named = [...groups.map((text, i) => `${text} AS ${keyNames[i]}`), stretch];
  const places = [...keyNames, '"$stretch"'].join(', ');
  const often = `SELECT ${places} FROM (SELECT ${[...inputs, ...named].join(', ')} FROM ${rows.from}${whereClause(rows.where)}) GROUP BY ${places} HAVING ${wanted.join(' AND ')}`;
  const match = [...keyNames, '"$stretch"'].map((name) => `a.${name} IS NOT DISTINCT FROM b.${name}`).join(' AND ');
  return `(SELECT * FROM (${select(named)}) a SEMI JOIN (${often}) b ON ${match})`;
}
