import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { diagnostic, OutsideFailure } from '@picket/diagnostics';
import type { DataFile } from './data-files.ts';

/** A file whose bytes are not what its name says: a problem of the data, not of the machine. */
export class BrokenFile extends Error {
  /** Where it is broken, from 1; the first line where that is not known. */
  readonly line: number;

  constructor(why: string, line = 1) {
    super(why);
    this.line = line;
  }
}

/** The text of a file, piece by piece. Throws BrokenFile where it is no UTF-8 or no whole gzip data, else OutsideFailure. */
export async function* fileText(file: Pick<DataFile, 'path' | 'zipped'>): AsyncIterable<string> {
  const source = createReadStream(file.path, { highWaterMark: 1 << 18 });
  const gunzip = file.zipped ? createGunzip() : undefined;
  if (gunzip) source.on('error', (failure) => gunzip.destroy(failure)).pipe(gunzip);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const bytes of gunzip ?? source) yield decoder.decode(bytes, { stream: true });
    yield decoder.decode();
  } catch (failure) {
    if (failure instanceof TypeError) throw new BrokenFile('it is no text in UTF-8');
    const { code = '' } = failure as NodeJS.ErrnoException;
    if (code.startsWith('Z_') || code === 'ERR_STREAM_PREMATURE_CLOSE')
      throw new BrokenFile('it is no whole gzip data');
    throw new OutsideFailure(diagnostic('CMD001', { path: file.path }), failure);
  } finally {
    source.destroy();
  }
}

export interface Line {
  readonly text: string;
  /** From 1. */
  readonly number: number;
}

/** Lines by line feeds alone: other separators may stand inside a JSON text. Blank lines are left out. */
export async function* linesOf(pieces: AsyncIterable<string>): AsyncIterable<Line> {
  let open = '';
  let number = 0;
  for await (const piece of pieces) {
    const lines = (open + piece).split('\n');
    open = lines.pop() ?? '';
    for (const text of lines) {
      number++;
      if (text.trim() !== '') yield { text, number };
    }
  }
  if (open.trim() !== '') yield { text: open, number: number + 1 };
}
