import type { Json } from './template.ts';

/**
 * The one text of a JSON value: no white space, properties in order of their UTF-16 code units, numbers and texts as
 * JSON.stringify writes them. Values that are equal have the same text, and the other way round.
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`);
  return `{${members.join(',')}}`;
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
