import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { cannot } from './write-file.ts';

/** Files that grow by a line at a time, under temporary names until all of them are whole. */
export interface LineFiles {
  readonly add: (file: string, line: string) => void;
  /** Gives the files their names; how many lines each has. */
  readonly finish: () => ReadonlyMap<string, number>;
  /** Removes what has no name yet: nothing after `finish`. */
  readonly discard: () => void;
}

interface Growing {
  readonly temporary: string;
  readonly descriptor: number;
  waiting: string[];
  length: number;
  lines: number;
}

/** So many characters are written at once. */
const block = 1 << 20;

/**
 * Begins to write files of lines, some blocks of them in memory at a time.
 *
 * @throws OutsideFailure when the system refuses
 */
export function lineFiles(): LineFiles {
  const growing = new Map<string, Growing>();
  const flush = (file: string, each: Growing): void => {
    attempt(file, () => writeFileSync(each.descriptor, each.waiting.join('')));
    each.waiting = [];
    each.length = 0;
  };
  return {
    add: (file, line) => {
      const each = growing.get(file) ?? begin(file);
      growing.set(file, each);
      each.waiting.push(line, '\n');
      each.length += line.length;
      each.lines++;
      if (each.length >= block) flush(file, each);
    },
    finish: () => {
      for (const [file, each] of growing) {
        flush(file, each);
        closeSync(each.descriptor);
      }
      for (const [file, { temporary }] of growing) attempt(file, () => renameSync(temporary, file));
      const lines = new Map([...growing].map(([file, each]) => [file, each.lines]));
      growing.clear();
      return lines;
    },
    discard: () => {
      for (const { temporary } of growing.values()) rmSync(temporary, { force: true });
    },
  };
}

function begin(file: string): Growing {
  const temporary = `${file}.${process.pid}.tmp`;
  return attempt(file, () => {
    mkdirSync(dirname(file), { recursive: true });
    return { temporary, descriptor: openSync(temporary, 'w'), waiting: [], length: 0, lines: 0 };
  });
}

function attempt<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw cannot(file, cause);
  }
}
