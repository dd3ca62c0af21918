import { type Cell, isArray } from '../values/cell.ts';
import { keyOf } from '../values/compare.ts';
import { parseJson } from '../values/json.ts';
import { Refusal } from '../values/refusal.ts';
import { type FunctionRow, type FunctionTable, fn, nullFn } from './blueprint.ts';

/** JSON text to its value; text that is no JSON stays a string; an empty text is null. */
const parseRows: readonly FunctionRow[] = [
  nullFn({ takes: ['dynamic'], returns: 'dynamic', run: (value) => value }),
  fn({
    takes: ['string'],
    returns: 'dynamic',
    run: (text) => {
      const value = text.trim() === '' ? null : parseJson(text);
      return value === undefined ? text : value;
    },
  }),
];

/** An index from the start, or from the end when negative. */
const place = (index: bigint, length: number): number => Number(index < 0n ? index + BigInt(length) : index);

function slice(array: Cell, start: bigint, end: bigint): Cell {
  if (!isArray(array)) return null;
  return array.slice(Math.max(0, place(start, array.length)), Math.max(0, place(end, array.length) + 1));
}

/** True for the same member. Whether a long and a real of the same size are one is not documented. */
function isSame(what: string, a: Cell, b: Cell): boolean {
  if (keyOf(a) !== keyOf(b)) return false;
  if (typeof a !== typeof b) throw new Refusal(what, 'a whole number beside a real of the same size');
  return true;
}

/** Refuses members of which it is not certain whether they are one. */
function refuseMixed(what: string, cells: readonly Cell[]): void {
  const known = new Map<string, Cell>();
  for (const cell of cells) {
    const key = keyOf(cell);
    const other = known.get(key);
    if (other === undefined) known.set(key, cell);
    else isSame(what, cell, other);
  }
}

const distinct = (cells: readonly Cell[]): readonly Cell[] => [
  ...new Map(cells.map((cell) => [keyOf(cell), cell])).values(),
];

function intersect(arrays: readonly Cell[]): Cell {
  const [first, ...rest] = arrays;
  if (!first || !isArray(first) || !rest.every(isArray)) return null;
  refuseMixed('set_intersect()', [...first, ...rest.flat()]);
  const keys = rest.map((array) => new Set(array.map(keyOf)));
  return distinct(first.filter((cell) => keys.every((each) => each.has(keyOf(cell)))));
}

function difference(arrays: readonly Cell[]): Cell {
  const [first, ...rest] = arrays;
  if (!first || !isArray(first) || !rest.every(isArray)) return null;
  refuseMixed('set_difference()', [...first, ...rest.flat()]);
  const gone = new Set(rest.flat().map(keyOf));
  return distinct(first.filter((cell) => !gone.has(keyOf(cell))));
}

function indexOf(array: Cell, value: Cell, start = 0n, length = -1n, occurrence = 1n): bigint | null {
  if (!isArray(array)) return null;
  if (occurrence < 0n || length < -1n) return null;
  if (occurrence === 0n) throw new Refusal('array_index_of()', 'an occurrence of 0');
  const from = Math.max(0, place(start, array.length));
  const end = length < 0n ? array.length : Math.min(array.length, from + Number(length));
  let left = occurrence;
  for (let i = from; i < end; i++) if (keyOf(array[i] ?? null) === keyOf(value) && --left === 0n) return BigInt(i);
  return -1n;
}

/** Null as soon as a member is of another type than a number. Whether null is of one is not said. Microsoft Learn, "array_sum()". */
function sum(array: Cell): number | null {
  if (!isArray(array) || array.length === 0) return null;
  if (array.includes(null)) throw new Refusal('array_sum()', 'a null among the members');
  if (!array.every((cell) => typeof cell === 'bigint' || typeof cell === 'number')) return null;
  return array.reduce<number>((total, cell) => total + Number(cell), 0);
}

/** What is shifted in is null, or the empty string among strings, unless told. */
function shift(array: Cell, by: bigint, given: Cell | undefined): Cell {
  if (!isArray(array)) return null;
  const strings = array.filter((cell) => typeof cell === 'string').length;
  if (given === undefined && strings > 0 && strings < array.length)
    throw new Refusal('array_shift_left()', 'strings beside other values and no default');
  const fill = given ?? (given === undefined && strings > 0 ? '' : null);
  return array.map((_, i) => {
    const from = i + Number(by);
    return from >= 0 && from < array.length ? (array[from] ?? null) : fill;
  });
}

function rotate(array: Cell, by: bigint): Cell {
  if (!isArray(array)) return null;
  const length = array.length;
  return array.map((_, i) => array[(((i + Number(by % BigInt(length))) % length) + length) % length] ?? null);
}

/** Scalars on either side count for every place; a number is true unless 0, what is neither bool nor number is null. */
function arrayIff(conditions: Cell, whens: Cell, otherwises: Cell): Cell {
  if (!isArray(conditions)) return null;
  const pick = (from: Cell, i: number): Cell => (isArray(from) ? (from[i] ?? null) : from);
  return conditions.map((condition, i) => {
    const isMet =
      typeof condition === 'boolean' ? condition : isNumber(condition) ? Number(condition) !== 0 : undefined;
    if (typeof condition === 'number' && Math.abs(condition) < 1 && condition !== 0)
      throw new Refusal('array_iff()', 'a condition between 0 and 1');
    return isMet === undefined ? null : pick(isMet ? whens : otherwises, i);
  });
}

const isNumber = (cell: Cell): cell is number | bigint => typeof cell === 'bigint' || typeof cell === 'number';

/** Cut before each index; negative ones count from the end. */
function splitArray(array: Cell, indexes: Cell): Cell {
  if (!isArray(array)) return null;
  const given = isArray(indexes) ? indexes : [indexes];
  if (!given.every((index) => typeof index === 'bigint'))
    throw new Refusal('array_split()', 'an index that is no whole number');
  const cuts = given.map((index) => Math.min(array.length, Math.max(0, place(BigInt(Number(index)), array.length))));
  if (cuts.some((cut, i) => cut < (cuts[i - 1] ?? 0))) throw new Refusal('array_split()', 'indexes that do not ascend');
  return [...cuts, array.length].map((cut, i) => array.slice(cuts[i - 1] ?? 0, cut));
}

const lengthRow = nullFn({
  takes: ['dynamic'],
  returns: 'long',
  run: (array) => (isArray(array) ? BigInt(array.length) : null),
});

/** Microsoft Learn: a page for each, as "array_slice()", "set_union()". */
export const dynamics: FunctionTable = {
  parse_json: parseRows,
  parsejson: parseRows,
  todynamic: parseRows,
  toobject: parseRows,
  pack_array: nullFn({ takes: [], rest: 'value', returns: 'dynamic', run: (...cells) => cells }),
  array_length: lengthRow,
  arraylength: lengthRow,
  array_concat: nullFn({
    takes: [],
    rest: 'dynamic',
    returns: 'dynamic',
    run: (...arrays) =>
      arrays.every((each) => each === null || isArray(each))
        ? arrays.flatMap((each) => (isArray(each) ? each : []))
        : null,
  }),
  array_slice: fn({ takes: ['dynamic', 'long', 'long'], returns: 'dynamic', run: slice }),
  array_reverse: fn({
    takes: ['dynamic'],
    returns: 'dynamic',
    run: (array) => (isArray(array) ? [...array].reverse() : null),
  }),
  array_index_of: nullFn({
    takes: ['dynamic', 'value', 'long?', 'long?', 'long?'],
    returns: 'long',
    run: (array, value, start, length, occurrence) =>
      indexOf(array, value, start ?? undefined, length ?? undefined, occurrence ?? undefined),
  }),
  array_sum: fn({ takes: ['dynamic'], returns: 'real', run: sum }),
  array_shift_left: nullFn({
    takes: ['dynamic', 'long', 'value?'],
    returns: 'dynamic',
    run: (array, by, fill) => shift(array, by ?? 0n, fill),
  }),
  array_shift_right: nullFn({
    takes: ['dynamic', 'long', 'value?'],
    returns: 'dynamic',
    run: (array, by, fill) => shift(array, -(by ?? 0n), fill),
  }),
  array_rotate_left: fn({ takes: ['dynamic', 'long'], returns: 'dynamic', run: rotate }),
  array_rotate_right: fn({ takes: ['dynamic', 'long'], returns: 'dynamic', run: (array, by) => rotate(array, -by) }),
  set_union: fn({
    takes: [],
    rest: 'dynamic',
    returns: 'dynamic',
    run: (...arrays) => {
      if (!arrays.every(isArray)) return null;
      refuseMixed('set_union()', arrays.flat());
      return distinct(arrays.flat());
    },
  }),
  set_intersect: fn({ takes: [], rest: 'dynamic', returns: 'dynamic', run: (...arrays) => intersect(arrays) }),
  set_difference: fn({ takes: [], rest: 'dynamic', returns: 'dynamic', run: (...arrays) => difference(arrays) }),
  set_has_element: fn({
    takes: ['dynamic', 'value'],
    returns: 'bool',
    run: (array, value) => (isArray(array) ? array.some((cell) => isSame('set_has_element()', cell, value)) : null),
  }),
  array_iff: nullFn({ takes: ['dynamic', 'value', 'value'], returns: 'dynamic', run: arrayIff }),
  array_iif: nullFn({ takes: ['dynamic', 'value', 'value'], returns: 'dynamic', run: arrayIff }),
  array_split: fn({ takes: ['dynamic', 'value'], returns: 'dynamic', run: splitArray }),
  zip: nullFn({
    takes: [],
    rest: 'dynamic',
    returns: 'dynamic',
    run: (...arrays) => {
      const lists = arrays.map((array) => (isArray(array) ? array : []));
      if (!arrays.every(isArray)) throw new Refusal('zip()', 'what is no array');
      return Array.from({ length: Math.max(...lists.map((list) => list.length)) }, (_, i) =>
        lists.map((list) => list[i] ?? null),
      );
    },
  }),
  jaccard_index: fn({
    takes: ['dynamic', 'dynamic'],
    returns: 'real',
    run: (a, b) => {
      if (!isArray(a) || !isArray(b)) return null;
      const common = intersect([a, b]);
      if (a.length + b.length === 0) throw new Refusal('jaccard_index()', 'two empty arrays');
      return isArray(common) ? common.length / distinct([...a, ...b]).length : null;
    },
  }),
};
