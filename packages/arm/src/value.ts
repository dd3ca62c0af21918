import type { Json, JsonObject } from './template.ts';

/** The types of template values, as the documentation of template functions names them. */
export type ValueType = 'string' | 'int' | 'float' | 'bool' | 'array' | 'object' | 'null';

export function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function typeOfValue(value: Json): ValueType {
  if (value === null) return 'null';
  if (isArray(value)) return 'array';
  if (typeof value === 'object') return 'object';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return typeof value === 'boolean' ? 'bool' : 'string';
}

/** Equality of template values: letter case counts, the order of properties does not. */
export function equalValues(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (isArray(a)) {
    return isArray(b) && a.length === b.length && a.every((item, i) => equalValues(item, b[i] ?? null));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && equalValues(a[key] ?? null, b[key] ?? null));
}

/** The own property of that name, in its exact letter case or else in any: template names ignore case. */
export function findKey(object: object, name: string): string | undefined {
  if (Object.hasOwn(object, name)) return name;
  const lower = name.toLowerCase();
  return Object.keys(object).find((key) => key.toLowerCase() === lower);
}

export interface Measure {
  /** Bytes of the compact JSON text in UTF-8. */
  readonly bytes: number;
  /** Levels of arrays and objects; 0 for a scalar. */
  readonly depth: number;
}

/**
 * Sizes values without writing them out. Each array and object is measured once, so values that share parts (a
 * variable put into an array a thousand times) cost no more than their distinct parts.
 */
export function createRuler(): (value: Json) => Measure {
  const known = new WeakMap<object, Measure>();
  const measure = (value: Json, level = 0): Measure => {
    if (value === null || typeof value !== 'object') return { bytes: scalarBytes(value), depth: 0 };
    if (level > deepestMeasured) return { bytes: 0, depth: Number.POSITIVE_INFINITY };
    const seen = known.get(value);
    if (seen) return seen;
    let bytes = 2;
    let depth = 0;
    const add = (member: Json, keyBytes: number) => {
      const part = measure(member, level + 1);
      bytes += part.bytes + keyBytes + 1;
      depth = Math.max(depth, part.depth);
    };
    if (isArray(value)) for (const item of value) add(item, 0);
    else for (const [key, member] of Object.entries(value)) add(member, scalarBytes(key) + 1);
    const result = { bytes: bytes > 2 ? bytes - 1 : bytes, depth: depth + 1 };
    known.set(value, result);
    return result;
  };
  return (value) => measure(value);
}

/** Keeps the ruler's own stack small; what is deeper measures as endlessly deep. */
const deepestMeasured = 500;

function scalarBytes(value: null | boolean | number | string): number {
  return typeof value === 'string' ? Buffer.byteLength(JSON.stringify(value)) : String(value).length;
}
