import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';
import { oneAtATime } from './one-at-a-time.ts';
import { makeOwnFolder } from './own-folder.ts';

/** What DuckDB hands out and takes in: the forms in which the store keeps cells. */
export type SqlCell = null | boolean | number | bigint | string;

/** A DuckDB database of our own, gone when it is closed. */
export interface Database {
  /** Runs SQL for its effect. Rejects with what DuckDB says. */
  run(sql: string): Promise<void>;
  /** Hands on the rows of a query, some at a time, each column by itself. */
  read(sql: string, take: (columns: readonly (readonly SqlCell[])[], rows: number) => void): Promise<void>;
  /** Adds rows to a table, each a value for each column. */
  append(table: string, rows: Iterable<readonly SqlCell[]>): Promise<void>;
  /** The file that it is kept in. */
  readonly file: string;
  /** Writes it out and lets go of it, so that others can open its file; only to be closed from then on. */
  release(): Promise<void>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** What DuckDB may hold in memory, as '1GB'; beyond that it uses files in the system's temporary folder. */
  readonly memory?: string;
  readonly threads?: number;
  /** The file of a database that was released: it is only read, and what is made besides is temporary. */
  readonly file?: string;
}

/** Opens a database in a new temporary folder. The only place that knows DuckDB's own interface. */
export async function openDatabase(options: DatabaseOptions = {}): Promise<Database> {
  const folder = await makeOwnFolder();
  const file = options.file ?? join(folder.path, 'store.db');
  const instance = await DuckDBInstance.create(file, {
    ...(options.file === undefined ? {} : { access_mode: 'READ_ONLY' }),
    threads: String(options.threads ?? availableParallelism()),
    memory_limit: options.memory ?? '1GB',
    temp_directory: join(folder.path, 'spill'),
    preserve_insertion_order: 'false',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  // A result that is still being read ends when its connection runs something else, so tasks wait for each other.
  const queue = oneAtATime();
  let isOpen = true;
  const release = (): void => {
    if (!isOpen) return;
    isOpen = false;
    connection.closeSync();
    instance.closeSync();
  };
  return {
    run: (sql) =>
      queue(async () => {
        await connection.run(sql);
      }),
    read: (sql, take) => queue(() => read(connection, sql, take)),
    append: (table, rows) =>
      queue(() => append(connection, table, options.file === undefined ? undefined : 'temp', rows)),
    file,
    release: () =>
      queue(async () => {
        await connection.run('CHECKPOINT');
        release();
      }),
    close: () =>
      queue(async () => {
        release();
        await folder.remove();
      }),
  };
}

async function read(
  connection: DuckDBConnection,
  sql: string,
  take: (columns: readonly (readonly SqlCell[])[], rows: number) => void,
): Promise<void> {
  const result = await connection.stream(sql);
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    take(
      chunk.getColumns().map((column) => column.map(sqlCell)),
      chunk.rowCount,
    );
  }
}

function sqlCell(value: DuckDBValue): SqlCell {
  if (typeof value !== 'object' || value === null) return value;
  throw new TypeError(`DuckDB gave a ${value.constructor.name} where a query of the store has none`);
}

async function append(
  connection: DuckDBConnection,
  table: string,
  catalog: string | undefined,
  rows: Iterable<readonly SqlCell[]>,
): Promise<void> {
  const appender = await connection.createAppender(table, undefined, catalog);
  let count = 0;
  for (const row of rows) {
    for (const cell of row) {
      if (cell === null) appender.appendNull();
      else if (typeof cell === 'string') appender.appendVarchar(cell);
      else if (typeof cell === 'bigint') appender.appendBigInt(cell);
      else if (typeof cell === 'boolean') appender.appendBoolean(cell);
      else appender.appendDouble(cell);
    }
    appender.endRow();
    if (++count % 10_000 === 0) appender.flushSync();
  }
  appender.closeSync();
}
