import type { Json, JsonObject } from './notebook.ts';

/** A JSON merge patch laid over an object (RFC 7396): null takes a member away, a list takes the place of a list. */
export function mergePatch(target: JsonObject, patch: Readonly<Record<string, unknown>> | undefined): JsonObject {
  if (!patch) return target;
  const merged = new Map<string, Json>(Object.entries(target));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null || value === undefined) merged.delete(key);
    else if (isJsonObject(value)) {
      const before = merged.get(key);
      merged.set(key, mergePatch(isJsonObject(before) ? before : {}, value));
    } else merged.set(key, value as Json);
  }
  return Object.fromEntries(merged);
}

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
