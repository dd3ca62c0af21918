import { type Cell, isArray } from '../values/cell.ts';
import { type FunctionTable, fn } from './blueprint.ts';

interface Network {
  readonly address: number;
  readonly bits: number;
}

/** `a.b.c.d` with an optional `/bits`; undefined when it is neither. */
function readNetwork(text: string): Network | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(text.trim());
  if (!match) return undefined;
  const parts = match.slice(1, 5).map(Number);
  const bits = match[5] === undefined ? 32 : Number(match[5]);
  if (parts.some((part) => part > 255) || bits > 32) return undefined;
  return { address: parts.reduce((whole, part) => whole * 256 + part, 0), bits };
}

const masked = (address: number, bits: number): number => {
  const size = 2 ** (32 - bits);
  return Math.floor(address / size) * size;
};

/** The sign of the difference under the shortest prefix given; null when a text is no address. */
function compareNetworks(left: string, right: string, prefix = 32n): bigint | null {
  const a = readNetwork(left);
  const b = readNetwork(right);
  if (!a || !b || prefix < 0n || prefix > 32n) return null;
  const bits = Math.min(a.bits, b.bits, Number(prefix));
  return BigInt(Math.sign(masked(a.address, bits) - masked(b.address, bits)));
}

function isIn(address: string, range: string): boolean | null {
  const a = readNetwork(address);
  const b = readNetwork(range);
  if (!a || !b) return null;
  const bits = Math.min(a.bits, b.bits);
  return masked(a.address, bits) === masked(b.address, bits);
}

const privateNetworks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

function isPrivate(address: string): boolean | null {
  const network = readNetwork(address);
  if (!network) return null;
  return privateNetworks.some((range) => {
    const known = readNetwork(range);
    return known !== undefined && network.bits >= known.bits && masked(network.address, known.bits) === known.address;
  });
}

function isInAny(address: string, ranges: readonly Cell[]): boolean | null {
  if (!readNetwork(address)) return null;
  const texts = ranges
    .flatMap((range) => (isArray(range) ? range : [range]))
    .filter((range) => typeof range === 'string');
  const answers = texts.map((range) => isIn(address, String(range)));
  return answers.includes(true) ? true : answers.includes(null) ? null : false;
}

/** Microsoft Learn: a page for each, as "ipv4_is_in_range()". */
export const addresses: FunctionTable = {
  parse_ipv4: fn({
    takes: ['string'],
    returns: 'long',
    run: (text) => {
      const network = readNetwork(text);
      return network ? BigInt(masked(network.address, network.bits)) : null;
    },
  }),
  ipv4_compare: fn({ takes: ['string', 'string', 'long?'], returns: 'long', run: compareNetworks }),
  ipv4_is_match: fn({
    takes: ['string', 'string', 'long?'],
    returns: 'bool',
    run: (left, right, prefix) => {
      const sign = compareNetworks(left, right, prefix);
      return sign === null ? null : sign === 0n;
    },
  }),
  ipv4_is_in_range: fn({ takes: ['string', 'string'], returns: 'bool', run: isIn }),
  ipv4_is_in_any_range: fn({
    takes: ['string'],
    rest: 'value',
    returns: 'bool',
    run: (address, ...ranges) => isInAny(address, ranges),
  }),
  ipv4_is_private: fn({ takes: ['string'], returns: 'bool', run: isPrivate }),
  ipv4_netmask_suffix: fn({
    takes: ['string'],
    returns: 'long',
    run: (text) => {
      const network = readNetwork(text);
      return network ? BigInt(network.bits) : null;
    },
  }),
};
