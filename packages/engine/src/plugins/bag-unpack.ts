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

/** Null values are ignored; what another value than a bag gives is not said. */
function bagOf(value: Cell): Bag | undefined {
  if (value === null) return undefined;
  if (isBag(value)) return value;
  throw new Refusal(plugin, 'a value that is no bag');
}

function ignoredKeys(given: Cell): ReadonlySet<string> {
  if (given === null) return new Set();
  if (isArray(given) && given.every((key) => typeof key === 'string')) return new Set(given.map(String));
  throw new Refusal(plugin, 'ignoredProperties that are no array of strings');
}

/** The columns that the bags' slots make: their names in order, each of the type that all its values have. */
function found(call: PluginRun, slots: readonly Slot[], source: readonly Column[], bags: Bags): PluginOutcome {
  const conflict = String(constantOf(call, 'columnsConflict') ?? 'error');
  if (!['error', 'replace_source', 'keep_source'].includes(conflict)) {
    throw new Refusal(plugin, `columnsConflict '${conflict}'`);
  }
  const typed = new Map<string, TypedSlot>(slots.map((slot) => [slot.name, { ...slot, type: typeOf(slot, bags) }]));
  const clashing = source.filter((column) => typed.has(column.name));
  if (conflict === 'error' && clashing.length > 0) {
    throw new Refusal(plugin, `the input and the bags both have '${clashing[0]?.name}'`);
  }
  for (const column of clashing) if (conflict === 'keep_source') typed.delete(column.name);
  const taken = new Set(clashing.map((column) => column.name));
  const more = [...typed.values()].filter((slot) => !taken.has(slot.name));
  const outcome = (order: readonly TypedSlot[]): PluginOutcome => {
    const columns: readonly (Column | TypedSlot)[] = [
      ...source.map((column) => typed.get(column.name) ?? column),
      ...order,
    ];
    const readers = columns.map((column) => ('key' in column ? slotReader(column.key, column.type) : undefined));
    return { columns: columns.map(({ name, type }) => ({ name, type })), rows: readRows(call, columns, readers, bags) };
  };
  // Whether capitals come first is not said.
  const ordinal = more.toSorted((a, b) => compareText(a.name, b.name));
  const folded = ordinal.toSorted((a, b) => compareText(a.name.toLowerCase(), b.name.toLowerCase()));
  const isCertain = ordinal.every((slot, i) => slot === folded[i]);
  return isCertain ? outcome(ordinal) : { ...outcome(ordinal), otherwise: outcome(folded) };
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

function typeOf({ key, name }: Slot, bags: Bags): ScalarType {
  if (name === '') throw new Refusal(plugin, 'a slot without a name');
  const types = new Set(bags.flatMap((bag) => kindOf(bag?.get(key) ?? null, name) ?? []));
  const [type, ...others] = types;
  if (type === undefined) throw new Refusal(plugin, `'${name}' is null in every row`);
  return others.length > 0 ? 'dynamic' : type;
}

/** Text in the form of a date may be taken for one. */
const dateLike = /^\s*\d{4}-\d\d-\d\d([T ]|\s*$)/;

function kindOf(value: Cell, name: string): ScalarType | undefined {
  if (value === null) return undefined;
  if (isTagged(value)) {
    if (isSketch(value)) throw new Refusal(plugin, `'${name}' holds a sketch`);
    return value.tag;
  }
  if (typeof value === 'string' && dateLike.test(value)) {
    throw new Refusal(plugin, `'${name}' holds text in the form of a date, which may become a datetime`);
  }
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
