import { type Bag, type Cell, isArray, isBag } from '../values/cell.ts';
import { compareCells } from '../values/compare.ts';
import { jsonText } from '../values/json.ts';
import { readJsonPath } from '../values/json-path.ts';
import { Refusal } from '../values/refusal.ts';
import { bagOf, type FunctionTable, fn, nullFn } from './blueprint.ts';

/** Pairs of name and value. */
function pack(...parts: readonly Cell[]): Bag {
  const entries: (readonly [string, Cell])[] = [];
  for (let i = 0; i + 1 < parts.length; i += 2) entries.push([String(parts[i] ?? ''), parts[i + 1] ?? null]);
  if (parts.length % 2 !== 0) throw new Refusal('bag_pack()', 'a name without a value');
  return bagOf(entries);
}

const packRow = nullFn({ takes: [], rest: 'value', returns: 'dynamic', run: pack });

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

/** A key is a name, or a path that begins with `$`. */
function namesOf(key: string, what: string): readonly string[] {
  if (!key.startsWith('$')) return [key];
  const steps = readJsonPath(key);
  const names = steps?.flatMap((step) => (typeof step === 'string' ? [step] : []));
  if (!steps || !names || names.length === 0 || names.length !== steps.length)
    throw new Refusal(what, `the path '${key}'`);
  return names;
}

function hasKey(bag: Cell, key: string): boolean | null {
  if (!isBag(bag)) return null;
  let at: Cell = bag;
  for (const name of namesOf(key, 'bag_has_key()')) {
    if (!isBag(at) || !at.has(name)) return false;
    at = at.get(name) ?? null;
  }
  return true;
}

/** Without what the names lead to; as it was where they lead to nothing. */
function without(bag: Bag, [name = '', ...more]: readonly string[]): Bag {
  const inner = bag.get(name);
  if (more.length === 0) return bagOf([...bag].filter(([each]) => each !== name));
  if (inner === undefined || !isBag(inner)) return bag;
  return bagOf([...bag].map(([each, cell]) => [each, each === name ? without(inner, more) : cell] as const));
}

function removeKeys(bag: Cell, keys: Cell): Cell {
  if (!isBag(bag)) return null;
  let left = bag;
  for (const key of isArray(keys) ? keys : [keys])
    if (typeof key === 'string') left = without(left, namesOf(key, 'bag_remove_keys()'));
  return left;
}

/** With a value where the names lead to; it comes last in its bag, also when it replaces another. */
function withKey(bag: Bag, [name = '', ...more]: readonly string[], value: Cell): Bag {
  const inner = bag.get(name) ?? bagOf([]);
  if (more.length > 0 && !isBag(inner)) throw new Refusal('bag_set_key()', 'a path through a value that is no bag');
  const next = more.length > 0 && isBag(inner) ? withKey(inner, more, value) : value;
  return bagOf([...[...bag].filter(([each]) => each !== name), [name, next]]);
}

/** Keys that are no strings are left out, values that are missing are null. */
function zipBag(keys: Cell, values: Cell): Cell {
  if (!isArray(keys)) return null;
  const list = isArray(values) ? values : [];
  const bag = new Map<string, Cell>();
  keys.forEach((key, i) => {
    if (typeof key !== 'string') return;
    if (bag.has(key)) throw new Refusal('bag_zip()', 'a key that is there twice');
    bag.set(key, list[i] ?? null);
  });
  return bag;
}

/** Paths to all that a bag holds; all members of an array count as its first. */
function treePaths(value: Cell): Cell {
  if (!isBag(value)) {
    if (value === null) return null;
    throw new Refusal('treepath()', 'a value that is no bag');
  }
  const paths = new Set<string>();
  const walk = (cell: Cell, path: string): void => {
    if (path !== '') paths.add(path);
    if (isArray(cell)) for (const member of cell) walk(member, `${path}[0]`);
    if (!isBag(cell)) return;
    for (const [name, member] of cell) {
      if (/['\\]/.test(name)) throw new Refusal('treepath()', 'a name with a quote or a backslash');
      walk(member, `${path}['${name}']`);
    }
  };
  walk(value, '');
  return [...paths];
}

/** Canonical: members in ordinal order of their names. */
function sortedMembers(value: Cell): Cell {
  if (isArray(value)) return value.map(sortedMembers);
  if (!isBag(value)) return value;
  return bagOf(
    [...value].sort(([a], [b]) => compareCells(a, b)).map(([name, cell]) => [name, sortedMembers(cell)] as const),
  );
}

/** Microsoft Learn: a page for each, as "bag_keys()", "bag_pack()", "treepath()". */
export const bags: FunctionTable = {
  dynamic_to_json: nullFn({
    takes: ['dynamic'],
    returns: 'string',
    run: (value) => jsonText(sortedMembers(value)),
  }),
  pack: packRow,
  bag_pack: packRow,
  pack_dictionary: packRow,
  'bag_pack without the empty': nullFn({
    takes: [],
    rest: 'value',
    returns: 'dynamic',
    run: (...parts) => bagOf([...pack(...parts)].filter(([, cell]) => cell !== null && cell !== '')),
  }),
  bag_keys: fn({ takes: ['dynamic'], returns: 'dynamic', run: (bag) => (isBag(bag) ? [...bag.keys()] : null) }),
  bag_merge: nullFn({ takes: [], rest: 'dynamic', returns: 'dynamic', run: (...all) => merge(all) }),
  bag_has_key: fn({ takes: ['dynamic', 'string'], returns: 'bool', run: hasKey }),
  bag_remove_keys: fn({ takes: ['dynamic', 'dynamic'], returns: 'dynamic', run: removeKeys }),
  bag_set_key: nullFn({
    takes: ['dynamic', 'string', 'value'],
    returns: 'dynamic',
    run: (bag, key, value) => (isBag(bag) ? withKey(bag, namesOf(key, 'bag_set_key()'), value) : null),
  }),
  bag_zip: nullFn({ takes: ['dynamic', 'dynamic'], returns: 'dynamic', run: zipBag }),
  treepath: nullFn({ takes: ['dynamic'], returns: 'dynamic', run: treePaths }),
};
