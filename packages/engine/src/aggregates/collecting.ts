import { type Bag, type Cell, isArray, isBag, type ScalarType } from '../values/cell.ts';
import { keyOf } from '../values/compare.ts';
import { toDynamic } from '../values/convert.ts';
import { type AggregateRow, type AggregateTable, onlyWhere } from './aggregate.ts';

/** Values as members of an array: nulls of typed columns left out, arrays flattened. */
function members(rows: readonly (readonly Cell[])[], type: ScalarType, keepsNull = false): readonly Cell[] {
  return rows.flatMap(([value = null]) => {
    const cell = toDynamic(value, type);
    if (cell === null) return keepsNull ? [cell] : [];
    return isArray(cell) ? cell : [cell];
  });
}

/** The optional second argument, or the default. */
function mostOf(rows: readonly (readonly Cell[])[], standard: number): number {
  const given = rows[0]?.[1];
  return given === undefined || given === null ? standard : Math.max(0, Number(given));
}

const list = (standard: number): AggregateRow => ({
  gives: collectionType,
  // Evidence for a dynamic null: it stays in the list; answers of the Kusto Emulator.
  run: (rows, [type = 'dynamic']) => [members(rows, type, type === 'dynamic').slice(0, mostOf(rows, standard))],
});

const set = (standard: number): AggregateRow => ({
  gives: collectionType,
  run: (rows, [type = 'dynamic']) => {
    const distinct = new Map(members(rows, type).map((cell) => [keyOf(cell), cell]));
    return [[...distinct.values()].slice(0, mostOf(rows, standard))];
  },
});

function collectionType(types: readonly ScalarType[]): readonly ScalarType[] | undefined {
  const [, most] = types;
  return types.length <= 2 && (most === undefined || most === 'long' || most === 'int') ? ['dynamic'] : undefined;
}

/** `make_list_if(value, predicate, most)`: the predicate stands before the size. */
const onlyWhereSecond = (row: AggregateRow): AggregateRow => ({
  gives: ([type, predicate, ...most]) => (type && predicate === 'bool' ? row.gives([type, ...most]) : undefined),
  run: (rows, [type = 'dynamic', , ...types], columns) =>
    row.run(
      rows.filter((cells) => cells[1] === true).map(([value = null, , ...most]) => [value, ...most]),
      [type, ...types],
      columns,
    ),
});

const withNulls: AggregateRow = {
  gives: (types) => (types.length === 1 ? ['dynamic'] : undefined),
  run: (rows, [type = 'dynamic']) => [
    rows.flatMap(([value = null]): readonly Cell[] => {
      const cell = toDynamic(value, type);
      return isArray(cell) ? cell : [cell];
    }),
  ],
};

/** Bags merged member by member; a name met again keeps its first value. */
const bag: AggregateRow = {
  gives: (types) => (types[0] === 'dynamic' && types.length <= 2 ? ['dynamic'] : undefined),
  run: (rows) => {
    const merged = new Map<string, Cell>();
    const most = mostOf(rows, largest);
    for (const [value = null] of rows) {
      for (const [name, cell] of isBag(value) ? value : emptyBag) {
        if (!merged.has(name) && merged.size < most) merged.set(name, cell);
      }
    }
    return [merged];
  },
};

const emptyBag: Bag = new Map();
const largest = 1_048_576;

/** Microsoft Learn: "make_list()", "make_set()", "make_bag()" and their kin. */
export const collecting: AggregateTable = {
  make_list: list(largest),
  make_list_if: onlyWhereSecond(list(largest)),
  make_list_with_nulls: withNulls,
  makelist: list(128),
  make_set: set(largest),
  make_set_if: onlyWhereSecond(set(largest)),
  makeset: set(128),
  make_bag: bag,
  make_bag_if: onlyWhere(bag),
};
