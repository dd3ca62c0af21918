import { isInventedIpv4, isInventedIpv6, isIpv6 } from './invented-addresses.ts';
import { isInventedDomain, isServiceDomain } from './invented-names.ts';
import { isRealPhone } from './invented-phones.ts';

/** A part of a text that could be somebody's. Offsets are UTF-16 units of the text. */
export interface RealThing {
  readonly kind: 'domain' | 'address' | 'phone';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const account = /[\w.+'’#-]+@((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]+)/gi;
const url = /\b[a-z][a-z0-9+.-]*:\/\/(?:[^\s/@]*@)?((?:[a-z0-9-]+\.)+[a-z]{2,})/gi;
/** A value that is nothing but a domain name below a well-known top-level domain: `Contoso.Sync` is none. */
const bareDomain =
  /^((?:[a-z0-9-]+\.)+(?:app|at|au|be|biz|br|ca|ch|cloud|cn|co|com|cz|de|dev|dk|es|eu|fi|fr|hu|ie|in|info|io|it|jp|kr|me|mx|net|nl|no|nz|online|org|pl|pt|ro|ru|se|site|top|tr|ua|uk|us|xyz|za))\.?$/i;
/** Not behind a letter, a digit or a product's slash: `Chrome/120.0.0.0` is a version. */
const ipv4 = /(?<![\w.-]|[\w)]\/)(?:\d{1,3}\.){3}\d{1,3}(?![\w-]|\.\d)/g;
const ipv6 = /(?<![\w:.-])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?![\w:]|\.\d)/gi;
/** Columns in which four numbers with dots between are no address. */
const versionColumn = /version|build/i;
const phoneColumn = /phone|mobile(?!device)|telephone/i;

/**
 * What in a text could belong to somebody: account names and domains outside those that nobody can own, public addresses
 * outside the documentation's, telephone numbers. A number of `{n}` in it counts as 1. Pure.
 *
 * @param column the key that the text stands under, for values that only it tells apart
 */
export function realThings(text: string, column: string): readonly RealThing[] {
  const plain = text.replace(/\{n(?::\d{1,2})?\}/g, '1');
  const found = [...domainsIn(plain), ...addressesIn(plain, column), ...phonesIn(plain, column)];
  // Places in a text with numbers put in are none of the text as written.
  return plain === text ? found : found.map((thing) => ({ ...thing, start: 0, end: text.length }));
}

function domainsIn(text: string): readonly RealThing[] {
  const bare = bareDomain.exec(text);
  const named = [...[...text.matchAll(account)].map(place), ...[...text.matchAll(url)].map(place)];
  const accounts = named.filter(
    ({ domain, isUrl }) => !isInventedDomain(domain) && !(isUrl && isServiceDomain(domain)),
  );
  const whole = bare?.[1] && !isInventedDomain(bare[1]) && !isServiceDomain(bare[1]) ? [bare[1]] : [];
  return [
    ...accounts.map(({ domain, start }) => thing('domain', domain, start)),
    ...whole.map((domain) => thing('domain', domain, 0)),
  ];
}

const thing = (kind: RealThing['kind'], text: string, start: number): RealThing => ({
  kind,
  text,
  start,
  end: start + text.length,
});

/** Where the domain of a match stands: at its end. */
function place(match: RegExpMatchArray) {
  const [whole, domain = ''] = match;
  return { domain, isUrl: whole.includes('://'), start: (match.index ?? 0) + whole.length - domain.length };
}

function addressesIn(text: string, column: string): readonly RealThing[] {
  if (versionColumn.test(column)) return [];
  const four = [...text.matchAll(ipv4)].filter(
    ([address]) => address.split('.').every((part) => Number(part) < 256) && !isInventedIpv4(address),
  );
  const six = [...text.matchAll(ipv6)].filter(([address]) => isIpv6(address) && !isInventedIpv6(address));
  return [...four, ...six].map((match) => thing('address', match[0], match.index));
}

function phonesIn(text: string, column: string): readonly RealThing[] {
  return isRealPhone(text, phoneColumn.test(column)) ? [thing('phone', text, 0)] : [];
}
