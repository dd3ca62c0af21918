import { type Cell, isArray, isTagged } from '../values/cell.ts';
import { compareCells } from '../values/compare.ts';
import { Refusal } from '../values/refusal.ts';
import { type FunctionRow, type FunctionTable, fn, nullFn } from './blueprint.ts';

/** In this order stand members of different kinds, whichever way the array is sorted. */
const kinds = ['number', 'moment', 'string', 'guid', 'other'] as const;
type Kind = (typeof kinds)[number];

function kindOf(cell: Cell): Kind {
  if (typeof cell === 'bigint' || typeof cell === 'number') return 'number';
  if (typeof cell === 'string') return 'string';
  if (!isTagged(cell)) return 'other';
  if (cell.tag === 'datetime' || cell.tag === 'timespan') return 'moment';
  return cell.tag === 'guid' ? 'guid' : 'other';
}

/** Refused where the order is not documented: among other kinds, and for numbers beside moments. */
function refuseUnsure(cells: readonly Cell[]): void {
  const what = 'sorting an array';
  const found = cells.map(kindOf);
  if (found.filter((kind) => kind === 'other').length > 1) {
    const isAllBool = cells.every((cell) => typeof cell === 'boolean');
    if (!isAllBool) throw new Refusal(what, 'members of kinds whose order is not documented');
  }
  const tags = new Set(cells.flatMap((cell) => (isTagged(cell) && kindOf(cell) === 'moment' ? [cell.tag] : [])));
  if (tags.size + (found.includes('number') && tags.size > 0 ? 1 : 0) > 1)
    throw new Refusal(what, 'numbers, datetimes and timespans beside each other');
  if (cells.some((cell) => Number.isNaN(cell))) throw new Refusal(what, 'NaN among its members');
}

/** The places of the members in the order that they sort to. */
function sortedPlaces(array: readonly Cell[], sign: 1 | -1, nullsLast: boolean): readonly number[] {
  const places = array.map((_, i) => i);
  const values = places.filter((i) => array[i] !== null);
  const nulls = places.filter((i) => array[i] === null);
  refuseUnsure(values.map((i) => array[i] ?? null));
  values.sort((i, j) => {
    const [a = null, b = null] = [array[i], array[j]];
    const apart = kinds.indexOf(kindOf(a)) - kinds.indexOf(kindOf(b));
    return apart !== 0 ? apart : sign * compareCells(a, b);
  });
  return nullsLast ? [...values, ...nulls] : [...nulls, ...values];
}

const one = (sign: 1 | -1): FunctionRow =>
  fn({
    takes: ['dynamic', 'bool?'],
    returns: 'dynamic',
    run: (array, nullsLast = true) =>
      isArray(array) ? sortedPlaces(array, sign, nullsLast).map((i) => array[i] ?? null) : null,
  });

/** All arrays in the order of the first; null for one of another length. */
const several = (sign: 1 | -1): FunctionRow =>
  nullFn({
    takes: ['bool', 'dynamic'],
    rest: 'dynamic',
    returns: 'dynamic',
    run: (nullsLast, first, ...more) => {
      if (!isArray(first)) return [first, ...more].map(() => null);
      const places = sortedPlaces(first, sign, nullsLast ?? true);
      return [first, ...more].map((array) =>
        isArray(array) && array.length === first.length ? places.map((i) => array[i] ?? null) : null,
      );
    },
  });

/** Microsoft Learn, "array_sort_asc()", "array_sort_desc()"; of several arrays under a name of their own. */
export const arraySorting: FunctionTable = {
  array_sort_asc: one(1),
  array_sort_desc: one(-1),
  'array_sort_asc of several': several(1),
  'array_sort_desc of several': several(-1),
};
