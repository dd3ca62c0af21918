import { looksAround } from '../optimise/reads.ts';
import { isLarge, substituteColumns } from '../optimise/through-exprs.ts';
import type { Expr, Named, Rel, SortKey } from '../plan/plan.ts';
import type { ScalarType } from '../values/cell.ts';

/** Of a relation's rows only the first so many count, and those that tie with the last of them. */
export interface RowLimit {
  readonly count: number;
  /** The order in which they come first; undefined: that in which they come. */
  readonly by?: SortKey;
}

/** More rows are not worth the search for the last of them. */
const mostRows = 100_000;

/** Types whose values SQL orders as KQL does. */
const orderedAlike: ReadonlySet<ScalarType> = new Set(['int', 'long', 'datetime', 'timespan']);

/**
 * The limit that holds for an input of a relation for which one holds. `hasAllFilters`: what drops rows between the two is
 * among the filters that the input is read with.
 */
export function limitBelow(
  rel: Rel,
  input: Rel,
  limit: RowLimit | undefined,
  hasAllFilters: boolean,
  count: (expr: Expr) => number | undefined,
): RowLimit | undefined {
  if (rel.op === 'take') return limitOfTake(count(rel.count), limit);
  if (!limit || !hasAllFilters) return undefined;
  switch (rel.op) {
    case 'sort': {
      const [by] = rel.by;
      // Another order above this one would need the limit of both.
      return limit.by || !by ? undefined : { ...limit, by };
    }
    case 'canonical':
      return limit.by ? limit : canonicalLimit(limit, input);
    case 'where':
      return looksAround(rel.condition) ? undefined : limit;
    case 'serialize':
    case 'binding':
      return limit;
    case 'extend':
    case 'project':
      return rel.exprs.some(({ expr }) => looksAround(expr)) ? undefined : throughNames(limit, rel.exprs);
    case 'union': {
      const exprs = rel.inputs.find((each) => each.rel === input)?.exprs ?? [];
      const named = rel.columns.flatMap(({ name }, i): Named[] => {
        const expr = exprs[i];
        return expr ? [{ name, expr }] : [];
      });
      return throughNames(limit, named);
    }
    default:
      return undefined;
  }
}

function limitOfTake(count: number | undefined, above: RowLimit | undefined): RowLimit | undefined {
  if (count === undefined || count > mostRows) return undefined;
  return { count: Math.min(count, above && !above.by ? above.count : count) };
}

/** Rows in canonical order come by TimeGenerated, those without one first. */
function canonicalLimit(limit: RowLimit, { columns }: Rel): RowLimit | undefined {
  const time = columns.find(({ name }) => name === 'TimeGenerated');
  return time && { ...limit, by: { expr: { op: 'column', ...time }, descending: false, nullsFirst: true } };
}

function throughNames(limit: RowLimit, exprs: readonly Named[]): RowLimit | undefined {
  if (!limit.by) return limit;
  if (isLarge(limit.by.expr)) return undefined;
  const expr = substituteColumns(limit.by.expr, new Map(exprs.map((each) => [each.name, each.expr])));
  return { ...limit, by: { ...limit.by, expr } };
}

/** True when a limit can be said in SQL as soon as its key can. */
export const hasOrder = (limit: RowLimit | undefined): limit is Required<RowLimit> =>
  limit?.by !== undefined && orderedAlike.has(limit.by.expr.type);

/** An SQL condition that the rows within a limit fulfil. `from`: SQL behind SELECT for all rows; `key`: what they are ordered by. */
export function limitSql({ count, by }: Required<RowLimit>, key: string, from: string): string {
  const order = `${by.descending ? 'DESC' : 'ASC'} NULLS ${by.nullsFirst ? 'FIRST' : 'LAST'}`;
  const first = `(SELECT ${key} AS k ${from} ORDER BY k ${order} LIMIT ${count})`;
  const [sign, last] = by.descending ? ['>=', 'min'] : ['<=', 'max'];
  return `(${key} ${sign} (SELECT ${last}(k) FROM ${first}) OR (${key} IS NULL AND (SELECT count(*) > count(k) FROM ${first})))`;
}
