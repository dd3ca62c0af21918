import type { IpLocations } from '../functions/geo/ip-location.ts';
import type { Table } from '../values/cell.ts';

/** What a query may read. Nothing else is: no address is ever fetched. */
export interface OutsideData {
  /** Rows by the name of their table, or of the workspace function that they are the result of. */
  readonly tables?: ReadonlyMap<string, Table>;
  /** Texts that `externaldata` reads, by the whole address or by the last part of its path: `networks.csv`. */
  readonly externalData?: ReadonlyMap<string, string>;
  /** Items of watchlists by alias. Columns that are not given are empty; SearchKey has to be given to be read. */
  readonly watchlists?: ReadonlyMap<string, Table>;
  /** Where addresses are: what geo_info_from_ip_address() reads. */
  readonly ipLocations?: IpLocations;
  /**
   * What becomes of rows that are not given, `refuse` unless told. `empty`: a table whose columns are known, a watchlist,
   * a text or a function's result counts as empty, and a warning tells so.
   */
  readonly missing?: 'refuse' | 'empty';
}

/** The text for an address: by the whole of it as written, or by the last part of its path. */
export function textFor(data: OutsideData, address: string): string | undefined {
  return data.externalData?.get(address) ?? data.externalData?.get(fileNameOf(address));
}

/** The last part of an address' path, without what comes behind it: keys, parameters, compression. */
export function fileNameOf(address: string): string {
  const path = address.split(/[?#;]/, 1)[0] ?? '';
  return (path.split('/').at(-1) ?? path).replace(/\.(gz|zip)$/i, '');
}
