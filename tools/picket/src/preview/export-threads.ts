import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type ExportedCategory, exportCategory, type PreviewHost } from '@picket/preview';
import { writeWhole } from '../pipeline/write-file.ts';
import type { HostStart } from './repository-host.ts';

/** What a thread is started with. */
export interface ExportStart extends HostStart {
  readonly folder: string;
}

/** Node 20 runs no TypeScript in a thread: from source, the compiled file is taken. */
const entry = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/preview/export-thread.js' : './export-thread.js',
  import.meta.url,
);

/** A thread reads the repository and makes the sample for itself; for fewer categories that does not pay. */
const categoriesAThread = 5;

/** Writes the files of one category into the folder of a site. */
export function writeCategory(host: PreviewHost, slug: string, folder: string): Promise<ExportedCategory> {
  return exportCategory(host, slug, (path, text) => void writeWhole(join(folder, path), text));
}

/**
 * Writes categories: on this thread, and on others beside it where there is enough to do.
 *
 * @param slugs the largest first, so that no thread is left with one at the end
 * @throws Error when a thread fails, with its error as the cause
 */
export async function writeCategories(
  host: PreviewHost,
  slugs: readonly string[],
  start: ExportStart,
  onDone: (count: number) => void,
): Promise<readonly ExportedCategory[]> {
  const done: ExportedCategory[] = [];
  const waiting = [...slugs];
  const add = (category: ExportedCategory): void => {
    done.push(category);
    onDone(done.length);
  };
  const threads = Math.min(availableParallelism(), Math.floor(slugs.length / categoriesAThread));
  const others = Array.from({ length: Math.max(0, threads - 1) }, () => runThread(start, () => waiting.shift(), add));
  const here = async (): Promise<void> => {
    for (let slug = waiting.shift(); slug !== undefined; slug = waiting.shift()) {
      add(await writeCategory(host, slug, start.folder));
    }
  };
  await Promise.all([...others, here()]);
  return done.sort((a, b) => (a.slug < b.slug ? -1 : 1));
}

function runThread(
  start: ExportStart,
  next: () => string | undefined,
  add: (category: ExportedCategory) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    // Options of the parent (a test runner's resolve conditions) must not decide which files the thread loads.
    const worker = new Worker(entry, { workerData: start, execArgv: [] });
    let isOver = false;
    const finish = (failure?: unknown): void => {
      if (isOver) return;
      isOver = true;
      void worker.terminate();
      if (failure === undefined) resolve();
      else reject(new Error('a thread that writes pages failed', { cause: failure }));
    };
    const give = (): void => {
      const slug = next();
      if (slug === undefined) finish();
      else worker.postMessage(slug);
    };
    worker.on('message', (category: ExportedCategory) => {
      add(category);
      give();
    });
    worker.on('error', finish);
    worker.on('messageerror', finish);
    worker.on('exit', (code) => finish(new Error(`it exited with code ${code}`)));
    give();
  });
}
