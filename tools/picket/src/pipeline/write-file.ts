import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { diagnostic, OutsideFailure } from '@picket/diagnostics';

/**
 * Writes a file whole or not at all (temporary name, then rename), a text only when it differs from what is there.
 *
 * @returns whether anything was written
 * @throws OutsideFailure when the system refuses
 */
export function writeWhole(file: string, content: string | Uint8Array): boolean {
  if (typeof content === 'string' && textOf(file) === content) return false;
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(temporary, content);
  } catch (cause) {
    throw cannot(file, cause);
  }
  try {
    renameSync(temporary, file);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw cannot(file, cause);
  }
  return true;
}

/** The text of a file, or undefined when it does not exist. */
export function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR'))
      return undefined;
    throw cannot(file, cause);
  }
}

/** The failure to throw when the system refuses a file. */
export function cannot(path: string, cause: unknown): OutsideFailure {
  return new OutsideFailure(
    diagnostic('CMD008', { path, said: cause instanceof Error ? cause.message : String(cause) }),
    cause,
  );
}
