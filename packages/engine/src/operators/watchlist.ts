import type { RunRel } from '../run/run.ts';
import { absent } from '../values/cell.ts';
import { convert } from '../values/convert.ts';
import { Refusal } from '../values/refusal.ts';

/** The items of a watchlist as they are given. Microsoft Learn, "Build queries with watchlists in Microsoft Sentinel". */
export const runWatchlist: RunRel<'watchlist'> = ({ alias, readsSearchKey, columns }, run) => {
  const given = run.data.watchlist(alias);
  if (!given) return [];
  const places = columns.map(({ name }) => given.columns.findIndex((column) => column.name === name));
  if (readsSearchKey && !given.columns.some((column) => column.name === 'SearchKey')) {
    throw new Refusal('SearchKey', `the items of the watchlist ${alias} are given without it`);
  }
  return given.rows.map((row) =>
    columns.map(({ type }, i) => {
      const place = places[i] ?? -1;
      const from = given.columns[place];
      return from ? convert(row[place] ?? null, from.type, type) : absent(type);
    }),
  );
};

/** The aliases of the watchlists that are given. */
export const runWatchlistAliases: RunRel<'watchlist aliases'> = (_, run) => run.data.aliases().map((alias) => [alias]);
