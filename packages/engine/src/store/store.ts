import { sqlName, sqlNames } from '../functions/sql-form.ts';
import { ingestionColumn } from '../plan/ingestion-time.ts';
import { absent, type Column, type Row, type Table } from '../values/cell.ts';
import { Refusal } from '../values/refusal.ts';
import { type Database, type DatabaseOptions, openDatabase, type SqlCell } from './duckdb.ts';
import { fullRoom, type ResidentColumns, residentColumns } from './resident-columns.ts';
import { columnReader, fitsStore, sqlTypeOf, storeForm } from './store-form.ts';

/** Tables kept in DuckDB. */
export interface Store {
  /** The columns of a table, those without values too. */
  readonly columns: (table: string) => readonly Column[] | undefined;
  /** True when the store keeps cells of a column; all others of the table have no value. */
  readonly keeps: (table: string, column: string) => boolean;
  /** The name of a kept column as SQL writes it; undefined for any other. */
  readonly columnSql: (table: string, column: string) => string | undefined;
  /** Makes a table that has no rows yet, and keeps cells of some of its columns. */
  create(name: string, columns: readonly Column[], kept: readonly Column[]): Promise<void>;
  /** Adds rows to a table of which all columns are kept. Throws Refusal for a value that would not come back as it is. */
  add(name: string, rows: Omit<Table, 'columns'>): Promise<void>;
  /** Adds what SQL selects: the kept columns in the store's forms. */
  addSelected(name: string, select: string): Promise<void>;
  /** Puts a whole table in. */
  put(name: string, table: Table): Promise<void>;
  /** Forgets a table. */
  drop(name: string): Promise<void>;
  /** Rows of a query whose columns have these types. */
  rows(sql: string, columns: readonly Column[]): Promise<readonly Row[]>;
  /** The rows of a table that fulfil SQL conditions, with some of its columns. */
  tableRows(name: string, columns: readonly Column[], where: readonly string[]): Promise<readonly Row[]>;
  /** How many rows a table has. Looked up once. */
  count(name: string): Promise<number>;
  /**
   * A table made from the rows of another, once for each id, and gone with them; `make` puts it in and says its name, or
   * undefined where there is none.
   */
  derived(name: string, id: string, make: () => Promise<string | undefined>): Promise<string | undefined>;
  /** True when all texts of a column are ASCII. Looked up once. */
  isAscii(table: string, column: string): Promise<boolean>;
  /** Ends it, but for its file, which others may then read until it is closed. */
  save(): Promise<SavedStore>;
  close(): Promise<void>;
}

/** A store that others read. Plain data. */
export interface SavedStore {
  readonly file: string;
  readonly tables: ReadonlyMap<string, SavedTable>;
}

interface SavedTable {
  readonly columns: readonly Column[];
  /** The kept columns by name, as SQL writes them. */
  readonly kept: ReadonlyMap<string, string>;
}

interface Kept extends SavedTable {
  readonly ascii: Map<string, Promise<boolean>>;
  /** Forgotten when rows are added. */
  resident: ResidentColumns | undefined;
  readonly derived: Map<string, Promise<string | undefined>>;
  count: Promise<number> | undefined;
}

/** So many tables are made from one; whoever asks for more has to do without. */
const mostDerived = 200;

/** A store in a temporary folder that goes when it is closed: empty, or with the tables of one that was saved. */
export async function openStore({
  saved,
  ...options
}: Omit<DatabaseOptions, 'file'> & { readonly saved?: SavedStore } = {}): Promise<Store> {
  const database = await openDatabase({ ...options, ...(saved ? { file: saved.file } : {}) });
  const tables = new Map<string, Kept>(
    [...(saved?.tables ?? [])].map(([name, table]) => [
      name,
      { ...table, ascii: new Map(), resident: undefined, derived: new Map(), count: undefined },
    ]),
  );
  const room = fullRoom();
  const isAscii = async (table: string, column: string): Promise<boolean> => {
    const text = tables.get(table)?.kept.get(column) ?? sqlName(column);
    const sql = `SELECT coalesce(bool_and(strlen(${text}) = length(${text})), TRUE) FROM ${sqlName(table)}`;
    const [row] = await rowsOf(database, sql, [{ name: 'ascii', type: 'bool' }]);
    return row?.[0] === true;
  };
  const countRows = async (name: string): Promise<number> => {
    const [row] = await rowsOf(database, `SELECT count(*) FROM ${sqlName(name)}`, [{ name: 'rows', type: 'long' }]);
    return Number(row?.[0] ?? 0);
  };
  const create: Store['create'] = async (name, columns, kept) => {
    const names = sqlNames(kept);
    const declared = kept.map((column) => `${names.get(column.name)} ${sqlTypeOf(column.type)}`).join(', ');
    await database.run(`CREATE ${saved ? 'TEMPORARY ' : ''}TABLE ${sqlName(name)} (${declared})`);
    tables.set(name, {
      columns,
      kept: names,
      ascii: new Map(),
      resident: undefined,
      derived: new Map(),
      count: undefined,
    });
  };
  /** What was made from a table's rows is of no use when there are more of them. */
  const forgetDerived = async (name: string): Promise<void> => {
    const table = tables.get(name);
    if (!table) return;
    table.resident?.forget();
    table.resident = undefined;
    table.count = undefined;
    const names = await Promise.all(table.derived.values());
    table.derived.clear();
    for (const each of names) if (each !== undefined) await drop(each);
  };
  const drop = async (name: string): Promise<void> => {
    await forgetDerived(name);
    tables.delete(name);
    await database.run(`DROP TABLE IF EXISTS ${sqlName(name)}`);
  };
  const add: Store['add'] = async (name, { rows, ingested }) => {
    await forgetDerived(name);
    await database.append(name, written(name, tables.get(name)?.columns ?? [], rows, ingested));
  };
  return {
    columns: (name) => tables.get(name)?.columns,
    keeps: (name, column) => tables.get(name)?.kept.has(column) === true,
    columnSql: (name, column) => tables.get(name)?.kept.get(column),
    create,
    add,
    addSelected: async (name, select) => {
      await forgetDerived(name);
      await database.run(`INSERT INTO ${sqlName(name)} ${select}`);
    },
    put: async (name, table) => {
      await create(name, table.columns, table.ingested ? [...table.columns, ingestionColumn] : table.columns);
      await add(name, table);
    },
    drop,
    rows: (sql, columns) => rowsOf(database, sql, columns),
    tableRows: async (name, columns, where) => {
      const table = tables.get(name);
      if (!table) return [];
      table.resident ??= residentColumns(name, (sql, each) => rowsOf(database, sql, each), room);
      const asked = columns.flatMap((column) => {
        const text = table.kept.get(column.name);
        return text === undefined ? [] : [{ column, text }];
      });
      const rows = await table.resident.rows(asked, where);
      if (asked.length === columns.length) return rows;
      const places = columns.map((column) => asked.findIndex((each) => each.column === column));
      const missing = columns.map(({ type }) => absent(type));
      return rows.map((row) => places.map((place, i) => (place < 0 ? (missing[i] ?? null) : (row[place] ?? null))));
    },
    count: async (name) => {
      const table = tables.get(name);
      if (!table) return 0;
      table.count ??= countRows(name);
      return table.count;
    },
    derived: async (name, id, make) => {
      const derived = tables.get(name)?.derived;
      const known = derived?.get(id);
      if (known || !derived || derived.size >= mostDerived) return known;
      const made = make();
      derived.set(id, made);
      // What failed once may be had another time.
      made.catch(() => derived.delete(id));
      return made;
    },
    isAscii: (name, column) => {
      const ascii = tables.get(name)?.ascii;
      const known = ascii?.get(column) ?? isAscii(name, column);
      ascii?.set(column, known);
      return known;
    },
    save: async () => {
      await database.release();
      const plain = [...tables].map(([name, { columns, kept }]) => [name, { columns, kept }] as const);
      return { file: database.file, tables: new Map(plain) };
    },
    close: () => database.close(),
  };
}

function* written(
  name: string,
  columns: readonly Column[],
  rows: readonly Row[],
  ingested: Table['ingested'],
): Iterable<readonly SqlCell[]> {
  const writes = columns.map(({ type }) => storeForm(type).write);
  for (const [at, row] of rows.entries()) {
    const cells = columns.map((column, i): SqlCell => {
      const cell = row[i] ?? null;
      const write = writes[i];
      if (!write || !fitsStore(cell, column)) throw new Refusal(`${name}.${column.name}`, 'the store cannot hold it');
      return write(cell);
    });
    const came = ingested?.[at];
    yield ingested ? [...cells, typeof came === 'bigint' ? came : null] : cells;
  }
}

async function rowsOf(database: Database, sql: string, columns: readonly Column[]): Promise<readonly Row[]> {
  const reads = columns.map(({ type }) => columnReader(type));
  const rows: Row[] = [];
  await database.read(sql, (chunk, count) => {
    const cells = reads.map((read, i) => (chunk[i] ?? []).map(read));
    for (let at = 0; at < count; at++) rows.push(cells.map((column) => column[at] ?? null));
  });
  return rows;
}
