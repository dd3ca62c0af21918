import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { diagnostic, OutsideFailure } from '@picket/diagnostics';
import { hasCode, wordsOf } from './outside.ts';

interface Holder {
  readonly pid: number;
  readonly host: string;
}

const patience = 15_000;
/** A lock file without readable content is one whose process was stopped while writing it, once it is this old. */
const writingTime = 5_000;
const stopped: Holder = { pid: 0, host: '' };

/**
 * Does work while this process alone holds the lock file. A lock whose process has ended on this machine is taken over.
 *
 * @throws OutsideFailure EMU005 when another process keeps it for longer than that, 15 seconds by default
 */
export async function withLock<T>(
  lock: string,
  file: string,
  work: () => Promise<T>,
  milliseconds = patience,
): Promise<T> {
  const giveUp = Date.now() + milliseconds;
  for (let wait = 1; !(await take(lock, file)); wait = Math.min(wait * 2, 100)) {
    const holder = await holderOf(lock);
    if (holder && hasEnded(holder)) await takeAway(lock, file, holder);
    else if (Date.now() > giveUp)
      throw new OutsideFailure(
        diagnostic('EMU005', { file, lock, ...(holder ? { pid: holder.pid, host: holder.host } : {}) }),
      );
    else await pause(wait);
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

/** Makes the lock file, unless it is there already. */
async function take(lock: string, file: string): Promise<boolean> {
  try {
    await mkdir(dirname(lock), { recursive: true });
  } catch (error) {
    throw new OutsideFailure(diagnostic('EMU006', { file, why: wordsOf(error) }), error);
  }
  try {
    const handle = await open(lock, 'wx');
    try {
      await handle.writeFile(JSON.stringify({ pid: process.pid, host: hostname() } satisfies Holder));
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw new OutsideFailure(diagnostic('EMU006', { file, why: wordsOf(error) }), error);
  }
}

/** Who holds the lock; undefined when it is gone or only just being written. */
async function holderOf(lock: string): Promise<Holder | undefined> {
  try {
    const text = await readFile(lock, 'utf8');
    const found = /^\{"pid":(\d+),"host":(".*")\}$/.exec(text);
    if (found) return { pid: Number(found[1]), host: String(JSON.parse(found[2] ?? '""')) };
    return Date.now() - (await stat(lock)).mtimeMs > writingTime ? stopped : undefined;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function hasEnded(holder: Holder): boolean {
  if (holder.pid === stopped.pid) return true;
  if (holder.host !== hostname()) return false;
  try {
    process.kill(holder.pid, 0);
    return false;
  } catch (error) {
    return hasCode(error, 'ESRCH');
  }
}

/**
 * Removes the lock of an ended process. A second lock makes sure that of two processes which both saw it ended only one
 * removes it, and the other does not remove the first one's fresh lock.
 */
async function takeAway(lock: string, file: string, ended: Holder): Promise<void> {
  const guard = `${lock}.takeover`;
  if (!(await take(guard, file))) return pause(5);
  try {
    const holder = await holderOf(lock);
    if (holder?.pid === ended.pid && holder.host === ended.host) await rm(lock, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
}
