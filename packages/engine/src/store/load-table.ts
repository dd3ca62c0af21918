import type { Diagnostic } from '@picket/diagnostics';
import type { DataFile } from '../data/data-files.ts';
import { problemList, type ReadRow, readFileRows } from '../data/read-table.ts';
import { orderedTable } from '../outside/ordered-table.ts';
import { ingestionColumn } from '../plan/ingestion-time.ts';
import type { Cell, Column, Row, Table } from '../values/cell.ts';
import { type FileSql, fileSql } from './file-sql.ts';
import type { Store } from './store.ts';

/** What a file is expected to have of plain text. */
export const plainBytes = (file: DataFile): number => file.bytes * (file.zipped ? 10 : 1);

/** Smaller files are read here at once, with the lines of what is wrong. */
const smallFile = 4_000_000;
const batchSize = 20_000;
const mostLoads = 4;

/** All rows of a table's files, in memory. */
export async function readTable(
  name: string,
  columns: readonly Column[],
  files: readonly DataFile[],
): Promise<{ readonly table: Table; readonly problems: readonly Diagnostic[] }> {
  const rows: Row[] = [];
  const ingested: Cell[] = [];
  const problems: Diagnostic[] = [];
  for (const file of files) {
    const list = problemList(file.path);
    for await (const read of readFileRows(file, name, columns, list)) {
      rows.push(read.row);
      ingested.push(read.ingested);
    }
    problems.push(...list.all());
  }
  return { table: orderedTable({ columns, rows, ingested }), problems };
}

/** Puts what queries read of a table's files into the store. */
export interface TableLoader {
  /** Makes the store keep these columns, and those of the calls before. Gives the problems of the files. */
  load(columns: ReadonlySet<string>): Promise<readonly Diagnostic[]>;
}

/**
 * Large files are read by DuckDB, and only the columns that queries ask for, when every value in them is plainly of its
 * column's type; else all is read here, which tells what is wrong and in which line.
 */
export function tableLoader(
  store: Store,
  name: string,
  columns: readonly Column[],
  files: readonly DataFile[],
  progress: (bytes: number) => void,
): TableLoader {
  const wanted = new Set<string>();
  let loads = 0;
  let readable: readonly FileSql[] | undefined;
  let result: readonly Diagnostic[] | undefined;

  async function filesInSql(): Promise<readonly FileSql[] | undefined> {
    const found: FileSql[] = [];
    const problems: Diagnostic[] = [];
    for (const file of files) {
      if (file.form !== 'parquet' && plainBytes(file) <= smallFile) return undefined;
      const sql = await fileSql(store, file, columns);
      if (!sql) return undefined;
      if ('problems' in sql) problems.push(...sql.problems);
      else found.push(sql);
    }
    result = problems.length > 0 ? problems : undefined;
    return found;
  }

  async function loadHere(): Promise<void> {
    await store.create(name, columns, [...columns, ingestionColumn]);
    const problems: Diagnostic[] = [];
    for (const file of files) {
      problems.push(...(await addRows(store, name, columns, file)));
      progress(file.bytes);
    }
    if (problems.length > 0) await store.drop(name);
    result = problems;
  }

  async function loadInSql(sources: readonly FileSql[]): Promise<void> {
    await store.drop(name);
    const all = [...columns, ingestionColumn];
    const kept = all.filter((column) => wanted.has(column.name) && sources.some((file) => file.has(column.name)));
    // A table has at least one column.
    const first = kept.length > 0 ? kept : all.slice(0, 1);
    await store.create(name, columns, first);
    for (const [i, source] of sources.entries()) {
      await store.addSelected(name, source.select(first));
      progress(files[i]?.bytes ?? 0);
    }
  }

  return {
    load: async (asked) => {
      if (result) return result;
      readable ??= (await filesInSql()) ?? [];
      if (result) return result;
      if (readable.length === 0 && files.length > 0) {
        await loadHere();
        return result ?? [];
      }
      const more = [...asked].filter((column) => !wanted.has(column));
      if (more.length === 0 && store.columns(name)) return [];
      for (const column of more) wanted.add(column);
      // Whoever asks again and again will ask for most of it.
      if (++loads >= mostLoads) for (const { name: column } of [...columns, ingestionColumn]) wanted.add(column);
      try {
        await loadInSql(readable);
        return [];
      } catch {
        // Some value is not what it seems; the other reader says which, or takes it.
        readable = [];
        await store.drop(name);
        await loadHere();
        return result ?? [];
      }
    },
  };
}

async function addRows(
  store: Store,
  name: string,
  columns: readonly Column[],
  file: DataFile,
): Promise<readonly Diagnostic[]> {
  const list = problemList(file.path);
  let batch: ReadRow[] = [];
  const flush = async (): Promise<void> => {
    await store.add(name, { rows: batch.map(({ row }) => row), ingested: batch.map(({ ingested }) => ingested) });
    batch = [];
  };
  for await (const read of readFileRows(file, name, columns, list)) {
    batch.push(read);
    if (batch.length >= batchSize) await flush();
  }
  await flush();
  return list.all();
}
