import { isObject, type Json, type JsonObject } from '@picket/arm';

/** The member that holds the order of the names beside it. */
const order = '(order)';

/** Lists whose members have a name by which a person knows them, and the member that holds it. */
const namedLists: Readonly<Record<string, string>> = { items: 'name', parameters: 'name', links: 'linkLabel' };

/**
 * The text of a notebook as a value whose differences a person can read: steps, parameters and links stand under their
 * names, with their order beside them, so that a step that moved or came in between is one difference and not one for
 * every step behind it. Nothing is left out; layout and line ends say nothing. A text that is no JSON stays one.
 */
export function notebookForm(text: string): Json {
  try {
    return byName(JSON.parse(text));
  } catch {
    return text;
  }
}

function byName(value: Json): Json {
  if (typeof value === 'string') return value.replace(/\r\n?/g, '\n');
  if (isList(value)) return value.map(byName);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([member, inner]) => {
      const name = Object.hasOwn(namedLists, member) ? namedLists[member] : undefined;
      return [member, name !== undefined && isListOfObjects(inner) ? underNames(inner, name) : byName(inner)];
    }),
  );
}

function underNames(list: readonly JsonObject[], member: string): Json {
  const taken = new Map([[order, 1]]);
  const named = list.map((item, index): [string, Json] => {
    const own = item[member];
    const name = typeof own === 'string' && own !== '' ? own : `${index + 1}`;
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    return [count === 1 ? name : `${name} (${count})`, byName(item)];
  });
  return { ...Object.fromEntries(named), [order]: named.map(([name]) => name) };
}

function isListOfObjects(value: Json): value is readonly JsonObject[] {
  return isList(value) && value.length > 0 && value.every(isObject);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
