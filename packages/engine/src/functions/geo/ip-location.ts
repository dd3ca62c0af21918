import { isIPv4, isIPv6 } from 'node:net';
import type { RunData } from '../../outside/run-data.ts';
import type { Cell } from '../../values/cell.ts';
import { type FunctionTable, outsideFn } from '../blueprint.ts';

/** Where the addresses of a network are. */
export interface IpLocation {
  /** IPv4 or IPv6, as `203.0.113.0/24`; a single address may stand without its length. */
  readonly network: string;
  readonly country: string;
  readonly state: string;
  readonly city: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** Finds where an address is. */
export interface IpLocations {
  readonly find: (address: string) => IpLocation | undefined;
}

interface Network {
  readonly width: 32 | 128;
  readonly address: bigint;
  readonly bits: number;
}

const quad = (text: string): bigint => text.split('.').reduce((whole, part) => whole * 256n + BigInt(part), 0n);

function groupsOf(text: string): bigint {
  const plain = text.replace(/[\d.]+$/, (last) => {
    const value = last.includes('.') ? quad(last) : undefined;
    return value === undefined ? last : `${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`;
  });
  const [left = [], right] = plain.split('::').map((side) => (side === '' ? [] : side.split(':')));
  const zeros = Array.from({ length: right ? 8 - left.length - right.length : 0 }, () => '0');
  return [...left, ...zeros, ...(right ?? [])].reduce((whole, group) => (whole << 16n) + BigInt(`0x${group}`), 0n);
}

/** An address or network; undefined when the text is none. */
function readNetwork(text: string): Network | undefined {
  const [ip = '', length, ...more] = text.trim().split('/');
  const width = isIPv4(ip) ? 32 : isIPv6(ip) && !ip.includes('%') ? 128 : undefined;
  if (!width || more.length > 0 || (length !== undefined && !/^\d{1,3}$/.test(length))) return undefined;
  const bits = length === undefined ? width : Number(length);
  return bits <= width ? { width, address: width === 32 ? quad(ip) : groupsOf(ip), bits } : undefined;
}

const keyOf = ({ width, address }: Network, bits: number): string =>
  `${width}/${bits}/${address >> BigInt(width - bits)}`;

/** Locations by network; of several networks that hold an address, the one with the longest prefix counts. */
export function ipLocations(rows: readonly IpLocation[]): {
  readonly locations: IpLocations;
  /** Rows whose network is not one. */
  readonly wrong: readonly IpLocation[];
} {
  const known = new Map<string, IpLocation>();
  const lengths = { 32: new Set<number>(), 128: new Set<number>() };
  const wrong: IpLocation[] = [];
  for (const row of rows) {
    const network = readNetwork(row.network);
    if (network) {
      known.set(keyOf(network, network.bits), row);
      lengths[network.width].add(network.bits);
    } else wrong.push(row);
  }
  const find = (text: string): IpLocation | undefined => {
    const address = text.includes('/') ? undefined : readNetwork(text);
    if (!address) return undefined;
    const longestFirst = [...lengths[address.width]].sort((a, b) => b - a);
    const bits = longestFirst.find((each) => known.has(keyOf(address, each)));
    return bits === undefined ? undefined : known.get(keyOf(address, bits));
  };
  return { locations: { find }, wrong };
}

/** Where an address is, as a bag; null when it is not told. */
function locate(data: RunData, address: string): Cell {
  const found = data.ipLocation(address);
  if (!found) return null;
  const { country, state, city, latitude, longitude } = found;
  return new Map<string, Cell>(Object.entries({ country, state, city, latitude, longitude }));
}

/** Microsoft Learn, "geo_info_from_ip_address()". The service reads GeoLite2; here locations come with the run. */
export const ipLocation: FunctionTable = {
  geo_info_from_ip_address: outsideFn({
    takes: ['string'],
    returns: 'dynamic',
    reads: (data) => (address: string) => locate(data, address),
  }),
};
