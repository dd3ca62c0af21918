import type { JsonObject } from '@picket/arm';
import type { Refusal } from './answer.ts';
import type { Call } from './call.ts';
import { refusals } from './refusals.ts';

/**
 * One page of a list and the link to the next. The link names the last item of this page, so items that come or go between
 * two pages neither repeat nor hide others. `items` are in the order of their keys.
 */
export function page<T>(
  call: Call,
  origin: string,
  pageSize: number,
  items: readonly { readonly key: string; readonly item: T }[],
  show: (item: T) => JsonObject,
): { readonly value: readonly JsonObject[]; readonly nextLink?: string } | Refusal {
  const token = call.query.get('$skiptoken');
  const after = token === undefined ? '' : Buffer.from(token, 'base64url').toString('utf8');
  if (token !== undefined && after === '') return refusals.invalidQuery({ name: '$skipToken', value: token });
  const rest = items.filter(({ key }) => key > after);
  const shown = rest.slice(0, pageSize);
  const last = shown.at(-1);
  if (!last || rest.length <= pageSize) return { value: shown.map(({ item }) => show(item)) };
  const query = new URLSearchParams([...call.query].filter(([name]) => name !== '$skiptoken'));
  query.set('$skipToken', Buffer.from(last.key, 'utf8').toString('base64url'));
  return {
    value: shown.map(({ item }) => show(item)),
    nextLink: `${origin}${call.pathText}?${query.toString().replaceAll('%24', '$')}`,
  };
}

/** `$top` or `$skip`: a whole number, or undefined when it is absent. */
export function countOf(call: Call, name: '$top' | '$skip'): number | undefined | Refusal {
  const text = call.query.get(name);
  if (text === undefined) return undefined;
  return /^\d{1,9}$/.test(text) ? Number(text) : refusals.invalidQuery({ name, value: text });
}
