import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { diagnostic, OutsideFailure } from '@picket/diagnostics';

/** Reads the files that exist of those named. Throws OutsideFailure (TBL905) when one cannot be read. */
export function readFiles(folder: URL, names: readonly string[]): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const name of names) {
    const text = readIfThere(new URL(name, folder));
    if (text !== undefined) files.set(name, text);
  }
  return files;
}

/** The text of a file, or nothing if there is no such file. */
export function readIfThere(file: URL): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw new OutsideFailure(diagnostic('TBL905', { file: file.pathname, done: 'read' }), cause);
  }
}

/**
 * Writes files so that a failure leaves each of them either old or new, never in part: all are written beside their
 * places first, and take them only when every one is on the disk. Throws OutsideFailure (TBL905).
 */
export function writeFiles(folder: URL, files: ReadonlyMap<string, string>): void {
  const waiting: { readonly temporary: URL; readonly place: URL }[] = [];
  let name = '';
  try {
    for (const [file, text] of files) {
      name = file;
      const temporary = new URL(`.${file}.${process.pid}.tmp`, folder);
      waiting.push({ temporary, place: new URL(file, folder) });
      const handle = openSync(temporary, 'w');
      try {
        writeSync(handle, text);
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
    }
    for (const { temporary, place } of waiting) renameSync(temporary, place);
  } catch (cause) {
    for (const { temporary } of waiting) rmSync(temporary, { force: true });
    throw new OutsideFailure(diagnostic('TBL905', { file: name, done: 'written' }), cause);
  }
}
