import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Diagnostic, diagnostic, didYouMean, renderProblem } from '@picket/diagnostics';
import { type LogCategory, logCategories, logCategory } from '@picket/tables';
import type { Options } from '../command.ts';
import type { Io } from '../io.ts';
import { findRoot } from './find-root.ts';
import { writeWhole } from './write-file.ts';

export interface NewFile {
  /** Relative to the repository root. */
  readonly path: string;
  readonly text: string;
  /** Takes the place of what is there: a file that something is added to. */
  readonly replaces?: boolean;
}

/**
 * Writes the files of a new piece of content, all or none: what exists is touched only where something is added to it.
 *
 * @returns whether they were written; a problem has been printed otherwise
 */
export async function writeNew(
  io: Io,
  category: string,
  options: Options,
  make: (category: LogCategory, root: string) => readonly NewFile[] | Diagnostic,
): Promise<boolean> {
  const refuse = (problem: Diagnostic): false => {
    io.err(renderProblem(problem, () => undefined, io.colour));
    return false;
  };
  const root = findRoot(io.cwd);
  if (!root) return refuse(diagnostic('CMD003', { folder: io.cwd }));
  const found = logCategory(category);
  if (!found) {
    const near = didYouMean(
      category,
      logCategories().flatMap((c) => [c.category, c.slug]),
    );
    return refuse(diagnostic('CMD012', { category, near }));
  }
  const files = make(found, root);
  if ('code' in files) return refuse(files);
  const taken = files.find((file) => !file.replaces && existsSync(join(root, file.path)));
  if (taken) return refuse(diagnostic('CMD011', { file: taken.path }));
  for (const file of files) writeWhole(join(root, file.path), file.text);
  if (options.json) io.out(`${JSON.stringify({ written: files.map((file) => file.path) }, null, 2)}\n`);
  else for (const file of files) io.out(`wrote ${file.path}\n`);
  return true;
}
