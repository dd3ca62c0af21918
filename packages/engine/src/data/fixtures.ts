import { type Checked, type Diagnostic, diagnostic } from '@picket/diagnostics';
import { type IpLocation, ipLocations } from '../functions/geo/ip-location.ts';
import type { OutsideData } from '../outside/outside-data.ts';
import { readWatchlist } from '../outside/read-watchlist.ts';
import type { Cell, Column, Table } from '../values/cell.ts';
import { type FoundData, spanOf } from './data-files.ts';
import { BrokenFile, fileText } from './file-text.ts';
import { problemList, readFileRows } from './read-table.ts';

/** What a query reads besides tables, from the files that were found. */
export async function readFixtures(found: FoundData): Promise<Checked<Omit<OutsideData, 'tables' | 'missing'>>> {
  const problems: Diagnostic[] = [];
  const watchlists = new Map<string, Table>();
  for (const [alias, path] of found.watchlists) {
    const text = await textOf(path, problems);
    const read = text === undefined ? undefined : readWatchlist(text, path);
    problems.push(...(read?.problems ?? []));
    if (read?.value) watchlists.set(alias, read.value);
  }
  const externalData = new Map<string, string>();
  for (const [name, path] of found.externalData) {
    const text = await textOf(path, problems);
    if (text !== undefined) externalData.set(name, text);
  }
  const located: IpLocation[] = [];
  for (const file of found.locations) {
    const list = problemList(file.path);
    for await (const { row, line } of readFileRows(file, 'geo_info_from_ip_address', locationColumns, list)) {
      const location = locationOf(row);
      located.push(location);
      if (ipLocations([location]).wrong.length === 0) continue;
      list.add(diagnostic('ENG107', { said: `'${location.network}' is no network` }, spanOf(file.path, line)));
    }
    problems.push(...list.all());
  }
  const { locations } = ipLocations(located);
  if (problems.length > 0) return { problems };
  const ipData = found.locations.length > 0 ? { ipLocations: locations } : {};
  return { value: { watchlists, externalData, ...ipData }, problems };
}

/** The text of a file; undefined, with a problem, where it is no text. */
async function textOf(path: string, problems: Diagnostic[]): Promise<string | undefined> {
  const pieces: string[] = [];
  try {
    for await (const piece of fileText({ path, zipped: false })) pieces.push(piece);
    return pieces.join('');
  } catch (failure) {
    if (!(failure instanceof BrokenFile)) throw failure;
    problems.push(diagnostic('ENG131', { file: path, why: failure.message }, spanOf(path)));
    return undefined;
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
