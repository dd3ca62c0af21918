import { rmSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

/** A temporary folder of this process. */
export interface OwnFolder {
  readonly path: string;
  remove(): Promise<void>;
}

/** Machines may share a temporary folder, and each counts its processes by itself. */
const ours = `picket-store-${hostname().replace(/[^\w.]/g, '_')}-`;

/**
 * Makes a temporary folder that goes with the process at the latest. A process that was killed could not remove its own:
 * such folders of this machine go now.
 */
export async function makeOwnFolder(parent: string = tmpdir()): Promise<OwnFolder> {
  await removeLeftOver(parent);
  const path = await mkdtemp(join(parent, `${ours}${process.pid}-`));
  const removeAtExit = (): void => {
    try {
      rmSync(path, { recursive: true, force: true });
    } catch {
      // Some systems remove no file that is open; whoever makes a folder next removes this one.
    }
  };
  process.once('exit', removeAtExit);
  return {
    path,
    remove: async () => {
      process.off('exit', removeAtExit);
      await rm(path, { recursive: true, force: true });
    },
  };
}

async function removeLeftOver(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const [pid = ''] = name.startsWith(ours) ? name.slice(ours.length).split('-') : [];
    if (!/^\d+$/.test(pid) || isAlive(Number(pid))) continue;
    // It may be another user's, or another process removes it too.
    await rm(join(parent, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (failure) {
    // A process that may not be sent signals is alive.
    return failure instanceof Error && 'code' in failure && failure.code === 'EPERM';
  }
}
