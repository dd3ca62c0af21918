import { type Bag, type Cell, isArray, isBag } from '../values/cell.ts';
import { compareCells, keyOf } from '../values/compare.ts';
import { jsonText, parseJson } from '../values/json.ts';
import { Refusal } from '../values/refusal.ts';
import { bagOf, type FunctionRow, type FunctionTable, fn, nullFn } from './blueprint.ts';

/** Pairs of name and value. */
function pack(...parts: readonly Cell[]): Bag {
  const entries: (readonly [string, Cell])[] = [];
  for (let i = 0; i + 1 < parts.length; i += 2) entries.push([String(parts[i] ?? ''), parts[i + 1] ?? null]);
  if (parts.length % 2 !== 0) throw new Refusal('bag_pack()', 'a name without a value');
  return bagOf(entries);
}

const packRow = nullFn({ takes: [], rest: 'value', returns: 'dynamic', run: pack });

/** JSON text to its value; text that is no JSON stays a string; an empty text is null. */
const parseRows: readonly FunctionRow[] = [
  nullFn({ takes: ['dynamic'], returns: 'dynamic', run: (value) => value }),
  fn({
    takes: ['string'],
    returns: 'dynamic',
    run: (text) => (text.trim() === '' ? null : (parseJson(text) ?? text)),
  }),
];

/** An index from the start, or from the end when negative. */
const place = (index: bigint, length: number): number => Number(index < 0n ? index + BigInt(length) : index);

function slice(array: Cell, start: bigint, end: bigint): Cell {
  if (!isArray(array)) return null;
  return array.slice(Math.max(0, place(start, array.length)), Math.max(0, place(end, array.length) + 1));
}

const distinct = (cells: readonly Cell[]): readonly Cell[] => [
  ...new Map(cells.map((cell) => [keyOf(cell), cell])).values(),
];

function intersect(arrays: readonly Cell[]): Cell {
  const [first, ...rest] = arrays;
  if (!first || !isArray(first) || !rest.every(isArray)) return null;
  const keys = rest.map((array) => new Set(array.map(keyOf)));
  return distinct(first.filter((cell) => keys.every((each) => each.has(keyOf(cell)))));
}

function difference(arrays: readonly Cell[]): Cell {
  const [first, ...rest] = arrays;
  if (!first || !isArray(first) || !rest.every(isArray)) return null;
  const gone = new Set(rest.flat().map(keyOf));
  return distinct(first.filter((cell) => !gone.has(keyOf(cell))));
}

function indexOf(array: Cell, value: Cell, start = 0n, length = -1n, occurrence = 1n): bigint | null {
  if (!isArray(array)) return null;
  if (occurrence < 1n || length < -1n) throw new Refusal('array_index_of()', 'an occurrence or length below its least');
  const from = Math.max(0, place(start, array.length));
  const end = length < 0n ? array.length : Math.min(array.length, from + Number(length));
  let left = occurrence;
  for (let i = from; i < end; i++) if (keyOf(array[i] ?? null) === keyOf(value) && --left === 0n) return BigInt(i);
  return -1n;
}

/** Sorts what is of one kind; nulls come last unless told. */
const sortRow = (sign: 1 | -1): FunctionRow =>
  fn({
    takes: ['dynamic', 'bool?'],
    returns: 'dynamic',
    run: (array, nullsLast = true) => {
      if (!isArray(array)) return null;
      const values = array.filter((cell) => cell !== null);
      const nulls = array.filter((cell) => cell === null);
      const kinds = new Set(values.map((cell) => (typeof cell === 'bigint' ? 'number' : typeof cell)));
      if (kinds.size > 1 || kinds.has('object'))
        throw new Refusal('sorting an array', 'its members are not all of one kind');
      values.sort((a, b) => sign * compareCells(a, b));
      return nullsLast ? [...values, ...nulls] : [...nulls, ...values];
    },
  });

function sum(array: Cell): number | null {
  if (!isArray(array)) return null;
  if (!array.every((cell) => typeof cell === 'bigint' || typeof cell === 'number')) {
    throw new Refusal('array_sum()', 'members that are no numbers');
  }
  if (array.length === 0) return null;
  return array.reduce<number>((total, cell) => total + Number(cell), 0);
}

/** The first argument's members win. */
function merge(bags: readonly Cell[]): Cell {
  const merged = new Map<string, Cell>();
  for (const bag of bags) {
    if (bag === null) continue;
    if (!isBag(bag)) return null;
    for (const [name, cell] of bag) if (!merged.has(name)) merged.set(name, cell);
  }
  return merged;
}

function shift(array: Cell, by: bigint, fill: Cell): Cell {
  if (!isArray(array)) return null;
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

/** Scalars on either side count for every place; what is no bool is null. */
function arrayIff(conditions: Cell, whens: Cell, otherwises: Cell): Cell {
  if (!isArray(conditions)) return null;
  const pick = (from: Cell, i: number): Cell => (isArray(from) ? (from[i] ?? null) : from);
  return conditions.map((condition, i) => {
    if (typeof condition === 'boolean') return pick(condition ? whens : otherwises, i);
    if (typeof condition === 'bigint') throw new Refusal('array_iff()', 'a condition that is a number');
    return null;
  });
}

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

/** Microsoft Learn, "range()": at most this many values. */
const longestRange = 1_048_576;

function counted(from: bigint, to: bigint, step: bigint, wrap: (value: bigint) => Cell): Cell {
  if (step === 0n) throw new Refusal('range()', 'a step of zero');
  const values: Cell[] = [];
  for (let value = from; step > 0n ? value <= to : value >= to; value += step) {
    if (values.length >= longestRange) throw new Refusal('range()', `more than ${longestRange} values`);
    values.push(wrap(value));
  }
  return values;
}

const lengthRow = nullFn({
  takes: ['dynamic'],
  returns: 'long',
  run: (array) => (isArray(array) ? BigInt(array.length) : null),
});

/** Microsoft Learn: a page for each, as "array_slice()", "bag_keys()", "set_union()". */
export const dynamics: FunctionTable = {
  parse_json: parseRows,
  parsejson: parseRows,
  todynamic: parseRows,
  toobject: parseRows,
  dynamic_to_json: nullFn({ takes: ['dynamic'], returns: 'string', run: (value) => sortedJson(value) }),
  pack: packRow,
  bag_pack: packRow,
  pack_dictionary: packRow,
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
  array_sort_asc: sortRow(1),
  array_sort_desc: sortRow(-1),
  array_sum: fn({ takes: ['dynamic'], returns: 'real', run: sum }),
  array_shift_left: nullFn({
    takes: ['dynamic', 'long', 'value?'],
    returns: 'dynamic',
    run: (array, by, fill) => shift(array, by ?? 0n, fill ?? null),
  }),
  array_shift_right: nullFn({
    takes: ['dynamic', 'long', 'value?'],
    returns: 'dynamic',
    run: (array, by, fill) => shift(array, -(by ?? 0n), fill ?? null),
  }),
  array_rotate_left: fn({ takes: ['dynamic', 'long'], returns: 'dynamic', run: rotate }),
  array_rotate_right: fn({ takes: ['dynamic', 'long'], returns: 'dynamic', run: (array, by) => rotate(array, -by) }),
  set_union: fn({
    takes: [],
    rest: 'dynamic',
    returns: 'dynamic',
    run: (...arrays) => (arrays.every(isArray) ? distinct(arrays.flat()) : null),
  }),
  set_intersect: fn({ takes: [], rest: 'dynamic', returns: 'dynamic', run: (...arrays) => intersect(arrays) }),
  set_difference: fn({ takes: [], rest: 'dynamic', returns: 'dynamic', run: (...arrays) => difference(arrays) }),
  set_has_element: fn({
    takes: ['dynamic', 'value'],
    returns: 'bool',
    run: (array, value) => (isArray(array) ? array.some((cell) => keyOf(cell) === keyOf(value)) : null),
  }),
  array_iff: nullFn({ takes: ['dynamic', 'value', 'value'], returns: 'dynamic', run: arrayIff }),
  array_split: fn({ takes: ['dynamic', 'value'], returns: 'dynamic', run: splitArray }),
  bag_remove_keys: fn({
    takes: ['dynamic', 'dynamic'],
    returns: 'dynamic',
    run: (bag, keys) => {
      if (!isBag(bag)) return null;
      const gone = isArray(keys) ? keys : [keys];
      if (gone.some((key) => typeof key === 'string' && key.startsWith('$')))
        throw new Refusal('bag_remove_keys()', 'a key that is a path');
      return bagOf([...bag].filter(([name]) => !gone.includes(name)));
    },
  }),
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
      return isArray(common) ? common.length / distinct([...a, ...b]).length : null;
    },
  }),
  range: [
    fn({
      takes: ['long', 'long', 'long?'],
      returns: 'dynamic',
      run: (from, to, step = 1n) => counted(from, to, step, (each) => each),
    }),
    fn({
      takes: ['datetime', 'datetime', 'timespan'],
      returns: 'dynamic',
      run: (from, to, step) => counted(from, to, step, (value) => ({ tag: 'datetime', value })),
    }),
    fn({
      takes: ['timespan', 'timespan', 'timespan'],
      returns: 'dynamic',
      run: (from, to, step) => counted(from, to, step, (value) => ({ tag: 'timespan', value })),
    }),
  ],
  bag_keys: fn({ takes: ['dynamic'], returns: 'dynamic', run: (bag) => (isBag(bag) ? [...bag.keys()] : null) }),
  bag_merge: nullFn({ takes: [], rest: 'dynamic', returns: 'dynamic', run: (...bags) => merge(bags) }),
  bag_has_key: fn({
    takes: ['dynamic', 'string'],
    returns: 'bool',
    run: (bag, key) => {
      if (key.startsWith('$')) throw new Refusal('bag_has_key()', 'a key that is a path');
      return isBag(bag) ? bag.has(key) : null;
    },
  }),
  bag_set_key: fn({
    takes: ['dynamic', 'string', 'value'],
    returns: 'dynamic',
    run: (bag, key, value) => {
      if (key.startsWith('$')) throw new Refusal('bag_set_key()', 'a key that is a path');
      return isBag(bag) ? bagOf([...bag, [key, value]]) : null;
    },
  }),
};

/** Canonical: members in ordinal order of their names. */
function sortedJson(value: Cell): string {
  return jsonText(sortedMembers(value));
}

function sortedMembers(value: Cell): Cell {
  if (isArray(value)) return value.map(sortedMembers);
  if (!isBag(value)) return value;
  return bagOf(
    [...value].sort(([a], [b]) => compareCells(a, b)).map(([name, cell]) => [name, sortedMembers(cell)] as const),
  );
}
