import { existsSync, type FSWatcher, watch } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { SuiteReport } from './test-suite.ts';

/** Editors save in several steps: changes so close together are one. */
const settleMilliseconds = 25;

/**
 * Tells which files of some suites have changed, until it is stopped. Folders are watched, not files: editors replace a
 * file by another.
 */
export interface TestWatch {
  /** Watches what these suites read from now on. */
  readonly follow: (reports: readonly SuiteReport[]) => void;
  readonly close: () => void;
}

/**
 * @param base what paths are relative to
 * @param onChange with the paths of changed, new or deleted files in the watched folders
 */
export function watchTests(base: string, onChange: (paths: ReadonlySet<string>) => void): TestWatch {
  const watchers = new Map<string, FSWatcher>();
  let changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const note = (path: string): void => {
    changed.add(path);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const paths = changed;
      changed = new Set();
      onChange(paths);
    }, settleMilliseconds);
  };
  const follow = (folder: string): void => {
    if (watchers.has(folder) || !existsSync(resolve(base, folder))) return;
    const watcher = watch(resolve(base, folder), (_event, name) => {
      if (name !== null) note(folder === '.' ? name : join(folder, name));
    });
    // A folder that goes away takes its watcher along.
    watcher.on('error', () => forget(folder));
    watchers.set(folder, watcher);
  };
  const forget = (folder: string): void => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  return {
    follow(reports) {
      const folders = new Set(['.', ...reports.flatMap(({ files }) => files.map((file) => dirname(file)))]);
      // The folder of tests may come later than the first rule.
      for (const { paths } of reports) folders.add(dirname(paths.test));
      for (const folder of watchers.keys()) if (!existsSync(resolve(base, folder))) forget(folder);
      for (const folder of folders) follow(folder);
    },
    close() {
      clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}
