import { keyOf } from '../values/compare.ts';
import { type AggregateRow, type AggregateTable, onlyWhere, onlyWhereSecond } from './aggregate.ts';

/** count(x) counts rows like count(). */
const count: AggregateRow = {
  gives: (types) => (types.length <= 1 ? ['long'] : undefined),
  start: () => {
    let rows = 0;
    return {
      add: () => {
        rows++;
      },
      finish: () => [BigInt(rows)],
    };
  },
  commutes: () => true,
  sql: (_, filter) => `count(*)${filter}`,
};

const distinctSql: NonNullable<AggregateRow['sql']> = ([value], filter) =>
  // The texts of a dynamic are not unique, nor are -0 and 0 one value in DuckDB.
  value && value.type !== 'dynamic' && value.type !== 'real' && value.type !== 'decimal'
    ? `count(DISTINCT ${value.text})${filter}`
    : undefined;

/** Exact here, where the service may estimate; an accuracy is accepted. Nulls do not count. */
const dcount: AggregateRow = {
  gives: (types) => (types.length >= 1 && types.length <= 2 ? ['long'] : undefined),
  start: () => {
    const keys = new Set<string>();
    return {
      add: ([value = null]) => {
        if (value !== null) keys.add(keyOf(value));
      },
      finish: () => [BigInt(keys.size)],
    };
  },
  commutes: () => true,
  sql: distinctSql,
};

const countif: AggregateRow = {
  gives: (types) => (types.length === 1 && types[0] === 'bool' ? ['long'] : undefined),
  start: onlyWhere(count).start,
  commutes: () => true,
  sql: ([condition]) => condition && `count(*) FILTER (WHERE ${condition.text})`,
};

/** Microsoft Learn: "count()", "dcount()", "count_distinct()" and their `if` forms. */
export const counting: AggregateTable = {
  count,
  countif,
  dcount,
  dcountif: onlyWhereSecond(dcount),
  count_distinct: dcount,
  count_distinctif: onlyWhereSecond(dcount),
};
