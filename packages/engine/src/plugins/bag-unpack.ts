import {
  absent,
  type Bag,
  type Cell,
  type Column,
  isArray,
  isBag,
  isSketch,
  isTagged,
  type Row,
  type ScalarType,
} from '../values/cell.ts';
import { compareText } from '../values/compare.ts';
import { convert } from '../values/convert.ts';
import { Refusal } from '../values/refusal.ts';
import { constantOf, namesFor, type PluginOutcome, type PluginRow, type PluginRun, placeOf } from './plugin.ts';

const plugin = 'evaluate bag_unpack';

/** A column for each slot of the bags in a column. Microsoft Learn, "bag_unpack plugin". */
export const bagUnpack: PluginRow = {
  takes: [
    { name: 'Column', is: 'column', types: ['dynamic'] },
    { name: 'OutputColumnPrefix', is: 'constant', types: ['string'], optional: true },
    { name: 'columnsConflict', is: 'constant', types: ['string'], optional: true },
    { name: 'ignoredProperties', is: 'constant', types: ['dynamic'], optional: true },
  ],
  columns: 'rows',
  run: unpack,
};

interface Slot {
  /** In the bags. */
  readonly key: string;
  /** Of the column. */
  readonly name: string;
}

interface TypedSlot extends Slot {
  readonly type: ScalarType;
}

function unpack(call: PluginRun): PluginOutcome {
  const at = placeOf(call.columns, namesFor(call.args, 'Column')[0]);
  const bags = call.rows.map((row) => bagOf(row[at] ?? null));
  const prefix = String(constantOf(call, 'OutputColumnPrefix') ?? '');
  const ignored = ignoredKeys(constantOf(call, 'ignoredProperties') ?? null);
  const keys = new Set(
    bags.flatMap((bag): readonly string[] => [...(bag?.keys() ?? [])]).filter((key) => !ignored.has(key)),
  );
  const slots = new Map<string, Slot>([...keys].map((key) => [prefix + key, { key, name: prefix + key }]));
  const source = call.columns.filter((_, i) => i !== at);
  return call.asked ? asked(call, call.asked, slots, source, bags) : found(call, [...slots.values()], source, bags);
}

type Bags = readonly (Bag | undefined)[];

/** Null values are ignored. Another value than a bag has no slots: its row stays, with nothing in the new columns. */
const bagOf = (value: Cell): Bag | undefined => (isBag(value) ? value : undefined);

function ignoredKeys(given: Cell): ReadonlySet<string> {
  if (given === null) return new Set();
  if (isArray(given) && given.every((key) => typeof key === 'string')) return new Set(given.map(String));
  throw new Refusal(plugin, 'ignoredProperties that are no array of strings');
}

/** How what the page leaves open is taken. The answer is given only where all ways to take it lead to the same. */
interface Reading {
  /** Text in the form of a date becomes a datetime. */
  readonly dates: boolean;
  /** The type of a column whose slot is null in every row; undefined: there is no such column. */
  readonly nulls: ScalarType | undefined;
  /** What the column of a slot without a name is called; undefined: there is no such column. */
  readonly nameless: string | undefined;
  /** The order of the new columns does not tell capitals from small letters. */
  readonly folded: boolean;
}

const firstReading: Reading = { dates: false, nulls: 'dynamic', nameless: undefined, folded: false };

/** What is open for these slots: why, and the readings besides the first. */
function openQuestions(slots: readonly Slot[], bags: Bags): readonly Question[] {
  const valuesOf = ({ key }: Slot): readonly Cell[] => bags.map((bag) => bag?.get(key) ?? null);
  const dated = slots.find((slot) => valuesOf(slot).some(isDateLike));
  const empty = slots.find((slot) => valuesOf(slot).every((value) => value === null));
  const nameless = slots.find(({ name }) => name === '');
  const texts = slots.map(({ name }) => name);
  const isOrdered = inOrder(texts, false).every((name, i) => name === inOrder(texts, true)[i]);
  return [
    {
      why: `'${dated?.name}' holds text in the form of a date, which may become a datetime`,
      others: dated ? [{ dates: true }] : [],
    },
    {
      why: `'${empty?.name}' is null in every row`,
      others: empty ? [{ nulls: 'string' }, { nulls: undefined }] : [],
    },
    { why: 'a slot without a name', others: nameless ? [{ nameless: 'Column1' }] : [] },
    {
      why: 'columns whose order is not said; name them behind the call or project them',
      others: isOrdered ? [] : [{ folded: true }],
    },
  ];
}

interface Question {
  readonly why: string;
  readonly others: readonly Partial<Reading>[];
}

/** Each way to answer the questions together but the first, those that differ from it in one answer before others. */
function otherReadings(questions: readonly Question[]): readonly { readonly why: string; readonly reading: Reading }[] {
  const all = questions.reduce<readonly { readonly whys: readonly string[]; readonly reading: Reading }[]>(
    (made, { why, others }) =>
      made.flatMap((each) => [
        each,
        ...others.map((other) => ({ whys: [...each.whys, why], reading: { ...each.reading, ...other } })),
      ]),
    [{ whys: [], reading: firstReading }],
  );
  return all
    .slice(1)
    .toSorted((a, b) => a.whys.length - b.whys.length)
    .map(({ whys, reading }) => ({ why: whys[0] ?? '', reading }));
}

/** The columns that the bags' slots make: their names in order, each of the type that all its values have. */
function found(call: PluginRun, slots: readonly Slot[], source: readonly Column[], bags: Bags): PluginOutcome {
  const others = otherReadings(openQuestions(slots, bags)).map(({ why, reading }) => ({
    why,
    outcome: foundBy(reading, call, slots, source, bags),
  }));
  const first = foundBy(firstReading, call, slots, source, bags);
  return others.length > 0 ? { ...first, others } : first;
}

function foundBy(
  reading: Reading,
  call: PluginRun,
  slots: readonly Slot[],
  source: readonly Column[],
  bags: Bags,
): PluginOutcome {
  const conflict = String(constantOf(call, 'columnsConflict') ?? 'error');
  if (!['error', 'replace_source', 'keep_source'].includes(conflict)) {
    throw new Refusal(plugin, `columnsConflict '${conflict}'`);
  }
  const typed = new Map<string, TypedSlot>(
    slots.flatMap(({ key, name: own }): readonly [string, TypedSlot][] => {
      const name = own === '' ? reading.nameless : own;
      const type = typeOf({ key, name: own }, bags, reading);
      return name === undefined || type === undefined ? [] : [[name, { key, name, type }]];
    }),
  );
  const clashing = source.filter((column) => typed.has(column.name));
  if (conflict === 'error' && clashing.length > 0) {
    throw new Refusal(plugin, `the input and the bags both have '${clashing[0]?.name}'`);
  }
  for (const column of clashing) if (conflict === 'keep_source') typed.delete(column.name);
  const taken = new Set(clashing.map((column) => column.name));
  const more = inOrder([...typed.keys()], reading.folded).filter((name) => !taken.has(name));
  const columns: readonly (Column | TypedSlot)[] = [
    ...source.map((column) => typed.get(column.name) ?? column),
    ...more.flatMap((name) => typed.get(name) ?? []),
  ];
  const readers = columns.map((column) => ('key' in column ? slotReader(column.key, column.type) : undefined));
  return { columns: columns.map(({ name, type }) => ({ name, type })), rows: readRows(call, columns, readers, bags) };
}

/** Whether capitals come first is not said. */
function inOrder(names: readonly string[], folded: boolean): readonly string[] {
  const ordinal = names.toSorted(compareText);
  return folded ? ordinal.toSorted((a, b) => compareText(a.toLowerCase(), b.toLowerCase())) : ordinal;
}

type ReadSlot = (bag: Bag | undefined) => Cell;

function readRows(
  call: PluginRun,
  columns: readonly Column[],
  readers: readonly (ReadSlot | undefined)[],
  bags: Bags,
): readonly Row[] {
  const places = columns.map((column) => placeOf(call.columns, column.name));
  return call.rows.map((row, i) => readers.map((read, k) => (read ? read(bags[i]) : (row[places[k] ?? -1] ?? null))));
}

/** The type that all values of a slot have; undefined for one that is to have no column. */
function typeOf({ key, name }: Slot, bags: Bags, reading: Reading): ScalarType | undefined {
  const types = new Set(bags.flatMap((bag) => kindOf(bag?.get(key) ?? null, name, reading) ?? []));
  const [type, ...others] = types;
  if (type === undefined) return reading.nulls;
  return others.length > 0 ? 'dynamic' : type;
}

/** Text in the form of a date may be taken for one. */
const isDateLike = (value: Cell): boolean => typeof value === 'string' && /^\s*\d{4}-\d\d-\d\d([T ]|\s*$)/.test(value);

function kindOf(value: Cell, name: string, { dates }: Reading): ScalarType | undefined {
  if (value === null) return undefined;
  if (isTagged(value)) {
    if (isSketch(value)) throw new Refusal(plugin, `'${name}' holds a sketch`);
    return value.tag;
  }
  if (dates && isDateLike(value)) return 'datetime';
  const kinds = { string: 'string', boolean: 'bool', bigint: 'long', number: 'real', object: 'dynamic' } as const;
  return kinds[typeof value as keyof typeof kinds];
}

function slotReader(key: string, type: ScalarType): ReadSlot {
  return (bag) => {
    const value = bag?.get(key) ?? null;
    return value === null ? absent(type) : convert(value, 'dynamic', type);
  };
}

/** The columns that the query says: those of the input, and slots of their type. */
function asked(
  call: PluginRun,
  columns: readonly Column[],
  slots: ReadonlyMap<string, Slot>,
  source: readonly Column[],
  bags: Bags,
): PluginOutcome {
  const prefix = String(constantOf(call, 'OutputColumnPrefix') ?? '');
  const readers = columns.map(({ name, type }): ReadSlot | undefined => {
    const own = source.find((column) => column.name === name);
    const slot = slots.get(name);
    if (own && slot) throw new Refusal(plugin, `the input and the bags both have '${name}'`);
    if (own && own.type !== type) throw new Refusal(plugin, `'${name}' is ${own.type}, not ${type}`);
    if (own) return undefined;
    return (bag) => fitted(bag?.get(name.slice(prefix.length)) ?? null, name, type, slot !== undefined);
  });
  return { columns, rows: readRows(call, columns, readers, bags) };
}

/** Whole numbers widen, and anything is dynamic; what becomes of a slot of another type is not said. */
function fitted(value: Cell, name: string, type: ScalarType, isSlot: boolean): Cell {
  if (value === null || !isSlot) return absent(type);
  const kind = isTagged(value) ? value.tag : typeof value;
  const fits: Partial<Record<ScalarType, readonly string[]>> = {
    bool: ['boolean'],
    int: ['bigint'],
    long: ['bigint'],
    real: ['bigint', 'number'],
    string: ['string'],
    datetime: ['datetime'],
    timespan: ['timespan'],
    guid: ['guid'],
  };
  const cell = type === 'dynamic' || fits[type]?.includes(kind) ? convert(value, 'dynamic', type) : null;
  if (cell === null) throw new Refusal(plugin, `'${name}' is asked for as ${type} and holds a value of another type`);
  return cell;
}
