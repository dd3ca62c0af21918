import { isObject, type UnknownObject } from '../azure/json.ts';

/**
 * The merge patch that makes one object of another, member by member; undefined when they are equal. A list is taken
 * whole. The order of members does not matter.
 */
export function differenceOf(from: UnknownObject, to: UnknownObject): UnknownObject | undefined {
  const keys = new Set([...Object.keys(from), ...Object.keys(to)]);
  const patch = [...keys].flatMap((key): readonly (readonly [string, unknown])[] => {
    const [before, after] = [from[key], to[key]];
    if (after === undefined) return before === undefined ? [] : [[key, null]];
    if (isObject(before) && isObject(after)) {
      const inner = differenceOf(before, after);
      return inner ? [[key, inner]] : [];
    }
    return isSame(before, after) ? [] : [[key, after]];
  });
  return patch.length > 0 ? Object.fromEntries(patch) : undefined;
}

function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((each, i) => isSame(each, b[i]));
  if (isObject(a) && isObject(b)) return differenceOf(a, b) === undefined;
  return a === b;
}
