import type { Json, JsonObject } from '@picket/arm';
import { isObject } from './call.ts';
import { durationMinutes } from './duration.ts';

/** `stable` shows and takes less than `preview`: a member marked `preview` does not exist for it. */
export type Tier = 'stable' | 'preview';

/** What a part of a request body may be, as data; the rows of a kind are read against its REST specification. */
export type Shape =
  | { readonly is: 'any' }
  | {
      readonly is: 'text';
      readonly min?: number;
      readonly max?: number;
      readonly oneOf?: readonly string[];
      readonly pattern?: RegExp;
      /** The whole message when the pattern does not fit. */
      readonly wrong?: (text: string) => string;
    }
  | { readonly is: 'boolean' }
  | { readonly is: 'integer'; readonly min?: number; readonly max?: number }
  /** ISO 8601; the bounds are minutes. */
  | { readonly is: 'duration'; readonly min?: number; readonly max?: number }
  | { readonly is: 'list'; readonly of: Shape; readonly min?: number; readonly max?: number }
  | { readonly is: 'map'; readonly of: Shape; readonly max?: number }
  | { readonly is: 'object'; readonly members: Readonly<Record<string, Member>> };

export interface Member {
  readonly shape: Shape;
  readonly required?: true;
  /** Set by the service: dropped from requests without a word. */
  readonly readOnly?: true;
  readonly preview?: true;
}

export const any: Shape = { is: 'any' };
export const text: Shape = { is: 'text' };
export const boolean: Shape = { is: 'boolean' };
export const texts: Shape = { is: 'list', of: text };
export const oneOf = (...values: readonly string[]): Shape => ({ is: 'text', oneOf: values });
export const object = (members: Readonly<Record<string, Member>>): Shape => ({ is: 'object', members });
export const listOf = (of: Shape, bounds: { min?: number; max?: number } = {}): Shape => ({
  is: 'list',
  of,
  ...bounds,
});
export const must = (shape: Shape): Member => ({ shape, required: true });
export const may = (shape: Shape): Member => ({ shape });
export const mayInPreview = (shape: Shape): Member => ({ shape, preview: true });
export const setByService = (shape: Shape): Member => ({ shape, readOnly: true });

export interface Admitted {
  readonly value: Json;
  /** Paths of members that this API version does not know: not stored, as the service does. */
  readonly dropped: readonly string[];
  /** In the service's words, each with the path it is about. */
  readonly faults: readonly string[];
}

/**
 * Holds a request body against a shape. Null members count as absent, read-only and unknown ones are left out;
 * every fault is reported, none throws.
 */
export function admit(value: Json, shape: Shape, tier: Tier, path = ''): Admitted {
  const dropped: string[] = [];
  const faults: string[] = [];
  const fault = (message: string): Json => {
    faults.push(message);
    return null;
  };
  const walk = (part: Json, wanted: Shape, at: string): Json => {
    switch (wanted.is) {
      case 'any':
        return part;
      case 'boolean':
        return typeof part === 'boolean' ? part : fault(converting(part, 'Boolean', at));
      case 'integer':
        if (typeof part !== 'number' || !Number.isInteger(part)) return fault(converting(part, 'Int32', at));
        return outside(part, wanted) ? fault(bounds(at, wanted, '')) : part;
      case 'duration': {
        if (typeof part !== 'string') return fault(converting(part, 'TimeSpan', at));
        const minutes = durationMinutes(part);
        if (minutes === undefined) return fault(converting(part, 'TimeSpan', at));
        return outside(minutes, wanted) ? fault(bounds(at, wanted, ' minutes')) : part;
      }
      case 'text':
        if (typeof part !== 'string') return fault(converting(part, 'String', at));
        if (wanted.oneOf && !wanted.oneOf.includes(part)) return fault(converting(part, last(at), at));
        if (wanted.pattern && !wanted.pattern.test(part))
          return fault(wanted.wrong?.(part) ?? `'${at}' does not match the pattern '${wanted.pattern.source}'.`);
        return outside(part.length, wanted) ? fault(bounds(at, wanted, ' characters')) : part;
      case 'list':
        if (!Array.isArray(part)) return fault(converting(part, 'List', at));
        if (outside(part.length, wanted)) fault(bounds(at, wanted, ' items'));
        return part.map((item: Json, index) => walk(item, wanted.of, `${at}[${index}]`));
      case 'map':
        if (!isObject(part)) return fault(converting(part, 'Dictionary', at));
        if (outside(Object.keys(part).length, wanted)) fault(bounds(at, wanted, ' entries'));
        return Object.fromEntries(
          Object.entries(part).map(([key, item]) => [key, walk(item, wanted.of, `${at}.${key}`)]),
        );
      case 'object': {
        if (!isObject(part)) return fault(converting(part, last(at) || 'Object', at));
        for (const [name, member] of Object.entries(wanted.members)) {
          const missing = !Object.hasOwn(part, name) || part[name] === null;
          if (member.required && missing) fault(`Required property '${name}' not found in JSON. Path '${at}'.`);
        }
        const kept = Object.entries(part).flatMap(([name, item]): [string, Json][] => {
          const member = Object.hasOwn(wanted.members, name) ? wanted.members[name] : undefined;
          if (!member || (member.preview && tier === 'stable')) {
            dropped.push(join(at, name));
            return [];
          }
          if (member.readOnly || item === null) return [];
          return [[name, walk(item, member.shape, join(at, name))]];
        });
        return Object.fromEntries(kept);
      }
    }
  };
  return { value: walk(value, shape, path), dropped, faults };
}

/** A stored value as an API version of this tier shows it. */
export function show(value: Json, shape: Shape, tier: Tier): Json {
  if (shape.is === 'list' && Array.isArray(value)) return value.map((item: Json) => show(item, shape.of, tier));
  if (shape.is !== 'object' || !isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]): [string, Json][] => {
      const member = Object.hasOwn(shape.members, name) ? shape.members[name] : undefined;
      if (!member || (member.preview && tier === 'stable')) return [];
      return [[name, show(item, member.shape, tier)]];
    }),
  );
}

/** The sending of an object as members only. */
export function showObject(value: JsonObject, shape: Shape, tier: Tier): JsonObject {
  const shown = show(value, shape, tier);
  return isObject(shown) ? shown : {};
}

const join = (at: string, name: string): string => (at === '' ? name : `${at}.${name}`);
const last = (at: string): string => at.replace(/\[\d+\]$/, '').slice(at.lastIndexOf('.') + 1);
const outside = (size: number, range: { min?: number; max?: number }): boolean =>
  size < (range.min ?? Number.NEGATIVE_INFINITY) || size > (range.max ?? Number.POSITIVE_INFINITY);
const bounds = (at: string, range: { min?: number; max?: number }, unit: string): string =>
  `'${at}' must be between ${range.min ?? 0} and ${range.max ?? 'any number of'}${unit}.`;
const converting = (value: Json, type: string, at: string): string =>
  `Error converting value ${shorten(JSON.stringify(value))} to type '${type}'. Path '${at}'.`;
const shorten = (long: string): string => (long.length > 100 ? `${long.slice(0, 100)}…` : long);
