import { keyOf } from '../values/compare.ts';
import { type AggregateRow, type AggregateTable, onlyWhere, present } from './aggregate.ts';

/** count(x) counts rows like count(). */
const count: AggregateRow = {
  gives: (types) => (types.length <= 1 ? ['long'] : undefined),
  run: (rows) => [BigInt(rows.length)],
};

/** Exact here, where the service may estimate; an accuracy is accepted. Nulls do not count. */
const dcount: AggregateRow = {
  gives: (types) => (types.length >= 1 && types.length <= 2 ? ['long'] : undefined),
  run: (rows) => [BigInt(new Set(present(rows).map(keyOf)).size)],
};

const dcountif: AggregateRow = {
  gives: (types) => (types[1] === 'bool' && types.length <= 3 ? ['long'] : undefined),
  run: (rows, types, columns) =>
    dcount.run(
      rows.filter((cells) => cells[1] === true),
      types,
      columns,
    ),
};

/** Microsoft Learn: "count()", "dcount()", "count_distinct()" and their `if` forms. */
export const counting: AggregateTable = {
  count,
  countif: {
    gives: (types) => (types.length === 1 ? onlyWhere(count).gives(types) : undefined),
    run: onlyWhere(count).run,
  },
  dcount,
  dcountif,
  count_distinct: dcount,
  count_distinctif: dcountif,
};
