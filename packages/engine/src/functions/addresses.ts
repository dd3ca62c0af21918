import { type Cell, isArray } from '../values/cell.ts';
import { type Ipv4, type Ipv6, ipv4Text, ipv6Text, maskIpv4, maskIpv6, readIpv4, readIpv6 } from '../values/network.ts';
import { Refusal } from '../values/refusal.ts';
import { type FunctionTable, fn } from './blueprint.ts';

/** The sign of the difference under the shortest prefix given; null when a text is no address. */
function compareIpv4(left: string, right: string, prefix = 32n): bigint | null {
  const a = readIpv4(left);
  const b = readIpv4(right);
  if (!a || !b || prefix < 0n || prefix > 32n) return null;
  const bits = Math.min(a.bits, b.bits, Number(prefix));
  return BigInt(Math.sign(maskIpv4(a.address, bits) - maskIpv4(b.address, bits)));
}

function signUnder(a: Ipv6, b: Ipv6, prefix: number): bigint {
  const bits = Math.min(a.bits, b.bits, prefix);
  const difference = maskIpv6(a.address, bits) - maskIpv6(b.address, bits);
  return difference === 0n ? 0n : difference < 0n ? -1n : 1n;
}

/**
 * As compareIpv4(), among addresses of either kind. A prefix counts over 128 bits; whether one of up to 32 counts within
 * two IPv4 addresses is not documented, and refused where it matters.
 */
function compareIpv6(left: string, right: string, prefix = 128n): bigint | null {
  const a = readIpv6(left);
  const b = readIpv6(right);
  if (!a || !b || prefix < 0n || prefix > 128n) return null;
  const sign = signUnder(a, b, Number(prefix));
  if (a.isIpv4 && b.isIpv4 && prefix <= 32n && sign !== signUnder(a, b, 96 + Number(prefix)))
    throw new Refusal('ipv6_compare()', 'a prefix of up to 32 bits between two IPv4 addresses');
  return sign;
}

const isSame = (sign: bigint | null): boolean | null => (sign === null ? null : sign === 0n);

/** Whether an address that is a wider network than the range is in it is not documented, and refused where it matters. */
function isInIpv4(address: string, range: string): boolean | null {
  const a = readIpv4(address);
  const b = readIpv4(range);
  if (!a || !b) return null;
  const bits = Math.min(a.bits, b.bits);
  const isIn = maskIpv4(a.address, bits) === maskIpv4(b.address, bits);
  if (isIn && a.bits < b.bits) throw new Refusal('ipv4_is_in_range()', 'an address wider than the range');
  return isIn;
}

function isInIpv6(address: string, range: string): boolean | null {
  const a = readIpv6(address);
  const b = readIpv6(range);
  if (!a || !b) return null;
  const isIn = signUnder(a, b, 128) === 0n;
  if (isIn && a.bits < b.bits) throw new Refusal('ipv6_is_in_range()', 'an address wider than the range');
  return isIn;
}

const privateNetworks: readonly Ipv4[] = [
  { address: 0x0a000000, bits: 8 },
  { address: 0xac100000, bits: 12 },
  { address: 0xc0a80000, bits: 16 },
];

function isPrivate(text: string): boolean | null {
  const network = readIpv4(text);
  if (!network) return null;
  return privateNetworks.some((known) => {
    const bits = Math.min(network.bits, known.bits);
    const isIn = maskIpv4(network.address, bits) === maskIpv4(known.address, bits);
    if (isIn && network.bits < known.bits) throw new Refusal('ipv4_is_private()', 'a network wider than a private one');
    return isIn;
  });
}

/**
 * Ranges as arguments of their own or as the members of an array. IPv6 ranges among those of IPv4 hold no IPv4 address and
 * are left out: published detections give a list of both kinds to the functions of both. What else is no range is not
 * documented beside others, and refused.
 */
function isInAny(
  what: string,
  isIn: (address: string, range: string) => boolean | null,
  address: string,
  ranges: readonly Cell[],
): boolean | null {
  const all = ranges.flatMap((range) => (isArray(range) ? range : [range]));
  // In none of none, provided that the address is one.
  if (all.length === 0) return isIn(address, address) === null ? null : false;
  const tried = all.map((range) => {
    if (typeof range !== 'string') throw new Refusal(what, 'a range that is no text');
    return { answer: isIn(address, range), isOther: range.includes(':') && readIpv6(range) !== undefined };
  });
  const own = tried.filter(({ answer, isOther }) => answer !== null || !isOther);
  const answers = (own.length > 0 ? own : tried).map(({ answer }) => answer);
  const unread = answers.filter((answer) => answer === null).length;
  if (unread > 0 && unread < answers.length) throw new Refusal(what, 'a range that is none, among others');
  return unread > 0 ? null : answers.includes(true);
}

/** The address under the shorter of its own and the given prefix; undefined when either is none. */
function underPrefix(text: string, prefix: bigint): Ipv4 | undefined {
  const network = readIpv4(text);
  if (!network || prefix < 0n || prefix > 32n) return undefined;
  const bits = Math.min(network.bits, Number(prefix));
  return { address: maskIpv4(network.address, bits), bits };
}

function parseIpv4(text: string, prefix = 32n): bigint | null {
  const network = underPrefix(text, prefix);
  return network ? BigInt(network.address) : null;
}

/** The text of an address that is given as text or as a number; another number is refused. */
function addressText(value: string | bigint): string {
  if (typeof value === 'string') return value;
  if (value < 0n || value > 0xffff_ffffn) throw new Refusal('format_ipv4()', 'a number that is no address');
  return ipv4Text(Number(value));
}

const format = (value: string | bigint, prefix: bigint | undefined, withBits: boolean): string => {
  const network = underPrefix(addressText(value), prefix ?? 32n);
  if (!network) return '';
  return `${ipv4Text(network.address)}${withBits ? `/${network.bits}` : ''}`;
};

const formatRows = (withBits: boolean) => [
  fn({
    takes: ['string', 'long?'],
    returns: 'string',
    run: (text, prefix) => format(text, prefix, withBits),
  }),
  fn({
    takes: ['long', 'long?'],
    returns: 'string',
    run: (value, prefix) => format(value, prefix, withBits),
  }),
];

function parseIpv6(text: string, prefix?: bigint): string {
  const network = readIpv6(text);
  const given = prefix ?? 128n;
  if (!network || given < 0n || given > 128n) return '';
  if (network.isIpv4 && given <= 32n)
    throw new Refusal('parse_ipv6_mask()', 'a prefix of up to 32 bits on an IPv4 address');
  return ipv6Text(maskIpv6(network.address, Math.min(network.bits, Number(given))));
}

/** The fewest networks that together are the range, in order. */
function cidrList(start: string, end: string): readonly string[] {
  const first = readIpv4(start);
  const last = readIpv4(end);
  if (!first || !last || first.bits < 32 || last.bits < 32 || first.address > last.address)
    throw new Refusal('ipv4_range_to_cidr_list()', 'a start and an end that are no range');
  const networks: string[] = [];
  let at = first.address;
  while (at <= last.address) {
    let bits = 32;
    while (bits > 0 && at % 2 ** (33 - bits) === 0 && at + 2 ** (33 - bits) - 1 <= last.address) bits--;
    networks.push(`${ipv4Text(at)}/${bits}`);
    at += 2 ** (32 - bits);
  }
  return networks;
}

/** Microsoft Learn: a page for each, as "ipv4_is_in_range()". */
export const addresses: FunctionTable = {
  parse_ipv4: fn({ takes: ['string'], returns: 'long', run: (text) => parseIpv4(text) }),
  parse_ipv4_mask: fn({ takes: ['string', 'long'], returns: 'long', run: parseIpv4 }),
  format_ipv4: formatRows(false),
  format_ipv4_mask: formatRows(true),
  ipv4_compare: fn({ takes: ['string', 'string', 'long?'], returns: 'long', run: compareIpv4 }),
  ipv4_is_match: fn({
    takes: ['string', 'string', 'long?'],
    returns: 'bool',
    run: (left, right, prefix) => isSame(compareIpv4(left, right, prefix)),
  }),
  ipv4_is_in_range: fn({ takes: ['string', 'string'], returns: 'bool', run: isInIpv4 }),
  ipv4_is_in_any_range: fn({
    takes: ['string'],
    rest: 'value',
    returns: 'bool',
    run: (address, ...ranges) => isInAny('ipv4_is_in_any_range()', isInIpv4, address, ranges),
  }),
  ipv4_is_private: fn({ takes: ['string'], returns: 'bool', run: isPrivate }),
  ipv4_netmask_suffix: fn({
    takes: ['string'],
    returns: 'long',
    run: (text) => {
      const network = readIpv4(text);
      return network ? BigInt(network.bits) : null;
    },
  }),
  ipv4_range_to_cidr_list: fn({ takes: ['string', 'string'], returns: 'dynamic', run: cidrList }),
  parse_ipv6: fn({ takes: ['string'], returns: 'string', run: (text) => parseIpv6(text) }),
  parse_ipv6_mask: fn({ takes: ['string', 'long'], returns: 'string', run: parseIpv6 }),
  ipv6_compare: fn({ takes: ['string', 'string', 'long?'], returns: 'long', run: compareIpv6 }),
  ipv6_is_match: fn({
    takes: ['string', 'string', 'long?'],
    returns: 'bool',
    run: (left, right, prefix) => isSame(compareIpv6(left, right, prefix)),
  }),
  ipv6_is_in_range: fn({ takes: ['string', 'string'], returns: 'bool', run: isInIpv6 }),
  ipv6_is_in_any_range: fn({
    takes: ['string'],
    rest: 'value',
    returns: 'bool',
    run: (address, ...ranges) => isInAny('ipv6_is_in_any_range()', isInIpv6, address, ranges),
  }),
};
