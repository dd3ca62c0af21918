import { type Checked, type Diagnostic, diagnostic } from '@picket/diagnostics';
import type { AnalyseOptions, Declarations } from '@picket/kql';
import { tableSchema, workspaceFunction } from '@picket/tables';
import { type DataFile, findData, spanOf } from './data/data-files.ts';
import { readFixtures } from './data/fixtures.ts';
import { ownColumns } from './data/read-table.ts';
import type { Engine, EngineQuery } from './engine.ts';
import type { OutsideData } from './outside/outside-data.ts';
import { ingestionColumn } from './plan/ingestion-time.ts';
import { openRun, type PreparedQuery, prepareQuery, type RunOptions, refusedBy, runPrepared } from './query.ts';
import type { Replay } from './replay/replay.ts';
import { type CutQuery, cutQuery, cutToWindow, type ReplayWindow, spanCondition } from './replay/windowed.ts';
import type { TableLoader } from './store/load-table.ts';
import { oneAtATime } from './store/one-at-a-time.ts';
import type { SavedStore, Store } from './store/store.ts';
import { tablesRead } from './tables-read.ts';
import type { Column, Table } from './values/cell.ts';
import { clockTicks, dateOfTicks } from './values/ticks.ts';

export interface LocalEngineOptions extends AnalyseOptions, OutsideData {
  /** Files named after tables, and folders of them. */
  readonly data?: readonly string[];
  /** Columns of tables that are not documented. */
  readonly columns?: ReadonlyMap<string, readonly Column[]>;
  /** `auto`: rows are kept in DuckDB when there is much data, else in memory. Both give the same answers. Parquet is always read by DuckDB. */
  readonly store?: 'auto' | 'always' | 'never';
  /** What DuckDB may hold in memory. */
  readonly memory?: string;
  readonly threads?: number;
  /** Told while a table's files are read: bytes done and in all. */
  readonly onProgress?: (table: string, done: number, total: number) => void;
}

/** A query of which each run sees a window of the tables. */
export interface ReplayQuery {
  readonly text: string;
  readonly window: ReplayWindow;
  /** The file that problems are reported in. */
  readonly file?: string;
}

/** Tables that one engine has loaded and others read. Plain data. */
export interface SavedTables {
  readonly store: SavedStore;
  /** What is wrong with the files of a table. */
  readonly problems: ReadonlyMap<string, readonly Diagnostic[]>;
}

/** Columns by their table. */
export type ColumnsRead = ReadonlyMap<string, ReadonlySet<string>>;

/** An engine over local files, which can also run a query at one moment after the other. */
export interface LocalEngine extends Engine {
  /**
   * Makes queries ready to be run at many moments up to a last one. What they read is loaded once for all of them. A
   * query's problems are its own; those of files are those of the queries that read them.
   */
  openReplays(queries: readonly ReplayQuery[], until: Date): Promise<readonly Checked<Replay>[]>;
  /** What a query that is to be replayed reads. It is made ready, and kept so until its replay is opened. */
  readBy(query: ReplayQuery): ColumnsRead;
  /** Loads columns of tables; gives what is wrong with their files. */
  loadTables(wanted: ColumnsRead): Promise<SavedTables['problems']>;
  /** Hands the loaded tables to others, and answers nothing from then on. Their file goes when this engine is closed. */
  save(): Promise<SavedStore>;
  /** Takes the tables that another engine over the same files has loaded. */
  adopt(saved: SavedTables): Promise<void>;
  /** When the first and the last row of each table was generated. Tables without rows or without TimeGenerated are left out. */
  spans(): Promise<ReadonlyMap<string, { readonly first: Date; readonly last: Date; readonly rows: number }>>;
}

/** Up to here, rows are kept in memory. */
const smallData = 8_000_000;
const keptQueries = 1_000;

/**
 * An engine on this machine, over local files. Files are looked for at once and read when a query needs their table;
 * problems of a table's files are those of the queries that read it. Throws OutsideFailure for a path that cannot be read.
 */
export async function openEngine(options: LocalEngineOptions = {}): Promise<Checked<LocalEngine>> {
  const found = await findData(options.data ?? []);
  if (!found.value) return { problems: found.problems };
  const files = found.value.tables;
  const fixtures = await readFixtures(found.value);
  if (!fixtures.value) return { problems: fixtures.problems };
  const given: OutsideData = {
    ...fixtures.value,
    ...options,
    watchlists: new Map([...(fixtures.value.watchlists ?? []), ...(options.watchlists ?? [])]),
    externalData: new Map([...(fixtures.value.externalData ?? []), ...(options.externalData ?? [])]),
  };
  const all = [...files.values()].flat();
  const { plainBytes, readTable, tableLoader } = await import('./store/load-table.ts');
  const isMuch = all.reduce((sum, file) => sum + plainBytes(file), 0) > smallData;
  const isParquet = all.some((file) => file.form === 'parquet');
  const usesStore = options.store === 'always' || isParquet || (options.store !== 'never' && isMuch);
  let opened: Promise<Store> | undefined;
  const openStore = (): Promise<Store> => {
    opened ??= import('./store/store.ts').then(({ openStore: open }) =>
      open({
        ...(options.memory === undefined ? {} : { memory: options.memory }),
        ...(options.threads === undefined ? {} : { threads: options.threads }),
        ...(adopted ? { saved: adopted.store } : {}),
      }),
    );
    return opened;
  };
  let adopted: SavedTables | undefined;

  const columns = new Map<string, readonly Column[]>();
  const own: Record<string, Readonly<Record<string, Column['type']>>> = {};
  const problems: Diagnostic[] = [];
  for (const [name, [first]] of files) {
    const documented = tableSchema(name)?.columns ?? workspaceFunction(name)?.output.columns;
    const named = documented ?? options.columns?.get(name) ?? (await namedByFile(first, openStore));
    if (!named) problems.push(diagnostic('ENG108', { table: name }, first && spanOf(first.path)));
    else columns.set(name, named);
  }
  for (const [name, table] of options.tables ?? []) columns.set(name, table.columns);
  for (const [name, each] of columns)
    if (!tableSchema(name) && !workspaceFunction(name))
      own[name] = Object.fromEntries(each.map((column) => [column.name, column.type]));
  if (problems.length > 0) return { problems };

  const declarations: Declarations = {
    watchlists: {},
    functions: {},
    ...options.declarations,
    tables: { ...options.declarations?.tables, ...own },
  };
  const prepared = new Map<string, Checked<PreparedQuery>>();
  const inMemory = new Map<string, { readonly table: Table; readonly problems: readonly Diagnostic[] }>();
  for (const [name, table] of options.tables ?? []) inMemory.set(name, { table, problems: [] });
  const loaders = new Map<string, TableLoader>();
  const inTurn = oneAtATime();
  const loading = new Map<string, Promise<readonly Diagnostic[]>>();

  function prepare(text: string, { file, within }: Pick<EngineQuery, 'file' | 'within'>): Checked<PreparedQuery> {
    const key = `${file ?? ''}\n${within ? `${+within.from} ${+within.to}` : ''}\n${text}`;
    const known = prepared.get(key);
    if (known) return known;
    // Other spans of time ask the same query: it is bound once.
    const whole = within && prepare(text, file === undefined ? {} : { file });
    const tables = new Map<string, Table>([...columns].map(([name, each]) => [name, { columns: each, rows: [] }]));
    const asked = {
      ...given,
      ...(options.schemas ? { schemas: options.schemas } : {}),
      declarations,
      tables,
      ...(file === undefined ? {} : { file }),
    };
    const made =
      within && whole?.value
        ? { ...whole, value: cutToWindow(whole.value, spanCondition(within), asked).cut }
        : (whole ?? prepareQuery(text, asked));
    const [oldest] = prepared.keys();
    if (prepared.size >= keptQueries && oldest !== undefined) prepared.delete(oldest);
    prepared.set(key, made);
    return made;
  }

  /** One load of a table at a time. */
  async function load(name: string, asked: ReadonlySet<string>): Promise<readonly Diagnostic[]> {
    const before = loading.get(name) ?? Promise.resolve([]);
    const next = before.then(() => loadNow(name, asked));
    loading.set(
      name,
      next.catch(() => []),
    );
    return next;
  }

  async function loadNow(name: string, asked: ReadonlySet<string>): Promise<readonly Diagnostic[]> {
    const paths: readonly DataFile[] = files.get(name) ?? [];
    const typed = columns.get(name) ?? tableSchema(name)?.columns ?? [];
    if (!usesStore) {
      const known = inMemory.get(name);
      if (known) return known.problems;
      const read = await readTable(name, typed, paths);
      inMemory.set(name, read);
      return read.problems;
    }
    return loadStored(name, asked);
  }

  async function loadStored(name: string, asked: ReadonlySet<string>): Promise<readonly Diagnostic[]> {
    if (adopted) return adopted.problems.get(name) ?? [];
    const paths: readonly DataFile[] = files.get(name) ?? [];
    const typed = columns.get(name) ?? tableSchema(name)?.columns ?? [];
    const store = await openStore();
    const rows = options.tables?.get(name);
    if (rows) {
      if (!store.columns(name)) await store.put(name, rows);
      return [];
    }
    const known = loaders.get(name);
    if (known) return known.load(asked);
    const total = paths.reduce((sum, file) => sum + file.bytes, 0);
    let done = 0;
    const loader = tableLoader(store, name, typed, paths, (bytes) => {
      done += bytes;
      options.onProgress?.(name, done, total);
    });
    loaders.set(name, loader);
    return loader.load(asked);
  }

  async function query(text: string, { now, ...how }: EngineQuery): Promise<Checked<Table>> {
    const { value, problems: refused } = prepare(text, how);
    if (!value) return { problems: refused };
    if (how.within && value.first.open) {
      const what = 'a plugin whose columns depend on the rows, over a span of time';
      return { problems: [diagnostic('ENG101', { what }, value.span)] };
    }
    const run = async (): Promise<Checked<Table>> => {
      const read = tablesRead(value);
      const wrong: Diagnostic[] = [];
      // What was not given is for the evaluator to tell.
      for (const [name, asked] of read) if (columns.has(name)) wrong.push(...(await load(name, asked)));
      if (wrong.length > 0) return { problems: wrong };
      return usesStore ? runStored(value, now) : runPrepared(value, outside(now, memoryTables(read.keys())));
    };
    // A table that has to keep more columns is made anew: nobody may be reading it then.
    return usesStore ? inTurn(run) : run();
  }

  /** What a run reads besides what the store has. */
  const outside = (now: Date, tables: ReadonlyMap<string, Table> = new Map()): RunOptions => ({
    ...given,
    now,
    tables,
  });

  const memoryTables = (names: Iterable<string>): ReadonlyMap<string, Table> =>
    new Map(
      [...names].flatMap((name) => {
        const known = inMemory.get(name);
        return known ? [[name, known.table] as const] : [];
      }),
    );

  async function runStored(query: PreparedQuery, now: Date): Promise<Checked<Table>> {
    const { loadRows, wholeTables } = await import('./store/load-rows.ts');
    const store = await openStore();
    // Behind a plugin call, what is read is known only when its rows are.
    if (query.first.open) {
      return runPrepared(query, outside(now, await wholeTables([...tablesRead(query).keys()], store)));
    }
    try {
      const run = outside(now);
      return runPrepared(query, { ...run, loaded: await loadRows(query.plan, openRun(query, run), store) });
    } catch (failure) {
      return refusedBy(failure, query);
    }
  }

  const cuts = new Map<string, Checked<CutQuery>>();

  function cut({ text, window, ...where }: ReplayQuery): Checked<CutQuery> {
    const key = cutKey({ text, window, ...where });
    const tables = new Map<string, Table>([...columns].map(([name, each]) => [name, { columns: each, rows: [] }]));
    const made =
      cuts.get(key) ??
      cutQuery(text, window.condition, {
        ...given,
        ...(options.schemas ? { schemas: options.schemas } : {}),
        declarations,
        tables,
        ...where,
      });
    cuts.set(key, made);
    return made;
  }

  const readBy = (query: ReplayQuery): ColumnsRead => {
    const { value } = cut(query);
    return value ? tablesRead(value.cut) : new Map();
  };

  async function loadTables(wanted: ColumnsRead): Promise<SavedTables['problems']> {
    const wrong = new Map<string, readonly Diagnostic[]>();
    for (const [name, asked] of wanted) if (columns.has(name)) wrong.set(name, await loadStored(name, asked));
    return wrong;
  }

  async function openReplays(queries: readonly ReplayQuery[], until: Date): Promise<readonly Checked<Replay>[]> {
    const store = await openStore();
    const { openReplay } = await import('./replay/replay.ts');
    const made = queries.map(cut);
    // Whoever opens a replay has it from here on.
    for (const query of queries) cuts.delete(cutKey(query));
    const wrong = await loadTables(unitedColumns(made.flatMap(({ value }) => (value ? [tablesRead(value.cut)] : []))));
    return Promise.all(
      made.map(async ({ value, problems: refused }, i): Promise<Checked<Replay>> => {
        if (!value) return { problems: refused };
        const broken = [...tablesRead(value.cut).keys()].flatMap((name) => wrong.get(name) ?? []);
        if (broken.length > 0) return { problems: broken };
        const window = queries[i]?.window;
        if (!window) return { problems: [] };
        const { now: _now, ...outsideRun } = outside(until);
        const replay = await openReplay({ query: value, window, store, outside: outsideRun, until: clockTicks(until) });
        return { value: replay, problems: [] };
      }),
    );
  }

  async function spans(): ReturnType<LocalEngine['spans']> {
    const store = await openStore();
    const found = new Map<string, { readonly first: Date; readonly last: Date; readonly rows: number }>();
    const { sqlName } = await import('./functions/sql-form.ts');
    for (const [name, each] of columns) {
      if (!each.some((column) => column.name === 'TimeGenerated')) continue;
      if ((await loadStored(name, new Set(['TimeGenerated', ingestionColumn.name]))).length > 0) continue;
      const sql = `SELECT min("TimeGenerated"), max("TimeGenerated"), count(*) FROM ${sqlName(name)}`;
      const [row] = await store.rows(sql, [
        { name: 'first', type: 'datetime' },
        { name: 'last', type: 'datetime' },
        { name: 'rows', type: 'long' },
      ]);
      const [first, last, rows] = row ?? [];
      if (typeof first !== 'bigint' || typeof last !== 'bigint') continue;
      found.set(name, { first: dateOfTicks(first), last: dateOfTicks(last), rows: Number(rows) });
    }
    return found;
  }

  return {
    value: {
      query,
      readBy,
      loadTables,
      save: async () => (await openStore()).save(),
      adopt: async (saved) => {
        await (await opened)?.close();
        opened = undefined;
        adopted = saved;
      },
      openReplays,
      spans: () => inTurn(spans),
      close: async () => {
        await (await opened)?.close();
      },
    },
    problems: [],
  };
}

const cutKey = ({ text, window, file }: ReplayQuery): string => JSON.stringify([text, window.condition, file]);

/** All columns of several. */
export function unitedColumns(parts: readonly ColumnsRead[]): ColumnsRead {
  const all = new Map<string, Set<string>>();
  for (const part of parts) {
    for (const [name, columns] of part) {
      const known = all.get(name) ?? new Set<string>();
      for (const column of columns) known.add(column);
      all.set(name, known);
    }
  }
  return all;
}

async function namedByFile(
  file: DataFile | undefined,
  openStore: () => Promise<Store>,
): Promise<readonly Column[] | undefined> {
  if (file?.form !== 'parquet') return file && ownColumns(file);
  const { parquetColumns } = await import('./store/file-sql.ts');
  return parquetColumns(await openStore(), file);
}
