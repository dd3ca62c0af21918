import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import { Script } from 'node:vm';

/**
 * Runs a script of an installed package as `require` would. What V8 compiled is kept under `node_modules/.cache`, by the
 * script's text and the version of V8, and taken by the next process: a large script is then there in two thirds of the
 * time. Where nothing is kept, or what is kept is not whole, it is compiled; where it cannot be written, nothing is kept.
 */
export function runCompiled(file: string, folder: string = cacheFolder(file)): void {
  const text = readFileSync(file, 'utf8');
  const kept = join(folder, `${basename(file)}-${digest(`${cachedDataVersionTag()} ${process.arch} ${text}`)}`);
  const cachedData = readWhole(kept);
  const script = new Script(`(function (exports, require, module, __filename, __dirname) {${text}\n})`, {
    filename: file,
    ...(cachedData ? { cachedData } : {}),
  });
  const module = { exports: {} };
  script.runInThisContext().call(module.exports, module.exports, createRequire(file), module, file, dirname(file));
  // What has run by then is compiled too, and is kept with the rest.
  if (!cachedData || script.cachedDataRejected) process.once('exit', () => writeWhole(kept, script.createCachedData()));
}

/** `node_modules/.cache` beside the package that a file is of. */
function cacheFolder(file: string): string {
  const place = file.lastIndexOf('node_modules');
  return place < 0 ? join(dirname(file), '.cache') : join(file.slice(0, place), 'node_modules', '.cache', 'picket');
}

const digest = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');
const digestBytes = 64;

/** What was written, if it is still as it was written. */
function readWhole(file: string): Buffer | undefined {
  try {
    const all = readFileSync(file);
    const data = all.subarray(digestBytes);
    return digest(data) === all.toString('latin1', 0, digestBytes) ? data : undefined;
  } catch {
    return undefined;
  }
}

function writeWhole(file: string, data: Uint8Array): void {
  const unfinished = `${file}.${randomUUID()}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(unfinished, Buffer.concat([Buffer.from(digest(data), 'latin1'), data]));
    renameSync(unfinished, file);
  } catch {
    if (existsSync(unfinished)) rmSync(unfinished);
  }
}
