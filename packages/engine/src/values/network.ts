import { Refusal } from './refusal.ts';

/** An IPv4 address, with the length of the prefix that was written behind it, or 32. */
export interface Ipv4 {
  readonly address: number;
  readonly bits: number;
}

/** What some readers take for an address and others do not: fewer than four parts, or blanks around. */
const odd = /^\s*\d{1,3}(\.\d{1,3}){0,3}(\/\d{1,2})?\s*$/;

/**
 * Reads `a.b.c.d` with an optional `/bits`; undefined when the text is no address. Odd forms and leading zeros are
 * refused. Microsoft Learn, "parse_ipv4()".
 */
export function readIpv4(text: string): Ipv4 | undefined {
  let address = 0;
  let part = -1;
  let parts = 0;
  let hasZero = false;
  let at = 0;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code < 58) {
      hasZero ||= part === 0;
      part = (part < 0 ? 0 : part * 10) + code - 48;
      if (part > 999) return undefined;
    } else if (code === 46 && part >= 0 && parts < 3) {
      if (part > 255) return undefined;
      address = address * 256 + part;
      part = -1;
      parts++;
    } else break;
  }
  const bits = at < text.length ? prefixOf(text, at) : 32;
  if (parts !== 3 || part < 0 || bits === undefined) {
    if (odd.test(text)) throw unsure(text);
    return undefined;
  }
  if (part > 255 || bits > 32) return undefined;
  if (hasZero) throw unsure(text);
  return { address: address * 256 + part, bits };
}

/** The number behind a slash, to the end of the text. */
function prefixOf(text: string, at: number): number | undefined {
  const digits = text.slice(at + 1);
  return text[at] === '/' && /^\d{1,2}$/.test(digits) ? Number(digits) : undefined;
}

const unsure = (text: string): Refusal => new Refusal('an IP address', `'${text}' is in a form that is not read here`);

/** The address with all but its first bits cleared. */
export function maskIpv4(address: number, bits: number): number {
  const size = 2 ** (32 - bits);
  return Math.floor(address / size) * size;
}

/** `a.b.c.d`. */
export function ipv4Text(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/** An address of 128 bits; an IPv4 address is mapped into ::ffff:0:0/96. */
export interface Ipv6 {
  readonly address: bigint;
  readonly bits: number;
  /** Written as an IPv4 address, so that a short prefix may be meant to count within it. */
  readonly isIpv4: boolean;
}

const mapped = 0xffff_0000_0000n;

/**
 * Reads an IPv6 or IPv4 address with an optional `/bits`; undefined when the text is neither. An address written
 * `::a.b.c.d` is the IPv4 address, and its prefix counts from there. Microsoft Learn, "parse_ipv6_mask()".
 */
export function readIpv6(text: string): Ipv6 | undefined {
  if (!text.includes(':')) {
    const ipv4 = readIpv4(text);
    return ipv4 && { address: mapped + BigInt(ipv4.address), bits: 96 + ipv4.bits, isIpv4: true };
  }
  if (text.startsWith('::') && text.includes('.') && !text.includes(':', 2)) return readIpv6(text.slice(2));
  const [, written = '', prefix] = /^([\da-f:.]+)(?:\/(\d{1,3}))?$/i.exec(text) ?? [];
  if (written === '') {
    if (/^\s*\[?[\da-f:.]+(%\w+)?\]?(\/\d+)?\s*$/i.test(text)) throw unsure(text);
    return undefined;
  }
  const bits = prefix === undefined ? 128 : Number(prefix);
  const address = readGroups(written);
  if (address === undefined || bits > 128) return undefined;
  if (prefix !== undefined && written.includes('.')) throw unsure(text);
  return { address, bits, isIpv4: written.includes('.') };
}

/** Eight groups of hexadecimal digits, `::` for a run of zeros, and perhaps an IPv4 address in place of the last two. */
function readGroups(written: string): bigint | undefined {
  const tail = /[\d.]+$/.exec(written)?.[0] ?? '';
  let text = written;
  if (tail.includes('.')) {
    const ipv4 = readIpv4(tail);
    if (!ipv4) return undefined;
    const low = ipv4.address % 65536;
    text = `${written.slice(0, -tail.length)}${((ipv4.address - low) / 65536).toString(16)}:${low.toString(16)}`;
  }
  const sides = text.split('::');
  const groups = sides.map((side) => (side === '' ? [] : side.split(':')));
  const [head = [], rest] = groups;
  const given = head.length + (rest?.length ?? 0);
  if (sides.length > 2 || (rest ? given > 7 : given !== 8)) return undefined;
  const all = rest ? [...head, ...Array.from({ length: 8 - given }, () => '0'), ...rest] : head;
  if (!all.every((group) => /^[\da-f]{1,4}$/i.test(group))) return undefined;
  return all.reduce((whole, group) => whole * 65536n + BigInt(`0x${group}`), 0n);
}

/** The address with all but its first bits cleared. */
export function maskIpv6(address: bigint, bits: number): bigint {
  const rest = BigInt(128 - bits);
  return (address >> rest) << rest;
}

/** Eight groups of four hexadecimal digits. */
export function ipv6Text(address: bigint): string {
  return (address.toString(16).padStart(32, '0').match(/.{4}/g) ?? []).join(':');
}
