import { readFile } from 'node:fs/promises';
import { type Checked, type Diagnostic, diagnostic, OutsideFailure } from '@picket/diagnostics';
import { type IpLocation, ipLocations } from '../functions/geo/ip-location.ts';
import type { OutsideData } from '../outside/outside-data.ts';
import { readWatchlist } from '../outside/read-watchlist.ts';
import type { Cell, Column, Table } from '../values/cell.ts';
import type { FoundData } from './data-files.ts';
import { problemList, readFileRows } from './read-table.ts';

/** What a query reads besides tables, from the files that were found. */
export async function readFixtures(found: FoundData): Promise<Checked<Omit<OutsideData, 'tables' | 'missing'>>> {
  const problems: Diagnostic[] = [];
  const watchlists = new Map<string, Table>();
  for (const [alias, path] of found.watchlists) {
    const read = readWatchlist(await textOf(path), path);
    problems.push(...read.problems);
    if (read.value) watchlists.set(alias, read.value);
  }
  const externalData = new Map<string, string>();
  for (const [name, path] of found.externalData) externalData.set(name, await textOf(path));
  const located: IpLocation[] = [];
  for (const file of found.locations) {
    const list = problemList(file.path);
    for await (const { row } of readFileRows(file, 'geo_info_from_ip_address', locationColumns, list))
      located.push(locationOf(row));
    problems.push(...list.all());
  }
  const { locations, wrong } = ipLocations(located);
  for (const { network } of wrong) {
    const file = found.locations[0]?.path ?? '';
    const at = { file, start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };
    problems.push(diagnostic('ENG107', { said: `'${network}' is no network` }, at));
  }
  if (problems.length > 0) return { problems };
  const ipData = found.locations.length > 0 ? { ipLocations: locations } : {};
  return { value: { watchlists, externalData, ...ipData }, problems };
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (failure) {
    throw new OutsideFailure(diagnostic('CMD001', { path }), failure);
  }
}

const locationColumns: readonly Column[] = [
  { name: 'network', type: 'string' },
  { name: 'country', type: 'string' },
  { name: 'state', type: 'string' },
  { name: 'city', type: 'string' },
  { name: 'latitude', type: 'real' },
  { name: 'longitude', type: 'real' },
];

function locationOf([network, country, state, city, latitude, longitude]: readonly Cell[]): IpLocation {
  const text = (cell: Cell | undefined): string => (typeof cell === 'string' ? cell : '');
  return {
    network: text(network),
    country: text(country),
    state: text(state),
    city: text(city),
    latitude: Number(latitude ?? 0),
    longitude: Number(longitude ?? 0),
  };
}
