import { columnsRead, conjunctsOf } from '../../optimise/reads.ts';
import type { Expr, Named, Rel } from '../../plan/plan.ts';
import { sqlOf } from '../../store/sql-expression.ts';
import { whereClause } from '../../store/where-clause.ts';
import { ticksPer } from '../../values/ticks.ts';
import { derivedColumns, sqlValue } from './columns.ts';
import { type MayContext, type MayRows, tableRows, unitedRows } from './sql-rows.ts';
import { clockBoundsOnly, clockTexts } from './time-bounds.ts';

/**
 * SQL rows that a relation has for certain, with the values of its columns, in each run within their moments. It may have
 * others. Undefined where none can be told.
 */
export function mustRows(rel: Rel, wanted: ReadonlySet<string>, context: MayContext): MayRows | undefined {
  switch (rel.op) {
    case 'table':
      return certainTable(rel, context);
    case 'canonical':
    case 'sort':
    case 'serialize':
      return mustRows(rel.input, wanted, context);
    case 'binding': {
      const binding = context.bindings[rel.id];
      return binding?.kind === 'rel' && !binding.perGroup ? mustRows(binding.rel, wanted, context) : undefined;
    }
    case 'where': {
      const own = conjunctsOf(rel.condition);
      const inner = mustRows(rel.input, new Set([...wanted, ...columnsRead(own)]), context);
      return (
        inner && own.reduce<MayRows | undefined>((rows, each) => rows && withCondition(rows, each, context), inner)
      );
    }
    case 'project':
    case 'extend': {
      const used = rel.exprs.filter(({ name }) => wanted.has(name));
      const others = rel.op === 'extend' ? [...wanted].filter((name) => used.every((each) => each.name !== name)) : [];
      const inner = mustRows(rel.input, new Set([...others, ...columnsRead(used)]), context);
      return inner && { ...inner, ...derivedColumns(rel.exprs, inner, context, rel.op === 'extend') };
    }
    case 'summarize': {
      // A group is there as soon as one of its rows is.
      const used = rel.keys.filter(({ name }) => wanted.has(name));
      const inner = rel.keys.length > 0 ? mustRows(rel.input, columnsRead(used), context) : undefined;
      return inner && { ...inner, ...derivedColumns(rel.keys, inner, context, false) };
    }
    case 'union': {
      const parts = rel.inputs.flatMap(({ rel: input, exprs }) => {
        const pairs = exprs.map((expr, i): Named => ({ name: rel.columns[i]?.name ?? '', expr }));
        const used = pairs.filter(({ name }) => wanted.has(name));
        const inner = mustRows(input, columnsRead(used), context);
        return inner ? [{ ...inner, ...derivedColumns(pairs, inner, context, false) }] : [];
      });
      return parts.length > 0 ? unitedRows(parts, rel.columns, wanted) : undefined;
    }
    default:
      return undefined;
  }
}

function certainTable(rel: Extract<Rel, { readonly op: 'table' }>, context: MayContext): MayRows | undefined {
  const rows = tableRows(rel, context);
  const { times } = rows;
  if (!times || !context.has(rel.name)) return undefined;
  return { ...rows, where: [...rows.where, `${times.ingested} IS NOT NULL`] };
}

function withCondition(rows: MayRows, condition: Expr, context: MayContext): MayRows | undefined {
  const { times } = rows;
  const bounds = clockBoundsOnly(condition, { ...context, column: rows.column });
  if (bounds && times) {
    const { starts, ends } = clockTexts(bounds);
    return {
      ...rows,
      where: [...rows.where, ...[...bounds.earliest, ...bounds.latest].map(({ time }) => `${time} IS NOT NULL`)],
      times: {
        ...times,
        from: `greatest(${[times.from, ...starts].join(', ')})`,
        until: `least(${[times.until, ...ends].join(', ')})`,
      },
    };
  }
  const exact = sqlOf(condition, { ...context, column: rows.column }) ?? sqlValue(condition, rows, context);
  return exact && { ...rows, where: [...rows.where, exact.text] };
}

/** Certain rows are looked up one for so long a time: the first of them. */
const apart = ticksPer.hour * 6n;

/**
 * The rows of a left side, as `select` selects them with their keys, that a leftanti may keep, and when: not while certain rows
 * of the right side meet them. Undefined where a key has no SQL.
 */
export function unmetSql(
  { right, on }: Pick<Extract<Rel, { readonly op: 'join' }>, 'right' | 'on'>,
  lefts: MayRows,
  select: (keys: readonly string[]) => string,
  context: MayContext,
): string | undefined {
  const rights = mustRows(right, columnsRead(on.map(([, key]) => key)), context);
  if (!lefts.times || !rights?.times) return undefined;
  const keys = on.flatMap(([left, key]) => {
    const [first, second] = [sqlValue(left, lefts, context), sqlValue(key, rights, context)];
    return first && second && first.type === second.type && first.type !== 'real' ? [[first.text, second.text]] : [];
  });
  if (keys.length < on.length) return undefined;
  const leftSql = select(keys.map(([text], i) => `${text} AS "$k${i}"`));
  const { from: first, until: last } = rights.times;
  const rightKeys = keys.map(([, text], i) => `${text} AS "$k${i}"`).join(', ');
  const each = `SELECT ${rightKeys}, ${first} AS "$first", ${last} AS "$last" FROM ${rights.from}${whereClause(rights.where)}`;
  const names = keys.map((_, i) => `"$k${i}"`);
  // The moments from the first row's first to the least of the lasts are that row's, too.
  const sparse = `SELECT ${names.join(', ')}, min("$first") AS "$first", min("$last") AS "$last" FROM (${each}) WHERE "$first" <= "$last" GROUP BY ${names.join(', ')}, "$first" // ${apart}`;
  // Stretches without a gap: one row takes over from the other.
  const key = names.join(', ');
  const marked = `SELECT *, CASE WHEN "$first" <= 1 + max("$last") OVER (PARTITION BY ${key} ORDER BY "$first" ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) THEN 0 ELSE 1 END AS "$new" FROM (${sparse})`;
  const numbered = `SELECT *, sum("$new") OVER (PARTITION BY ${key} ORDER BY "$first" ROWS UNBOUNDED PRECEDING) AS "$stretch" FROM (${marked})`;
  const stretches = `SELECT ${key}, min("$first") AS "$first", max("$last") AS "$last" FROM (${numbered}) GROUP BY ${key}, "$stretch"`;
  const match = names.map((name) => `l.${name} = r.${name}`).join(' AND ');
  // The last stretch that begins in time ends the moments at its beginning, where it does not end before them.
  const until = 'CASE WHEN r."$last" >= l."$until" THEN r."$first" - 1 ELSE l."$until" END';
  return `(SELECT * FROM (SELECT l.* REPLACE (${until} AS "$until") FROM (${leftSql}) l ASOF LEFT JOIN (${stretches}) r ON ${match} AND l."$until" >= r."$first") WHERE "$from" <= "$until")`;
}
