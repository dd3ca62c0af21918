import { sqlName } from '../functions/sql-form.ts';
import type { Cell, Column, Row } from '../values/cell.ts';
import { whereClause } from './where-clause.ts';

/** Reads rows of a query whose columns have these types. */
type Read = (sql: string, columns: readonly Column[]) => Promise<readonly Row[]>;

/** A column of a table, and its name as SQL writes it. */
interface Asked {
  readonly column: Column;
  readonly text: string;
}

/** Columns of a table that is small and asked again and again, kept as cells. */
export interface ResidentColumns {
  /** The rows that fulfil SQL conditions, with some columns. */
  rows(asked: readonly Asked[], where: readonly string[]): Promise<readonly Row[]>;
  /** Gives back the room that its columns take. */
  readonly forget: () => void;
}

/** The room for the columns of all tables of a store. */
export interface Room {
  cells: number;
  characters: number;
}

/** Some hundred megabytes at most. */
export const fullRoom = (): Room => ({ cells: 12_000_000, characters: 100_000_000 });

/** What an array or a bag is counted as. */
const charactersOfObject = 500;
/** Tables of more rows are read anew each time. */
const mostRows = 200_000;

const rowNumber: Column = { name: 'rowid', type: 'long' };
const rowCount: Column = { name: 'rows', type: 'long' };

/** For a table that gets no more rows. A column is kept from the read on with which half as many of its cells are read as it has. */
export function residentColumns(table: string, read: Read, room: Room): ResidentColumns {
  /** By the name of the column; undefined: too large, or on its way. */
  const kept = new Map<string, readonly Cell[] | undefined>();
  const cellsRead = new Map<string, number>();
  const from = ` FROM ${sqlName(table)}`;
  let size: Promise<number> | undefined;
  const taken: Room = { cells: 0, characters: 0 };
  const take = (cells: number, characters: number): void => {
    room.cells -= cells;
    room.characters -= characters;
    taken.cells += cells;
    taken.characters += characters;
  };

  const countRows = async (where: string): Promise<number> =>
    Number((await read(`SELECT count(*)${from}${where}`, [rowCount]))[0]?.[0] ?? 0);

  async function keep({ column, text }: Asked, count: number): Promise<void> {
    kept.set(text, undefined);
    if (count > room.cells) return;
    const values = new Array<Cell>(count).fill(null);
    // One text for all that are alike.
    const texts = new Map<Cell, Cell>();
    let length = 0;
    for (const [at = null, cell = null] of await read(`SELECT rowid, ${text}${from}`, [rowNumber, column])) {
      const known = texts.get(cell);
      values[Number(at)] = known ?? cell;
      if (known !== undefined || cell === null || (typeof cell !== 'string' && typeof cell !== 'object')) continue;
      texts.set(cell, cell);
      length += typeof cell === 'string' ? cell.length : charactersOfObject;
    }
    if (count > room.cells || length > room.characters) return;
    take(count, length);
    kept.set(text, values);
  }

  async function readPlain(asked: readonly Asked[], where: string, more: readonly Asked[]): Promise<readonly Row[]> {
    const all = [...more, ...asked];
    const texts = all.map(({ text }) => text).join(', ') || 'NULL';
    const rows = await read(
      `SELECT ${texts}${from}${where}`,
      all.map(({ column }) => column),
    );
    for (const { text } of asked) cellsRead.set(text, (cellsRead.get(text) ?? 0) + rows.length);
    return rows;
  }

  return {
    forget: () => {
      kept.clear();
      take(-taken.cells, -taken.characters);
    },
    rows: async (asked, conditions) => {
      const where = whereClause(conditions);
      size ??= countRows('');
      const count = await size;
      if (count > mostRows) return readPlain(asked, where, []);
      const fresh = asked.filter(({ text }) => !kept.has(text));
      const found = fresh.length > 0 ? await countRows(where) : 0;
      for (const each of fresh) if (((cellsRead.get(each.text) ?? 0) + found) * 2 >= count) await keep(each, count);
      const columns = asked.map(({ text }) => kept.get(text));
      const others = asked.filter((_, i) => !columns[i]);
      if (others.length === asked.length) return readPlain(asked, where, []);
      if (others.length === 0 && where === '')
        return Array.from({ length: count }, (_, at) => columns.map((column) => column?.[at] ?? null));
      const places = asked.map((each) => others.indexOf(each) + 1);
      const rows = await readPlain(others, where, [{ column: rowNumber, text: 'rowid' }]);
      return rows.map((row) => {
        const at = Number(row[0]);
        return columns.map((column, i) => (column ? (column[at] ?? null) : (row[places[i] ?? 0] ?? null)));
      });
    },
  };
}
