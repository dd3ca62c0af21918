import { mkdir, open, readFile, rename, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { diagnostic, OutsideFailure } from '@picket/diagnostics';
import type { WorkspaceScope } from '../scope.ts';
import { withLock } from './lock.ts';
import { hasCode, wordsOf } from './outside.ts';
import { emptyState, type WorkspaceState } from './state.ts';
import { readState, writeState } from './state-text.ts';
import type { StateStore, Work } from './store.ts';

interface Job {
  /** Does its work on a state and remembers the result. */
  readonly run: (state: WorkspaceState) => WorkspaceState;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Keeps the state in one JSON file. A write goes to a temporary file, is forced to the disk and renamed, so the file is the
 * old or the new state, never half of one. Several processes may use the same file: changes are made under a lock on the
 * newest state, so none is lost. Changes asked for at the same time share one write.
 *
 * @throws OutsideFailure when the file is broken, foreign, newer, of another workspace (it is never overwritten then), locked
 * for too long or cannot be written
 */
export async function openFileStore(file: string, scope: WorkspaceScope): Promise<StateStore> {
  const path = resolve(file);
  let cached: { readonly stamp: string; readonly state: WorkspaceState } | undefined;
  let jobs: Job[] = [];
  let working: Promise<void> | undefined;

  const read = async (): Promise<WorkspaceState> => {
    const stamp = await stampOf(path);
    if (cached?.stamp !== stamp)
      cached = { stamp, state: stamp === missing ? emptyState(scope) : await load(path, scope) };
    return cached.state;
  };

  const doAll = async (): Promise<void> => {
    while (jobs.length > 0) {
      const batch = jobs;
      jobs = [];
      try {
        await withLock(`${path}.lock`, path, async () => {
          const before = await read();
          const after = batch.reduce((state, job) => job.run(state), before);
          if (after !== before) {
            const next = { ...after, serial: before.serial + 1 };
            await save(path, writeState(next));
            cached = { stamp: await stampOf(path), state: next };
          }
        });
        for (const job of batch) job.done();
      } catch (error) {
        for (const job of batch) job.failed(error);
      }
    }
    working = undefined;
  };

  await read();
  return {
    read,
    change: <T>(work: Work<T>) =>
      new Promise<T>((settle, fail) => {
        let outcome: { result: T } | { error: unknown } | undefined;
        jobs.push({
          run: (state) => {
            try {
              const done = work(state);
              outcome = { result: done.result };
              return done.state;
            } catch (error) {
              outcome = { error };
              return state;
            }
          },
          done: () => (outcome && 'result' in outcome ? settle(outcome.result) : fail(outcome?.error)),
          failed: fail,
        });
        working ??= doAll();
      }),
    close: async () => {
      await working;
    },
  };
}

const missing = 'missing';

/** Changes whenever the file is written anew: a rename brings a new inode. */
async function stampOf(path: string): Promise<string> {
  try {
    const { ino, mtimeNs, size } = await stat(path, { bigint: true });
    return `${ino}/${mtimeNs}/${size}`;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return missing;
    throw new OutsideFailure(diagnostic('EMU001', { file: path, why: wordsOf(error) }), error);
  }
}

async function load(path: string, scope: WorkspaceScope): Promise<WorkspaceState> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    throw new OutsideFailure(diagnostic('EMU001', { file: path, why: wordsOf(error) }), error);
  }
  const { value, problems } = readState(text, path, scope);
  const [problem] = problems;
  if (problem) throw new OutsideFailure(problem);
  return value ?? emptyState(scope);
}

async function save(path: string, text: string): Promise<void> {
  const temporary = `${path}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const handle = await open(temporary, 'w');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  } catch (error) {
    throw new OutsideFailure(diagnostic('EMU006', { file: path, why: wordsOf(error) }), error);
  }
}
