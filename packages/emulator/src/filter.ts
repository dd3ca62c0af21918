import type { Json, JsonObject } from '@picket/arm';
import type { Refusal } from './answer.ts';
import { isObject } from './call.ts';
import { refusals } from './refusals.ts';

const condition = /^\s*([A-Za-z]+(?:\/[A-Za-z]+)*)\s+(eq|ne)\s+'((?:[^']|'')*)'\s*$/;

/**
 * The part of OData's $filter that is offered: `properties/kind eq 'AnalyticsRule'`, comparisons of text by eq or ne, joined by
 * `and`. Comparison is without regard to letter case, since ids are among the values. Anything else is refused.
 */
export function readFilter(text: string): ((item: JsonObject) => boolean) | Refusal {
  const parts = splitAnd(text).map((part) => condition.exec(part));
  if (parts.some((part) => part === null))
    return refusals.operationNotOffered({ what: `$filter '${text.slice(0, 200)}'` });
  return (item) =>
    parts.every((part) => {
      const [, path = '', operator, literal = ''] = part ?? [];
      const value = path.split('/').reduce<Json | undefined>((at, key) => memberOf(at, key), item);
      const same = typeof value === 'string' && value.toLowerCase() === literal.replaceAll("''", "'").toLowerCase();
      return same === (operator === 'eq');
    });
}

function splitAnd(text: string): readonly string[] {
  const parts: string[] = [];
  let quoted = false;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "'") quoted = !quoted;
    if (!quoted && text.slice(i, i + 5).toLowerCase() === ' and ') {
      parts.push(text.slice(from, i));
      from = i + 5;
      i += 4;
    }
  }
  return [...parts, text.slice(from)];
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  if (!isObject(value)) return undefined;
  const key = Object.keys(value).find((known) => known.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : value[key];
}
