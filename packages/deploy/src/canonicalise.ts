import type { Json, JsonObject } from '@picket/arm';
import { isObject } from '@picket/arm';
import { canonicalJson, type ResourceKind } from '@picket/bundle';
import { type CanonicalRow, canonicalRows, type KindRows } from './canonical-rows.ts';
import { notebookForm } from './notebook-form.ts';

/** The only members of the envelope that an author decides on; id, name, type, etag and systemData are the service's. */
const envelope = ['kind', 'properties'];

/**
 * One form for a resource as it was written and as the service shows it, so that every remaining difference is a real one:
 * read-only members are left out, null, empty lists and empty objects are absent, defaults are filled in, and each member
 * of `canonicalRows` takes its one spelling. Idempotent; what no row names is kept and compared as it stands.
 *
 * @param name the resource's name, which the service takes as the connector page's id when none is given
 */
export function canonicalise(kind: ResourceKind, body: JsonObject, name?: string): JsonObject {
  const { opaque, spellings, members, defaults, sets } = compiled[kind];
  const own = Object.fromEntries(Object.entries(body).filter(([member]) => envelope.includes(member)));
  let value: Json = prune(own, '', opaque) ?? {};
  for (const { path, values } of spellings) value = at(value, path, (found) => respell(found, values));
  for (const { path, is } of members) value = at(value, path, forms[is]);
  for (const { path, value: preset } of defaults) value = fill(value, path, preset);
  // Sets come last: their items have their final form by now, so equal items are equal.
  for (const { path } of sets) value = at(value, path, forms.set);
  if (kind === 'connector' && name !== undefined) value = fill(value, ['properties', 'connectorUiConfig', 'id'], name);
  return isObject(value) ? value : {};
}

/** The rows of a kind with their paths in steps, ready for use. */
function compile(rows: KindRows) {
  const members = rows.members.map(({ path, is }) => ({ path: path.split('.'), is }));
  return {
    opaque: new Set(rows.members.filter(({ is }) => is === 'opaque' || is === 'notebook').map(({ path }) => path)),
    spellings: rows.spellings.map(({ path, values }) => {
      const canonical = new Map(values.map((value) => [value.toLowerCase(), value]));
      return { path: path.split('.'), values: canonical };
    }),
    members: members.filter(({ is }) => is !== 'set' && is !== 'opaque'),
    sets: members.filter(({ is }) => is === 'set'),
    defaults: rows.defaults.map(({ path, value }) => ({ path: path.split('.'), value })),
  };
}

const compiled = {
  rule: compile(canonicalRows.rule),
  connector: compile(canonicalRows.connector),
  workbook: compile(canonicalRows.workbook),
  metadata: compile(canonicalRows.metadata),
};

const forms: Readonly<Record<CanonicalRow['is'], (value: Json) => Json | undefined>> = {
  'read-only': () => undefined,
  duration: (value) => (typeof value === 'string' ? canonicalDuration(value) : value),
  text: (value) => (typeof value === 'string' ? lineFeeds(value) : value),
  query: (value) => (typeof value === 'string' ? lineFeeds(value).trimEnd() : value),
  'empty-is-absent': (value) => (value === '' ? undefined : typeof value === 'string' ? lineFeeds(value) : value),
  set: (value) => (Array.isArray(value) ? distinct(value) : value),
  id: (value) => (typeof value === 'string' ? value.toLowerCase() : value),
  notebook: (value) => (typeof value === 'string' ? notebookForm(value) : value),
  opaque: (value) => value,
};

/** An ISO 8601 duration without years and months in its shortest form; anything else as it is. */
export function canonicalDuration(text: string): string {
  const found = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/i.exec(text);
  if (!found || /^P$|T$/i.test(text)) return text;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = found.slice(1).map((part) => Number(part ?? 0));
  const total = (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds;
  if (!Number.isSafeInteger(total)) return text;
  const date = amount(Math.floor(total / 86_400), 'D');
  const time =
    amount(Math.floor(total / 3600) % 24, 'H') + amount(Math.floor(total / 60) % 60, 'M') + amount(total % 60, 'S');
  return date || time ? `P${date}${time ? `T${time}` : ''}` : 'PT0S';
}

function amount(count: number, unit: string): string {
  return count > 0 ? `${count}${unit}` : '';
}

function lineFeeds(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

function respell(value: Json, spellings: ReadonlyMap<string, string>): Json {
  return typeof value === 'string' ? (spellings.get(value.toLowerCase()) ?? value) : value;
}

function distinct(items: readonly Json[]): readonly Json[] {
  const keyed = new Map(items.map((item) => [canonicalJson(item), item]));
  return [...keyed.keys()].sort().map((key) => keyed.get(key) ?? null);
}

/** Leaves out null, and lists and objects that hold nothing after that; list items stay, for their place may matter. */
function prune(value: Json, path: string, opaque: ReadonlySet<string>): Json | undefined {
  if (value === null) return undefined;
  if (opaque.has(path)) return value;
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map(
      (item) => prune(item, `${path}.[]`, opaque) ?? (isObject(item) ? {} : null),
    );
    return items.length > 0 ? items : undefined;
  }
  if (!isObject(value)) return value;
  const members = Object.entries(value).flatMap(([name, member]) => {
    const kept = prune(member, path === '' ? name : `${path}.${name}`, opaque);
    return kept === undefined ? [] : [[name, kept] as const];
  });
  return members.length > 0 ? Object.fromEntries(members) : undefined;
}

/** Changes the value at a path where it exists; `undefined` removes the member, and its parents when nothing is left. */
function at(value: Json, path: readonly string[], change: (found: Json) => Json | undefined): Json {
  return step(value, path, 0, change) ?? {};
}

function step(
  value: Json,
  path: readonly string[],
  depth: number,
  change: (found: Json) => Json | undefined,
): Json | undefined {
  const head = path[depth];
  if (head === undefined) return change(value);
  if (head === '[]') {
    if (!Array.isArray(value)) return value;
    return (value as readonly Json[]).map((item) => step(item, path, depth + 1, change) ?? null);
  }
  if (!isObject(value) || !Object.hasOwn(value, head)) return value;
  const found = value[head] ?? null;
  const changed = step(found, path, depth + 1, change);
  if (changed === found) return value;
  if (changed !== undefined) return { ...value, [head]: changed };
  const { [head]: _, ...others } = value;
  return Object.keys(others).length > 0 ? others : undefined;
}

/** Puts a default where the member is missing, making its parents, but never makes an item of a list. */
function fill(value: Json, path: readonly string[], preset: Json): Json {
  const [head, ...rest] = path;
  if (head === undefined) return value;
  if (head === '[]')
    return Array.isArray(value) ? (value as readonly Json[]).map((item) => fill(item, rest, preset)) : value;
  if (!isObject(value)) return value;
  const found = Object.hasOwn(value, head) ? value[head] : undefined;
  if (rest.length === 0) return found === undefined ? { ...value, [head]: preset } : value;
  if (found === undefined && rest.includes('[]')) return value;
  return { ...value, [head]: fill(found ?? {}, rest, preset) };
}
