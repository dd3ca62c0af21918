import { isIPv4, isIPv6 } from 'node:net';
import { absent, type Cell, type Column, type Row } from '../values/cell.ts';
import { keyOfCells } from '../values/compare.ts';
import { Refusal } from '../values/refusal.ts';
import {
  constantOf,
  namesFor,
  type PluginArguments,
  type PluginParameter,
  type PluginRow,
  type PluginRun,
  placeOf,
  rowsOfTable,
} from './plugin.ts';

/** A range of addresses: those that share its first bits. */
interface Network {
  readonly address: bigint;
  readonly bits: number;
}

const masked = (address: bigint, bits: number, width: number): bigint => address >> BigInt(width - bits);

function splitPrefix(text: string, width: number): { readonly ip: string; readonly bits: number } | undefined {
  const [ip = '', prefix, ...more] = text.trim().split('/');
  const bits = prefix === undefined ? width : /^\d{1,3}$/.test(prefix) ? Number(prefix) : -1;
  return more.length === 0 && bits >= 0 && bits <= width ? { ip, bits } : undefined;
}

function readIpv4(text: string): Network | undefined {
  const split = splitPrefix(text, 32);
  if (!split || !isIPv4(split.ip)) return undefined;
  const address = split.ip.split('.').reduce((whole, part) => whole * 256n + BigInt(part), 0n);
  return { address, bits: split.bits };
}

function readIpv6(text: string): Network | undefined {
  const split = splitPrefix(text, 128);
  if (split && isIPv4(split.ip)) throw new Refusal('evaluate ipv6_lookup', `'${text}', an IPv4 address`);
  if (!split || !isIPv6(split.ip) || split.ip.includes('%')) return undefined;
  const hex = split.ip.replace(/[\d.]+$/, (last) => (last.includes('.') ? quadAsGroups(last) : last));
  const [head = '', tail] = hex.split('::');
  const groups = (side: string): readonly string[] => (side === '' ? [] : side.split(':'));
  const left = groups(head);
  const right = groups(tail ?? '');
  const zeros = Array.from({ length: tail === undefined ? 0 : 8 - left.length - right.length }, () => '0');
  const address = [...left, ...zeros, ...right].reduce((whole, group) => (whole << 16n) + BigInt(`0x${group}`), 0n);
  return { address, bits: split.bits };
}

function quadAsGroups(quad: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = quad.split('.').map(Number);
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

interface Family {
  readonly plugin: string;
  readonly width: number;
  readonly read: (text: string) => Network | undefined;
}

const lookup: PluginParameter = { name: 'LookupTable', is: 'table' };
const returnUnmatched: PluginParameter = { name: 'return_unmatched', is: 'constant', types: ['bool'], optional: true };

/** Microsoft Learn, "ipv4_lookup plugin": the columns of the input, then those of the table, common columns once. */
export const ipv4Lookup: PluginRow = {
  takes: [
    lookup,
    { name: 'SourceIPv4Key', is: 'column', types: ['string'] },
    { name: 'IPv4LookupKey', is: 'column of the table', types: ['string'] },
    { name: 'ExtraKey', is: 'common column', optional: true, repeats: true },
    returnUnmatched,
  ],
  columns: ipv4Columns,
  run: (call) => {
    const found = matches(
      call,
      { plugin: 'evaluate ipv4_lookup', width: 32, read: readIpv4 },
      'SourceIPv4Key',
      'IPv4LookupKey',
    );
    const keys = namesFor(call.args, 'ExtraKey');
    const kept = (call.args.table?.columns ?? []).flatMap((column, i) => (keys.includes(column.name) ? [] : [i]));
    return {
      columns: ipv4Columns(call.args, call.columns),
      rows: found.map(([row, other]) => [...row, ...kept.map((place) => other[place] ?? null)]),
    };
  },
};

function ipv4Columns(args: PluginArguments, input: readonly Column[]): readonly Column[] {
  const keys = namesFor(args, 'ExtraKey');
  const more = (args.table?.columns ?? []).filter((column) => !keys.includes(column.name));
  const taken = new Set(input.map((column) => column.name));
  return [...input, ...more.map((column) => ({ ...column, name: freeName(column.name, taken) }))];
}

/** A name that is taken gets a number, as in the result of the lookup operator. */
function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let i = 1; taken.has(free); i++) free = `${name}${i}`;
  taken.add(free);
  return free;
}

/** Microsoft Learn, "ipv6_lookup plugin": the columns of the table, then those of the input. */
export const ipv6Lookup: PluginRow = {
  takes: [
    lookup,
    { name: 'SourceIPv6Key', is: 'column', types: ['string'] },
    { name: 'IPv6LookupKey', is: 'column of the table', types: ['string'] },
    returnUnmatched,
  ],
  columns: ({ table }, input) => {
    const columns = [...(table?.columns ?? []), ...input];
    return new Set(columns.map((column) => column.name)).size === columns.length ? columns : undefined;
  },
  run: (call) => ({
    columns: [...(call.args.table?.columns ?? []), ...call.columns],
    rows: matches(
      call,
      { plugin: 'evaluate ipv6_lookup', width: 128, read: readIpv6 },
      'SourceIPv6Key',
      'IPv6LookupKey',
    ).map(([row, other]) => [...other, ...row]),
  }),
};

/** Each row of the input with the row of the table whose network it is in; with an absent one when that is wanted. */
function matches(
  call: PluginRun,
  family: Family,
  sourceKey: string,
  lookupKey: string,
): readonly (readonly [Row, Row])[] {
  const columns = call.args.table?.columns ?? [];
  const keys = namesFor(call.args, 'ExtraKey');
  const keyOf = (row: Row, of: readonly Column[]): string =>
    keyOfCells(keys.map((name) => row[placeOf(of, name)] ?? null));
  const lookupAt = placeOf(columns, namesFor(call.args, lookupKey)[0]);
  const networks = rowsOfTable(call).flatMap((row) => {
    const network = family.read(String(row[lookupAt] ?? ''));
    return network ? [{ network, row, key: keyOf(row, columns) }] : [];
  });
  const index = byPrefix(networks, family.width);
  const sourceAt = placeOf(call.columns, namesFor(call.args, sourceKey)[0]);
  const nothing = columns.map(({ type }): Cell => absent(type));
  const isOuter = constantOf(call, 'return_unmatched') === true;
  return call.rows.flatMap((row): readonly (readonly [Row, Row])[] => {
    const source = family.read(String(row[sourceAt] ?? ''));
    const found = source ? index(source, keyOf(row, call.columns), family.plugin) : undefined;
    if (found) return [[row, found]];
    return isOuter ? [[row, nothing]] : [];
  });
}

interface Entry {
  readonly network: Network;
  readonly row: Row;
  readonly key: string;
}

/** Finds the one network that an address is in. What is given where several are is not said. */
function byPrefix(entries: readonly Entry[], width: number) {
  const id = (address: bigint, bits: number, key: string): string => `${bits}/${masked(address, bits, width)} ${key}`;
  const known = new Map<string, Entry[]>();
  for (const entry of entries) {
    const at = id(entry.network.address, entry.network.bits, entry.key);
    known.set(at, [...(known.get(at) ?? []), entry]);
  }
  const lengths = [...new Set(entries.map((entry) => entry.network.bits))];
  return (source: Network, key: string, plugin: string): Row | undefined => {
    const found = lengths.flatMap((bits) =>
      bits <= source.bits ? (known.get(id(source.address, bits, key)) ?? []) : [],
    );
    const narrower = entries.some(
      ({ network, key: other }) =>
        source.bits < width &&
        other === key &&
        network.bits > source.bits &&
        masked(network.address, source.bits, width) === masked(source.address, source.bits, width),
    );
    if (found.length > 1 || narrower) throw new Refusal(plugin, 'an address that several networks of the table hold');
    return found[0]?.row;
  };
}
