import { canonicalJson } from '../canonical.ts';
import { NoResult, type Outcome } from '../refusal.ts';
import type { Json, JsonObject } from '../template.ts';
import { equalValues, findKey, isArray, isObject } from '../value.ts';
import { fn } from './row.ts';
import { fold } from './strings.ts';

/**
 * Source of all rows: Microsoft Learn, "Array functions for ARM templates", "Object functions for ARM templates" and,
 * for those that take texts too, "String functions for ARM templates".
 */
export const collectionFunctions = {
  array: fn({ takes: ['any'], does: ([value]) => (isArray(value) ? value : [value]) }),
  // Letters count in texts and arrays, not in the names of properties.
  contains: fn({
    takes: ['string|array|object', 'any'],
    does: ([container, item]) => {
      if (isArray(container)) return container.some((member) => equalValues(member, item));
      if (typeof item !== 'string' && typeof item !== 'number') return new NoResult('a text or a number is needed');
      return typeof container === 'string'
        ? container.includes(String(item))
        : findKey(container, String(item)) !== undefined;
    },
  }),
  createArray: fn({ takes: [], rest: 'any', does: (items) => [...items] }),
  createObject: fn({ takes: [], rest: 'any', does: (parts) => createObject(parts) }),
  empty: fn({
    takes: ['string|array|object|null'],
    does: ([value]) => value === null || (typeof value === 'string' ? value === '' : Object.keys(value).length === 0),
  }),
  first: fn({
    takes: ['string|array'],
    does: ([value]) => (typeof value === 'string' ? value.slice(0, 1) : (value[0] ?? null)),
  }),
  last: fn({
    takes: ['string|array'],
    does: ([value]) => (typeof value === 'string' ? value.slice(-1) : (value[value.length - 1] ?? null)),
  }),
  flatten: fn({
    takes: ['array'],
    does: ([items]) => (items.every(isArray) ? items.flat() : new NoResult('every element must be an array')),
  }),
  // The letter case of texts does not count, that of elements does.
  indexOf: fn({
    takes: ['string|array', 'any'],
    does: ([where, what]) => {
      if (isArray(where)) return where.findIndex((member) => equalValues(member, what));
      return typeof what === 'string' ? fold(where).indexOf(fold(what)) : new NoResult('a text is needed');
    },
  }),
  lastIndexOf: fn({
    takes: ['string|array', 'any'],
    does: ([where, what]) => {
      if (isArray(where)) return where.findLastIndex((member) => equalValues(member, what));
      return typeof what === 'string' ? fold(where).lastIndexOf(fold(what)) : new NoResult('a text is needed');
    },
  }),
  intersection: fn({
    takes: ['array|object', 'array|object'],
    rest: 'array|object',
    does: (values) => {
      if (values.every(isArray)) return intersectArrays(values);
      return values.every(isObject) ? intersectObjects(values) : mixed;
    },
  }),
  items: fn({
    takes: ['object'],
    does: ([value]) =>
      Object.keys(value)
        .sort((a, b) => compareText(fold(a), fold(b)) || compareText(a, b))
        .map((key) => ({ key, value: value[key] ?? null })),
  }),
  length: fn({
    takes: ['string|array|object'],
    does: ([value]) => (typeof value === 'string' || isArray(value) ? value.length : Object.keys(value).length),
  }),
  objectKeys: fn({ takes: ['object'], does: ([value]) => Object.keys(value) }),
  range: fn({
    takes: ['int', 'int'],
    does: ([start, count]) =>
      count < 0 || count > 10_000 || start + count > 2_147_483_647
        ? new NoResult('the count must be 0 to 10000 and the last number at most 2147483647')
        : Array.from({ length: count }, (_, i) => start + i),
  }),
  shallowMerge: fn({
    takes: ['array'],
    does: ([values]) =>
      values.every(isObject)
        ? Object.fromEntries(values.flatMap((value) => Object.entries(value)))
        : new NoResult('every element must be an object'),
  }),
  skip: fn({ takes: ['string|array', 'int'], does: ([value, count]) => value.slice(Math.max(0, count)) }),
  take: fn({ takes: ['string|array', 'int'], does: ([value, count]) => value.slice(0, Math.max(0, count)) }),
  union: fn({
    takes: ['array|object', 'array|object'],
    rest: 'array|object',
    does: (values): Outcome | NoResult => {
      if (values.every(isArray)) return uniteArrays(values);
      return values.every(isObject) ? values.reduce(mergeObjects) : mixed;
    },
  }),
};

const mixed = new NoResult('arrays and objects cannot be combined with each other');

function createObject(parts: readonly Json[]): JsonObject | NoResult {
  if (parts.length % 2 === 1) return new NoResult('every key needs a value');
  const entries: [string, Json][] = [];
  for (let i = 0; i < parts.length; i += 2) {
    const key = parts[i];
    if (typeof key !== 'string') return new NoResult('every key must be a text');
    entries.push([key, parts[i + 1] ?? null]);
  }
  return Object.fromEntries(entries);
}

function uniteArrays(arrays: readonly (readonly Json[])[]): readonly Json[] {
  return distinct(arrays.flat());
}

function intersectArrays(arrays: readonly (readonly Json[])[]): readonly Json[] {
  const [first = [], ...others] = arrays;
  const keys = others.map((items) => new Set(items.map(canonicalJson)));
  return distinct(first.filter((item) => keys.every((set) => set.has(canonicalJson(item)))));
}

/** Each value once, at its first place. */
function distinct(items: readonly Json[]): readonly Json[] {
  const seen = new Set<string>();
  return items.filter((item) => seen.size < seen.add(canonicalJson(item)).size);
}

/** Later values win; objects inside are merged too, arrays inside are replaced. */
function mergeObjects(first: JsonObject, second: JsonObject): JsonObject {
  const merged = new Map(Object.entries(first));
  for (const [key, value] of Object.entries(second)) {
    const name = findKey(first, key) ?? key;
    const before = merged.get(name);
    merged.set(name, isObject(before) && isObject(value) ? mergeObjects(before, value) : value);
  }
  return Object.fromEntries(merged);
}

function intersectObjects(objects: readonly JsonObject[]): JsonObject {
  const [first = {}, ...others] = objects;
  const isShared = ([name, value]: [string, Json]) =>
    others.every((other) => {
      const key = findKey(other, name);
      return key !== undefined && equalValues(other[key] ?? null, value);
    });
  return Object.fromEntries(Object.entries(first).filter(isShared));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
