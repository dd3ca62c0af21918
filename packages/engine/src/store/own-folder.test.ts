import { spawnSync } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../data/temporary-folder.test-support.ts';
import { makeOwnFolder } from './own-folder.ts';

test('a folder is there until it is removed', async () => {
  const parent = await temporaryFolder();
  const folder = await makeOwnFolder(parent);
  await writeFile(join(folder.path, 'store.db'), 'x');
  await folder.remove();
  expect(await readdir(parent)).toEqual([]);
});

test('what a process that is gone left behind goes, and nothing else', async () => {
  const parent = await temporaryFolder();
  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  const mine = await makeOwnFolder(parent);
  const prefix = basename(mine.path).slice(0, -`${process.pid}-xxxxxx`.length);
  expect(prefix).toContain(
    hostname()
      .slice(0, 3)
      .replace(/[^\w.]/g, '_'),
  );
  for (const name of [`${prefix}${gone}-a`, `picket-store-elsewhere-${gone}-a`, `${prefix}notes`]) {
    await mkdir(join(parent, name));
    await writeFile(join(parent, name, 'store.db'), 'x');
  }
  const next = await makeOwnFolder(parent);
  expect((await readdir(parent)).sort()).toEqual(
    [`picket-store-elsewhere-${gone}-a`, `${prefix}notes`, basename(mine.path), basename(next.path)].sort(),
  );
  await mine.remove();
  await next.remove();
});
