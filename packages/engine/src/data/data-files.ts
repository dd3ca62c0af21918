import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { type Checked, type Diagnostic, diagnostic, OutsideFailure, type Span } from '@picket/diagnostics';

export type DataForm = 'json' | 'lines' | 'csv' | 'parquet';

/** A file with rows. */
export interface DataFile {
  readonly path: string;
  readonly form: DataForm;
  readonly zipped: boolean;
  readonly bytes: number;
}

const forms: readonly (readonly [RegExp, DataForm])[] = [
  [/\.json$/i, 'json'],
  [/\.(jsonl|ndjson)$/i, 'lines'],
  [/\.csv$/i, 'csv'],
  [/\.parquet$/i, 'parquet'],
];

/** What was found where data is. */
export interface FoundData {
  /** Files of rows, by table or by the workspace function that they are the result of. */
  readonly tables: ReadonlyMap<string, readonly DataFile[]>;
  /** Files of watchlists, by alias. */
  readonly watchlists: ReadonlyMap<string, string>;
  /** Files that externaldata reads, by the last part of its address. */
  readonly externalData: ReadonlyMap<string, string>;
  /** Where addresses are. */
  readonly locations: readonly DataFile[];
}

const locationsName = 'geo_info_from_ip_address';

/**
 * Files of rows by the table that they are named after: `SigninLogs.jsonl`, `SigninLogs.2.csv.gz`, everything below a
 * folder `SigninLogs/`, and below `am-SigninLogs/`, as Azure Monitor's data export names it. Beside them: `watchlists/`
 * with a file for each alias, `externaldata/`, and `geo_info_from_ip_address.csv`. A file in another form is a problem. Throws OutsideFailure for a path that cannot be read.
 */
export async function findData(paths: readonly string[]): Promise<Checked<FoundData>> {
  const tables = new Map<string, DataFile[]>();
  const watchlists = new Map<string, string>();
  const externalData = new Map<string, string>();
  const problems: Diagnostic[] = [];
  const met = new Set<string>();
  const add = async (path: string, folder: string | undefined): Promise<void> => {
    // Somebody may name a file and the folder that it is in.
    const whole = resolve(path);
    if (met.has(whole)) return;
    met.add(whole);
    const zipped = /\.gz$/i.test(path);
    const plain = basename(path).replace(/\.gz$/i, '');
    const found = forms.find(([ending]) => ending.test(plain));
    if (!found || (zipped && found[1] === 'parquet')) {
      problems.push(diagnostic('ENG109', { file: path }, spanOf(path)));
      return;
    }
    const [ending, form] = found;
    const name = folder ?? plain.replace(ending, '').replace(/\.\d+$/, '');
    const { size } = await outside(path, () => stat(path));
    tables.set(name, [...(tables.get(name) ?? []), { path, form, zipped, bytes: size }]);
  };
  const addOnce = (files: Map<string, string>, name: string, path: string): void => {
    const before = files.get(name);
    if (before !== undefined && resolve(before) !== resolve(path))
      problems.push(diagnostic('ENG136', { file: path, other: before }, spanOf(path)));
    files.set(name, path);
  };
  for (const path of paths) {
    const found = await outside(path, () => stat(path));
    if (!found.isDirectory()) {
      await add(path, undefined);
      continue;
    }
    const entries = await outside(path, () => readdir(path, { recursive: true, withFileTypes: true }));
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    for (const file of files.sort()) {
      const [first = '', ...rest] = relative(path, file).split(sep);
      const name = basename(file);
      if ([first, ...rest].some((each) => each.startsWith('.'))) continue;
      if (first === 'watchlists' && rest.length > 0) {
        if (/\.(csv|json|jsonl)$/i.test(name)) addOnce(watchlists, name.replace(/\.\w+$/, ''), file);
        else problems.push(diagnostic('ENG109', { file }, spanOf(file)));
      } else if (first === 'externaldata' && rest.length > 0) addOnce(externalData, name, file);
      else await add(file, rest.length > 0 ? tableOfFolder(first) : undefined);
    }
  }
  for (const { path, zipped } of [...tables.values()].flat()) {
    const plain = path.replace(/\.gz$/i, '');
    if (zipped && met.has(resolve(plain))) problems.push(diagnostic('ENG135', { file: path, plain }, spanOf(path)));
  }
  const locations = tables.get(locationsName) ?? [];
  tables.delete(locationsName);
  return problems.length > 0 ? { problems } : { value: { tables, watchlists, externalData, locations }, problems };
}

/** A line of a file; its first for the file as a whole. */
export const spanOf = (file: string, line = 1): Span => ({
  file,
  start: { line, column: 1 },
  end: { line, column: 1 },
});

const tableOfFolder = (name: string): string => name.replace(/^am-/, '');

async function outside<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (failure) {
    throw new OutsideFailure(diagnostic('CMD001', { path }), failure);
  }
}
