/** IPv4 ranges that no host of the internet has, by first address and prefix length (IANA IPv4 Special-Purpose Address Registry). */
const specialRanges: readonly (readonly [first: string, length: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];

const numberOf = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

/** Whether an IPv4 address can belong to nobody. */
export function isInventedIpv4(address: string): boolean {
  const value = numberOf(address);
  return specialRanges.some(
    ([first, length]) => Math.floor(value / 2 ** (32 - length)) === numberOf(first) / 2 ** (32 - length),
  );
}

/** Whether a text is an IPv6 address, without zone and prefix length. */
export function isIpv6(text: string): boolean {
  const halves = text.split('::');
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const isWhole = halves.length === 1 ? groups.length === 8 : halves.length === 2 && groups.length < 8;
  return isWhole && groups.length > 0 && groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group));
}

/**
 * Whether an IPv6 address can belong to nobody. Global unicast is 2000::/3; of it 2001:db8::/32 and 3fff::/20 are for
 * documentation (RFC 3849, RFC 9637).
 */
export function isInventedIpv6(address: string): boolean {
  if (address.startsWith(':')) return true;
  const [first = 0, second = 0] = address.split(':').map((group) => Number.parseInt(group || '0', 16));
  if (first < 0x2000 || first > 0x3fff) return true;
  return (first === 0x2001 && second === 0xdb8) || (first === 0x3fff && second < 0x1000);
}
