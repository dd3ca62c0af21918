import { type Cell, isArray, isBag, type ScalarType } from '../values/cell.ts';
import { keyOf } from '../values/compare.ts';
import { toDynamic } from '../values/convert.ts';
import { type AggregateRow, type AggregateTable, onlyWhereSecond } from './aggregate.ts';

const largest = 1_048_576;

/** The optional second argument, or the default. */
function mostOf(given: Cell | undefined, standard: number): number {
  return given === undefined || given === null ? standard : Math.min(largest, Math.max(0, Number(given)));
}

/** Calls `each` with a row's values: those of an array one by one. Nulls of typed columns are left out. */
function members(value: Cell, type: ScalarType, keepsNull: boolean, each: (cell: Cell) => void): void {
  const cell = toDynamic(value, type);
  if (isArray(cell)) cell.forEach(each);
  else if (cell !== null || keepsNull) each(cell);
}

/** Evidence for a dynamic null: it stays in a list; answers of the Kusto Emulator. */
const list = (standard: number, withNulls = false): AggregateRow => ({
  gives: (types) => (withNulls && types.length > 1 ? undefined : collectionType(types)),
  start: ([type = 'dynamic']) => {
    const cells: Cell[] = [];
    let most: number | undefined;
    const keepsNull = withNulls || type === 'dynamic';
    return {
      add: ([value = null, size]) => {
        most ??= mostOf(size, standard);
        const room = most;
        members(value, type, keepsNull, (cell) => {
          if (cells.length < room) cells.push(cell);
        });
      },
      finish: () => [cells],
    };
  },
});

const set = (standard: number): AggregateRow => ({
  gives: collectionType,
  start: ([type = 'dynamic']) => {
    const distinct = new Map<string, Cell>();
    let most: number | undefined;
    return {
      add: ([value = null, size]) => {
        most ??= mostOf(size, standard);
        const room = most;
        members(value, type, false, (cell) => {
          const key = keyOf(cell);
          if (distinct.size < room && !distinct.has(key)) distinct.set(key, cell);
        });
      },
      finish: () => [[...distinct.values()]],
    };
  },
});

function collectionType(types: readonly ScalarType[]): readonly ScalarType[] | undefined {
  const [, most] = types;
  return types.length <= 2 && (most === undefined || most === 'long' || most === 'int') ? ['dynamic'] : undefined;
}

/** Bags merged member by member; a name met again keeps its first value. What is no bag is left out. */
const bag: AggregateRow = {
  gives: (types) => (types[0] === 'dynamic' ? collectionType(types) : undefined),
  start: () => {
    const merged = new Map<string, Cell>();
    return {
      add: ([value = null, size]) => {
        if (!isBag(value)) return;
        const most = mostOf(size, largest);
        for (const [name, cell] of value) if (!merged.has(name) && merged.size < most) merged.set(name, cell);
      },
      finish: () => [merged],
    };
  },
};

/** Microsoft Learn: "make_list()", "make_set()", "make_bag()" and their kin. */
export const collecting: AggregateTable = {
  make_list: list(largest),
  make_list_if: onlyWhereSecond(list(largest)),
  make_list_with_nulls: list(largest, true),
  makelist: list(128),
  make_set: set(largest),
  make_set_if: onlyWhereSecond(set(largest)),
  makeset: set(128),
  make_bag: bag,
  make_bag_if: onlyWhereSecond(bag),
  make_dictionary: bag,
};
