import type { Path } from '@picket/model';

/** JSON as somebody wrote it: nothing is known of what a member holds before it was looked at. */
export type UnknownObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is UnknownObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a list; whatever else is in it, or stands in its place, is none. */
export function objectsIn(value: unknown): readonly { readonly object: UnknownObject; readonly index: number }[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((object: unknown, index) => (isObject(object) ? [{ object, index }] : []));
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A number, or the number that a text says; anything else is none (NaN). */
export function numberOf(value: unknown): number {
  return typeof value === 'number' || (typeof value === 'string' && value.trim() !== '') ? Number(value) : Number.NaN;
}

/** A text, or the text of a number or truth; of anything else its JSON. */
export function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** Every text in a value of JSON with its place, in the order of the members. */
export function stringsIn(value: unknown, path: Path = []): readonly { readonly text: string; readonly path: Path }[] {
  if (typeof value === 'string') return [{ text: value, path }];
  if (Array.isArray(value)) return value.flatMap((each: unknown, index) => stringsIn(each, [...path, index]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, each]) => stringsIn(each, [...path, key]));
}
